// Homes as circles, several close together as one, and what stands about them in the page.

import { L, make, still } from "./map_parts.js";
import "../vendor/leaflet/leaflet.markercluster.js";

const LEAST = 15; // pixels: a mile is nothing to hit when the map shows a state
const APART = 44;
const SAME = 20; // when it can come no closer, only homes of the same point are shown as one
const TONES = ["open", "soon", "full", "call", "none"];

const Area = L.Circle.extend({
  _project() {
    L.Circle.prototype._project.call(this);
    this._radius = Math.max(this._radius, LEAST);
    this._radiusY = Math.max(this._radiusY, LEAST);
    this._updateBounds();
  },
});

const Bunch = L.DivIcon.extend({
  createIcon(old) {
    const icon = L.DivIcon.prototype.createIcon.call(this, old);
    icon.setAttribute("aria-label", this.options.label);
    return icon;
  },
});

const wordsOf = (row) => [...row.children].map((part) => part.textContent.trim()).join(", ");
const cardOf = ({ key }) => document.querySelector(`.house-card[data-house="${key}"]`);

function bunchOf(several) {
  return (cluster) => {
    const homes = cluster.getAllChildMarkers().map(({ home }) => home);
    const tone = TONES.find((one) => homes.some((home) => home.tone === one));
    return new Bunch({
      className: `map-bunch map-${tone}`,
      html: make("b", { textContent: homes.length }),
      iconSize: [APART, APART],
      label: several.replace("%s", homes.length),
    });
  };
}

// One popup for all, and the focus goes back to where it came from.
function popupOn(map, words) {
  let from = null;
  const popup = L.popup({ className: "map-popup", maxWidth: 270, maxHeight: 220, autoPanPadding: [12, 12], closeOnEscapeKey: false });
  map.on("popupopen", () => {
    popup.getElement().querySelector(".leaflet-popup-close-button").setAttribute("aria-label", words.close);
  });
  map.on("popupclose", () => {
    if (document.activeElement !== document.body) return;
    (from?.isConnected ? from : map.getContainer()).focus({ preventScroll: true });
  });
  map.getContainer().addEventListener("keydown", ({ key }) => key === "Escape" && map.closePopup());
  return (at, homes, opener, byKey) => {
    const rows = homes.map(({ row }) => make("li", {}, ...[...row.cloneNode(true).children]));
    from = opener;
    popup.setLatLng(at).setContent(make("ul", { className: "map-places" }, ...rows)).openOn(map);
    if (byKey) popup.getElement().querySelector("a").focus({ preventScroll: true });
  };
}

function areaOf(home, alone, open) {
  const area = new Area(home.at, { radius: home.radius, className: `map-area map-${home.tone}`, interactive: !alone });
  area.home = home;
  area.on("add", () => {
    const path = area.getElement();
    path.setAttribute("aria-label", wordsOf(home.row));
    path.setAttribute("role", alone ? "img" : "button");
    if (alone || path.tabIndex === 0) return;
    path.setAttribute("tabindex", 0);
    path.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      open(home.at, [home], path, true);
    });
    for (const type of ["mouseenter", "focus"]) path.addEventListener(type, () => markCards([home], true));
    for (const type of ["mouseleave", "blur"]) path.addEventListener(type, () => markCards([home], false));
    path.addEventListener("focus", () => intoView(area));
  });
  area.on("click", () => open(home.at, [home], area.getElement(), false));
  return area;
}

function intoView(area) {
  const map = area._map;
  if (map && !map.getBounds().pad(-0.05).contains(area.getLatLng())) map.panTo(area.getLatLng(), { animate: !still() });
}

function markCards(homes, on) {
  for (const home of homes) cardOf(home)?.toggleAttribute("data-marked", on);
}

// From a card to its circle, or to the bunch that holds it.
function followCards(map, areas) {
  const byKey = new Map(areas.map((area) => [area.home.key, area]));
  const left = new AbortController();
  const mark = (on) => ({ target }) => {
    const card = target.closest?.(".house-card[data-house]");
    let shown = card && byKey.get(card.dataset.house);
    while (shown && !map.hasLayer(shown)) shown = shown.__parent;
    shown?.getElement()?.classList.toggle("is-marked", on);
  };
  for (const type of ["mouseover", "focusin"]) document.addEventListener(type, mark(true), { signal: left.signal });
  for (const type of ["mouseout", "focusout"]) document.addEventListener(type, mark(false), { signal: left.signal });
  map.on("unload", () => left.abort());
}

export function showHomes(map, homes, words) {
  const alone = homes.length === 1 && !homes[0].row.querySelector("a");
  const open = popupOn(map, words);
  const areas = homes.map((home) => areaOf(home, alone, open));
  if (alone) return areas[0].addTo(map);
  const bunches = L.markerClusterGroup({
    animate: false,
    maxClusterRadius: (zoom) => (zoom < map.getMaxZoom() ? APART : SAME),
    showCoverageOnHover: false,
    zoomToBoundsOnClick: false,
    spiderfyOnMaxZoom: false,
    removeOutsideVisibleBounds: false,
    iconCreateFunction: bunchOf(words.several),
  });
  const homesIn = (bunch) => bunch.getAllChildMarkers().map(({ home }) => home);
  bunches.on("clusterclick clusterkeypress", ({ layer, originalEvent }) => {
    const byKey = originalEvent.type === "keypress";
    if (byKey && originalEvent.key !== "Enter") return;
    const bounds = layer.getBounds();
    if (bounds.getNorthEast().equals(bounds.getSouthWest()) || map.getZoom() >= map.getMaxZoom()) {
      open(layer.getLatLng(), homesIn(layer), layer.getElement(), byKey);
      return;
    }
    map.fitBounds(bounds, { padding: [APART, APART], animate: !still() });
    if (byKey) map.getContainer().focus({ preventScroll: true });
  });
  bunches.on("clustermouseover", ({ layer }) => markCards(homesIn(layer), true));
  bunches.on("clustermouseout", ({ layer }) => markCards(homesIn(layer), false));
  bunches.addLayers(areas).addTo(map);
  followCards(map, areas);
  return bunches;
}
