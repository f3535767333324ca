// Draws a map in place of the list of homes, once somebody can see it. Without it the list stays.

// After all that the page itself needs.
const loaded = new Promise((resolve) => {
  if (document.readyState === "complete") resolve();
  else addEventListener("load", resolve, { once: true });
});
const waiting = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    waiting.unobserve(target);
    loaded.then(() => import("./map_drawing.js")).then(({ draw }) => draw(target));
  }
}, { rootMargin: "200px" });

function watch() {
  for (const root of document.querySelectorAll("[data-map]:not([data-drawn])")) waiting.observe(root);
}

watch();
// Results that came without a new page bring a map of their own.
document.addEventListener("htmx:load", watch);
document.addEventListener("htmx:afterSettle", watch);
