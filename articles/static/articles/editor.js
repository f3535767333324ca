// What the text editor of articles has on top of django-prose-editor.
import { Node, updateAttrsDialog } from "django-prose-editor/editor"

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
  // While it is written, no part of the page that a screen reader should list.
  addNodeView: () => () => {
    const dom = document.createElement("aside")
    dom.className = "cta"
    dom.setAttribute("role", "note")
    return { dom, contentDOM: dom }
  },
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

// A place in the text that the page fills. The editor shows it as a box with a name.
function box(words) {
  const dom = document.createElement("aside")
  dom.className = "live-box"
  dom.setAttribute("role", "note")
  dom.contentEditable = "false"
  dom.textContent = words
  return { dom }
}

// Below the block that the cursor is in, so that no sentence is cut in two.
function insertBelow(editor, node) {
  const { $to } = editor.state.selection
  editor.chain().focus().insertContentAt($to.depth ? $to.after(1) : $to.pos, node).run()
}

export const CrisisLines = Node.create({
  name: "crisisLines",
  group: "block",
  atom: true,
  draggable: true,
  parseHTML: () => [{ tag: "aside.crisis", priority: 60 }],
  renderHTML: () => ["aside", { class: "crisis" }],
  addNodeView: () => () => box(gettext("Crisis lines: 988, SAMHSA and 911, as on every page")),
  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: this.name,
      groups: "nodes",
      button: buttons.text(gettext("Crisis lines")),
      command: (editor) => insertBelow(editor, { type: this.name }),
    })
  },
})

export const HousesIn = Node.create({
  name: "housesIn",
  group: "block",
  atom: true,
  draggable: true,
  addOptions: () => ({ cities: [], needs: [] }),
  addAttributes: () => ({
    city: {
      default: "",
      parseHTML: (element) => element.dataset.city ?? "",
      renderHTML: ({ city }) => (city ? { "data-city": city } : {}),
    },
    need: {
      default: "",
      parseHTML: (element) => element.dataset.need ?? "",
      renderHTML: ({ need }) => (need ? { "data-need": need } : {}),
    },
  }),
  parseHTML: () => [{ tag: "aside.houses", priority: 60 }],
  renderHTML: ({ HTMLAttributes }) => ["aside", { class: "houses", ...HTMLAttributes }],
  addNodeView() {
    const { cities, needs } = this.options
    return ({ node }) => {
      const [, name] = cities.find(([slug]) => slug === node.attrs.city) ?? [, node.attrs.city]
      const [, need] = needs.find(([key]) => key === node.attrs.need) ?? [, node.attrs.need]
      const place = [name || gettext("every city"), need].filter(Boolean).join(", ")
      return box(`${gettext("Homes with a bed open, always up to date")}: ${place}`)
    }
  },
  addMenuItems({ buttons, menu }) {
    const every = gettext("Every city")
    const anyone = gettext("All homes")
    const { cities, needs } = this.options
    const ask = updateAttrsDialog(
      {
        city: { title: gettext("City"), enum: [every, ...cities.map(([, name]) => name)] },
        need: { title: gettext("Which homes"), enum: [anyone, ...needs.map(([, words]) => words)] },
      },
      { title: gettext("Homes with a bed open"), submitText: gettext("Insert") },
    )
    menu.defineItem({
      name: this.name,
      groups: "nodes",
      button: buttons.text(gettext("Homes in …")),
      command: async (editor) => {
        const chosen = await ask(editor, { city: every, need: anyone })
        if (!chosen) return
        const city = cities.find(([, name]) => name === chosen.city)?.[0] ?? ""
        const need = needs.find(([, words]) => words === chosen.need)?.[0] ?? ""
        insertBelow(editor, { type: this.name, attrs: { city, need } })
      },
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
