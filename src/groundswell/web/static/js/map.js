// The map as something to work on. Without this script the drawing is there with its links, and the outline does everything.
import { Plane } from "./map/plane.js";
import { Saving } from "./map/saving.js";
import { Choice, Writing, putBeside } from "./map/writing.js";
import { listenForPointer } from "./map/pointer.js";

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const NUDGE = 10;
const PAUSE = 500;

const island = document.querySelector("[data-map-island]");
const data = JSON.parse(document.getElementById("map-data").textContent);
const frame = island.querySelector(".map-frame");
const view = island.querySelector("[data-map-view]");
const said = island.querySelector("[data-map-said]");
const plane = new Plane(view, data);

const short = (text) => (text.length > 60 ? `${text.slice(0, 59).trimEnd()}…` : text);
const filled = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
const quietly = (text) => { said.textContent = text; };
const aloud = (text) => window.groundswell.say(text);
const hush = () => document.querySelector(".toasts [data-said]")?.remove();

// --- looking ----------------------------------------------------------------------------------------------------------

const zoomTools = island.querySelector("[data-map-zoom]");
zoomTools.hidden = false;
frame.classList.add("live");
zoomTools.addEventListener("click", (event) => {
  const way = event.target.dataset.zoom;
  if (way === "whole") plane.whole();
  else if (way) plane.zoomBy(way === "in" ? 1.25 : 0.8);
});
view.addEventListener("wheel", (event) => {
  if (!event.ctrlKey && !event.metaKey) return;
  event.preventDefault();
  plane.zoomBy(Math.exp(-event.deltaY / 400), event.clientX, event.clientY);
}, { passive: false });
for (const link of island.querySelectorAll("[data-colour]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    plane.svg.classList.remove("by-nothing", "by-signal", "by-measured");
    plane.svg.classList.add(`by-${link.dataset.colour}`);
    for (const other of island.querySelectorAll("[data-colour]")) other.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
    const address = new URL(window.location.href);
    address.searchParams.set("colour", link.dataset.colour);
    window.history.replaceState(null, "", address);
  });
}

const goTo = (node) => { if (node) { plane.show(node.id); plane.focus(node.id); } };
const focused = () => document.activeElement?.closest?.("[data-node]")?.dataset.node ?? null;

const looking = (event) => {
  if (event.key === "+" || event.key === "=") plane.zoomBy(1.25);
  else if (event.key === "-") plane.zoomBy(0.8);
  else if (event.key === "0") plane.whole();
  else if (event.key in ARROWS && focused()) goTo(plane.nearest(focused(), ...ARROWS[event.key]));
  else return false;
  return true;
};

view.addEventListener("focusout", (event) => event.target.closest?.(".node")?.classList.remove("here"));
view.addEventListener("dragstart", (event) => event.preventDefault());

// The headline and the outline say what the drawing says: after a gesture they are fetched, once for several.
let telling = 0;
const tellTheRest = () => {
  clearTimeout(telling);
  telling = setTimeout(async () => {
    const answer = await fetch(window.location.href, { credentials: "same-origin" }).catch(() => null);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (document.querySelector("[data-outline]")) {
      document.dispatchEvent(new CustomEvent("map:changed", { detail: page }));
      return;
    }
    const head = page.querySelector("main .head");
    const outline = page.querySelector("[data-outline]");
    if (head) document.querySelector("main .head")?.replaceChildren(...[...head.childNodes].map((node) => document.adoptNode(node)));
    if (outline) island.after(document.adoptNode(outline));
  }, PAUSE);
};

// --- working ----------------------------------------------------------------------------------------------------------

