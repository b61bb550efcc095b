// Choosing a month with the mouse opens it at once. By keyboard nothing moves until the button is pressed,
// because arrow keys pass over the months in between.
"use strict";
(() => {
  const form = document.querySelector("form[data-month-form]");
  if (!form) return;
  const select = form.querySelector("select");
  let byKey = false;
  select.addEventListener("keydown", () => { byKey = true; });
  select.addEventListener("pointerdown", () => { byKey = false; });
  select.addEventListener("change", () => { if (!byKey) form.requestSubmit(); });
})();
