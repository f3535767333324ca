// Opens the pictures of a house large, in place, in a row that scrolls: swiping is the browser's
// own. Without it each link opens the file.

const calm = matchMedia("(prefers-reduced-motion: reduce)");
const SETTLED_MS = 90;

function make(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

function button(words, act) {
  const made = make("button", "", words);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

// The same files as in the page, of which the browser now chooses for the whole screen.
function large(link) {
  const picture = link.querySelector("picture").cloneNode(true);
  for (const source of picture.querySelectorAll("source")) source.sizes = "100vw";
  const img = picture.querySelector("img");
  img.removeAttribute("loading");
  img.removeAttribute("class");
  return picture;
}

function lightbox(gallery) {
  const links = [...gallery.querySelectorAll("a")];
  const words = gallery.dataset;
  const slides = links.map(() => make("div", "lightbox-slide"));
  const row = make("div", "lightbox-row", ...slides);
  const caption = make("p");
  const place = make("p");
  const previous = button(words.previous, () => go(current - 1));
  const next = button(words.next, () => go(current + 1));
  const dialog = make(
    "dialog",
    "lightbox",
    make(
      "div",
      "lightbox-inside",
      make("div", "lightbox-bar", place, button(words.close, () => dialog.close())),
      row,
      make("div", "lightbox-bar", caption, previous, next),
    ),
  );
  let current = 0;
  let aim = -1; // where the row scrolls by itself, until it is there or a hand takes over
  let timer = 0;

  function at(index) {
    return (index + links.length) % links.length;
  }

  // Says which picture it is, and fetches it and its neighbours.
  function name(index) {
    current = at(index);
    for (const near of [current, at(current + 1), at(current - 1)]) {
      if (!slides[near].firstChild) slides[near].append(large(links[near]));
    }
    slides.forEach((slide, number) => slide.setAttribute("aria-hidden", number !== current));
    caption.textContent = links[current].querySelector("img").alt;
    place.textContent = words.position.replace("%s", current + 1).replace("%s", links.length);
  }

  function go(index, behavior) {
    const far = Math.abs(at(index) - current) > 1;
    name(index);
    aim = current;
    const left = current * row.clientWidth;
    row.scrollTo({ left, behavior: behavior ?? (far || calm.matches ? "instant" : "smooth") });
  }

  dialog.setAttribute("aria-label", words.label);
  place.setAttribute("aria-live", "polite");
  row.tabIndex = 0;
  row.setAttribute("role", "group");
  row.setAttribute("aria-label", words.label);
  previous.hidden = next.hidden = links.length < 2;
  document.body.append(dialog);

  row.addEventListener("scroll", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const here = Math.round(row.scrollLeft / row.clientWidth);
      if (here === aim) aim = -1;
      if (dialog.open && aim < 0) name(here);
    }, SETTLED_MS);
  });
  for (const by of ["pointerdown", "touchstart", "wheel"]) {
    row.addEventListener(by, () => (aim = -1), { passive: true });
  }
  row.addEventListener("click", (event) => {
    if (!event.target.closest("img")) dialog.close();
  });
  dialog.addEventListener("keydown", (event) => {
    const steps = { ArrowRight: current + 1, ArrowLeft: current - 1, Home: 0, End: links.length - 1 };
    if (!(event.key in steps)) return;
    event.preventDefault();
    go(steps[event.key]);
  });
  dialog.addEventListener("close", () => links[current].focus());
  addEventListener("resize", () => dialog.open && go(current, "instant"));
  links.forEach((link, index) => {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      dialog.showModal();
      go(index, "instant");
    });
  });
}

document.querySelectorAll("[data-gallery]").forEach(lightbox);
