/* A call screen: shows the board that comes by live events, chimes and speaks each call once, says when the server is away.
   What is drawn is what the server draws, from the same <template>s. Calls are told apart by number, times and moment, and
   those told are kept for this tab, so that neither a gap in the line nor a page loaded anew repeats or loses one. */
(function () {
  "use strict";

  const FIGURES = "零一二三四五六七八九";
  /* Nobody waits longer for a voice that never says that it has ended. */
  const LONGEST = 9000;
  const EARLIER = 4;
  const place = document.getElementById("screen");
  const list = (text) => (text ? text.split(",") : []);
  const windows = list(place.dataset.windows).map(Number);
  const letters = list(place.dataset.letters);

  const mark = (call) => [call.label, call.times, call.at].join("|");

  /* ---- drawing ---- */
  function made(template, facts) {
    const one = document.getElementById(template).content.firstElementChild.cloneNode(true);
    one.querySelectorAll("[data-f]").forEach((part) => { part.textContent = facts[part.dataset.f] ?? ""; });
    return one;
  }

  function drawn(template, facts, mark, value) {
    const one = made(template, facts);
    one.dataset[mark] = value;
    return one;
  }

  const fill = (id, parts) => document.getElementById(id).replaceChildren(...parts);
  const stateOf = (one) => (one.label ? one.status : one.staffed ? "free" : "shut");
  const isOurs = (number) => !windows.length || windows.includes(number);

  /* Only when it is another: it is read aloud to whoever follows with a reader. */
  let latest = "";

  function showLatest(call) {
    const now = call ? mark(call) + call.status : "";
    if (now === latest) return;
    latest = now;
    fill("screen-latest", [call ? drawn("one-latest", call, "status", call.status) : made("one-none", {})]);
  }

  function show(board) {
    const calls = board.calls.filter((call) => call.window && isOurs(call.window));
    document.getElementById("screen-centre").textContent = board.centre;
    /* Nobody is called who is at the window already, or gone. */
    const open = calls.filter((call) => call.status === "called");
    const earlier = open.slice(1).concat(calls.filter((call) => call.status !== "called")).slice(0, EARLIER);
    showLatest(open[0]);
    document.getElementById("screen-before").hidden = !earlier.length;
    fill("screen-earlier", earlier.map((call) => drawn("one-call", call, "status", call.status)));
    fill("screen-list", board.windows.filter((one) => isOurs(one.number)).map((one) => drawn("one-window", one, "state", stateOf(one))));
    fill("screen-waiting", board.waiting.filter((one) => !windows.length || letters.includes(one.letter)).map((one) => made("one-line", one)));
    flashAll();
    return calls;
  }

  /* ---- flashing, also when everything is drawn anew meanwhile ---- */
  const FLASH = 5000;
  const flashing = new Map();

  function flash(call) {
    flashing.set(call.label, Date.now() + FLASH);
    flashAll();
  }

  function flashAll() {
    document.querySelectorAll("#screen-latest .screen-big, #screen-earlier li, #screen-list li").forEach((part) => {
      const until = flashing.get(part.querySelector('[data-f="label"]').textContent) || 0;
      if (until > Date.now()) part.classList.add("screen-flash");
    });
  }

  /* ---- which calls are new: oldest first ---- */
  const KEPT = "calls-of-" + place.dataset.screen;

  function kept() {
    try { return JSON.parse(sessionStorage.getItem(KEPT)); } catch (error) { return null; }
  }

  let told = kept();

  function news(calls) {
    const marks = calls.map(mark);
    /* A screen just switched on shows who was called before, and is silent about them. */
    const fresh = told ? calls.filter((call) => !told.includes(mark(call)) && call.status === "called") : [];
    told = marks.concat((told || []).filter((one) => !marks.includes(one))).slice(0, 200);
    try { sessionStorage.setItem(KEPT, JSON.stringify(told)); } catch (error) { /* then a page loaded anew is silent */ }
    return fresh.reverse();
  }

  /* ---- telling: one call after the other ---- */
  const waiting = [];
  let telling = false;

  const figures = (text) => text.replace(/\d/g, (figure) => FIGURES[figure]);
  const sentence = (call) => "请" + figures(call.label) + "号到" + call.window + "号窗口";
  const pause = (time) => new Promise((done) => setTimeout(done, time));

  /* Held here, because some browsers forget an utterance that nobody holds, and its end is never told. */
  let said = null;

  function spoken(words) {
    return new Promise((done) => {
      said = window.Device.say(words, { after: true });
      if (!said) { done(); return; }
      said.addEventListener("end", done);
      said.addEventListener("error", done);
      setTimeout(done, LONGEST);
    });
  }


  async function tell() {
    if (telling) return;
    telling = true;
    while (waiting.length) {
      const call = waiting.shift();
      flash(call);
      window.Device.chime();
      await pause(1300);
      for (let time = 0; time < Number(place.dataset.repeat); time += 1) await spoken(sentence(call));
    }
    telling = false;
  }

  place.addEventListener("live:message", (event) => {
    waiting.push(...news(show(event.detail)));
    shownAt = Date.now();
    tell();
  });

  /* ---- the server is away ---- */
  const away = document.getElementById("screen-away");
  const zone = { timeZone: document.querySelector("[data-clock]").dataset.clock || undefined };
  let shownAt = Date.now();

  place.addEventListener("live:away", () => {
    const since = new Date(shownAt).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", ...zone });
    away.querySelector("[data-since]").textContent = since;
    away.hidden = false;
  });
  place.addEventListener("live:back", () => { away.hidden = true; shownAt = Date.now(); });

  /* ---- sound: a browser may want one touch first ---- */
  const button = document.getElementById("screen-sound");
  let ear = null;

  function hear() {
    const isOn = Boolean(ear) && ear.state === "running";
    button.hidden = false;
    button.dataset.sound = isOn ? "on" : "off";
    button.querySelector("[data-words]").textContent = isOn ? button.dataset.on : button.dataset.off;
  }

  try {
    ear = new window.AudioContext();
    ear.onstatechange = hear;
    hear();
  } catch (error) { /* no sound card: the screen is read */ }

  ["pointerdown", "keydown"].forEach((name) => document.addEventListener(name, () => {
    if (!ear || ear.state === "running") return;
    ear.resume().then(hear, hear);
    window.Device.chime();
  }));
  button.addEventListener("click", () => { if (ear && ear.state === "running") window.Device.chime(); });

  /* Whoever looks after the machines sees that this one is on. */
  setInterval(() => fetch(location.href, { method: "HEAD", cache: "no-store", credentials: "omit" }).catch(() => {}), 120000);
})();
