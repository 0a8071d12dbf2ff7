/* Tells the resident that it is nearly their turn while the page is open: in its title, by trembling, by a tone and, where the
   browser allows it, by a notification of the telephone. Nothing leaves the telephone for that. */
(function () {
  "use strict";

  const title = document.title;
  let wanted = false;
  let told = "";
  let sound = null;

  const now = () => document.querySelector("#my-ticket [data-status]");

  function tone() {
    try {
      const source = sound.createOscillator();
      source.frequency.value = 880;
      source.connect(sound.destination);
      source.start();
      source.stop(sound.currentTime + 0.6);
    } catch (error) { /* no sound: the title and the page say it */ }
  }

  function notify(words) {
    if (navigator.vibrate) navigator.vibrate([300, 150, 300]);
    tone();
    try {
      if (window.Notification && Notification.permission === "granted") new Notification(words);
    } catch (error) { /* some browsers allow it only to installed pages */ }
  }

  /* Once for "soon", once more for the call itself. */
  function look() {
    const place = now();
    if (!place) return;
    const words = place.dataset.remindWords || "";
    document.title = words || title;
    if (words && wanted && told !== place.dataset.status) {
      told = place.dataset.status;
      notify(words);
    }
  }

  function offer() {
    const place = document.querySelector("[data-remind]");
    const box = now();
    if (!place || !box || ["done", "turned", "left"].includes(box.dataset.status)) return;
    place.hidden = false;
    const button = place.querySelector("button");
    button.addEventListener("click", () => {
      wanted = true;
      /* Sound must be opened by a touch. */
      try { sound = new window.AudioContext(); } catch (error) { sound = null; }
      if (window.Notification && Notification.permission === "default") Notification.requestPermission();
      button.textContent = button.dataset.on;
      button.disabled = true;
      look();
    });
  }

  const away = (is) => { document.querySelector("[data-away]").hidden = !is; };

  document.addEventListener("DOMContentLoaded", () => { offer(); look(); });
  document.addEventListener("htmx:afterSwap", () => { away(false); look(); });
  ["htmx:sendError", "htmx:timeout", "htmx:responseError"].forEach((name) => {
    document.addEventListener(name, () => away(true));
  });
  /* Back from another app: at once, not in a quarter of a minute. */
  document.addEventListener("visibilitychange", () => {
    const place = document.getElementById("my-ticket");
    if (!document.hidden && place && window.htmx) window.htmx.trigger(place, "visible-again");
  });
})();
