// What the text editor of articles has on top of django-prose-editor.
import { Node } from "django-prose-editor/editor"

// Tiptap puts a <style> into the page unless it finds one, and our Content-Security-Policy would
// block it. Its rules are in editor.css; this element of no known kind only stands in for it.
const standIn = document.createElementNS("urn:recovery-site", "style")
standIn.setAttribute("data-tiptap-style", "")
document.head.append(standIn)

const gettext = window.gettext ?? ((text) => text)

export const CallToAction = Node.create({
  name: "callToAction",
  group: "block",
  content: "(paragraph | heading | bulletList | orderedList)+",
  defining: true,
  parseHTML: () => [{ tag: "aside.cta" }],
  renderHTML: () => ["aside", { class: "cta" }, 0],
  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: this.name,
      groups: "nodes",
      button: buttons.text(gettext("Call to action")),
      active: (editor) => editor.isActive(this.name),
      command: (editor) => editor.chain().focus().toggleWrap(this.name).run(),
    })
  },
})

// The box to type in is not the field that its label names.
document.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) => {
  const label = document.querySelector(`label[for="${textarea.id}"]`)
  const name = label?.textContent.trim().replace(/:$/, "") ?? textarea.name
  for (const [attribute, value] of [["role", "textbox"], ["aria-multiline", "true"], ["aria-label", name]]) {
    editor.view.dom.setAttribute(attribute, value)
  }
  label?.addEventListener("click", () => editor.commands.focus())
  textarea.addEventListener("editor:find", ({ detail }) => select(editor, detail))
  textarea.addEventListener("draft:restored", () => editor.commands.setContent(textarea.value))
})

// Selects the block that says `words`; without any, the editor is only entered.
function select(editor, words) {
  const plain = (text) => text.replace(/\s+/g, " ").trim()
  let found
  editor.state.doc.descendants((node, position) => {
    if (!found && words && node.isTextblock && plain(node.textContent) === words) found = { from: position + 1, to: position + 1 + node.content.size }
  })
  const chain = editor.chain().focus()
  if (found) chain.setTextSelection(found).scrollIntoView()
  chain.run()
}
