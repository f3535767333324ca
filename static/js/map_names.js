// Names of the cities that homes are in, and of counties, where there is room for them.

import { L, make } from "./map_parts.js";

const COUNTIES_FROM = 8; // zoom
const SIDES = { city: ["right", "left", "above", "below"], town: ["right", "left"], county: ["over"] };

function cities(homes) {
  const points = new Map();
  for (const { city, at } of homes) points.set(city, [...(points.get(city) ?? []), at]);
  return [...points].map(([city, all]) => ({
    text: city.replace(/,.*/, ""),
    at: L.latLngBounds(all).getCenter(),
    kind: "city",
  }));
}

function middle(shape) {
  const rings = shape.getLatLngs().map(([outer]) => outer);
  const largest = rings.reduce((one, other) => (one.length >= other.length ? one : other));
  return L.PolyUtil.polygonCenter(largest, L.CRS.EPSG3857);
}

function name(map, { text, at, kind }) {
  const icon = L.divIcon({ className: `map-name map-name-${kind}`, html: make("span", { textContent: text }), iconSize: null });
  const marker = L.marker(at, { icon, interactive: false, keyboard: false, pane: "names" }).addTo(map);
  marker.getElement().setAttribute("aria-hidden", "true");
  return { marker, kind };
}

const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
const within = (a, b) => a.left >= b.left && a.right <= b.right && a.top >= b.top && a.bottom <= b.bottom;
const rects = (elements) => [...elements].map((element) => element.getBoundingClientRect());

// On a side where it hides nothing; else over a circle, which one can see through.
function settle(element, sides, frame, taken, circles) {
  const tried = sides.map((side) => {
    element.dataset.side = side;
    return { side, place: element.firstElementChild.getBoundingClientRect() };
  });
  const free = tried.filter(({ place }) => within(place, frame) && !taken.some((other) => meet(place, other)));
  const best = free.find(({ place }) => !circles.some((circle) => meet(place, circle))) ?? free.at(-1);
  element.hidden = !best;
  if (!best) return;
  element.dataset.side = best.side;
  taken.push(best.place);
}

// The first ones choose first: where homes are, then other towns, then counties.
function arrange(map, names) {
  const box = map.getContainer();
  const frame = box.getBoundingClientRect();
  const circles = rects(box.querySelectorAll(".map-area"));
  const taken = rects(box.querySelectorAll(".leaflet-control, .map-bunch"));
  for (const { marker, kind } of names) {
    const element = marker.getElement();
    element.hidden = kind === "county" && map.getZoom() < COUNTIES_FROM;
    if (!element.hidden) settle(element, SIDES[kind], frame, taken, circles);
  }
}

export function showNames(map, homes, towns, counties) {
  if (!map.getContainer().isConnected) return;
  map.createPane("names");
  const named = counties.getLayers().map((shape) => ({ text: shape.feature.properties.name, at: middle(shape), kind: "county" }));
  const near = map.getBounds().pad(2);
  const own = cities(homes);
  const others = towns.filter(({ text }) => own.every((city) => city.text !== text));
  const names = [...own, ...others, ...named.filter(({ at }) => near.contains(at))].map((one) => name(map, one));
  map.on("zoomend moveend resize", () => arrange(map, names));
  arrange(map, names);
}
