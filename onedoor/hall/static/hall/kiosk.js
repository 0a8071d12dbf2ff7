/* What only the ticket machine does: leaves a finished ticket by itself, prints by the browser, shows the box for many people
   when it is wanted. All of it can be missing: the links and the numbers are there without. */
(function () {
  "use strict";

  const body = document.body;

  /* ---- the ticket stays half a minute; then the start, when the server is there ---- */
  function leaving() {
    let left = Number(body.dataset.leave);
    const place = document.querySelector("[data-left]");
    let asking = false;
    if (place) place.textContent = String(left);
    /* Whoever is still busy with it keeps the page. */
    document.addEventListener("pointerdown", () => { left = Number(body.dataset.leave); }, { passive: true });
    setInterval(() => {
      left -= 1;
      if (place && left >= 0) place.textContent = String(left);
      if (left > 0 || asking) return;
      asking = true;
      window.Device.alive().then((there) => {
        asking = false;
        if (there) location.replace(body.dataset.leaveTo);
        else window.Device.away();
      });
    }, 1000);
  }

  function many() {
    const box = document.querySelector(".kiosk-many");
    const more = document.querySelector("[name=people][value=more]");
    if (!box || !more) return;
    const show = () => {
      box.classList.toggle("kiosk-many-shut", !more.checked);
      if (!more.checked) box.querySelector("input").value = "";
    };
    document.querySelectorAll("[name=people]").forEach((one) => one.addEventListener("change", show));
    show();
  }

  function printing() {
    const button = document.querySelector("[data-print-slip]");
    if (button) {
      button.hidden = false;
      button.addEventListener("click", () => window.print());
    }
    if ("printNow" in body.dataset) window.print();
  }

  /* A page that comes back from the browser's memory holds somebody else's key. */
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

  document.addEventListener("DOMContentLoaded", () => {
    if (body.dataset.leave) leaving();
    many();
    printing();
  });
})();
