// The total to move in follows what is typed. The server computes it: there is one way to do so.
const box = document.querySelector("#totals")
const form = box?.closest("form")
const ours = /^(rates|costs)-/
const WAIT = 300
let timer

async function recount() {
  const typed = new FormData()
  for (const [name, value] of new FormData(form)) {
    if (ours.test(name) || name === "csrfmiddlewaretoken") typed.append(name, value)
  }
  const answer = await fetch(box.dataset.url, { method: "POST", body: typed }).catch(() => null)
  if (answer?.ok) box.innerHTML = await answer.text()
}

for (const event of form ? ["input", "change"] : []) {
  form.addEventListener(event, ({ target }) => {
    if (!ours.test(target.name ?? "")) return
    clearTimeout(timer)
    timer = setTimeout(recount, WAIT)
  })
}
