/* The window page: function keys press the buttons that show them, and the line is looked at again whenever the hall changes.
   Letters and figures stay free for typing. Without this script every button works, and the line is as old as the page. */
(function () {
  "use strict";

  const QUIETLY = 1200;
  const line = () => document.getElementById("win-line");
  let looked = 0;
  let later = null;

  /* ---- keys ---- */
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || !/^F\d+$/.test(event.key)) return;
    const button = document.querySelector('[data-press="' + event.key + '"]');
    if (!button) return;
    event.preventDefault();
    /* A key that is held down, or pressed while the last press is on its way, presses nothing. */
    if (event.repeat || document.querySelector('#window form[aria-busy="true"]')) return;
    button.click();
    if (button.tagName === "SUMMARY") {
      const first = button.parentElement.querySelector("select, input:not([type=hidden])");
      if (button.parentElement.open && first) first.focus();
    }
  });

  /* ---- the line, looked at again ---- */
  /* Not under the hand of whoever is about to press something in it. */
  const busy = () => !line() || line().querySelector("details[open]") || document.querySelector('#window form[aria-busy="true"]');

  function look() {
    clearTimeout(later);
    const wait = looked + QUIETLY - Date.now();
    if (wait > 0 || busy()) {
      later = setTimeout(look, Math.max(wait, QUIETLY));
      return;
    }
    looked = Date.now();
    window.htmx.trigger(line(), "look");
  }

  document.addEventListener("live:message", look);

  const away = (is) => { document.getElementById("win-away").hidden = !is; };
  document.addEventListener("live:away", () => away(true));
  document.addEventListener("live:back", () => { away(false); look(); });

  /* Somebody else changed who is here: the page is fetched anew, unless something is being typed. */
  function compare() {
    const now = document.querySelector("[data-now]");
    const seen = document.querySelector("[data-seen]");
    if (!now || !seen || now.dataset.now === seen.dataset.seen) return;
    const typed = Array.from(now.querySelectorAll("input:not([type=hidden])")).some((field) => field.value);
    if (!typed && !now.querySelector("details[open]")) window.htmx.ajax("GET", location.pathname, "#window");
  }

  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id === "win-line") compare();
  });

  /* What a visitor showed goes with them, also from the page that one comes back to. */
  window.addEventListener("pagehide", () => {
    document.querySelectorAll("[data-visitor]").forEach((place) => place.replaceChildren());
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
})();
