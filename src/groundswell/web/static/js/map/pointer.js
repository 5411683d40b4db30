// The pointer on the map: a result is dragged with its links, its handle draws a new link, the ground moves the whole.
// A frame changes transforms and paths of what moves and reads nothing; two fingers make the map larger and smaller.

const STILL = 4;

export const listenForPointer = (plane, view, working) => {
  const down = new Map();
  let held = null;
  let frame = 0;
  let latest = null;

  const begin = (event) => {
    plane.measure();
    const at = plane.toPlane(event.clientX, event.clientY);
    const start = { clientX: event.clientX, clientY: event.clientY, moved: false, at };
    const element = event.target.closest("[data-node]");
    const node = element && plane.nodes.get(element.dataset.node);
    if (working && node && event.target.closest(".handle")) return { ...start, kind: "link", node };
    if (working && node) return { ...start, kind: "node", node, from: { x: node.x, y: node.y } };
    return { ...start, kind: "ground", node, from: { ...plane.zoom } };
  };

  const lift = () => {
    held.moved = true;
    plane.held = true;
    view.setPointerCapture(held.pointer);
    view.classList.add("moving");
    working?.began();
    if (held.kind === "node") {
      held.node.element.classList.add("lifted");
      // Drawn last it lies above all others; the focus, which moving an element takes away, comes back to it.
      plane.ground.append(held.node.element);
      plane.focus(held.node.id);
    } else if (held.kind === "link") {
      held.rubber = document.createElementNS("http://www.w3.org/2000/svg", "path");
      held.rubber.setAttribute("class", "rubber");
      plane.ground.append(held.rubber);
    }
  };

  const draw = () => {
    frame = 0;
    if (!held || !latest) return;
    const { clientX, clientY } = latest;
    if (held.kind === "ground") {
      const { scale } = plane.screen;
      plane.zoom.x = held.from.x + (clientX - held.clientX) / scale;
      plane.zoom.y = held.from.y + (clientY - held.clientY) / scale;
      plane.apply();
      return;
    }
    const at = plane.toPlane(clientX, clientY);
    if (held.kind === "node") plane.place(held.node.id, held.from.x + at.x - held.at.x, held.from.y + at.y - held.at.y);
    else held.rubber.setAttribute("d", `M${held.node.x + 70} ${held.node.y}L${at.x.toFixed(1)} ${at.y.toFixed(1)}`);
  };

  const end = (event, kept) => {
    const done = held;
    held = null;
    cancelAnimationFrame(frame);
    frame = 0;
    view.classList.remove("moving");
    if (!done) return;
    done.rubber?.remove();
    done.node?.element.classList.remove("lifted");
    if (!done.moved) {
      if (working && kept) working.clicked(done.node?.id ?? null);
      return;
    }
    const { id } = done.node ?? {};
    if (done.kind === "node") {
      const { x, y } = done.node;
      if (!kept) plane.place(id, done.from.x, done.from.y);
      plane.release();
      if (kept) working.moved(id, x, y, done.from);
    } else {
      plane.release();
      const over = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-node]");
      if (done.kind === "link" && kept && over) working.linked(id, over.dataset.node);
    }
  };

  view.addEventListener("pointerdown", (event) => {
    down.set(event.pointerId, event);
    if (event.button !== 0 || event.ctrlKey || event.metaKey) return;
    if (down.size === 1) held = { ...begin(event), pointer: event.pointerId };
    else if (held) end(event, false);
  });
  view.addEventListener("pointermove", (event) => {
    const before = down.get(event.pointerId);
    if (before && down.size === 2) {
      const other = [...down.values()].find((one) => one.pointerId !== event.pointerId);
      const span = (one) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY) || 1;
      plane.zoomBy(span(event) / span(before), (event.clientX + other.clientX) / 2, (event.clientY + other.clientY) / 2);
      down.set(event.pointerId, event);
      return;
    }
    if (!held || event.pointerId !== held.pointer) return;
    if (!held.moved && Math.hypot(event.clientX - held.clientX, event.clientY - held.clientY) < STILL) return;
    if (!held.moved) lift();
    latest = { clientX: event.clientX, clientY: event.clientY };
    frame ||= requestAnimationFrame(draw);
  });
  view.addEventListener("pointerup", (event) => {
    down.delete(event.pointerId);
    if (held?.moved && latest && frame) draw();
    if (held?.pointer === event.pointerId) end(event, true);
  });
  view.addEventListener("pointercancel", (event) => { down.delete(event.pointerId); end(event, false); });
  window.addEventListener("keydown", (event) => { if (event.key === "Escape" && held?.moved) end(event, false); });
  // A plain click chooses a result; with Ctrl, or where nothing can be changed, it opens the result's page as links do.
  view.addEventListener("click", (event) => {
    if (working && event.target.closest(".node") && !event.ctrlKey && !event.metaKey && !event.shiftKey) event.preventDefault();
  });
};
