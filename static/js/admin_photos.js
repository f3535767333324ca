// The photos of a house: choose the focus by a click, move a row up and down. Without it, numbers do.
const { dataset: words } = document.querySelector("#photo-words")
const group = document.querySelector("#photos-group")
const rows = () => [...group.querySelectorAll(".inline-related.has_original")]
const field = (row, name) => row.querySelector(`input[name$="-${name}"]`)
const told = Object.assign(document.createElement("p"), { className: "photo-told" })

function focusPoint(row) {
  const frame = row.querySelector(".photo-frame")
  const [x, y] = [field(row, "focal_x"), field(row, "focal_y")]
  if (!frame || !x || !y) return
  const mark = Object.assign(document.createElement("span"), { className: "photo-focus" })
  const place = () => Object.assign(mark.style, { left: `${x.value}%`, top: `${y.value}%` })
  const percent = (part, whole) => Math.min(100, Math.max(0, Math.round((100 * part) / whole)))
  frame.title = words.focus
  frame.append(mark)
  frame.addEventListener("click", ({ clientX, clientY }) => {
    const box = frame.getBoundingClientRect()
    x.value = percent(clientX - box.left, box.width)
    y.value = percent(clientY - box.top, box.height)
    place()
  })
  for (const input of [x, y]) input.addEventListener("input", place)
  place()
}

function markEnds() {
  rows().forEach((row, index, all) => {
    const [up, down] = row.querySelectorAll(".photo-move button")
    up.disabled = index === 0
    down.disabled = index === all.length - 1
  })
}

// Only rows that are stored change places: Django counts on new ones coming after them.
function move(row, step, button) {
  const all = rows()
  const other = all[all.indexOf(row) + step]
  if (step < 0) other.before(row)
  else other.after(row)
  rows().forEach((each, index) => { field(each, "position").value = index })
  const cover = group.querySelector(".photo-cover")
  if (cover) rows()[0].querySelector(".photo-now > div").prepend(cover)
  markEnds()
  const usable = button.disabled ? row.querySelector(".photo-move button:enabled") : button
  usable.focus()
  told.textContent = words.moved.replace("%s", rows().indexOf(row) + 1)
}

function movers(row) {
  const made = [["up", -1], ["down", 1]].map(([way, step]) => {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: words[way] })
    button.addEventListener("click", () => move(row, step, button))
    return button
  })
  const bar = Object.assign(document.createElement("span"), { className: "photo-move" })
  bar.append(...made)
  row.querySelector(".photo-now > div").append(bar)
}

if (group) {
  told.setAttribute("role", "status")
  group.append(told)
  rows().forEach(focusPoint)
  if (rows().length > 1 && field(rows()[0], "position")) {
    rows().forEach(movers)
    markEnds()
  }
}
