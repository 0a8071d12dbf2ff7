// 离开此页: one press, or Esc twice, and the page is another one; going back does not lead here again.
(() => {
  "use strict";
  const link = document.querySelector("[data-leave]");
  if (!link) return;
  let last = 0;
  const leave = () => {
    document.documentElement.hidden = true;
    window.location.replace(link.href);
  };
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    // Browsers stop loading at this key: the second press, or a third, would end the leaving it has just begun.
    event.preventDefault();
    if (event.timeStamp - last < 1500) leave();
    last = event.timeStamp;
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) window.location.reload();
  });
})();
