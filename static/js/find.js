// Finding a house: what htmx replaces keeps its place, and empty fields stay out of the address.

const MAIN = "main";
let opened = [];

document.addEventListener("htmx:configRequest", (event) => {
  const { parameters } = event.detail;
  for (const [name, value] of [...parameters.entries()]) if (value === "") parameters.delete(name);
  if (!parameters.has("near")) parameters.delete("within");
});

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.id !== MAIN) return;
  opened = [...document.querySelectorAll("#main details[open][id]")].map((details) => details.id);
});

document.addEventListener("htmx:afterSwap", () => {
  for (const id of opened) document.getElementById(id)?.setAttribute("open", "");
  const said = document.querySelector("[data-keep-status]");
  if (said) said.textContent = document.getElementById("results-title")?.textContent.trim();
});

document.addEventListener("submit", (event) => {
  if (event.target.id !== "find-form") return;
  const near = event.target.elements.near?.value;
  for (const field of event.target.elements) {
    if (field.value === "" || (field.name === "within" && !near)) field.disabled = true;
  }
});

// What was disabled for the address is there again when a visitor comes back by Back.
window.addEventListener("pageshow", () => {
  for (const field of document.querySelectorAll("#find-form :disabled")) field.disabled = false;
});
