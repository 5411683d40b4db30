// The painted grid by keyboard and pointer, roles from a menu. All of it has a plain form beside it.
(() => {
  "use strict";

  document.documentElement.classList.add("js");

  const reading = () => document.getElementById("reading");
  const sheet = () => document.querySelector("[data-sheet]");
  // Without an id: htmx copies the attributes of what has one, and a style attribute is forbidden by the policy.
  const menu = () => document.querySelector("[data-role-menu]");
  let opener = null;
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

  const open = (button) => {
    close();
    const box = menu();
    if (!box) return;
    opener = button;
    const { axis, first, last, role, says } = button.dataset;
    box.elements.axis.value = axis;
    box.elements.first.value = first;
    box.elements.last.value = last;
    box.querySelector("[data-menu-head]").textContent = says;
    for (const item of items()) {
      const other = item.dataset.axis && item.dataset.axis !== axis;
      item.hidden = Boolean(other);
      item.setAttribute("aria-checked", String(item.value === role));
    }
    box.hidden = false;
    button.setAttribute("aria-expanded", "true");
    place(box, button);
    const shown = items().filter((item) => !item.hidden);
    (shown.find((item) => item.value === role) ?? shown[0])?.focus();
  };

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

  // --- cells by arrow --------------------------------------------------------------------------------------------

  const cells = () => [...sheet().querySelectorAll("tbody td")];
  const at = (cell) => ({ row: cell.closest("tr").rowIndex, column: Number(cell.dataset.c), wide: cell.colSpan });

  const find = (rowIndex, column) => {
    const row = sheet().querySelector("table").rows[rowIndex];
    if (!row || !row.closest("tbody")) return null;
    return [...row.querySelectorAll("td")].find((cell) => {
      const { column: first, wide } = at(cell);
      return column >= first && column < first + wide;
    });
  };

  const goTo = (cell) => {
    if (!cell) return;
    for (const other of sheet().querySelectorAll("td[tabindex='0']")) other.setAttribute("tabindex", "-1");
    cell.setAttribute("tabindex", "0");
    cell.focus();
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  };

  const roleOf = (cell) => {
    const column = Number(cell.dataset.c);
    return [...sheet().querySelectorAll("button.role")].find(({ dataset }) => column >= Number(dataset.first) && column <= Number(dataset.last));
  };

  const inGrid = (event) => {
    const cell = event.target.closest("td");
    if (!cell) return;
    const { row, column, wide } = at(cell);
    const to = {
      ArrowRight: () => find(row, column + wide),
      ArrowLeft: () => find(row, column - 1),
      ArrowDown: () => find(row + 1, column),
      ArrowUp: () => find(row - 1, column) ?? roleOf(cell),
      Home: () => cell.closest("tr").querySelector("td"),
      End: () => [...cell.closest("tr").querySelectorAll("td")].at(-1),
      PageDown: () => find(Math.min(row + 15, sheet().querySelector("table").rows.length - 1), column),
      PageUp: () => find(Math.max(row - 15, 2), column),
    };
    if (event.key in to && !event.altKey && !event.metaKey) {
      event.preventDefault();
      const target = to[event.key]();
      if (target?.matches("td")) goTo(target);
      else target?.focus();
    } else if (event.key === "Enter") {
      event.preventDefault();
      const button = event.shiftKey ? cell.closest("tr").querySelector("button.rowrole") : roleOf(cell);
      if (button) { back = { row: cell.dataset.r, column: cell.dataset.c }; open(button); }
    }
  };

  const firstStop = () => {
    const area = sheet();
    if (!area || area.querySelector("td[tabindex='0']")) return;
    const first = area.querySelector("td.p-problem") ?? area.querySelector("td.p-figure") ?? area.querySelector("td");
    for (const cell of cells()) cell.setAttribute("tabindex", "-1");
    first?.setAttribute("tabindex", "0");
  };

  // --- events, once for the page: what htmx swaps in needs no second set --------------------------------------------

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button.role, button.rowrole");
    if (button && menu()) {
      event.preventDefault();
      if (button === opener && !menu().hidden) closeAndReturn();
      else { back = null; open(button); }
      return;
    }
    if (menu() && !menu().hidden && !event.target.closest("[data-role-menu]")) close();
    const cell = event.target.closest("[data-sheet] td");
    if (cell) goTo(cell);
    const link = event.target.closest("a[href^='#cell-']");
    const wanted = link && document.getElementById(link.getAttribute("href").slice(1));
    if (wanted) { event.preventDefault(); goTo(wanted); }
  });

  document.addEventListener("keydown", (event) => {
    if (menu() && !menu().hidden && event.target.closest("[data-role-menu]")) { inMenu(event); return; }
    if (event.target.closest("button.role, button.rowrole") && event.key === "ArrowDown") {
      event.preventDefault();
      open(event.target.closest("button"));
      return;
    }
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !event.target.closest("input, textarea, select")) {
      const undo = document.querySelector("[data-undo-role]");
      if (undo) { event.preventDefault(); undo.click(); }
      return;
    }
    if (event.target.closest("[data-sheet]")) inGrid(event);
  });

  window.addEventListener("scroll", (event) => { if (event.target !== menu()) close(); }, true);
  window.addEventListener("resize", close);

  // After the reading was redrawn the focus goes back to where it was, and the change is said.
  const remember = (target) => {
    const button = opener ?? target.closest?.("button");
    return button?.dataset.axis ? `button[data-axis="${button.dataset.axis}"][data-first="${button.dataset.first}"]` : null;
  };
  let remembered = null;
  let scrolled = null;
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (!reading()?.contains(event.target)) return;
    remembered = remember(event.target);
    close();
    scrolled = sheet() && [sheet().scrollLeft, sheet().scrollTop];
  });
  document.addEventListener("htmx:afterSettle", () => {
    const area = sheet();
    if (area && scrolled) area.scrollTo({ left: scrolled[0], top: scrolled[1], behavior: "instant" });
    scrolled = null;
    opener = null;
    firstStop();
    const cell = back && area?.querySelector(`td[data-r="${back.row}"][data-c="${back.column}"]`);
    if (cell) goTo(cell);
    else if (remembered) {
      const column = remembered.match(/data-first="(\d+)"/);
      (document.querySelector(remembered) ?? (column && [...document.querySelectorAll("button.role")].find((one) => Number(one.dataset.first) <= Number(column[1]) && Number(one.dataset.last) >= Number(column[1]))))?.focus({ preventScroll: true });
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

  firstStop();
})();
