// Chooses a picture from the shared library, or adds one to it, and puts it into the text.
import { Figure as BaseFigure } from "django-prose-editor/editor"

const WAIT = 300
const dialog = document.querySelector(".picture-dialog")
const part = (selector) => dialog?.querySelector(selector)
const form = part("form"), search = part("#chooser-q"), list = part(".chooser-list")
const alt = part("#chooser-alt"), caption = part("#chooser-caption"), errors = part(".chooser-errors")
let timer, asked

// The figure that the cursor is in, or the picture that is selected.
function figureAt({ state: { selection } }) {
  const { $from, node, from } = selection
  if (node?.type.name === "figure") return { position: from, node }
  for (let depth = $from.depth; depth > 0; depth--) {
    if ($from.node(depth).type.name === "figure") return { position: $from.before(depth), node: $from.node(depth) }
  }
  return node?.type.name === "image" ? { position: from, node } : null
}

function inside(figure, name) {
  if (figure?.node.type.name === name) return figure.node
  let found
  figure?.node.forEach((child) => { if (child.type.name === name) found = child })
  return found
}

async function fetched(parameters) {
  asked?.abort()
  asked = new AbortController()
  const answer = await fetch(`${dialog.dataset.choose}?${new URLSearchParams(parameters)}`, { signal: asked.signal })
  if (!answer.ok || answer.redirected) throw new Error(dialog.dataset.closed)
  return answer.text()
}

async function load() {
  list.setAttribute("aria-busy", "true")
  try {
    list.innerHTML = await fetched({ q: search.value })
  } catch (error) {
    if (error.name !== "AbortError") list.textContent = dialog.dataset.closed
  }
  list.removeAttribute("aria-busy")
}

async function more(button) {
  const html = await fetched({ q: search.value, from: button.dataset.from })
  button.insertAdjacentHTML("beforebegin", html)
  const first = button.parentElement.querySelectorAll("input")[Number(button.dataset.from)]
  button.remove()
  first?.focus()
}

async function showCurrent(src) {
  await load()
  const radio = () => [...list.querySelectorAll("input")].find((input) => input.value === src)
  if (!radio()) list.insertAdjacentHTML("afterbegin", await fetched({ now: src, from: 0 }).then((html) => html.replace(/<p class="chooser-count".*?<\/p>/s, "")))
  radio()?.toggleAttribute("checked", true)
}

async function upload() {
  const body = new FormData()
  const file = part("#chooser-upload"), words = part("#chooser-new-alt")
  if (file.files[0]) body.append("upload", file.files[0])
  body.append("alt", words.value)
  body.append("csrfmiddlewaretoken", document.querySelector("input[name=csrfmiddlewaretoken]").value)
  errors.textContent = dialog.dataset.sending
  const answer = await fetch(dialog.dataset.choose, { method: "POST", body }).catch(() => null)
  if (answer?.status !== 201) {
    if (answer?.status === 422) errors.innerHTML = await answer.text()
    else errors.textContent = dialog.dataset.failed
    const wrong = errors.querySelector("[data-field=upload]") || !file.files[0] ? file : words
    return wrong.focus()
  }
  list.insertAdjacentHTML("afterbegin", await answer.text())
  list.scrollTop = 0
  take(list.querySelector("input"))
  errors.textContent = file.value = words.value = ""
  part(".chooser-new").removeAttribute("open")
  alt.focus()
}

function take(radio) {
  radio.checked = true
  alt.value = radio.dataset.alt
}

function content(kept) {
  const radio = form.elements.picture?.value ? list.querySelector("input:checked") : null
  if (!radio) return null
  const { width, height } = radio.dataset
  const image = { type: "image", attrs: { src: radio.value, alt: alt.value.trim(), width, height } }
  const words = caption.value.trim()
  if (!words) return { type: "figure", content: [image] }
  // Words that were not changed keep their links and emphasis.
  const same = kept?.textContent === words
  return { type: "figure", content: [image, same ? kept.toJSON() : { type: "caption", content: [{ type: "text", text: words }] }] }
}

function put(editor, figure, node) {
  const { $to } = editor.state.selection
  const chain = editor.chain().focus()
  const emptyLine = $to.depth === 1 && !$to.parent.content.size && $to.parent.isTextblock
  if (figure) chain.insertContentAt({ from: figure.position, to: figure.position + figure.node.nodeSize }, node)
  else if (emptyLine) chain.insertContentAt({ from: $to.before(1), to: $to.after(1) }, node)
  else chain.insertContentAt($to.depth ? $to.after(1) : $to.pos, node)
  chain.run()
}

function open(editor) {
  const figure = figureAt(editor)
  const image = inside(figure, "image"), kept = inside(figure, "caption")
  search.value = ""
  alt.value = image?.attrs.alt ?? ""
  caption.value = kept?.textContent.trim() ?? ""
  if (errors) errors.textContent = ""
  dialog.returnValue = ""
  dialog.showModal()
  search.focus()
  if (image) showCurrent(image.attrs.src).catch(() => {})
  else load()
  dialog.addEventListener("close", () => {
    clearTimeout(timer)
    asked?.abort()
    const node = dialog.returnValue === "put" ? content(kept) : null
    if (node) put(editor, figure, node)
    else editor.commands.focus()
  }, { once: true })
}

if (dialog) {
  search.addEventListener("input", () => {
    clearTimeout(timer)
    timer = setTimeout(load, WAIT)
  })
  for (const [field, act] of [[search, load], [part("#chooser-new-alt"), upload]]) {
    field?.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return
      event.preventDefault()
      act()
    })
  }
  list.addEventListener("change", (event) => take(event.target))
  list.addEventListener("click", (event) => {
    const button = event.target.closest(".chooser-more")
    if (button) more(button).catch(() => {})
  })
  part("[data-upload]")?.addEventListener("click", upload)
  part("[data-close]").addEventListener("click", () => dialog.close(""))
}

export const Figure = dialog ? BaseFigure.extend({
  addCommands() {
    return {
      ...this.parent?.(),
      editImage: () => ({ editor, dispatch }) => {
        if (dispatch) open(editor)
        return true
      },
    }
  },
}) : BaseFigure

// The menu, which is drawn a moment later, calls it by the name of the element.
document.addEventListener("prose-editor:ready", ({ detail: { textarea } }) => {
  setTimeout(() => {
    const button = textarea.closest(".prose-editor")?.querySelector("[data-name=figure]")
    if (!button || !dialog) return
    button.title = part("h2").textContent
    button.setAttribute("aria-label", button.title)
  })
})
