// The boxes over the map: one to write words in, with the questions that they raise, and one to choose from a few things.

const PAUSE = 180;

const put = (box, view, at) => {
  box.hidden = false;
  const left = Math.max(0, Math.min(at.x - box.offsetWidth / 2, view.clientWidth - box.offsetWidth));
  const top = Math.max(0, Math.min(at.y, Math.max(0, view.clientHeight - box.offsetHeight)));
  box.style.left = `${left}px`;
  box.style.top = `${top}px`;
};

export class Writing {
  constructor(frame, view, data, token) {
    this.view = view;
    this.data = data;
    this.token = token;
    this.form = frame.querySelector("[data-map-write]");
    this.field = this.form.querySelector("textarea");
    this.title = this.form.querySelector("[data-write-title]");
    this.refused = this.form.querySelector("[data-write-refused]");
    this.hints = this.form.querySelector("[data-write-hints]");
    this.keep = null;
    this.asking = null;
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.submit(); });
    this.form.querySelector("[data-leave]").addEventListener("click", () => this.close());
    this.field.addEventListener("input", () => this.ask());
    this.form.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Escape") { event.preventDefault(); this.close(); }
      if (event.key === "Enter" && !event.shiftKey && event.target === this.field && !event.isComposing) { event.preventDefault(); this.submit(); }
    });
  }

  get open() { return !this.form.hidden; }

  // `keep` takes the text and answers { ok, says }; while it refuses, the box stays open with everything typed.
  write(title, text, at, keep, closed) {
    this.title.textContent = title;
    this.field.value = text;
    this.refused.textContent = "";
    this.hints.replaceChildren();
    this.keep = keep;
    this.closed = closed;
    put(this.form, this.view, at);
    this.field.focus();
    this.field.select();
    if (text) this.ask();
  }

  async submit() {
    const answer = await this.keep(this.field.value);
    if (answer.ok && !answer.conflicts?.length) { this.close(); return; }
    this.refused.textContent = answer.conflicts?.length ? answer.conflicts.map((one) => one.says).join(" ") : answer.says;
    this.field.focus();
  }

  close() {
    this.form.hidden = true;
    clearTimeout(this.waiting);
    this.asking?.abort();
    this.closed?.();
  }

  ask() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.fetchHints(this.field.value), PAUSE);
  }

  async fetchHints(text) {
    this.asking?.abort();
    this.asking = new AbortController();
    try {
      const answer = await fetch(this.data.urls.hints, {
        method: "POST",
        credentials: "same-origin",
        signal: this.asking.signal,
        headers: { "Content-Type": "application/json", "X-CSRFToken": this.token },
        body: JSON.stringify({ text }),
      });
      if (answer.ok && this.field.value === text) this.show(text, (await answer.json()).hints);
    } catch {
      // Hints are a comfort: without an answer nothing is asked.
    }
  }

  show(text, hints) {
    if (!hints.length) { this.hints.replaceChildren(); return; }
    const marked = document.createElement("p");
    let at = 0;
    for (const hint of [...hints].sort((one, other) => one.start - other.start)) {
      if (hint.start < at || hint.end <= hint.start) continue;
      const mark = document.createElement("mark");
      mark.textContent = text.slice(hint.start, hint.end);
      marked.append(text.slice(at, hint.start), mark);
      at = hint.end;
    }
    marked.append(text.slice(at));
    const list = document.createElement("ul");
    for (const hint of hints) {
      const item = document.createElement("li");
      item.textContent = hint.question;
      list.append(item);
    }
    this.hints.replaceChildren(...(at ? [marked] : []), list);
  }
}

export class Choice {
  constructor(frame, view) {
    this.view = view;
    this.box = frame.querySelector("[data-map-choice]");
    this.title = this.box.querySelector("p");
    this.list = this.box.querySelector("[data-choices]");
    this.answer = null;
    this.box.querySelector("[data-leave]").addEventListener("click", () => this.close(null));
    this.box.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Escape") { event.preventDefault(); this.close(null); }
      const buttons = [...this.list.children];
      const here = buttons.indexOf(document.activeElement);
      const to = { ArrowDown: here + 1, ArrowUp: here - 1 }[event.key];
      if (to !== undefined && here >= 0) { event.preventDefault(); buttons[(to + buttons.length) % buttons.length].focus(); }
    });
  }

  get open() { return !this.box.hidden; }

  choose(title, options, at) {
    this.close(null);
    this.title.textContent = title;
    this.list.replaceChildren(...options.map(([value, text]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = text;
      button.addEventListener("click", () => this.close(value));
      return button;
    }));
    put(this.box, this.view, at);
    this.list.firstElementChild?.focus();
    return new Promise((answer) => { this.answer = answer; });
  }

  close(value) {
    this.box.hidden = true;
    this.answer?.(value);
    this.answer = null;
  }
}

export const putBeside = put;
