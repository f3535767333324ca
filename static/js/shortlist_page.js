// The page of a list: to copy, send, print and forget it, and to keep what somebody else sent.

import { add, drop, forget, kept, say } from "./shortlist.js";

const find = (selector) => document.querySelector(selector);
const field = find("#share-link");
const [copy, share, keepAll] = ["[data-copy]", "[data-share]", "[data-keep-all]"].map(find);

find("[data-with-script]").hidden = false;
find("[data-more-homes]").href = find("[data-more-homes]").dataset.moreHomes;

const houses = keepAll.dataset.keepAll.split(" ").filter(Boolean);
const isNew = () => houses.some((house) => !kept().includes(house));
keepAll.hidden = !isNew();
keepAll.addEventListener("click", () => {
  add(houses);
  keepAll.hidden = !isNew();
  find("[data-more-homes]").focus();
});

field.addEventListener("focus", () => field.select());
copy.addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    field.focus();
    document.execCommand("copy");
  }
  say(copy.dataset.copy);
});

share.hidden = !navigator.share;
share.addEventListener("click", () => navigator.share({ url: field.value }).catch(() => {}));
find("[data-print]").addEventListener("click", () => print());

find("[data-forget]").addEventListener("click", ({ currentTarget }) => {
  forget();
  location.assign(currentTarget.dataset.forget);
});

for (const link of document.querySelectorAll("[data-drop]")) {
  link.addEventListener("click", () => drop(link.dataset.drop.split(" ")));
}
