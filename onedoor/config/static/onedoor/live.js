/* Live pages: what is shown changes by itself, and says so when it cannot.

     <div data-live="{{ live_url }}/live/hall/1/" data-poll="{% url "live-now" "hall" 1 %}">

   On the element, bubbling:
     live:message   what it shows now (event.detail): at first, and whenever it has changed
     live:away      neither the stream nor the address to ask answers: what is shown may be old
     live:back      it answers again; a live:message follows when something changed meanwhile

   A tab holds one stream, for the first address on the page, because browsers allow six lines to a host; other addresses,
   and this one while its stream is down, are asked every two seconds (data-every="5": every five). */
(function () {
  "use strict";

  /* The server lets itself be heard every 15 seconds: after so long it is gone without a word. */
  const SILENCE = 40000;
  const AGAIN = 10000;
  const PATIENCE = 8000;

  class Line {
    constructor(element, streams) {
      this.elements = [element];
      this.address = streams ? element.dataset.live : "";
      this.poll = element.dataset.poll || "";
      this.every = 1000 * (Number(element.dataset.every) || 2);
      this.mark = "";
      this.heardAt = this.triedAt = 0;
      this.isAway = this.isAsking = false;
    }

    start() {
      this.open();
      this.ticking = setInterval(() => this.tick(), this.every);
      if (!this.address) this.tick();
    }

    stop() {
      clearInterval(this.ticking);
      this.hangUp();
    }

    /* ---- the stream ---- */
    open() {
      if (!this.address || !window.EventSource) return;
      this.triedAt = Date.now();
      this.source = new EventSource(this.address);
      this.source.onmessage = (event) => { this.heardAt = Date.now(); this.show(event.data, event.lastEventId); };
      this.source.addEventListener("beat", () => { this.heardAt = Date.now(); this.back(); });
      /* The process is there, the database is not. */
      this.source.addEventListener("away", () => { this.heardAt = 0; });
      this.source.onerror = () => {
        this.heardAt = 0;
        if (this.source && this.source.readyState === EventSource.CLOSED) this.hangUp();
        this.tick();
      };
    }

    hangUp() {
      if (this.source) this.source.close();
      this.source = null;
    }

    /* ---- asking, while the stream says nothing ---- */
    tick() {
      const now = Date.now();
      if (now - this.heardAt < SILENCE) return;
      if (this.source && now - Math.max(this.heardAt, this.triedAt) > SILENCE) this.hangUp();
      /* Not all screens of a hall in the same moment. */
      if (!this.source && now - this.triedAt > AGAIN * (0.5 + Math.random())) this.open();
      this.ask();
    }

    ask() {
      if (!this.poll) { this.away(); return; }
      if (this.isAsking) return;
      this.isAsking = true;
      const stop = new AbortController();
      const late = setTimeout(() => stop.abort(), PATIENCE);
      const headers = this.mark ? { "If-None-Match": '"' + this.mark + '"' } : {};
      /* Without the session: being asked by a page is no work of whoever is signed in. */
      fetch(this.poll, { headers, cache: "no-store", credentials: "omit", signal: stop.signal })
        .then((answer) => this.take(answer))
        .catch(() => this.away())
        .finally(() => { clearTimeout(late); this.isAsking = false; });
    }

    take(answer) {
      if (answer.status === 304) { this.back(); return null; }
      if (!answer.ok) throw new Error(String(answer.status));
      const mark = (answer.headers.get("ETag") || "").replace(/^W\//, "").replace(/"/g, "");
      return answer.text().then((text) => this.show(text, mark));
    }

    /* ---- what the page hears ---- */
    show(text, mark) {
      const isNew = !mark || mark !== this.mark;
      this.mark = mark;
      this.back();
      if (isNew) this.tell("live:message", JSON.parse(text));
    }

    back() {
      if (this.isAway) this.tell("live:back");
      this.isAway = false;
    }

    away() {
      if (!this.isAway) this.tell("live:away");
      this.isAway = true;
    }

    tell(name, detail) {
      this.elements.forEach((element) => element.dispatchEvent(new CustomEvent(name, { bubbles: true, detail })));
    }
  }

  const lines = new Map();

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-live]").forEach((element) => {
      const known = lines.get(element.dataset.live);
      if (known) known.elements.push(element);
      else lines.set(element.dataset.live, new Line(element, lines.size === 0));
    });
    lines.forEach((line) => line.start());
  });
  /* A page that is put aside holds no line; when it is taken up again it looks at once. */
  window.addEventListener("pagehide", () => lines.forEach((line) => line.stop()));
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) lines.forEach((line) => line.start());
  });
})();
