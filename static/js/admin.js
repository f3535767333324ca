// Names for what Django's admin leaves without one: the halves of a date and time, and choosers.
const words = (element) => element?.textContent.trim().replace(/:$/, "") ?? ""

function labelOf(input) {
  const cell = input.closest("td")
  if (!cell) return words(input.closest(".flex-container")?.querySelector("label, legend"))
  return words(cell.closest("table").tHead?.rows[0].cells[cell.cellIndex])
}

function nameDates(root) {
  for (const input of root.querySelectorAll(".datetime input")) {
    const half = words(input.previousSibling)
    input.setAttribute("aria-label", [labelOf(input), half].filter(Boolean).join(", "))
  }
}

// The label first, then what is chosen, which the chooser itself keeps up to date.
function nameChoosers(root) {
  for (const chooser of root.querySelectorAll(".select2-container")) {
    const select = chooser.previousElementSibling
    const label = words(document.querySelector(`label[for="${select?.id}"]`)) || labelOf(chooser)
    for (const part of chooser.querySelectorAll('[role="combobox"], [role="textbox"], [role="searchbox"]')) {
      part.setAttribute("aria-label", label)
      part.id ||= `named-${select.id}`
      const shown = part.getAttribute("aria-labelledby")?.split(" ").at(-1)
      if (shown) part.setAttribute("aria-labelledby", `${part.id} ${shown}`)
    }
  }
}

function name(root) {
  nameDates(root)
  nameChoosers(root)
}

// After Django's own scripts, which build the choosers when the page is ready.
window.addEventListener("load", () => name(document))
document.addEventListener("formset:added", ({ target }) => setTimeout(() => name(target)))
