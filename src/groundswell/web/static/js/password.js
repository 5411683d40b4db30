// A password can be looked at while it is typed; without script it is typed unseen.
(() => {
  "use strict";

  for (const box of document.querySelectorAll("[data-reveals]")) {
    const field = document.getElementById(box.dataset.reveals);
    if (!field) continue;
    box.closest("label").hidden = false;
    box.addEventListener("change", () => { field.type = box.checked ? "text" : "password"; });
    field.form.addEventListener("submit", () => { field.type = "password"; });
  }
})();
