// A list of many choices gets a field that narrows it; without script it is the plain list, whole.
(() => {
  "use strict";

  const MANY = 30;
  const usual = document.currentScript.dataset.narrow;
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  // `choices`: {text, keep(), show(whether)}. What is chosen stays; every word typed has to be in the text.
  const narrowed = (before, id, choices, label = usual) => {
    const row = document.createElement("div");
    row.className = "narrow";
    const words = document.createElement("label");
    words.htmlFor = id;
    words.className = "help";
    words.textContent = label;
    const field = document.createElement("input");
    Object.assign(field, { type: "search", id, autocomplete: "off", className: "field short" });
    const count = document.createElement("output");
    count.htmlFor = id;
    count.className = "help";
    row.append(words, field, count);
    before.before(row);
    field.addEventListener("input", () => {
      const typed = folded(field.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const choice of choices) {
        const fits = typed.every((word) => choice.text.includes(word));
        shown += fits;
        choice.show(fits || choice.keep());
      }
      count.textContent = typed.length ? `${shown} / ${choices.length}` : "";
    });
    // Enter narrows; it does not send a form that is not filled in yet.
    field.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  };

  for (const select of document.querySelectorAll("select.field")) {
    const named = [...select.options].filter((option) => option.value !== "");
    if (named.length <= MANY) continue;
    const choices = named.map((option) => {
      const home = option.parentNode;
      return {
        text: folded(`${home.label ?? ""} ${option.text}`),
        keep: () => option.selected,
        show: (whether) => { if (whether) home.append(option); else option.remove(); },
      };
    });
    narrowed(select, `${select.id}-narrow`, choices);
  }

  // A list may say from how many choices on, and by what words.
  for (const group of document.querySelectorAll("fieldset, [data-many]")) {
    const boxes = [...group.querySelectorAll(":scope > label.choice > input[type=checkbox]")];
    if (boxes.length <= Number(group.dataset.many ?? MANY)) continue;
    const choices = boxes.map((box) => ({
      text: folded(box.parentNode.textContent),
      keep: () => box.checked,
      show: (whether) => { box.parentNode.hidden = !whether; },
    }));
    narrowed(boxes[0].parentNode, `${boxes[0].id}-narrow`, choices, group.dataset.narrow);
  }
})();
