/* A publicity screen: shows its pages in turn with what it has loaded, asks each minute whether anything changed.
   Days and hours are looked at here, so that nothing outdated is shown while the server is away. */
(function () {
  "use strict";

  const ASK_EVERY = 60000;
  const LONGEST_FILM = 30 * 60 * 1000;
  const place = document.getElementById("slides");
  const none = document.getElementById("slides-none");
  const films = new Map(); // address of a film: the copy held here
  let mark = '"' + place.dataset.mark + '"';
  let waiting = null; // a newer list, put up when the page turns
  let current = null;
  let timer = null;
  let turns = 0;

  const two = (number) => String(number).padStart(2, "0");
  const slides = () => Array.from(place.querySelectorAll(".slide"));

  function allowed(slide) {
    const now = new Date();
    const day = now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate());
    const hour = two(now.getHours()) + ":" + two(now.getMinutes());
    const told = slide.dataset;
    if (told.lastDay && told.lastDay < day) return false;
    if (told.from && (hour < told.from || hour >= told.to)) return false;
    const film = slide.querySelector("video");
    if (film && !film.src) return false;
    const picture = slide.querySelector("img.slide-whole");
    return !picture || !picture.complete || picture.naturalWidth > 0;
  }

  /* Films are held whole, so that they play without the server. */
  function load(film) {
    const address = film.dataset.src;
    if (films.has(address)) {
      film.src = films.get(address);
      return;
    }
    fetch(address).then((answer) => (answer.ok ? answer.blob() : Promise.reject(answer))).then((blob) => {
      films.set(address, URL.createObjectURL(blob));
      film.src = films.get(address);
      if (!current) next();
    }).catch(() => { /* asked for again with the next list */ });
  }

  function ready() {
    const wanted = new Set();
    place.querySelectorAll("video").forEach((film) => {
      film.muted = film.hasAttribute("muted");
      wanted.add(film.dataset.src);
      load(film);
    });
    films.forEach((held, address) => {
      if (wanted.has(address)) return;
      URL.revokeObjectURL(held);
      films.delete(address);
    });
  }

  function following() {
    const all = slides();
    const known = current ? all.findIndex((one) => one.dataset.key === current) : -1;
    const ordered = all.slice(known + 1).concat(all.slice(0, known + 1));
    return ordered.find(allowed) || null;
  }

  /* As large as the room allows, upright or lying; a page that was cut too long becomes smaller. */
  function fit(slide) {
    const text = slide && slide.querySelector(".slide-text");
    if (!text) return;
    for (let size = 2.6; size >= 0.9; size -= 0.1) {
      text.style.fontSize = size + "rem";
      if (text.scrollHeight <= text.clientHeight + 1) return;
    }
  }

  function playFilm(film, turn) {
    const ended = () => { if (turn === turns) next(); };
    film.onended = ended;
    film.onerror = ended;
    film.currentTime = 0;
    const begun = film.play();
    if (!begun) return;
    /* A browser that lets no sound begin by itself plays it silently. */
    begun.catch(() => {
      film.muted = true;
      film.play().catch(ended);
    });
  }

  function next() {
    clearTimeout(timer);
    turns += 1;
    if (waiting) {
      place.innerHTML = waiting;
      waiting = null;
      ready();
    }
    const slide = following();
    slides().forEach((one) => {
      one.hidden = one !== slide;
      const film = one.querySelector("video");
      if (film && one !== slide) film.pause();
    });
    none.hidden = Boolean(slide);
    fit(slide);
    current = slide ? slide.dataset.key : null;
    const film = slide && slide.querySelector("video");
    if (film) playFilm(film, turns);
    timer = setTimeout(next, film ? LONGEST_FILM : (slide ? Number(slide.dataset.seconds) : 5) * 1000);
  }

  function ask() {
    fetch(place.dataset.address, { headers: { "If-None-Match": mark }, cache: "no-store" }).then((answer) => {
      if (answer.status >= 500) throw new Error();
      window.Device.back();
      if (answer.status === 404) location.reload();
      if (answer.status !== 200) return null;
      mark = answer.headers.get("ETag") || "";
      return answer.text().then((text) => { waiting = text; if (!current) next(); });
    }).catch(() => window.Device.away());
  }

  ready();
  next();
  setInterval(ask, ASK_EVERY);
  document.body.addEventListener("device:back", ask);
  window.addEventListener("resize", () => fit(slides().find((one) => !one.hidden)));
})();
