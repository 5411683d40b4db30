// Roles from a menu, for one head or several together, by keyboard and pointer. All of it has a plain form beside it.
(() => {
  "use strict";

  document.documentElement.classList.add("js");

  const reading = () => document.getElementById("reading");
  const sheet = () => document.querySelector("[data-sheet]");
  const grid = () => window.groundswellSheet;
  // Without an id: htmx copies the attributes of what has one, and a style attribute is forbidden by the policy.
  const menu = () => document.querySelector("[data-role-menu]");
  let opener = null;
  let opened = 0;
  let back = null;

  // --- the role menu ---------------------------------------------------------------------------------------------

  const items = () => [...menu().querySelectorAll("button[role=menuitemradio]")];

  const place = (box, button) => {
    const at = button.getBoundingClientRect();
    box.style.top = "0";
    box.style.left = "0";
    const size = box.getBoundingClientRect();
    const below = at.bottom + 4;
    const top = below + size.height < window.innerHeight ? below : Math.max(8, at.top - size.height - 4);
    const left = Math.min(Math.max(8, at.left), window.innerWidth - size.width - 8);
    box.style.top = `${top}px`;
    box.style.left = `${left}px`;
  };

  // What a head stands for: its axis, first and last, as its value says.
  const span = (button) => {
    const [axis, first, last] = button.value.split("-");
    return { axis, first: Number(first), last: Number(last) };
  };

  const open = (button, range = span(button)) => {
    close();
    const box = menu();
    if (!box) return;
    opener = button;
    const role = button.dataset.role;
    const { axis, first, last } = range;
    Object.assign(box.elements.axis, { value: axis });
    Object.assign(box.elements.first, { value: first });
    Object.assign(box.elements.last, { value: last });
    const shown = sheet()?.querySelector("table.cells");
    if (shown) { box.elements.top.value = shown.dataset.top; box.elements.left.value = shown.dataset.left; }
    box.querySelector("[data-menu-head]").textContent = first === last || button.matches(".role") ? button.getAttribute("aria-label") : several(range);
    for (const item of items()) {
      const other = item.dataset.axis && item.dataset.axis !== axis;
      item.hidden = Boolean(other);
      item.setAttribute("aria-checked", String(item.value === role));
    }
    box.hidden = false;
    button.setAttribute("aria-expanded", "true");
    place(box, button);
    opened = performance.now();
    const listed = items().filter((item) => !item.hidden);
    (listed.find((item) => item.value === role) ?? listed[0])?.focus();
  };

  // --- several heads together: Shift with an arrow or a click, or one drag over them -----------------------------------

  let anchor = null;
  let range = null;
  let dragged = false;

  const heads = (axis) => [...sheet().querySelectorAll(`button.rowrole[value^="${axis}-"]`)];

  const several = ({ axis, first, last }) => {
    const ends = heads(axis).filter((head) => [first, last].includes(span(head).first)).map((head) => head.firstChild.textContent.trim());
    const words = menu().dataset[axis === "column" ? "columns" : "rows"];
    return words.replace("{first}", ends[0] ?? "").replace("{last}", ends.at(-1) ?? "");
  };

  const pick = (button) => {
    const one = span(button);
    const from = anchor && span(anchor).axis === one.axis ? span(anchor) : one;
    range = { axis: one.axis, first: Math.min(one.first, from.first), last: Math.max(one.last, from.last) };
    for (const head of sheet().querySelectorAll("button.rowrole")) {
      const { axis, first } = span(head);
      head.classList.toggle("picked", axis === range.axis && first >= range.first && first <= range.last && range.first !== range.last);
    }
  };

  const unpick = () => {
    for (const head of document.querySelectorAll("button.rowrole.picked")) head.classList.remove("picked");
    anchor = null;
    range = null;
  };

  document.addEventListener("pointerdown", (event) => {
    const button = event.target.closest("[data-sheet] button.rowrole");
    dragged = false;
    if (!button || event.button !== 0 || event.pointerType === "touch") return;
    if (!event.shiftKey || !anchor) anchor = button;
    pick(button);
  });
  document.addEventListener("pointerover", (event) => {
    const button = event.target.closest?.("[data-sheet] button.rowrole");
    if (!button || !anchor || event.buttons !== 1 || span(button).axis !== span(anchor).axis) return;
    dragged = dragged || button !== anchor;
    pick(button);
  });
  document.addEventListener("pointerup", (event) => {
    if (!dragged || !range) return;
    const button = event.target.closest?.("[data-sheet] button.rowrole") ?? anchor;
    back = null;
    open(button, range);
    setTimeout(() => { dragged = false; });
  });

  const close = () => {
    const box = menu();
    if (!box || box.hidden) return;
    box.hidden = true;
    box.removeAttribute("style");
    opener?.setAttribute("aria-expanded", "false");
  };

  const closeAndReturn = () => {
    const button = opener;
    close();
    button?.focus();
  };

  const inMenu = (event) => {
    const shown = items().filter((item) => !item.hidden);
    const here = shown.indexOf(document.activeElement);
    const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: shown.length - 1 };
    if (event.key in to) {
      event.preventDefault();
      shown[(to[event.key] + shown.length) % shown.length].focus();
    } else if (event.key === "Escape") {
      event.preventDefault();
      closeAndReturn();
    } else if (event.key === "Tab") {
      close();
    } else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const letter = event.key.toLocaleLowerCase();
      const next = [...shown.slice(here + 1), ...shown].find((item) => item.textContent.trim().toLocaleLowerCase().startsWith(letter));
      next?.focus();
    }
  };

  // --- events, once for the page: what htmx swaps in needs no second set --------------------------------------------

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button.role, button.rowrole");
    if (dragged) { event.preventDefault(); return; }
    if (button && menu()) {
      event.preventDefault();
      const together = range && range.first !== range.last && event.shiftKey;
      if (button === opener && !menu().hidden) closeAndReturn();
      else { back = null; open(button, together ? range : span(button)); if (!together) { unpick(); anchor = button; } }
      return;
    }
    if (menu() && !menu().hidden && !event.target.closest("[data-role-menu]")) { close(); unpick(); }
  });

  document.addEventListener("sheet:roles", (event) => {
    back = event.detail.cell.id;
    open(event.detail.button);
  });

  // Along the heads by arrow; with Shift the heads passed over are taken together.
  const ofHeads = (event, button) => {
    const { axis } = span(button);
    const row = heads(axis);
    const here = row.indexOf(button);
    const step = { column: { ArrowRight: 1, ArrowLeft: -1 }, row: { ArrowDown: 1, ArrowUp: -1 } }[axis][event.key];
    if (here < 0 || !step) return false;
    const next = row[here + step];
    if (!next) return true;
    if (event.shiftKey) { anchor ??= button; pick(next); } else { unpick(); }
    next.focus();
    return true;
  };

  document.addEventListener("keydown", (event) => {
    if (menu() && !menu().hidden && event.target.closest("[data-role-menu]")) { inMenu(event); return; }
    const button = event.target.closest("button.role, button.rowrole");
    if (button && ofHeads(event, button)) { event.preventDefault(); return; }
    if (button && range && range.first !== range.last && event.key === "Enter") { event.preventDefault(); back = null; open(button, range); return; }
    if (button && event.key === "ArrowDown") { event.preventDefault(); back = null; open(button); return; }
    if ((event.ctrlKey || event.metaKey) && !event.target.closest("input, textarea, select")) {
      const key = event.key.toLowerCase();
      const act = key === "y" || (key === "z" && event.shiftKey) ? "[data-redo]" : key === "z" ? "[data-undo-role]" : null;
      const wanted = act && document.querySelector(act);
      if (wanted) { event.preventDefault(); wanted.click(); }
    }
  });

  // A scroll that began before the menu opened ends after it: then the menu goes along.
  window.addEventListener("scroll", (event) => {
    const box = menu();
    if (!box || box.hidden || event.target === box) return;
    if (performance.now() - opened < 300) place(box, opener);
    else close();
  }, true);
  window.addEventListener("resize", close);

  // After the reading was redrawn the focus goes back to where it was, and the change is said.
  let remembered = null;
  let scrolled = null;
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (!reading()?.contains(event.target) || event.target.closest("#window [data-sheet]")) return;
    const button = opener ?? event.target.closest?.("button.role, button.rowrole");
    remembered = button?.value ?? null;
    scrolled = grid()?.scrolled();
    close();
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id !== "reading") return;
    const area = sheet();
    if (area && scrolled) area.scrollTo({ left: scrolled[0], top: scrolled[1], behavior: "instant" });
    scrolled = null;
    opener = null;
    unpick();
    const cell = back && document.getElementById(back);
    if (cell) grid()?.goTo(cell);
    else if (remembered) {
      const { axis, first } = span({ value: remembered });
      const now = document.querySelector(`button[value="${remembered}"]`)
        ?? [...document.querySelectorAll("button.role")].find((one) => span(one).axis === axis && span(one).first <= first && span(one).last >= first);
      now?.focus({ preventScroll: true });
    }
    const said = document.getElementById("reading-said");
    const now = document.querySelector("[data-reading-now]");
    if (said && now) said.textContent = now.textContent.trim();
    back = null;
    remembered = null;
  });

  for (const form of document.querySelectorAll("form[data-auto]")) {
    form.addEventListener("change", () => form.requestSubmit());
  }
})();
