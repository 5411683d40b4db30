// Keys and pointer on the smart chart: arrows walk the points, Home and End go to the ends, N to the next noted or
// signal point, T to the table. The readout says the point; at rest it says the latest. All of it is in the table too.
(() => {
  "use strict";

  const points = (chart) => [...chart.querySelectorAll(".pt")];
  const textOf = (point) => point.querySelector("title")?.textContent ?? "";

  const readoutOf = (chart) => chart.closest("figure")?.querySelector(".readout output");

  const say = (output, text) => {
    const colon = text.indexOf(". ");
    const head = colon > 0 ? text.slice(0, colon + 1) : text;
    const strong = document.createElement("b");
    strong.textContent = head;
    output.replaceChildren(strong, text.slice(head.length));
  };

  const set = (chart) => {
    const output = readoutOf(chart);
    if (!output) return;
    const rest = [...output.childNodes].map((node) => node.cloneNode(true));
    const atRest = () => output.replaceChildren(...rest.map((node) => node.cloneNode(true)));
    // Listeners sit on the element around the drawing: Chromium makes a drawing that listens for focus a tab stop of its own.
    const around = chart.parentElement;
    let pressed = 0;

    const show = (point) => say(output, textOf(point));
    const goTo = (point) => {
      if (!point) return;
      if (!point.hasAttribute("tabindex")) point.setAttribute("tabindex", "-1");
      point.classList.add("here");
      point.focus({ preventScroll: false });
    };

    around.addEventListener("focusin", (event) => {
      const point = event.target.closest(".pt");
      if (point) show(point);
    });
    around.addEventListener("focusout", (event) => {
      event.target.closest(".pt")?.classList.remove("here");
      if (!chart.contains(event.relatedTarget)) atRest();
    });

    // The nearest month under the pointer, so that a point need not be hit exactly.
    const nearest = (event) => {
      let best = null;
      let distance = 40;
      for (const point of points(chart)) {
        const box = (point.querySelector(".hit") ?? point).getBoundingClientRect();
        const away = Math.abs(box.left + box.width / 2 - event.clientX);
        if (away < distance) { best = point; distance = away; }
      }
      return best;
    };
    around.addEventListener("pointermove", (event) => {
      cancelAnimationFrame(pressed);
      pressed = requestAnimationFrame(() => {
        const point = nearest(event);
        if (point && !chart.contains(document.activeElement)) show(point);
      });
    });
    around.addEventListener("pointerleave", () => {
      cancelAnimationFrame(pressed);
      if (!chart.contains(document.activeElement)) atRest();
    });

    // A point's own page opens under the chart: by Enter on it, by a click or a tap on it or near it. A link to another tab stays one.
    around.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      const point = event.target.closest("a.pt") ?? nearest(event);
      const panel = panelOf(chart);
      if (!panel || !point?.matches("a.pt")) return;
      event.preventDefault();
      open(panel, point.getAttribute("href"), point);
    });

    around.addEventListener("keydown", (event) => {
      const all = points(chart);
      const here = all.indexOf(document.activeElement);
      const steps = { ArrowLeft: here - 1, ArrowRight: here + 1, Home: 0, End: all.length - 1 };
      if (event.key in steps && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        goTo(all[Math.max(0, Math.min(all.length - 1, steps[event.key]))]);
      } else if (event.key === "Escape" && here >= 0) {
        document.activeElement.blur();
      }
    });
  };

  // The part about a point, fetched and put under the chart. Without a panel on the page, or when it fails, the link is followed.
  const panelOf = (chart) => chart.closest("figure")?.querySelector("#point");
  let cameFrom = null;
  const open = async (panel, href, from) => {
    cameFrom = from ?? cameFrom;
    try {
      const answer = await fetch(href, { headers: { "HX-Request": "true" } });
      if (!answer.ok) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const part = page.getElementById("point-part");
      if (!part) throw new Error("no part");
      panel.replaceChildren(document.importNode(part, true));
      panel.querySelector("[data-close]")?.removeAttribute("hidden");
      panel.querySelector("h2")?.focus({ preventScroll: true });
      panel.scrollIntoView({ block: "nearest" });
    } catch {
      window.location.assign(href);
    }
  };
  const close = (panel) => {
    panel.replaceChildren();
    cameFrom?.focus();
  };
  const panel = document.getElementById("point");
  panel?.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-point]");
    if (event.target.closest("[data-close]")) close(panel);
    else if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      open(panel, link.getAttribute("href"));
    }
  });
  panel?.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close(panel);
  });

  const shownChart = () => [...document.querySelectorAll("figure svg.chart[role=group]")].find((chart) => chart.getClientRects().length);

  document.addEventListener("keydown", (event) => {
    if (!window.groundswell?.lettersAct(event)) return;
    const key = event.key.toLowerCase();
    const chart = shownChart();
    if (key === "n" && chart) {
      const stops = points(chart).filter((point) => point.getAttribute("tabindex") === "0");
      const all = points(chart);
      const from = all.indexOf(document.activeElement);
      const next = stops.find((point) => all.indexOf(point) > from) ?? stops[0];
      if (next) { event.preventDefault(); next.focus(); }
    } else if (key === "t") {
      const table = document.getElementById("table");
      if (!table) return;
      event.preventDefault();
      table.open = true;
      table.querySelector("summary, [tabindex]")?.focus();
      table.scrollIntoView({ block: "start" });
    }
  });

  for (const chart of document.querySelectorAll("figure svg.chart[role=group]")) set(chart);
})();
