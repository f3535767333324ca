// Finding a house: what htmx replaces keeps its place, and empty fields stay out of the address.

const MAIN = "main";
let opened = [];
// What each field held when the page was asked for, and what was changed while it was on its way.
let sent = new Map();
let changed = [];

const held = (field) => (["checkbox", "radio"].includes(field.type) ? "checked" : "value");

document.addEventListener("htmx:configRequest", (event) => {
  const { parameters } = event.detail;
  for (const [name, value] of [...parameters.entries()]) if (value === "") parameters.delete(name);
  if (!parameters.has("near")) parameters.delete("within");
  const fields = document.getElementById("find-form")?.elements ?? [];
  sent = new Map([...fields].filter((field) => field.id).map((field) => [field, field[held(field)]]));
});

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.id !== MAIN) return;
  changed = [...sent.keys()].filter((field) => field[held(field)] !== sent.get(field));
  opened = [...document.querySelectorAll("#main details[open][id]")].map((details) => details.id);
});

document.addEventListener("htmx:afterSwap", () => {
  for (const field of changed.splice(0)) {
    const now = document.getElementById(field.id);
    if (now) now[held(field)] = field[held(field)];
  }
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
