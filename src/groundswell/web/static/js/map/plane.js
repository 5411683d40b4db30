// The drawing as the editor moves it: nodes by transform, the lines of their links by path, the whole by one transform.
// Nothing here reads layout but `measure`, which is called when a gesture begins, never in a frame.

const HALF_WIDTH = 70;
const HALF_HEIGHT = 27;
const CLEAR = 2;
const ARROW = 11;
const ARROW_HALF = 4.5;
const LEAST = 0.5;
const MOST = 8;

const num = (value) => Math.round(value * 10) / 10;

// Where a line out of a node's middle leaves the node: the same rule as the layout's own.
const edge = (of, to) => {
  const across = to.x - of.x;
  const down = to.y - of.y;
  const part = Math.min(
    across ? (HALF_WIDTH + CLEAR) / Math.abs(across) : Infinity,
    down ? (HALF_HEIGHT + CLEAR) / Math.abs(down) : Infinity,
    0.5,
  );
  return { x: of.x + across * part, y: of.y + down * part };
};

const drawTie = (tie, from, to) => {
  const first = edge(from, to);
  const tip = edge(to, from);
  if (tie.kind === "cause_effect") {
    const far = Math.hypot(tip.x - first.x, tip.y - first.y) || 1;
    const across = (tip.x - first.x) / far;
    const down = (tip.y - first.y) / far;
    const back = Math.min(6, far);
    const base = { x: tip.x - across * ARROW, y: tip.y - down * ARROW };
    tie.line.setAttribute("d", `M${num(first.x)} ${num(first.y)}L${num(tip.x - across * back)} ${num(tip.y - down * back)}`);
    tie.arrow.setAttribute(
      "d",
      `M${num(tip.x)} ${num(tip.y)}L${num(base.x - down * ARROW_HALF)} ${num(base.y + across * ARROW_HALF)}L${num(base.x + down * ARROW_HALF)} ${num(base.y - across * ARROW_HALF)}z`,
    );
    return;
  }
  tie.line.setAttribute("d", `M${num(first.x)} ${num(first.y)}L${num(tip.x)} ${num(tip.y)}`);
  if (tie.knot) {
    const x = num((first.x + tip.x) / 2);
    const y = num((first.y + tip.y) / 2);
    tie.knot.setAttribute("cx", x);
    tie.knot.setAttribute("cy", y);
    tie.cross.setAttribute("d", `M${num(x - 3.5)} ${num(y - 3.5)}l7 7m0-7l-7 7`);
  }
};

export class Plane {
  constructor(view, data) {
    this.view = view;
    this.zoom = { x: 0, y: 0, scale: 1 };
    this.held = false;
    this.waiting = null;
    this.read(data);
  }

  read(data) {
    this.seq = data.seq;
    this.texts = data.texts;
    this.zones = data.zones;
    this.svg = this.view.querySelector("svg");
    this.ground = this.svg.querySelector(".plane");
    this.nodes = new Map();
    for (const element of this.ground.querySelectorAll("[data-node]")) {
      const [x, y] = element.getAttribute("transform").match(/-?[\d.]+/g).map(Number);
      this.nodes.set(element.dataset.node, { id: element.dataset.node, element, x, y, zone: Number(element.dataset.zone), ties: [] });
    }
    this.ties = [];
    for (const element of this.ground.querySelectorAll("[data-link]")) {
      const paths = element.querySelectorAll("path");
      const { link, first, second, kind } = element.dataset;
      const tie = {
        id: link, first, second, kind, element, line: paths[0], arrow: element.querySelector(".arrow"),
        knot: element.querySelector(".knot"), cross: paths.length > 1 ? paths[1] : null, says: element.querySelector("title").textContent,
      };
      this.ties.push(tie);
      this.nodes.get(first)?.ties.push(tie);
      this.nodes.get(second)?.ties.push(tie);
    }
  }

  // A drawing from the server takes the old one's place; while something is held it waits until that is let go.
  take(svg, data) {
    if (this.held) { this.waiting = { svg, data }; return; }
    const colour = [...this.svg.classList].find((name) => name.startsWith("by-"));
    const focused = document.activeElement?.closest?.("[data-node]")?.dataset.node;
    const place = this.nodes.get(focused);
    const shell = document.createElement("template");
    shell.innerHTML = svg;
    const fresh = shell.content.querySelector("svg");
    for (const name of [...fresh.classList]) if (name.startsWith("by-")) fresh.classList.remove(name);
    if (colour) fresh.classList.add(colour);
    this.view.replaceChildren(fresh);
    this.read(data);
    this.apply();
    if (place) this.focus(this.nodes.has(focused) ? focused : this.closest(place));
  }

