/* What a page on a device does by itself: goes back when nobody is there, says when the server is away and tries again,
   speaks, chimes, sends once. On the body or any part of it:
     data-idle="90" data-idle-to="/…/"   after 90 s without a touch the page is replaced; warns 15 s before
     data-refresh="3600"                  loads itself anew so often (a new release), if the server answers and nobody is at it
     data-say="…"                         spoken: on a button when pressed, elsewhere when it appears
     data-chime                           a chime when it appears
     data-clock="Asia/Shanghai"           shows date and time as they are there: a device may be set to another zone
     data-quiet (on an htmx element)      asks by itself: its failures show the banner, not a notice
   For other scripts: Device.say(words) (answers with the utterance, or null), Device.chime(), Device.away(), Device.back(); the event `device:back` on the body. */
(function () {
  "use strict";

  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
  const WARNING = 15;
  const RETRY = 3000;
  const PATIENCE = 4000;

  /* ---- clock ---- */
  function tick() {
    const now = new Date();
    const language = document.documentElement.lang;
    all("[data-clock]").forEach((place) => {
      const zone = { timeZone: place.dataset.clock || undefined };
      const day = now.toLocaleDateString(language, { month: "long", day: "numeric", weekday: "long", ...zone });
      const time = now.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", ...zone });
      place.textContent = day + " " + time;
    });
  }

  /* ---- the server is away ---- */
  const banner = () => document.getElementById("device-away");
  let retrying = null;

  /* A small file that needs no database; nothing is counted by asking for it. */
  function alive() {
    const stop = new AbortController();
    const late = setTimeout(() => stop.abort(), PATIENCE);
    const address = (banner() && banner().dataset.alive) || "/";
    return fetch(address, { method: "HEAD", cache: "no-store", signal: stop.signal })
      .then((answer) => answer.ok, () => false)
      .finally(() => clearTimeout(late));
  }

  function away() {
    if (banner()) banner().hidden = false;
    if (retrying) return;
    retrying = setInterval(() => alive().then((there) => { if (there) back(); }), RETRY);
  }

  function back() {
    if (banner()) banner().hidden = true;
    if (!retrying) return;
    clearInterval(retrying);
    retrying = null;
    document.body.dispatchEvent(new CustomEvent("device:back", { bubbles: true }));
  }

  const quiet = (event) => event.detail.elt && event.detail.elt.closest("[data-quiet]");

  function lost(event) {
    away();
    if (quiet(event)) event.stopPropagation();
  }

  ["htmx:sendError", "htmx:timeout"].forEach((name) => window.addEventListener(name, lost, true));
  window.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status >= 500) lost(event);
    else if (retrying) back();
  }, true);
  window.addEventListener("offline", away);
  /* What live.js hears of the server holds for the whole page. */
  document.addEventListener("live:away", away);
  document.addEventListener("live:back", back);

  /* ---- nobody is led to the browser's own page of errors: first ask whether anybody is there ---- */
  const sure = new WeakSet();
  let asking = false;

  function whenAlive(go) {
    if (asking) return;
    asking = true;
    alive().then((there) => {
      asking = false;
      if (there) go();
      else away();
    });
  }

  window.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.hasAttribute("hx-post") || form.hasAttribute("hx-get") || sure.delete(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const button = event.submitter;
    whenAlive(() => {
      sure.add(form);
      if (form.requestSubmit) form.requestSubmit(button || undefined);
      else form.submit();
    });
  }, true);

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.button) return;
    if (link.target || link.hasAttribute("download") || link.hasAttribute("hx-get") || link.origin !== location.origin) return;
    if (link.hash && link.pathname === location.pathname && link.search === location.search) return;
    event.preventDefault();
    whenAlive(() => location.assign(link.href));
  });

  /* ---- nobody is here ---- */
  const box = () => document.getElementById("device-idle");
  const idle = () => document.querySelector("[data-idle]");
  let touched = Date.now();
  let used = false;

  /* What was typed goes at once, whether or not the server answers. */
  function leave(address) {
    all("form").forEach((form) => form.reset());
    all("input:not([type=hidden]):not([type=checkbox]):not([type=radio]):not([type=submit]), textarea")
      .forEach((field) => { field.value = ""; });
    if (used || location.pathname !== new URL(address, location.href).pathname) {
      whenAlive(() => location.replace(address));
    }
  }

  function watch() {
    const place = idle();
    const warning = box();
    if (!place || !warning) return;
    const start = location.pathname === new URL(place.dataset.idleTo || "/", location.href).pathname;
    if (start && !used) return;
    const left = Number(place.dataset.idle) - Math.floor((Date.now() - touched) / 1000);
    warning.hidden = left > WARNING;
    if (warning.hidden) return;
    warning.querySelector("[data-seconds]").textContent = Math.max(0, left);
    if (left <= 0) leave(place.dataset.idleTo || "/");
  }

  function touch() {
    touched = Date.now();
    used = true;
    if (box()) box().hidden = true;
  }

  ["pointerdown", "touchstart", "keydown", "input", "wheel"].forEach((name) => {
    document.addEventListener(name, touch, { capture: true, passive: true });
  });

  /* ---- loads itself anew ---- */
  const loaded = Date.now();

  function refresh() {
    const place = document.querySelector("[data-refresh]");
    if (!place) return;
    const every = Number(place.dataset.refresh) * 1000;
    const now = Date.now();
    if (every && now - loaded > every && (!used || now - touched > 60000)) whenAlive(() => location.reload());
  }

  /* ---- speech and chime: silent where the browser has none or was not yet touched ---- */
  function voice() {
    const voices = window.speechSynthesis.getVoices().filter((one) => /^(zh|cmn)/i.test(one.lang));
    const mandarin = voices.filter((one) => /CN|cmn|Hans/i.test(one.lang));
    return mandarin.find((one) => one.localService) || voices.find((one) => one.localService) || mandarin[0] || voices[0];
  }

  function say(words, options) {
    try {
      if (!words || !window.speechSynthesis) return null;
      if (!(options && options.after)) window.speechSynthesis.cancel();
      const spoken = new SpeechSynthesisUtterance(words);
      spoken.lang = "zh-CN";
      spoken.rate = 0.9;
      spoken.voice = voice() || null;
      window.speechSynthesis.speak(spoken);
      return spoken;
    } catch (error) { return null; /* a device without a voice shows everything in writing, too */ }
  }

  let sound = null;

  function tone(pitch, from, length) {
    const source = sound.createOscillator();
    const loudness = sound.createGain();
    source.frequency.value = pitch;
    loudness.gain.setValueAtTime(0.0001, sound.currentTime + from);
    loudness.gain.exponentialRampToValueAtTime(0.3, sound.currentTime + from + 0.03);
    loudness.gain.exponentialRampToValueAtTime(0.0001, sound.currentTime + from + length);
    source.connect(loudness).connect(sound.destination);
    source.start(sound.currentTime + from);
    source.stop(sound.currentTime + from + length);
  }

  function chime() {
    try {
      sound = sound || new window.AudioContext();
      sound.resume();
      tone(880, 0, 0.5);
      tone(659, 0.35, 0.8);
    } catch (error) { /* no sound card, no chime */ }
  }

  function greet(root) {
    if (root.matches && root.matches("[data-chime]")) chime();
    else if (root.querySelector("[data-chime]")) chime();
    const speaking = all("[data-say]:not(button):not(a)", root);
    if (root.matches && root.matches("[data-say]:not(button):not(a)")) speaking.unshift(root);
    speaking.forEach((one, place) => say(one.dataset.say, { after: place > 0 }));
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-say], a[data-say]");
    if (button) say(button.dataset.say);
  });

  document.addEventListener("htmx:load", (event) => {
    tick();
    if (event.target !== document.body) greet(event.target);
  });

  document.addEventListener("DOMContentLoaded", () => {
    tick();
    greet(document);
    setInterval(() => { tick(); watch(); refresh(); }, 1000);
  });

  window.Device = { say, chime, away, back, alive };
})();
