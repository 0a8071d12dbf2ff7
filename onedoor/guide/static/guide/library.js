/* One item of the rack: printed (a leaflet from its own frame), read aloud by the machine. */
(function () {
  "use strict";

  const printer = document.querySelector("[data-print-item]");
  if (printer && window.print) {
    printer.hidden = false;
    printer.addEventListener("click", () => {
      const frame = printer.dataset.printItem && document.getElementById(printer.dataset.printItem);
      try {
        if (frame) {
          frame.contentWindow.focus();
          frame.contentWindow.print();
          return;
        }
      } catch (error) { /* a reader of its own that may not be asked: the page itself is printed */ }
      window.print();
    });
  }

  const reader = document.querySelector("[data-read-aloud]");
  const text = document.querySelector(".reading-page");
  if (reader && text && window.Device && window.speechSynthesis) {
    reader.hidden = false;
    reader.addEventListener("click", () => {
      if (window.speechSynthesis.speaking) {
        window.speechSynthesis.cancel();
        return;
      }
      Array.from(text.querySelectorAll("h1, h3, .reading-text p, li")).forEach((part, place) => {
        window.Device.say(part.textContent, { after: place > 0 });
      });
    });
    window.addEventListener("pagehide", () => window.speechSynthesis.cancel());
  }
})();
