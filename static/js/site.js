// On every page: leaving fast, and a menu that closes as people expect.

import { forget } from "./shortlist.js";

const NEUTRAL_PAGE = "https://www.weather.gov/";
const TAP_WINDOW_MS = 1500;

function leave() {
  forget();
  document.documentElement.hidden = true;
  document.title = "";
  location.replace(NEUTRAL_PAGE);
}

for (const link of document.querySelectorAll("[data-leave]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
}

let taps = [];
document.addEventListener("keydown", (event) => {
  if (event.key !== "Shift") {
    taps = [];
    return;
  }
  if (event.repeat) return;
  taps = [...taps.filter((at) => event.timeStamp - at < TAP_WINDOW_MS), event.timeStamp];
  if (taps.length === 3) leave();
});

const menu = document.querySelector("[data-menu]");
if (menu) {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
}
