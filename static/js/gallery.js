// Opens the pictures of a house large, in place. Without it each link opens the file.

function button(words, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}

function bar(...children) {
  const made = document.createElement("div");
  made.className = "lightbox-bar";
  made.append(...children);
  return made;
}

function lightbox(gallery) {
  const links = [...gallery.querySelectorAll("a")];
  const words = gallery.dataset;
  const dialog = document.createElement("dialog");
  const inside = document.createElement("div");
  const picture = document.createElement("img");
  const caption = document.createElement("p");
  const place = document.createElement("p");
  let current = 0;

  function show(index) {
    current = (index + links.length) % links.length;
    const { alt } = links[current].querySelector("img");
    picture.src = links[current].href;
    picture.alt = alt;
    caption.textContent = alt;
    place.textContent = words.position.replace("%s", current + 1).replace("%s", links.length);
  }

  dialog.className = "lightbox";
  dialog.setAttribute("aria-label", words.label);
  inside.className = "lightbox-inside";
  place.setAttribute("aria-live", "polite");
  inside.append(
    bar(place, button(words.close, () => dialog.close())),
    picture,
    bar(caption, button(words.previous, () => show(current - 1)), button(words.next, () => show(current + 1))),
  );
  dialog.append(inside);
  document.body.append(dialog);

  dialog.addEventListener("keydown", (event) => {
    if (event.key === "ArrowRight") show(current + 1);
    if (event.key === "ArrowLeft") show(current - 1);
  });
  dialog.addEventListener("close", () => links[current].focus());
  links.forEach((link, index) => {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      show(index);
      dialog.showModal();
    });
  });
}

document.querySelectorAll("[data-gallery]").forEach(lightbox);
