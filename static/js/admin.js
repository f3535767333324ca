// Names for what Django's admin leaves without one: the halves of a date and time, and choosers.
const words = (element) => element?.textContent.trim().replace(/:$/, "") ?? ""

function labelOf(input) {
  const own = words(document.querySelector(`label[for="${input.id}"]`))
  if (own) return own
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
    if (select?.localName !== "select") continue
    const label = labelOf(select)
    for (const part of chooser.querySelectorAll('[role="combobox"], [role="textbox"], [role="searchbox"]')) {
      part.setAttribute("aria-label", label)
      part.id ||= `named-${select.id}`
      const shown = part.getAttribute("aria-labelledby")?.split(" ").at(-1)
      if (shown) part.setAttribute("aria-labelledby", `${part.id} ${shown}`)
    }
  }
}

// The corner above the row labels of a table of inlines heads no column, nor does the one where
// nobody may delete a row.
function emptyCorners() {
  for (const corner of document.querySelectorAll("th.original, .tabular thead th:empty")) {
    const cell = document.createElement("td")
    cell.className = corner.className
    corner.replaceWith(cell)
  }
}

// Its label is a picture of a magnifying glass.
function nameSearch() {
  const search = document.querySelector("#searchbar")
  const label = document.querySelector('label[for="searchbar"] img')
  if (search && label) search.setAttribute("aria-label", label.alt)
}

function name(root) {
  nameDates(root)
  nameChoosers(root)
}

// After Django's own scripts, which build the choosers when the page is ready.
window.addEventListener("load", () => {
  name(document)
  emptyCorners()
  nameSearch()
})
document.addEventListener("formset:added", ({ target }) => setTimeout(() => name(target)))

// Some of the choosers are built later than that.
new MutationObserver((changes) => {
  const added = changes.flatMap(({ addedNodes }) => [...addedNodes])
  if (added.some((node) => node.classList?.contains("select2-container"))) nameChoosers(document)
}).observe(document.body, { childList: true, subtree: true })

// The list that drops down stands elsewhere in the page.
window.django?.jQuery?.(document).on("select2:open", ({ target }) => {
  for (const part of document.querySelectorAll(".select2-container--open :is(.select2-search__field, .select2-results__options)")) {
    part.setAttribute("aria-label", labelOf(target))
  }
})
