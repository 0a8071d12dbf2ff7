/* What the terminal's pages do by themselves: read aloud, and ask the browser where it is, once and only when pressed. */
(function () {
  "use strict";

  const all = (selector) => Array.from(document.querySelectorAll(selector));

  /* On a device device.js speaks; here it is the phone's own voice. */
  function say(words) {
    if (window.Device) return;
    try {
      window.speechSynthesis.cancel();
      const spoken = new SpeechSynthesisUtterance(words);
      spoken.lang = "zh-CN";
      spoken.rate = 0.9;
      window.speechSynthesis.speak(spoken);
    } catch (error) { /* without a voice everything stands in writing, too */ }
  }

  function locate(form) {
    const button = form.querySelector("button");
    const failed = form.querySelector("[data-failed]");
    button.addEventListener("click", () => {
      failed.hidden = true;
      button.setAttribute("aria-busy", "true");
      navigator.geolocation.getCurrentPosition(
        (found) => {
          form.elements.lon.value = found.coords.longitude.toFixed(5);
          form.elements.lat.value = found.coords.latitude.toFixed(5);
          form.submit();
        },
        () => { button.removeAttribute("aria-busy"); failed.hidden = false; },
        { maximumAge: 60000, timeout: 10000 },
      );
    });
    form.hidden = false;
  }

  document.addEventListener("DOMContentLoaded", () => {
    if (window.speechSynthesis) all("button[data-say]").forEach((button) => { button.hidden = false; });
    if (navigator.geolocation) all("form[data-locate]").forEach(locate);
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-say]");
    if (button) say(button.dataset.say);
  });

  /* The sheet that took the place of its form has a button of its own to print. */
  document.addEventListener("htmx:load", (event) => {
    if (event.target === document.body) return;
    const buttons = [event.target, ...event.target.querySelectorAll("*")].filter((one) => one.matches("[data-print]"));
    buttons.forEach((button) => { button.hidden = false; button.addEventListener("click", () => window.print()); });
  });

  /* Gone from a machine in a hall: nothing typed comes back with the page. */
  window.addEventListener("pagehide", () => {
    if (window.speechSynthesis) window.speechSynthesis.cancel();
    if (document.querySelector("[data-idle]")) all("form").forEach((form) => form.reset());
  });
})();
