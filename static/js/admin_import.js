// How far an import is, without loading the page again by hand.
const EVERY = 2000
const now = document.getElementById("import-now")

async function look() {
  const response = await fetch(location.href).catch(() => null)
  if (response?.ok) {
    const page = new DOMParser().parseFromString(await response.text(), "text/html")
    const fresh = page.getElementById("import-now")
    if (!fresh?.querySelector("progress")) return location.reload()
    // What may have the focus stays; only the numbers change.
    const [here, there] = [now, fresh].map((part) => part.querySelector("progress"))
    here.value = there.value
    here.nextElementSibling.textContent = there.nextElementSibling.textContent
    if (page.getElementById("import-state").textContent !== document.getElementById("import-state").textContent) return location.reload()
  }
  setTimeout(look, EVERY)
}

setTimeout(look, EVERY)
