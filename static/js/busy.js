// A button whose work takes some seconds: it says so and cannot be pressed twice. Without this script the page just waits.
"use strict";
(() => {
  const button = document.querySelector("[data-busy]");
  const line = document.querySelector("[data-busy-line]");
  button?.form.addEventListener("submit", () => {
    line.hidden = false;
    // Not at once: a button that is disabled while its form is sent would not be sent itself.
    setTimeout(() => { button.disabled = true; }, 0);
  });
  addEventListener("pageshow", () => {
    if (button) button.disabled = false;
    if (line) line.hidden = true;
  });
})();
