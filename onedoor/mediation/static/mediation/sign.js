// A hand drawn on the screen: without this script the record is signed on paper and scanned in.
(() => {
  const start = (form) => {
    const box = form.querySelector(".mediation-canvas");
    const canvas = box.querySelector("canvas");
    const field = form.querySelector('input[name$="drawn"]');
    const pen = canvas.getContext("2d");
    if (!pen || !field) return;
    box.hidden = false;
    let last = null;
    let inked = false;
    const at = (event) => {
      const frame = canvas.getBoundingClientRect();
      return [
        ((event.clientX - frame.left) * canvas.width) / frame.width,
        ((event.clientY - frame.top) * canvas.height) / frame.height,
      ];
    };
    pen.lineWidth = 5;
    pen.lineCap = "round";
    pen.lineJoin = "round";
    pen.strokeStyle = "#111";
    canvas.addEventListener("pointerdown", (event) => {
      canvas.setPointerCapture(event.pointerId);
      last = at(event);
      event.preventDefault();
    });
    canvas.addEventListener("pointermove", (event) => {
      if (!last) return;
      const here = at(event);
      pen.beginPath();
      pen.moveTo(...last);
      pen.lineTo(...here);
      pen.stroke();
      last = here;
      inked = true;
    });
    for (const end of ["pointerup", "pointercancel"]) {
      canvas.addEventListener(end, () => {
        last = null;
      });
    }
    form.querySelector("[data-clear]").addEventListener("click", () => {
      pen.clearRect(0, 0, canvas.width, canvas.height);
      inked = false;
      field.value = "";
    });
    // Before whatever else listens to the form being sent.
    form.addEventListener(
      "submit",
      () => {
        field.value = inked ? canvas.toDataURL("image/png") : "";
      },
      true,
    );
  };
  document.querySelectorAll("form[data-signing]").forEach(start);
})();
