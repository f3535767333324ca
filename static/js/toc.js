// Marks the heading being read in the table of contents, and closes it on phones.

const toc = document.querySelector("[data-toc]");
const links = new Map([...(toc?.querySelectorAll("a") ?? [])].map((link) => [link.hash.slice(1), link]));
const headings = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);

function mark() {
  const passed = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 3);
  const here = passed.at(-1)?.id;
  for (const [id, link] of links) {
    if (id === here) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

if (headings.length) {
  const watcher = new IntersectionObserver(mark, { rootMargin: "0px 0px -66% 0px" });
  for (const heading of headings) watcher.observe(heading);
  toc.addEventListener("click", (event) => {
    if (event.target.closest("a")) toc.open = false;
  });
}
