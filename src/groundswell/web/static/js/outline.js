// Writing in the outline of a results map: lines instead of links, kept by the same forms. Without it the forms do the same.
(() => {
  "use strict";

  let section = document.querySelector("[data-outline]");
  if (!section || !section.querySelector("[data-writing]")) return;

  let writing = false;
  let busy = Promise.resolve();
  const part = (name) => section.querySelector(`[data-${name}]`);
  const words = (name) => part(`say-${name}`).textContent;
  const lines = () => [...section.querySelectorAll("input.line")];
  const nodeOf = (line) => line.closest(".node");

  const prepare = () => {
    part("writing").hidden = false;
    part("write").addEventListener("click", () => (writing ? end() : begin()));
  };

  const begin = (focus = "first") => {
    writing = true;
    part("write").setAttribute("aria-pressed", "true");
    part("keys").hidden = false;
    for (const node of section.querySelectorAll(".node")) addLine(node, node.querySelector(".said"));
    if (focus === "first") lines()[0]?.focus();
    else if (focus) section.querySelector(`#r-${focus} input.line`)?.focus();
  };

  const end = () => {
    writing = false;
    part("write").setAttribute("aria-pressed", "false");
    part("keys").hidden = true;
    for (const line of lines()) {
      nodeOf(line).querySelector(".said")?.removeAttribute("hidden");
      line.closest("li.new")?.remove();
      line.remove();
    }
    part("write").focus();
  };

  const addLine = (node, said) => {
    const line = document.createElement("input");
    line.className = "line";
    line.value = line.defaultValue = said ? said.textContent : "";
    line.setAttribute("aria-label", said ? said.textContent : words("new"));
    line.placeholder = said ? "" : words("new");
    line.autocomplete = "off";
    line.dir = "auto";
    if (said) said.hidden = true;
    node.prepend(line);
    return line;
  };

  // One after the other, so that each answer is what the next one builds on.
  const send = (address, fields, focus) => {
    busy = busy.then(() => post(address, { next: window.location.pathname, ...fields }, focus)).catch(() => {
      window.groundswell.say(words("lost"));
      return false;
    });
    return busy;
  };

  const post = async (address, fields, focus) => {
    const token = part("token").querySelector("input").value;
    const body = new URLSearchParams({ csrfmiddlewaretoken: token, ...fields });
    const answer = await fetch(address, { method: "POST", body, credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (answer.status === 409) return sendWhole(address, body);
    const shown = page.querySelector("[data-outline]");
    if (!answer.ok || !shown) {
      const why = page.querySelector("#error-summary li") || page.querySelector("main p");
      window.groundswell.say(why ? why.textContent.trim() : words("lost"));
      return false;
    }
    take(page, shown, focus, [".head", ".toasts"]);
    document.dispatchEvent(new Event("outline:changed"));
    return true;
  };

  // Somebody changed the same line elsewhere: the page that lets one choose is shown.
  const sendWhole = (address, body) => {
    const form = document.createElement("form");
    form.method = "post";
    form.action = address;
    for (const [name, value] of body) {
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = name;
      field.value = value;
      form.append(field);
    }
    document.body.append(form);
    form.submit();
    return false;
  };

  const take = (page, shown, focus, others) => {
    const standing = document.activeElement.closest?.(".node")?.dataset.result;
    const before = new Set([...section.querySelectorAll("[data-result]")].map((node) => node.dataset.result));
    const added = [...shown.querySelectorAll("[data-result]")].find((node) => !before.has(node.dataset.result));
    const fresh = document.adoptNode(shown);
    section.replaceWith(fresh);
    section = fresh;
    for (const name of others) {
      const old = document.querySelector(`main ${name}`);
      const now = page.querySelector(`main ${name}`);
      if (old && now) old.replaceChildren(...[...now.childNodes].map((child) => document.adoptNode(child)));
    }
    prepare();
    if (writing) begin((focus === "added" ? added?.dataset.result : focus === "standing" ? standing : focus) || "");
  };

  const keep = async (line, focus) => {
    const node = nodeOf(line);
    const text = line.value.trim();
    if (!text || line.dataset.kept === text || (node.dataset.result && text === line.defaultValue)) return false;
    line.dataset.kept = text;
    const isNew = !node.dataset.result;
    const kept = isNew
      ? await send(section.dataset.new, { text, zone: node.dataset.zone, drives: node.dataset.above }, focus || "added")
      : await send(`${node.querySelector("a.said").getAttribute("href")}`, { text, only: "text", seen: section.dataset.seen }, focus || node.dataset.result);
    if (!kept) delete line.dataset.kept;
    return kept;
  };

  const newAfter = (node) => {
    const item = document.createElement("li");
    item.className = "new";
    const own = document.createElement("div");
    own.className = "node";
    Object.assign(own.dataset, { zone: node.dataset.zone, above: node.dataset.above, before: node.dataset.result });
    item.append(own);
    const at = node.closest("li");
    at.parentElement.insertBefore(item, at.nextSibling);
    addLine(own, null).focus();
  };

  // A new line drives the one above it, or stands beside it again.
  const inside = (line, yes) => {
    const node = nodeOf(line);
    const above = section.querySelector(`[data-result="${node.dataset.before}"]`);
    if (!above || line.closest("li").classList.contains("inside") === yes) return false;
    line.closest("li").classList.toggle("inside", yes);
    node.dataset.above = yes ? node.dataset.before : above.dataset.above;
    node.dataset.zone = yes ? "" : above.dataset.zone;
    return true;
  };

  const linesBeside = (node) => {
    const item = node.closest("li");
    const before = item.previousElementSibling?.querySelector(":scope > .node");
    const above = node.dataset.above && section.querySelector(`#r-${node.dataset.above}`);
    return { before: before?.dataset.result, above: node.dataset.above, beyond: above?.dataset.above };
  };

  const move = (line, key) => {
    const node = nodeOf(line);
    if (!node.dataset.result) return;
    const address = `${node.querySelector("a.said").getAttribute("href")}move/`;
    const { before, above, beyond } = linesBeside(node);
    const forwards = getComputedStyle(line.parentElement).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    if (key === "ArrowUp") send(address, { to: "up" }, node.dataset.result);
    else if (key === "ArrowDown") send(address, { to: "down" }, node.dataset.result);
    else if (key === forwards && before) send(address, { to: "under", from: above, other: before }, node.dataset.result);
    else if (key !== forwards && above) send(address, { to: "under", from: above, other: beyond || "" }, node.dataset.result);
  };

  document.addEventListener("keydown", async (event) => {
    const line = event.target.closest?.("input.line");
    if (!line || event.isComposing) return;
    const isNew = !nodeOf(line).dataset.result;
    if (event.key === "Enter") {
      event.preventDefault();
      const id = nodeOf(line).dataset.result;
      if (line.value.trim() === "") return;
      await keep(line);
      const standing = document.activeElement.closest?.("input.line");
      const node = id ? section.querySelector(`#r-${id}`) : standing && nodeOf(standing);
      if (node?.dataset.result) newAfter(node);
    } else if (event.key === "Tab" && isNew) {
      if (inside(line, !event.shiftKey)) event.preventDefault();
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (isNew) {
        const before = section.querySelector(`#r-${nodeOf(line).dataset.before} input.line`);
        line.value = "";
        line.closest("li").remove();
        before?.focus();
      } else {
        line.value = line.defaultValue;
        end();
      }
    } else if (event.altKey && event.key.startsWith("Arrow")) {
      event.preventDefault();
      move(line, event.key);
    }
  });

  // The drawing above was changed: the outline says the same.
  document.addEventListener("map:changed", (event) => {
    const shown = event.detail.querySelector("[data-outline]");
    if (shown) take(event.detail, shown, "", [".head"]);
  });

  // What was typed is kept when one goes elsewhere.
  document.addEventListener("change", (event) => {
    const line = event.target.closest?.("input.line");
    if (line?.isConnected) keep(line, "standing");
  });

  prepare();
})();
