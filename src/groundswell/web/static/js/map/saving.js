// Every gesture goes to the server at once and in order; what was done can be undone, and done again.

export class Saving {
  constructor(plane, data, token, heard) {
    this.plane = plane;
    this.data = data;
    this.token = token;
    this.heard = heard;
    this.done = [];
    this.undone = [];
    this.chain = Promise.resolve();
  }

  send(fields) {
    return this.queue(async () => {
      const answer = await this.post(fields);
      if (answer.ok && answer.gesture) {
        this.done.push(answer.gesture);
        this.undone = [];
      }
      return answer;
    });
  }

  undo() { return this.back(this.done, this.undone, "nothing_to_undo", "undone"); }

  redo() { return this.back(this.undone, this.done, "nothing_to_redo", "redone"); }

  back(from, to, empty, says) {
    return this.queue(async () => {
      const { words } = this.data;
      if (!from.length) return { ok: false, says: words[empty] };
      const answer = await this.post({ kind: "undo", gesture: from.at(-1) });
      if (!answer.ok) return answer;
      from.pop();
      if (answer.gesture) to.push(answer.gesture);
      return { ...answer, says: words[says] };
    });
  }

  queue(work) {
    const next = this.chain.then(work).then((answer) => { this.heard(answer); return answer; });
    this.chain = next.catch(() => undefined);
    return next;
  }

  async post(fields) {
    const { words, urls } = this.data;
    let answer;
    let body = {};
    try {
      answer = await fetch(urls.gesture, {
        method: "POST",
        credentials: "same-origin",
        headers: { "Content-Type": "application/json", "X-CSRFToken": this.token },
        body: JSON.stringify({ seen: this.plane.seq, ...fields }),
      });
      if ((answer.headers.get("content-type") ?? "").includes("json")) body = await answer.json();
    } catch {
      return { ok: false, says: words.lost };
    }
    if (!answer.ok) return { ok: false, says: body.error ?? words.lost };
    this.plane.take(body.svg, body.data);
    return { ok: true, ...body };
  }

  // When the window comes back, what others did meanwhile is shown; what this page's outline did needs no words.
  refresh(ours = false) {
    return this.queue(async () => {
      const { urls, words } = this.data;
      try {
        const answer = await fetch(`${urls.drawing}?seen=${this.plane.seq}`, { credentials: "same-origin" });
        if (answer.status !== 200) return { ok: true };
        const body = await answer.json();
        this.plane.take(body.svg, body.data);
        return { ok: true, says: ours ? "" : words.elsewhere };
      } catch {
        return { ok: true };
      }
    });
  }
}
