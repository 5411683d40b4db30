// Count or add up: a control that is drawn anew while it has the focus gets it back, and an answer given before the page
// was ready (or put back by the browser on a return to the page) is shown as soon as it is.
(() => {
  "use strict";

  let last = "";

  document.addEventListener("htmx:beforeRequest", () => {
    last = document.activeElement?.id ?? "";
  });
  document.addEventListener("htmx:afterSettle", () => {
    if (last && document.activeElement === document.body) document.getElementById(last)?.focus({ preventScroll: true });
  });

  const answered = (control) => {
    if (control instanceof HTMLSelectElement) {
      const options = [...control.options];
      const first = options.find((option) => option.defaultSelected) ?? options[0];
      return first !== undefined && !first.selected;
    }
    if (control instanceof HTMLInputElement) return control.checked !== control.defaultChecked || control.value !== control.defaultValue;
    return false;
  };

  document.addEventListener("DOMContentLoaded", () => {
    const form = document.getElementById("long");
    if (form && [...form.elements].some(answered)) window.htmx?.trigger(form, "change");
  });
})();
