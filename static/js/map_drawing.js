// The map itself: counties, what moves it, and the homes on it. Loaded when a map comes into sight.

import { showHomes } from "./map_homes.js";
import { showNames } from "./map_names.js";
import { L, make, pair, still } from "./map_parts.js";

const STEP = 90; // pixels that an arrow key moves it
const PANS = { ArrowUp: [0, -STEP], ArrowDown: [0, STEP], ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0] };
const ZOOMS = { "+": 1, "=": 1, "-": -1 };
const MOST_ZOOM = 12;
const COUNTY_ZOOM = 9;
const drawn = new Set();

function styles(address) {
  if (document.querySelector(`link[href="${address}"]`)) return null;
  return new Promise((resolve, reject) => {
    document.head.append(make("link", { rel: "stylesheet", href: address, onload: resolve, onerror: reject }));
  });
}

// Those of results that others have replaced.
function forget() {
  for (const map of drawn) {
    if (map.getContainer().isConnected) continue;
    map.remove();
    drawn.delete(map);
  }
}

function homesOf(root) {
  return [...root.querySelectorAll("[data-place]")].map((row) => ({
    row,
    key: row.dataset.place,
    at: L.latLng(pair(row.dataset.point)),
    radius: Number(row.dataset.radius),
    tone: row.dataset.tone,
    city: row.dataset.city,
  }));
}

// "Lantana 26.58,-80.05|…"
function townsOf({ towns }) {
  return towns.split("|").filter(Boolean).map((town) => {
    const cut = town.lastIndexOf(" ");
    return { text: town.slice(0, cut), at: L.latLng(pair(town.slice(cut + 1))), kind: "town" };
  });
}

function mapIn(box, words, alone) {
  const quiet = still();
  const map = L.map(box, {
    attributionControl: false,
    zoomControl: false,
    keyboard: false, // its own listens only while nothing on the map has the focus
    scrollWheelZoom: false,
    dragging: !(alone && matchMedia("(pointer: coarse)").matches),
    maxZoom: MOST_ZOOM,
    zoomSnap: 0.5,
    renderer: L.svg({ padding: 0.4 }),
    fadeAnimation: false,
    zoomAnimation: !quiet,
    inertia: !quiet,
  });
  L.control.zoom({ position: "bottomright", zoomInTitle: words.closer, zoomOutTitle: words.farther }).addTo(map);
  return map;
}

function listen(map, box) {
  box.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key in PANS) map.panBy(PANS[event.key], { animate: !still() });
    else if (event.key in ZOOMS) map.setZoom(map.getZoom() + ZOOMS[event.key]);
    else return;
    event.preventDefault();
  });
  // The wheel scrolls the page until somebody is at work on the map.
  box.addEventListener("focusin", () => map.scrollWheelZoom.enable());
  box.addEventListener("focusout", () => map.scrollWheelZoom.disable());
  new ResizeObserver(() => box.isConnected && map.invalidateSize({ pan: false })).observe(box);
}

function look(map, homes) {
  const [first, ...others] = homes;
  if (!others.length) return map.setView(first.at, COUNTY_ZOOM);
  const all = homes.reduce((sum, { at, radius }) => sum.extend(at.toBounds(2 * radius)), L.latLngBounds([]));
  return map.fitBounds(all, { padding: [20, 20], maxZoom: MOST_ZOOM });
}

async function read(address) {
  try {
    return await (await fetch(address)).json();
  } catch {
    return []; // circles and names still tell something
  }
}

async function land(map, addresses) {
  const states = (await Promise.all(addresses.map(read))).flat();
  const counties = L.geoJSON(states, { interactive: false, style: { className: "map-land" } });
  if (!states.length || !map.getContainer().isConnected) return counties;
  counties.addTo(map).bringToBack();
  const edge = counties.getBounds();
  map.setMinZoom(Math.min(map.getZoom(), map.getBoundsZoom(edge)));
  map.setMaxBounds(edge.extend(map.getBounds()).pad(0.1));
  return counties;
}

function skipOver(root, words) {
  const skip = make("a", { className: "map-skip", href: "#", textContent: words });
  skip.addEventListener("click", (event) => {
    event.preventDefault();
    const next = root.closest("details, section").nextElementSibling;
    next.tabIndex = -1;
    next.focus();
  });
  return skip;
}

export async function draw(root) {
  const words = root.dataset;
  if ("drawn" in words) return;
  words.drawn = "";
  forget();
  const counties = (words.outlines || "").split(" ").filter(Boolean);
  await styles(words.styles);
  const homes = homesOf(root);
  const box = make("div", { className: "map-box", tabIndex: 0, role: "region", ariaLabel: words.label, ariaDescription: words.help });
  root.querySelector(".map-places").hidden = true;
  root.prepend(skipOver(root, words.skip), box);
  const map = mapIn(box, words, homes.length === 1);
  drawn.add(map);
  look(map, homes);
  listen(map, box);
  showHomes(map, homes, words);
  showNames(map, homes, townsOf(words), await land(map, counties));
}
