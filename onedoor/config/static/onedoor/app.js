/* The little that pages do by themselves. Every form works without it; nothing typed is kept on the machine. */
(function () {
  "use strict";

  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
  const problems = () => document.getElementById("problems");
  const words = (key) => (problems() ? problems().dataset[key] || "" : "");

  function announce(text) {
    const box = document.getElementById("announce");
    if (box) box.textContent = text;
  }

  /* One sentence where it is seen: in the form's own place for problems, else at the top of the page. */
  function placeFor(element) {
    const form = element && element.closest ? element.closest("form") : null;
    return (form && form.querySelector("[data-problems]")) || problems();
  }

  function clearProblems(element) {
    const place = placeFor(element);
    if (place) place.replaceChildren();
  }

  function say(text, element) {
    const place = placeFor(element);
    if (!place || !text) return;
    const box = document.createElement("div");
    box.className = "notice notice-error";
    box.setAttribute("role", "alert");
    box.tabIndex = -1;
    box.textContent = text;
    place.replaceChildren(box);
    box.focus();
  }

  /* ---- progress: shown only when one has to wait ---- */
  let waiting = 0;
  let late = null;

  function startWaiting(uploading) {
    waiting += 1;
    if (late) return;
    late = setTimeout(() => {
      const bar = document.getElementById("progress");
      if (bar) bar.hidden = false;
      announce(words(uploading ? "uploading" : "working"));
    }, 400);
  }

  function stopWaiting() {
    waiting = Math.max(0, waiting - 1);
    if (waiting) return;
    clearTimeout(late);
    late = null;
    const bar = document.getElementById("progress");
    if (!bar) return;
    bar.hidden = true;
    bar.removeAttribute("value");
    announce("");
  }

  /* ---- a page that is older than the sign-in: what is sent carries the token of now, not the one it was made with ---- */
  const freshToken = () => {
    const kept = document.cookie.split("; ").find((one) => one.startsWith("csrftoken="));
    return kept ? kept.slice("csrftoken=".length) : "";
  };

  document.addEventListener("htmx:configRequest", (event) => {
    const token = freshToken();
    if (!token || event.detail.verb === "get") return;
    event.detail.headers["X-CSRFToken"] = token;
    if (event.detail.parameters.csrfmiddlewaretoken) event.detail.parameters.csrfmiddlewaretoken = token;
  });

  function renew(form) {
    const token = freshToken();
    if (token) all("input[name=csrfmiddlewaretoken]", form).forEach((input) => { input.value = token; });
  }

  /* ---- a double press sends once ---- */
  const buttons = (form) => all("button:not([type=button]), input[type=submit]", form);

  function hold(form) {
    form.setAttribute("aria-busy", "true");
    buttons(form).forEach((button) => button.setAttribute("aria-disabled", "true"));
  }

  function release(form) {
    form.removeAttribute("aria-busy");
    buttons(form).forEach((button) => button.removeAttribute("aria-disabled"));
  }

  const carriesFiles = (form) => all("input[type=file]", form).some((input) => input.files && input.files.length);

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.getAttribute("aria-busy") === "true") {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    if (form.method === "get" || form.hasAttribute("hx-post")) return;
    renew(form);
    /* After this turn, so that the pressed button's own value is still sent. */
    setTimeout(() => {
      if (event.defaultPrevented) return;
      hold(form);
      startWaiting(carriesFiles(form));
      /* A download leaves the page where it is. */
      if (form.hasAttribute("data-stays")) setTimeout(() => { release(form); stopWaiting(); }, 3000);
    }, 0);
  }, true);

  /* Back from the next page: the form must be alive again. */
  window.addEventListener("pageshow", () => {
    all("form[aria-busy]").forEach(release);
    waiting = 0;
    stopWaiting();
  });

  /* ---- htmx ---- */
  /* A quiet question is no press of the form's button. */
  const formOf = (element) => (element && element.closest && !element.hasAttribute("data-quiet") ? element.closest("form") : null);

  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = formOf(event.detail.elt);
    clearProblems(event.detail.elt);
    if (form) hold(form);
    if (!event.detail.elt.hasAttribute("data-quiet")) startWaiting(form && carriesFiles(form));
  });

  document.addEventListener("htmx:afterRequest", (event) => {
    const form = formOf(event.detail.elt);
    if (form) release(form);
    if (!event.detail.elt.hasAttribute("data-quiet")) stopWaiting();
  });

  document.addEventListener("htmx:xhr:progress", (event) => {
    const bar = document.getElementById("progress");
    if (bar && event.detail.lengthComputable) bar.value = (100 * event.detail.loaded) / event.detail.total;
  });

  /* A refusal never replaces the work it was about: it stands beside it, and what was typed stays. */
  document.addEventListener("htmx:beforeSwap", (event) => {
    const detail = event.detail;
    const asker = detail.requestConfig.elt;
    const status = detail.xhr.status;
    /* The server said itself where this goes: the file as it now stands, with the refusal on top. */
    if (status < 400 || detail.xhr.getResponseHeader("HX-Retarget")) return;
    const answer = detail.xhr.responseText;
    /* Nobody pressed anything: nobody is told, and nobody's cursor moves. */
    if (status === 401 && asker.hasAttribute("data-quiet")) {
      detail.shouldSwap = false;
    } else if (answer.includes("data-problem=")) {
      const place = placeFor(asker);
      if (!place) return;
      detail.shouldSwap = true;
      detail.target = place;
      detail.swapOverride = "innerHTML";
      detail.selectOverride = "[data-problem]";
    } else if (status !== 422) {
      detail.shouldSwap = false;
      say(words(status < 500 ? "refused" : "broken"), asker);
    }
  });

  document.addEventListener("htmx:afterSettle", (event) => {
    const told = event.target.querySelector("[data-problem], [data-focus]");
    if (told) told.focus();
  });

  document.addEventListener("htmx:sendError", (event) => say(words("offline"), event.detail.elt));
  document.addEventListener("htmx:timeout", (event) => say(words("slow"), event.detail.elt));

  /* ---- menus close when one looks away ---- */
  const openMenus = () => all("details[data-menu][open]");

  document.addEventListener("click", (event) => {
    openMenus().filter((menu) => !menu.contains(event.target)).forEach((menu) => { menu.open = false; });
  });

  /* ---- keys: / finds, Alt with a letter leads to a room, Escape closes ---- */
  const typing = (target) => /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.isContentEditable;

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      openMenus().forEach((menu) => {
        menu.open = false;
        menu.querySelector("summary").focus();
      });
      return;
    }
    if (event.ctrlKey || event.metaKey || event.isComposing) return;
    const plain = event.key === "/" && !event.altKey && !typing(event.target);
    if (!plain && !event.altKey) return;
    const place = all("[data-key]").find((one) => one.dataset.key === event.key.toLowerCase());
    if (!place) return;
    event.preventDefault();
    place.focus();
    if (place.select) place.select();
    else place.click();
  });

  /* ---- files: say which were chosen and which are too big, before they are sent ---- */
  function size(bytes) {
    return bytes < 1048576 ? Math.ceil(bytes / 1024) + " KB" : (bytes / 1048576).toFixed(1) + " MB";
  }

  document.addEventListener("change", (event) => {
    const box = event.target.closest("[data-upload]");
    if (!box || event.target.type !== "file") return;
    const limit = Number(box.dataset.maxBytes || 0);
    const list = box.querySelector("ul");
    const tooBig = [];
    list.replaceChildren(...Array.from(event.target.files, (file) => {
      const line = document.createElement("li");
      line.textContent = file.name + "（" + size(file.size) + "）";
      if (limit && file.size > limit) tooBig.push(file.name);
      return line;
    }));
    event.target.setCustomValidity(tooBig.length ? words("tooBig") + tooBig.join("、") : "");
    if (tooBig.length) event.target.reportValidity();
  });

  document.addEventListener("DOMContentLoaded", () => {
    all("[data-print]").forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", () => window.print());
    });
    const wrong = document.querySelector("[data-focus]");
    if (wrong) wrong.focus();
  });
})();
