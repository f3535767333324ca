// What is pasted is cleaned by the same rules as what is saved: the server's. When it can't be
// asked, the editor takes what it knows.
import { Extension, Plugin } from "django-prose-editor/editor"

const LONGEST_WAIT = 8000
const WITH_ID = /(<h[1-6]\b[^>]*?)\sid=(?:"([^"]*)"|'([^']*)'|([^\s>]+))/gi
const STYLE = /\sstyle=(?:"[^"]*"|'[^']*')/gi
// Megabytes that would only be dropped.
const IN_PLACE = /\b(src|srcset)=(["']?)data:[^"'\s>]*/gi

async function cleaned(url, html, token) {
  const body = new FormData()
  body.append("html", html.replace(IN_PLACE, "$1=$2"))
  body.append("csrfmiddlewaretoken", token)
  const answer = await fetch(url, { method: "POST", body, signal: AbortSignal.timeout(LONGEST_WAIT) })
  if (!answer.ok || answer.redirected) throw new Error("not cleaned")
  return answer.json()
}

function say(view, words) {
  const frame = view.dom.closest(".prose-editor")
  let note = frame.querySelector(".paste-note")
  if (!note) {
    note = Object.assign(document.createElement("p"), { className: "paste-note" })
    note.setAttribute("role", "status")
    frame.append(note)
  }
  note.textContent = words
}

function anchors(doc) {
  const found = new Set()
  doc.descendants((node) => { if (node.attrs.id) found.add(node.attrs.id) })
  return found
}

export const CleanPaste = Extension.create({
  name: "cleanPaste",
  priority: 2000,
  addOptions: () => ({ url: "" }),
  // A heading that moves within the text keeps its anchor, a copy of it does not.
  transformPastedHTML(html) {
    const taken = anchors(this.editor.state.doc)
    const moved = html.includes("data-pm-slice")
    return html.replace(WITH_ID, (all, before, ...ids) => (moved && !taken.has(ids.slice(0, 3).find(Boolean)) ? all : before))
  },
  addProseMirrorPlugins() {
    const { url } = this.options
    const paste = async (view, html) => {
      const token = view.dom.closest("form").elements.csrfmiddlewaretoken.value
      try {
        const answer = await cleaned(url, html, token)
        view.pasteHTML(answer.html)
        say(view, answer.note)
      } catch {
        view.pasteHTML(html.replace(STYLE, ""))
      }
    }
    // Before the editor reads it: to read a style is to break the Content-Security-Policy.
    return [new Plugin({
      props: {
        handleDOMEvents: {
          paste(view, event) {
            const html = event.clipboardData?.getData("text/html")
            if (!html || html.includes("data-pm-slice")) return false
            event.preventDefault()
            paste(view, html)
            return true
          },
        },
      },
    })]
  },
})
