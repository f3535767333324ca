// A count that takes longer than a page may: it comes after the page has.
for (const line of document.querySelectorAll("[data-count]")) {
  const answer = await fetch(line.dataset.count).catch(() => null)
  if (answer?.ok) line.textContent = await answer.text()
}
