// What the parts of the map share.

import "../vendor/leaflet/leaflet.js";

export const { L } = globalThis;

export const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

export const pair = (text) => text.split(",").map(Number);

export function make(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}
