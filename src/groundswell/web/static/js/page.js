// Small comforts on every page; nothing here is needed to use it.
(() => {
  "use strict";

  const offerDismiss = (scope) => {
    for (const button of scope.querySelectorAll("[data-dismiss]")) {
      button.hidden = false;
      button.addEventListener("click", () => button.closest("[data-toast]").remove());
    }
  };

  // After a refused form the summary of what needs a hand takes the focus; its links go to the fields.
  const focusFirst = () => document.querySelector("[data-focus]")?.focus();

  // The menu of small screens closes with Esc and gives the focus back to its button.
  const menu = document.querySelector("details.menu");
  menu?.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  const isTyping = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;

  // Letters that act can be switched off (help page of keys); they never act while a field has the focus.
  window.groundswell = {
    lettersAct: (event) =>
      localStorage.getItem("letters") !== "off" && !isTyping(event.target) && !event.ctrlKey && !event.metaKey && !event.altKey,
    say: (text) => {
      const status = document.querySelector(".toasts");
      const toast = document.createElement("div");
      toast.className = "toast";
      const words = document.createElement("p");
      words.textContent = text;
      toast.append(words);
      status.querySelector("[data-said]")?.remove();
      toast.dataset.said = "";
      status.append(toast);
    },
  };

  document.addEventListener("keydown", (event) => {
    if (event.key !== "?" || !window.groundswell.lettersAct(event)) return;
    const keys = document.querySelector("[data-keys-page]");
    if (keys) window.location.assign(keys.href);
  });

  const lettersSwitch = document.querySelector("[data-letters]");
  if (lettersSwitch) {
    lettersSwitch.closest("[hidden]")?.removeAttribute("hidden");
    lettersSwitch.checked = localStorage.getItem("letters") !== "off";
    lettersSwitch.addEventListener("change", () => localStorage.setItem("letters", lettersSwitch.checked ? "on" : "off"));
  }

  // A details that a link points into opens, so that the link never leads to nothing.
  const openTarget = () => {
    const target = window.location.hash.length > 1 && document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
    const closed = target && (target.matches("details") ? target : target.closest("details:not([open])"));
    if (closed) closed.open = true;
  };
  window.addEventListener("hashchange", openTarget);

  // Dropping a file on the marked area puts it into the area's own file field and sends the form.
  for (const area of document.querySelectorAll("[data-drop]")) {
    const input = area.querySelector("input[type=file]");
    const stop = (event) => { event.preventDefault(); area.classList.toggle("over", event.type === "dragover"); };
    area.addEventListener("dragover", stop);
    area.addEventListener("dragleave", stop);
    area.addEventListener("drop", (event) => {
      stop(event);
      if (!event.dataTransfer.files.length) return;
      input.files = event.dataTransfer.files;
      input.form.requestSubmit();
    });
  }

  // A form that takes a while says so and is not sent twice.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent === "yes") { event.preventDefault(); return; }
    if (form.method !== "post" || form.target || form.hasAttribute("data-download")) return;
    form.dataset.sent = "yes";
    window.addEventListener("pageshow", () => { delete form.dataset.sent; }, { once: true });
  });

  // Choosing shows or hides what belongs to the choice; without script all of it stands open.
  for (const part of document.querySelectorAll("[data-shown-for]")) {
    const [name, wanted] = part.dataset.shownFor.split("=");
    const update = () => {
      const chosen = document.querySelector(`[name="${name}"]:checked`);
      part.hidden = chosen !== null && chosen.value !== wanted;
    };
    document.addEventListener("change", update);
    update();
  }

  for (const opener of document.querySelectorAll("[data-print]")) {
    opener.hidden = false;
    opener.addEventListener("click", () => window.print());
  }

  offerDismiss(document);
  focusFirst();
  openTarget();
})();
