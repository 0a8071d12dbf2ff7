/* Digits on a machine without a keyboard: they go into the field that was touched last, at first into the first one. */
(function () {
  "use strict";

  const KINDS = "input[type=text], input[type=tel], input:not([type])";
  let field = null;

  function press(key) {
    if (!field) return;
    if (key === "clear") field.value = "";
    else if (key === "back") field.value = field.value.slice(0, -1);
    else if (field.maxLength < 0 || field.value.length < field.maxLength) field.value += key;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    mark();
  }

  function mark() {
    document.querySelectorAll(KINDS).forEach((one) => one.classList.toggle("pad-here", one === field));
  }

  document.addEventListener("DOMContentLoaded", () => {
    const pad = document.querySelector("[data-pad]");
    if (!pad) return;
    const form = pad.closest("form");
    field = form.querySelector(KINDS);
    pad.hidden = false;
    mark();
    form.addEventListener("focusin", (event) => {
      if (event.target.matches(KINDS)) { field = event.target; mark(); }
    });
    pad.addEventListener("click", (event) => {
      const button = event.target.closest("[data-digit]");
      if (button) press(button.dataset.digit);
    });
  });
})();
