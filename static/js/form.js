// Forms of people who type all day: Enter goes to the next field, Ctrl+S saves. Without this script Enter saves.
"use strict";
(() => {
  const form = document.querySelector("form[data-form]");
  if (!form) return;
  const isSeen = (field) => !field.checkVisibility || field.checkVisibility(); // not those that are folded away
  const fields = () => [...form.elements].filter((field) => field.type !== "hidden" && !field.disabled && field.tabIndex >= 0 && isSeen(field));
  const save = form.querySelector("[data-save]") ?? form.querySelector("[type=submit]");

  form.addEventListener("keydown", (event) => {
    const field = event.target;
    const isTyping = event.isComposing || event.keyCode === 229;
    if (event.key !== "Enter" || event.defaultPrevented || isTyping || event.ctrlKey || event.altKey || event.metaKey) return;
    if (!field.matches("input:not([type=submit]), select")) return;
    event.preventDefault();
    const all = fields();
    all[all.indexOf(field) + (event.shiftKey ? -1 : 1)]?.focus();
  });

  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    if (!event.repeat) form.requestSubmit(save);
  });

  // The first field that needs a look, else the first of a new form.
  const invalid = form.querySelector(".is-invalid");
  if (invalid) invalid.focus();
  else if (form.hasAttribute("data-first")) fields()[0]?.focus();
})();
