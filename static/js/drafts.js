// Keeps what is typed into a form of the back office in this browser, and offers it when a save
// failed, the session ended or the window was closed. Nothing leaves the browser. A draft goes when
// the server says that it is saved, and all of them go at sign-out.
const START = "draft:"
const LONGEST = 30 * 24 * 60 * 60 * 1000
const WAIT = 700
const ASIDE = /^(csrfmiddlewaretoken|_seen|_draft|_over|_theirs|initial-.*)$/

const keys = () => Object.keys(localStorage).filter((key) => key.startsWith(START))
const read = (key) => {
  try { return JSON.parse(localStorage.getItem(key)) } catch { return null }
}

function forgetSaved() {
  const saved = document.cookie.match(/(?:^|; )saved_draft="?([\w.:-]+)"?/)?.[1]
  if (!saved) return
  for (const key of keys()) if (key.endsWith(`|${saved}`)) localStorage.removeItem(key)
  document.cookie = "saved_draft=; path=/admin/; max-age=0"
}

function forgetOld() {
  for (const key of keys()) if (!(Date.now() - read(key)?.at < LONGEST)) localStorage.removeItem(key)
}

function fields(form) {
  return [...new FormData(form)].filter(([name, value]) => !ASIDE.test(name) && typeof value === "string")
}

// A chooser knows only the options that it was asked for, so their words are kept, too.
function chosen(form) {
  const selects = [...form.querySelectorAll("select")].filter((select) => select.name)
  return Object.fromEntries(selects.map((select) =>
    [select.name, [...select.selectedOptions].map((option) => [option.value, option.text])]))
}

function fill(form, { values, chosen }) {
  addRows(form, values)
  for (const control of form.elements) {
    if (!control.name || ASIDE.test(control.name) || ["submit", "button", "file"].includes(control.type)) continue
    const mine = values.filter(([name]) => name === control.name).map(([, value]) => value)
    if (control.type === "checkbox" || control.type === "radio") control.checked = mine.includes(control.value)
    else if (control.localName === "select") choose(control, chosen[control.name] ?? [])
    else if (mine.length && !/-(TOTAL|INITIAL)_FORMS$/.test(control.name)) write(control, mine[0])
  }
}

function choose(select, options) {
  for (const [value, text] of options) {
    if (![...select.options].some((option) => option.value === value)) select.add(new Option(text, value))
  }
  for (const option of select.options) option.selected = options.some(([value]) => value === option.value)
  window.django?.jQuery?.(select).trigger("change")
}

function write(control, value) {
  control.value = value
  control.dispatchEvent(new Event("draft:restored"))  // for what draws itself over a field
}

function addRows(form, values) {
  for (const [name, wanted] of values.filter(([name]) => name.endsWith("-TOTAL_FORMS"))) {
    const total = form.elements[name]
    const group = total?.closest(".inline-group")
    const button = group?.querySelector(".add-row a")
    for (let left = wanted - total?.value; left > 0 && button; left--) button.click()
    if (hasRows(group)) group.querySelector("details")?.setAttribute("open", "")
  }
}
const hasRows = (group) => group?.querySelector(".inline-related:not(.empty-form)")

function show(element, at) {
  const time = element.querySelector(".draft-typed")
  time.dateTime = new Date(at).toISOString()
  time.textContent = new Date(at).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" })
  element.hidden = false
}

function start(form, own) {
  const offer = form.querySelector(".draft-offer"), kept = form.querySelector(".draft-kept")
  const prefix = `${START}${own.dataset.owner}|`
  const failed = document.querySelector(".errornote") !== null
  const isNew = own.value.endsWith(":new")
  const waiting = keys().filter((key) => isNew ? key.startsWith(`${prefix}${own.value}`) : key === prefix + own.value)
  // Two new ones side by side have a draft each.
  if (isNew) own.value += `-${crypto.getRandomValues(new Uint32Array(1))[0].toString(36)}`
  const key = () => prefix + own.value
  let before = JSON.stringify(fields(form)), timer

  function keep() {
    clearTimeout(timer)
    const values = fields(form), now = JSON.stringify(values)
    if (now === before) return
    before = now
    const at = Date.now()
    try {
      localStorage.setItem(key(), JSON.stringify({ at, values, chosen: chosen(form) }))
      show(kept, at)
    } catch { kept.hidden = true }  // no room, or not allowed: then there is no promise either
  }
  const soon = () => {
    clearTimeout(timer)
    timer = setTimeout(keep, WAIT)
  }
  for (const event of ["input", "change", "click"]) form.addEventListener(event, soon)
  for (const event of ["pagehide", "visibilitychange"]) addEventListener(event, keep)
  form.addEventListener("submit", keep)
  if (failed) { before = ""; keep(); return }

  const found = waiting.map((key) => [key, read(key)]).filter(([, draft]) => draft)
    .sort(([, a], [, b]) => b.at - a.at)
  const [foundKey, draft] = found[0] ?? []
  if (!draft) return
  if (JSON.stringify(draft.values) === before) { localStorage.removeItem(foundKey); return }
  show(offer, draft.at)
  offer.addEventListener("click", ({ target }) => {
    const wish = target.dataset.draft
    if (!wish) return
    if (wish === "restore") {
      own.value = foundKey.slice(prefix.length)
      fill(form, draft)
      keep()
    } else localStorage.removeItem(foundKey)
    offer.hidden = true
    form.querySelector("input:not([type=hidden])")?.focus()
  })
}

forgetSaved()
forgetOld()
document.querySelector("#logout-form")?.addEventListener("submit", () => keys().forEach((key) => localStorage.removeItem(key)))
addEventListener("load", () => {
  const own = document.querySelector("form input[name=_draft]")
  if (own) start(own.form, own)
})
