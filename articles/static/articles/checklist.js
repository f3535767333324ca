// Brings the checklist up to date while somebody types, and leads to the words that it means.
const WAIT = 900
const list = document.querySelector("[data-check]")

if (list) {
  const form = list.closest("form")
  let timer, asked

  const check = async () => {
    asked?.abort()
    asked = new AbortController()
    try {
      const answer = await fetch(list.dataset.check, { method: "POST", body: new FormData(form), signal: asked.signal })
      if (!answer.ok || answer.redirected) return
      const open = list.querySelector("details")?.open
      list.innerHTML = await answer.text()
      list.querySelector("details")?.toggleAttribute("open", open)
    } catch { /* offline, or typed on: the next pause asks again */ }
  }
  for (const event of ["input", "change"]) {
    form.addEventListener(event, () => {
      clearTimeout(timer)
      timer = setTimeout(check, WAIT)
    })
  }
  window.django?.jQuery?.(form).on("change", () => { clearTimeout(timer); timer = setTimeout(check, WAIT) })

  list.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#id_']")
    const field = link && document.querySelector(link.getAttribute("href"))
    if (!field) return
    event.preventDefault()
    field.closest("details")?.setAttribute("open", "")
    const shown = field.closest(".prose-editor") ?? field
    shown.scrollIntoView({ block: "center" })
    if (shown === field) field.focus()
    else field.dispatchEvent(new CustomEvent("editor:find", { detail: link.dataset.find }))
  })
}
