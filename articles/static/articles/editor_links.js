// The dialog of a link says where it leads while somebody types, and offers pages by their names.
import { Link as BaseLink } from "django-prose-editor/editor"

const WAIT = 250
const ADDRESS = /^(\/|#|\?|https?:\/\/|mailto:|tel:)/i
const SITE = /^(www\.)?[\w-]+(\.[\w-]+)+(\/|$)/i
const dialog = document.querySelector(".link-dialog")
const field = dialog?.querySelector("#link-href")
const says = dialog?.querySelector("#link-says")
let set, headings, timer, asked

function headingsOf(editor) {
  const found = []
  editor.state.doc.descendants((node) => {
    if (node.type.name === "heading" && node.attrs.id) found.push([`#${node.attrs.id}`, node.textContent])
  })
  return found
}

function element(tag, attributes, ...children) {
  const made = Object.assign(document.createElement(tag), attributes)
  made.append(...children)
  return made
}

function sayPlace(typed) {
  const there = typed === "#main" || headings.some(([href]) => href === typed)
  const near = headings.filter(([href]) => href.startsWith(typed)).slice(0, 8)
  const verdict = element("p", { className: `link-verdict ${there ? "fine" : "wrong"}`, textContent: there ? dialog.dataset.there : dialog.dataset.notThere })
  const items = near.map(([href, text]) => {
    const button = element("button", { type: "button" }, element("b", { textContent: text }), " ", element("code", { textContent: href }))
    button.dataset.href = href
    return element("li", {}, button)
  })
  says.replaceChildren(verdict, ...(items.length ? [element("ul", {}, ...items)] : []))
}

async function look() {
  asked?.abort()
  const typed = field.value.trim()
  if (typed.startsWith("#")) return sayPlace(typed)
  if (typed.length < 2 && typed !== "/") return says.replaceChildren()
  asked = new AbortController()
  try {
    const answer = await fetch(`${dialog.dataset.look}?${new URLSearchParams({ q: typed })}`, { signal: asked.signal })
    if (answer.ok && !answer.redirected) says.innerHTML = await answer.text()
  } catch { /* typed on, or offline: the link can be set all the same */ }
}

function use(href) {
  field.value = href
  judge()
  look()
  field.focus()
}

function judge() {
  const typed = field.value.trim()
  const usable = !typed || ADDRESS.test(typed) || SITE.test(typed)
  field.setCustomValidity(usable ? "" : dialog.dataset.words)
}

function open(editor) {
  const { href = "" } = editor.getAttributes("link")
  headings = headingsOf(editor)
  set = (address) => {
    const chain = editor.chain().focus()
    if (editor.isActive("link")) chain.extendMarkRange("link").updateAttributes("link", { href: address }).run()
    else chain.setMark("link", { href: address }).run()
  }
  field.value = href ?? ""
  says.replaceChildren()
  judge()
  dialog.returnValue = ""
  dialog.showModal()
  field.select()
  if (href) look()
  dialog.addEventListener("close", () => {
    clearTimeout(timer)
    asked?.abort()
    const typed = field.value.trim()
    if (dialog.returnValue === "set") set(ADDRESS.test(typed) ? typed : `https://${typed}`)
    else editor.commands.focus()
  }, { once: true })
}

if (dialog) {
  field.addEventListener("input", () => {
    judge()
    clearTimeout(timer)
    timer = setTimeout(look, WAIT)
  })
  says.addEventListener("click", (event) => {
    const button = event.target.closest("[data-href]")
    if (button) use(button.dataset.href)
  })
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close(""))
}

export const Link = dialog ? BaseLink.extend({
  addCommands() {
    return {
      ...this.parent?.(),
      addLink: () => ({ editor }) => {
        if (editor.state.selection.empty && !editor.isActive("link")) return false
        open(editor)
        return true
      },
    }
  },
}) : BaseLink
