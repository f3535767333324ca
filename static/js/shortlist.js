// The homes that a visitor keeps, in this browser alone. Without it a button opens a list by link.

const NAME = "shortlist";
const MOST = 20;
const KEPT_FOR_MS = 30 * 24 * 60 * 60 * 1000;

export function kept() {
  try {
    const { houses, until } = JSON.parse(localStorage.getItem(NAME)) ?? {};
    if (Array.isArray(houses) && until > Date.now()) return houses;
    localStorage.removeItem(NAME);
  } catch {
    forget();
  }
  return [];
}

// False where the browser keeps nothing: then the button does what it does without a script.
function keep(houses) {
  try {
    if (!houses.length) forget();
    else localStorage.setItem(NAME, JSON.stringify({ houses, until: Date.now() + KEPT_FOR_MS }));
  } catch {
    return false;
  }
  show();
  return true;
}

export function forget() {
  try {
    localStorage.removeItem(NAME);
  } catch {
    // It was never kept.
  }
}

export const add = (houses) => keep([...new Set([...kept(), ...houses])].slice(0, MOST));
export const drop = (houses) => keep(kept().filter((house) => !houses.includes(house)));

const form = document.querySelector("#keep-form");
const status = document.querySelector("[data-keep-status]");
const link = document.querySelector("[data-your-list]");
let silence;

export function say(words) {
  status.textContent = words;
  clearTimeout(silence);
  silence = setTimeout(() => (status.textContent = ""), 6000);
}

// This list and no other, whatever list the page was opened from.
function listUrl() {
  const query = new URLSearchParams([["list", ""], ...kept().map((house) => ["add", house])]);
  return `${form.getAttribute("action")}?${query}`;
}

function show() {
  const houses = kept();
  for (const button of document.querySelectorAll("[data-keep]")) {
    button.classList.toggle("is-kept", houses.includes(button.value));
  }
  if (!link) return;
  link.hidden = !houses.length;
  link.href = listUrl();
  link.querySelector("[data-count]").textContent = houses.length;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-keep]");
  if (!button) return;
  const houses = kept();
  const isKept = houses.includes(button.value);
  const isFull = !isKept && houses.length >= MOST;
  if (!isFull && !(isKept ? drop([button.value]) : add([button.value]))) return;
  event.preventDefault();
  const words = isFull ? form.dataset.full : isKept ? form.dataset.removed : form.dataset.added;
  say(words.replace("%s", () => button.dataset.keep));
});

// Another tab, the page from before a step back, and cards that came in later.
addEventListener("storage", show);
addEventListener("pageshow", show);
document.addEventListener("htmx:load", show);

if (document.querySelector("[data-forget-list]")) forget();
show();