const edit = () => {
  const token = island.querySelector("[name=csrfmiddlewaretoken]").value;
  const writing = new Writing(frame, view, data, token);
  const choice = new Choice(frame, view);
  const acts = island.querySelector("[data-map-acts]");
  const undoButton = island.querySelector("[data-map-undo]");
  const redoButton = island.querySelector("[data-map-redo]");
  let chosen = null;
  let linking = null;
  let nudged = null;

  const saving = new Saving(plane, data, token, (answer) => {
    undoButton.disabled = !saving.done.length;
    redoButton.disabled = !saving.undone.length;
    hush();
    if (!answer.ok) { if (!writing.open) aloud(answer.says); }
    else if (answer.elsewhere) aloud(data.words.elsewhere);
    else if (answer.says) quietly(answer.says);
    if (chosen && !plane.nodes.has(chosen)) choose(null);
    else mark();
    if (answer.ok && answer.gesture !== undefined) tellTheRest();
  });

  const mark = () => {
    for (const node of plane.nodes.values()) node.element.classList.toggle("chosen", node.id === chosen);
    for (const tie of plane.ties) tie.element.classList.toggle("lit", chosen !== null && (tie.first === chosen || tie.second === chosen));
    view.querySelector(".handle")?.remove();
    const node = plane.nodes.get(chosen);
    if (!node) return;
    const handle = document.createElementNS("http://www.w3.org/2000/svg", "circle");
    handle.setAttribute("class", "handle");
    handle.setAttribute("cx", "70");
    handle.setAttribute("r", "9");
    node.element.append(handle);
  };
  const choose = (id) => {
    chosen = id;
    mark();
    acts.hidden = id === null;
    if (id !== null) place(acts, id);
  };
  const below = (id) => {
    const node = plane.nodes.get(id);
    const at = plane.toView(node.x, node.y);
    return { x: at.x, y: at.y + 27 * at.scale + 10 };
  };
  const place = (box, id) => putBeside(box, view, below(id));

  const finish = async (fields, words) => {
    const answer = await saving.send(fields);
    if (answer.ok && !answer.conflicts?.length && words) quietly(words);
    for (const conflict of answer.conflicts ?? []) if (fields.kind !== "change") aloud(conflict.says);
    return answer;
  };

  const change = (id) => {
    choose(null);
    const text = plane.texts[id];
    writing.write(filled(data.words.change, { text: short(text) }), text, below(id),
      (words) => finish({ kind: "change", result: id, text: words }, data.words.kept), () => plane.focus(id));
  };
  const writeNew = (fields, zone, at, back) => {
    choose(null);
    const before = new Set(plane.nodes.keys());
    writing.write(filled(data.words.write_in, { zone: zone.name }), "", at, (text) => finish({ kind: "write", text, ...fields }, data.words.kept), () => {
      const made = [...plane.nodes.keys()].find((id) => !before.has(id));
      plane.focus(made ?? back);
    });
  };
  const writeAt = (clientX, clientY) => {
    plane.measure();
    const at = plane.toPlane(clientX, clientY);
    const zone = plane.zones[plane.zoneAt(at.x, at.y)];
    writeNew({ x: Math.round(at.x), y: Math.round(at.y) }, zone, plane.toView(at.x, at.y), null);
  };
  const move = async (id, x, y, before) => {
    const zone = plane.zoneAt(x, y);
    const words = filled(data.words.moved, { text: short(plane.texts[id]), zone: plane.zones[zone].name });
    const answer = await finish({ kind: "move", result: id, x: Math.round(x), y: Math.round(y) }, words);
    if (!answer.ok && plane.nodes.has(id)) plane.place(id, before.x, before.y);
  };
  const connect = async (first, second) => {
    linking = null;
    hush();
    if (first === second) { await finish({ kind: "link", link_kind: data.kinds[0][0], first, second }); return; }
    const names = { first: short(plane.texts[first]), second: short(plane.texts[second]) };
    const kind = await choice.choose(filled(data.words.how_linked, names), data.kinds, below(second));
    if (kind) await finish({ kind: "link", link_kind: kind, first, second }, data.words.linked);
    plane.focus(second);
  };
  const startLinking = (id) => {
    linking = id;
    choose(null);
    aloud(filled(data.words.linking, { text: short(plane.texts[id]) }));
    plane.focus(id);
  };
  const unlink = async (id) => {
    const ties = plane.nodes.get(id).ties.map((tie) => [tie.id, filled(data.words.unlink, { link: tie.says })]);
    const link = await choice.choose(plane.texts[id], ties, below(id));
    if (link) await finish({ kind: "unlink", link }, data.words.unlinked);
    plane.focus(id);
  };
  const toZone = async (id) => {
    const zone = await choice.choose(plane.texts[id], plane.zones.map((one) => [one.key, one.name]), below(id));
    if (zone) await finish({ kind: "move", result: id, zone }, data.words.kept);
    plane.focus(id);
  };
  const away = async (id, kind) => {
    const next = plane.nearest(id, 1, 0) ?? plane.nearest(id, -1, 0);
    choose(null);
    await finish({ kind, result: id }, data.words[kind === "take_out" ? "taken_out" : "to_initiatives"]);
    if (next) plane.focus(next.id);
  };
  const nudge = (id, dx, dy) => {
    const node = plane.nodes.get(id);
    if (nudged?.id !== id) nudged = { id, x: node.x, y: node.y };
    plane.held = true;
    plane.place(id, node.x + dx * NUDGE, node.y + dy * NUDGE);
    clearTimeout(nudged.waiting);
    nudged.waiting = setTimeout(settle, PAUSE);
  };
  const settle = () => {
    if (!nudged) return Promise.resolve();
    const { id, waiting, ...before } = nudged;
    clearTimeout(waiting);
    nudged = null;
    const { x, y } = plane.nodes.get(id);
    plane.release();
    return plane.nodes.has(id) ? move(id, x, y, before) : Promise.resolve();
  };
  const back = async (way) => {
    await settle();
    await saving[way]();
  };

  const acting = {
    open: (id) => { const { href } = plane.nodes.get(id).element; if (href) window.location.assign(href.baseVal ?? href); },
    change, link: startLinking, links: unlink, zone: toZone, to_initiatives: (id) => away(id, "to_initiatives"), take_out: (id) => away(id, "take_out"),
  };
  acts.addEventListener("click", (event) => {
    const { act } = event.target.dataset;
    const id = chosen;
    if (act && id) { choose(null); acting[act](id); }
  });
  acts.addEventListener("keydown", (event) => {
    const buttons = [...acts.children];
    const to = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (event.key === "Escape") { const id = chosen; choose(null); plane.focus(id); }
    else if (to) buttons[(buttons.indexOf(document.activeElement) + to + buttons.length) % buttons.length].focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  undoButton.addEventListener("click", () => back("undo"));
  redoButton.addEventListener("click", () => back("redo"));

  const pressed = (event, id) => {
    const letter = event.key.toLowerCase();
    if (event.altKey && event.key in ARROWS && id) nudge(id, ...ARROWS[event.key]);
    else if ((event.ctrlKey || event.metaKey) && letter === "z") back(event.shiftKey ? "redo" : "undo");
    else if ((event.ctrlKey || event.metaKey) && letter === "y") back("redo");
    else if (event.ctrlKey || event.metaKey || event.altKey) return false;
    else if (event.key === "Escape") { linking = null; choose(null); quietly(""); hush(); }
    else if (event.key === "Enter" && id) { if (linking) connect(linking, id); else change(id); }
    else if (event.key === " " && id) { choose(id); acts.firstElementChild.focus(); }
    else if ((event.key === "Delete" || event.key === "Backspace") && id) away(id, "take_out");
    else if (letter === "l" && id && window.groundswell.lettersAct(event)) startLinking(id);
    else if (letter === "n" && window.groundswell.lettersAct(event)) {
      const node = plane.nodes.get(id);
      const zone = plane.zones[node ? node.zone : plane.zones.length - 1];
      writeNew({ zone: zone.key }, zone, node ? below(id) : { x: view.clientWidth / 2, y: 40 }, id);
    } else return looking(event);
    return true;
  };
  frame.addEventListener("keydown", (event) => {
    if (event.target.closest("textarea, [data-map-choice]")) return;
    if (pressed(event, focused())) event.preventDefault();
  });
  view.addEventListener("dblclick", (event) => {
    event.preventDefault();
    const id = event.target.closest("[data-node]")?.dataset.node;
    if (id) change(id);
    else writeAt(event.clientX, event.clientY);
  });
  document.addEventListener("outline:changed", () => saving.refresh(true));
  window.addEventListener("focus", () => { if (!plane.held && !writing.open) saving.refresh(); });
  for (const other of document.querySelectorAll("[data-map-keys]")) other.hidden = false;

  return {
    clicked: (id) => { if (linking && id) connect(linking, id); else { choose(id); if (id) plane.focus(id); } },
    moved: move,
    linked: connect,
    began: () => { acts.hidden = true; },
  };
};

const working = data.editable ? edit() : null;
if (!working) frame.addEventListener("keydown", (event) => { if (!event.altKey && !event.ctrlKey && looking(event)) event.preventDefault(); });
listenForPointer(plane, view, working);