  // What had the focus may be gone: its nearest neighbour takes it, so that the keys go on working.
  closest(place) {
    const away = (node) => Math.hypot(node.x - place.x, node.y - place.y);
    let best = null;
    for (const node of this.nodes.values()) if (!best || away(node) < away(best)) best = node;
    return best?.id;
  }

  release() {
    this.held = false;
    const waiting = this.waiting;
    this.waiting = null;
    if (waiting) this.take(waiting.svg, waiting.data);
  }

  focus(id) {
    const element = this.nodes.get(id)?.element;
    if (!element) return;
    element.classList.add("here");
    element.focus({ preventScroll: true });
  }

  place(id, x, y) {
    const node = this.nodes.get(id);
    node.x = x;
    node.y = y;
    node.element.setAttribute("transform", `translate(${num(x)} ${num(y)})`);
    for (const tie of node.ties) drawTie(tie, this.nodes.get(tie.first), this.nodes.get(tie.second));
  }

  zoneAt(x, y) {
    const found = this.zones.findIndex((zone) => (x / zone.rx) ** 2 + (y / zone.ry) ** 2 <= 1);
    return found < 0 ? this.zones.length - 1 : found;
  }

  nearest(id, dx, dy) {
    const from = this.nodes.get(id);
    let best = null;
    let least = Infinity;
    for (const node of this.nodes.values()) {
      const across = node.x - from.x;
      const down = node.y - from.y;
      const along = across * dx + down * dy;
      const aside = Math.abs(across * dy - down * dx);
      if (node === from || along <= 0 || aside > along * 2) continue;
      if (along + aside * 2 < least) { least = along + aside * 2; best = node; }
    }
    return best;
  }

  measure() {
    const matrix = this.svg.getScreenCTM();
    this.screen = { scale: matrix.a, x: matrix.e, y: matrix.f };
  }

  toPlane(clientX, clientY) {
    const { scale, x, y } = this.screen;
    return { x: ((clientX - x) / scale - this.zoom.x) / this.zoom.scale, y: ((clientY - y) / scale - this.zoom.y) / this.zoom.scale };
  }

  toView(x, y) {
    this.measure();
    const frame = this.view.getBoundingClientRect();
    const { scale } = this.screen;
    return {
      x: (x * this.zoom.scale + this.zoom.x) * scale + this.screen.x - frame.left,
      y: (y * this.zoom.scale + this.zoom.y) * scale + this.screen.y - frame.top,
      scale: scale * this.zoom.scale,
    };
  }

  apply() {
    const { x, y, scale } = this.zoom;
    this.ground.setAttribute("transform", `translate(${num(x)} ${num(y)}) scale(${scale.toFixed(4)})`);
  }

  zoomBy(factor, clientX, clientY) {
    this.measure();
    const scale = Math.min(MOST, Math.max(LEAST, this.zoom.scale * factor));
    const at = clientX === undefined ? { x: 0, y: 0 } : { x: (clientX - this.screen.x) / this.screen.scale, y: (clientY - this.screen.y) / this.screen.scale };
    const share = scale / this.zoom.scale;
    this.zoom = { scale, x: at.x - (at.x - this.zoom.x) * share, y: at.y - (at.y - this.zoom.y) * share };
    this.apply();
  }

  pan(dx, dy) {
    this.zoom.x += dx;
    this.zoom.y += dy;
    this.apply();
  }

  whole() {
    this.zoom = { x: 0, y: 0, scale: 1 };
    this.apply();
  }

  // A node that the window does not show is brought into it.
  show(id) {
    const node = this.nodes.get(id);
    const at = this.toView(node.x, node.y);
    const { clientWidth, clientHeight } = this.view;
    const dx = at.x < 80 ? 80 - at.x : at.x > clientWidth - 80 ? clientWidth - 80 - at.x : 0;
    const dy = at.y < 40 ? 40 - at.y : at.y > clientHeight - 40 ? clientHeight - 40 - at.y : 0;
    if ((dx || dy) && this.zoom.scale > 1) this.pan(dx / this.screen.scale, dy / this.screen.scale);
  }
}
