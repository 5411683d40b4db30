// The painted sheet by keyboard, pointer and scroll bar: windows come as somebody scrolls, and a chosen cell is explained.
// All of it has plain links and forms beside it; without this script the page is read window by window (decision 87).
(() => {
  "use strict";

  const box = () => document.querySelector("[data-sheet]");
  const table = () => box()?.querySelector("table.cells");
  const number = (element, name) => Number(element.dataset[name]);
  const SPARE_ROWS = 6;
  const SPARE_COLUMNS = 2;
  const QUIET = 180;

  // --- addresses -------------------------------------------------------------------------------------------------

  const letters = (column) => {
    let text = "";
    for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) text = String.fromCharCode(65 + ((rest - 1) % 26)) + text;
    return text;
  };
  const idOf = (row, column) => `cell-${letters(column)}${row + 1}`;
  const placeOf = (cell) => {
    const [, name, row] = cell.id.match(/^cell-([A-Z]+)(\d+)$/);
    return { row: Number(row) - 1, column: [...name].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1 };
  };

  // The cell drawn at a place: itself, or the one that reaches over it.
  const cellAt = (row, column) => {
    const shown = table();
    if (!shown) return null;
    for (let r = row; r >= number(shown, "top"); r -= 1) {
      for (let c = column; c >= number(shown, "left"); c -= 1) {
        const cell = document.getElementById(idOf(r, c));
        if (!cell) continue;
        if (c + cell.colSpan > column && r + cell.rowSpan > row) return cell;
        break;
      }
    }
    return null;
  };

  // --- a scroll bar for the whole sheet ----------------------------------------------------------------------------

  let lay = null;
  let busy = false;
  let wanted = null;

  const widthsOf = (text) => text.split(" ").flatMap((run) => {
    const [width, times] = run.split("x").map(Number);
    return Array(times || 1).fill(width);
  });

  const measure = () => {
    const area = box();
    const shown = table();
    lay = null;
    if (!area || !shown || !area.dataset.widths) return;
    const height = number(area, "height");
    const width = number(area, "width");
    if (number(shown, "bottom") - number(shown, "top") >= height && number(shown, "right") - number(shown, "left") >= width) return;
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const edges = [0];
    // As wide as bring.css makes a column of so many letters.
    for (const letters of widthsOf(area.dataset.widths)) edges.push(edges.at(-1) + (letters * 0.56 + 1.15) * rem);
    lay = { height, width, edges, row: 0, head: 0, heads: 0 };
    sizes();
  };

  const sizes = () => {
    const shown = table();
    lay.row = shown.tBodies[0].getBoundingClientRect().height / shown.tBodies[0].rows.length;
    lay.head = shown.tHead.getBoundingClientRect().height;
    lay.heads = shown.tHead.rows[1].cells[0].getBoundingClientRect().width;
    const area = box();
    area.style.scrollPaddingBlockStart = `${lay.head + 4}px`;
    area.style.scrollPaddingInlineStart = `${lay.heads + 4}px`;
  };

  const put = () => {
    const shown = table();
    const canvas = shown.parentElement;
    canvas.style.inlineSize = `${lay.heads + lay.edges.at(-1)}px`;
    canvas.style.blockSize = `${lay.head + lay.height * lay.row}px`;
    shown.style.marginBlockStart = `${number(shown, "top") * lay.row}px`;
    shown.style.marginInlineStart = `${lay.edges[number(shown, "left")]}px`;
  };

  const columnAt = (x) => {
    let low = 0;
    let high = lay.width - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (lay.edges[middle] <= x) low = middle;
      else high = middle - 1;
    }
    return low;
  };

  const inView = () => {
    const area = box();
    const left = Math.abs(area.scrollLeft);
    return {
      top: Math.floor(area.scrollTop / lay.row),
      bottom: Math.min(lay.height, Math.ceil((area.scrollTop + area.clientHeight - lay.head) / lay.row)),
      left: columnAt(left),
      right: Math.min(lay.width, columnAt(left + area.clientWidth - lay.heads) + 1),
    };
  };

  const missing = (seen) => {
    const shown = table();
    const [top, bottom, left, right] = ["top", "bottom", "left", "right"].map((name) => number(shown, name));
    return (top > 0 && seen.top - SPARE_ROWS < top)
      || (bottom < lay.height && seen.bottom + SPARE_ROWS > bottom)
      || (left > 0 && seen.left - SPARE_COLUMNS < left)
      || (right < lay.width && seen.right + SPARE_COLUMNS > right);
  };

  // The window around what is in view: as much before it as after it.
  const windowFor = (seen) => {
    const shown = table();
    const rows = Math.max(number(shown, "bottom") - number(shown, "top"), 60);
    const columns = Math.max(number(shown, "right") - number(shown, "left"), 30);
    const around = (first, last, size, all) => Math.max(0, Math.min(first - Math.floor((size - (last - first)) / 2), all - size));
    return { top: around(seen.top, seen.bottom, rows, lay.height), left: around(seen.left, seen.right, columns, lay.width) };
  };

  const fetchWindow = async (at) => {
    const area = box();
    const shown = table();
    if (at.top === number(shown, "top") && at.left === number(shown, "left")) return;
    busy = true;
    area.classList.add("waits");
    const focused = shown.contains(document.activeElement) && document.activeElement.id;
    const query = new URLSearchParams({ sheet: area.dataset.index, top: at.top, left: at.left });
    try {
      const answer = await fetch(`${area.dataset.part}?${query}`, { headers: { "HX-Request": "true" } });
      if (!answer.ok) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!area.isConnected) return;
      shown.replaceWith(page.querySelector("table.cells"));
      const bar = page.getElementById("window-bar");
      if (!document.getElementById("window-bar").contains(document.activeElement)) {
        document.getElementById("window-bar").replaceWith(bar);
        htmx.process(bar);
      }
    } catch {
      wanted = null;
      return;
    } finally {
      busy = false;
      area.classList.remove("waits");
    }
    if (!lay || !table()) return;
    sizes();
    put();
    firstStop();
    const cell = wanted ? cellAt(wanted.row, wanted.column) : focused && document.getElementById(focused);
    if (cell) goTo(cell, Boolean(wanted));
    else if (focused) area.focus({ preventScroll: true });
    if (cell) wanted = null;
    look();
  };

  const look = () => {
    if (!lay || busy || !table()) return;
    const seen = inView();
    if (missing(seen)) fetchWindow(windowFor(seen));
  };

  let asked = false;
  const onScroll = () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => { asked = false; look(); });
  };

  // --- cells by arrow, and what is said of them --------------------------------------------------------------------

  let sayLater = null;
  let saidOf = "";

  const say = (cell) => {
    clearTimeout(sayLater);
    const address = cell.id.slice(5);
    if (address === saidOf) return;
    sayLater = setTimeout(() => {
      const area = box();
      saidOf = address;
      const shown = table();
      const query = new URLSearchParams({ sheet: area.dataset.index, top: shown.dataset.top, left: shown.dataset.left, cell: address, only: "side" });
      htmx.ajax("GET", `${area.dataset.part}?${query}`, { target: "#look-side", select: "#look-side", swap: "outerHTML" });
    }, QUIET);
  };

  const goTo = (cell, scroll = true) => {
    if (!cell) return;
    for (const other of table().querySelectorAll("td[tabindex='0']")) other.setAttribute("tabindex", "-1");
    table().querySelector("td.chosen")?.classList.remove("chosen");
    cell.setAttribute("tabindex", "0");
    cell.focus({ preventScroll: true });
    if (scroll) cell.scrollIntoView({ block: "nearest", inline: "nearest" });
    say(cell);
  };

  // To a place anywhere on the sheet: at once where it is drawn, else when its window has come.
  const goToPlace = (row, column) => {
    const area = box();
    const there = cellAt(row, column);
    if (there) { goTo(there); return; }
    if (row < 0 || column < 0 || row >= number(area, "height") || column >= number(area, "width")) return;
    wanted = { row, column };
    if (lay) {
      const seen = inView();
      if (row < seen.top || row >= seen.bottom) area.scrollTop = Math.max(0, (row - 3) * lay.row);
      if (column < seen.left || column >= seen.right) area.scrollLeft = Math.max(0, lay.edges[Math.max(0, column - 1)]);
      look();
    } else {
      const shown = table();
      const step = row >= number(shown, "bottom") ? "down" : row < number(shown, "top") ? "up" : column < number(shown, "left") ? "before" : "after";
      document.querySelector(`[data-step="${step}"]`)?.click();
    }
  };

  const roleOf = (column) => [...table().querySelectorAll("button.role")].find((button) => {
    const [, first, last] = button.value.split("-").map(Number);
    return column >= first && column <= last;
  });

  const inGrid = (event) => {
    const cell = event.target.closest("td");
    if (!cell || event.altKey || event.metaKey) return;
    const { row, column } = placeOf(cell);
    const shown = table();
    const area = box();
    const to = {
      ArrowRight: () => [row, column + cell.colSpan],
      ArrowLeft: () => [row, column - 1],
      ArrowDown: () => [row + cell.rowSpan, column],
      ArrowUp: () => [row - 1, column],
      Home: () => [event.ctrlKey ? 0 : row, 0],
      End: () => [event.ctrlKey ? number(area, "height") - 1 : row, number(area, "width") - 1],
      PageDown: () => [Math.min(row + 15, number(area, "height") - 1), column],
      PageUp: () => [Math.max(row - 15, 0), column],
    };
    if (event.key in to) {
      event.preventDefault();
      if (event.key === "ArrowUp" && row === 0) roleOf(column)?.focus();
      else goToPlace(...to[event.key]());
    } else if (event.key === "Enter") {
      event.preventDefault();
      const button = event.shiftKey ? cell.closest("tr").querySelector("button.rowrole") : roleOf(column) ?? shown.querySelector("button.role");
      if (button) document.dispatchEvent(new CustomEvent("sheet:roles", { detail: { button, cell } }));
    }
  };

  const firstStop = () => {
    const shown = table();
    if (!shown || shown.querySelector("td[tabindex='0']")) return;
    const first = shown.querySelector("td.p-problem") ?? shown.querySelector("td.p-figure") ?? shown.querySelector("td");
    for (const cell of shown.querySelectorAll("tbody td")) cell.setAttribute("tabindex", cell === first ? "0" : "-1");
  };

  const start = () => {
    const shown = table();
    if (!shown) return;
    measure();
    firstStop();
    saidOf = document.querySelector("#cell-says h3")?.textContent.trim() ?? "";
    if (lay) {
      put();
      const area = box();
      area.scrollTop = number(shown, "top") * lay.row;
      area.scrollLeft = lay.edges[number(shown, "left")] * (getComputedStyle(area).direction === "rtl" ? -1 : 1);
    }
    shown.querySelector("td.chosen")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  };

  const toTarget = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    if (/^cell-[A-Z]+\d+$/.test(id)) { const cell = document.getElementById(id); if (cell) goTo(cell); }
  };

  document.addEventListener("scroll", (event) => { if (event.target === box()) onScroll(); }, true);
  window.addEventListener("resize", () => { if (lay) { measure(); if (lay) { put(); look(); } } });
  document.addEventListener("keydown", (event) => { if (event.target.closest?.("[data-sheet] tbody")) inGrid(event); });
  document.addEventListener("click", (event) => {
    const cell = event.target.closest("[data-sheet] td");
    if (cell) { goTo(cell, false); return; }
    const link = event.target.closest("a[href*='#cell-']");
    if (!link || link.pathname !== location.pathname || !box()) return;
    const url = new URL(link.href);
    if ((url.searchParams.get("sheet") ?? box().dataset.index) !== box().dataset.index) return;
    const place = placeOf({ id: decodeURIComponent(url.hash.slice(1)) });
    event.preventDefault();
    goToPlace(place.row, place.column);
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id !== "window" && event.target.id !== "reading") return;
    start();
    if (wanted) { const cell = cellAt(wanted.row, wanted.column); wanted = null; goTo(cell); }
  });
  window.groundswellSheet = { goTo, restart: start, scrolled: () => box() && [box().scrollLeft, box().scrollTop] };

  start();
  toTarget();
})();
