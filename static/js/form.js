// The call form: what went wrong gets the focus, and the message counts down.

const summary = document.querySelector("[data-error-summary]");
if (summary) {
  summary.focus();
  summary.addEventListener("click", (event) => {
    const id = event.target.closest("a")?.hash.slice(1);
    const target = id && document.getElementById(id);
    if (!target) return;
    event.preventDefault();
    target.closest("details")?.setAttribute("open", "");
    const field = target.matches("input, select, textarea") ? target : target.querySelector("input");
    (field ?? target).focus();
    target.closest(".field")?.scrollIntoView({ block: "center" });
  });
}

for (const area of document.querySelectorAll("[data-callback-form] textarea[maxlength]")) {
  const left = document.createElement("p");
  left.className = "field-count";
  left.setAttribute("aria-live", "polite");
  const most = Number(area.getAttribute("maxlength"));
  const words = area.form.dataset.left;
  const show = () => {
    left.textContent = words.replace("%s", String(most - area.value.length));
  };
  area.after(left);
  area.addEventListener("input", show);
  show();
}
