// A grid as a spreadsheet: Enter and the arrows go to the cell below or above, typing ticks the row, "fill down" copies
// what is said above into empty cells of ticked rows. Without this script the server fills down, and Tab goes on.
"use strict";
(() => {
  const form = document.querySelector("form[data-grid]");
  if (!form) return;
  const rows = [...form.querySelectorAll("[data-row]")];
  const cell = (row, column) => row?.querySelector(`[data-column="${column}"]`);
  const tick = (row) => cell(row, "pick");
  const columns = [...new Set([...form.querySelectorAll("[data-column]")].map((field) => field.dataset.column))];
  const ticked = form.querySelector("[data-ticked]");
  const all = form.querySelector("[data-tick-all]");

  const count = () => {
    const n = rows.filter((row) => tick(row).checked).length;
    if (ticked) ticked.textContent = n;
    if (all) { all.checked = n === rows.length; all.indeterminate = n > 0 && n < rows.length; }
  };

  // Below the last row the next column begins, after the last column the button that saves.
  const go = (field, step) => {
    const column = field.dataset.column, place = rows.indexOf(field.closest("[data-row]")) + step;
    if (place >= 0 && place < rows.length) return cell(rows[place], column).focus();
    const next = columns.indexOf(column) + step;
    if (next >= columns.length) return form.querySelector("[data-save]").focus();
    if (next >= 0) cell(rows.at(step > 0 ? 0 : -1), columns[next]).focus();
  };

  form.addEventListener("keydown", (event) => {
    const field = event.target;
    if (!field.dataset.column || event.isComposing || event.keyCode === 229) return;
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const step = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    go(field, step);
    if (document.activeElement.matches("input[type=text]")) document.activeElement.select();
  }, { capture: true });

  form.addEventListener("input", (event) => {
    if (event.target === all) return; // its "change" comes after, and must find it as it was clicked
    const row = event.target.closest("[data-row]");
    if (row && event.target !== tick(row) && event.target.value) tick(row).checked = true;
    count();
  });

  // 45-QĐ/HU → 46-QĐ/HU: as grid_forms.counted_on does it.
  const countedOn = (number) => {
    const runs = [...number.matchAll(/[0-9]+/g)];
    if (!runs.length) return number;
    const run = runs[0].index === 0 ? runs[0] : runs.at(-1);
    const following = String(BigInt(run[0]) + 1n).padStart(run[0].length, "0");
    return number.slice(0, run.index) + following + number.slice(run.index + run[0].length);
  };

  const isOwn = (field) => field.value !== "" && field.value !== field.dataset.filled;

  const fill = () => {
    for (const above of form.querySelectorAll("[data-copied]")) {
      const column = above.dataset.copied, isCounted = above.hasAttribute("data-counted");
      let value = above.value.trim(), last = "";
      for (const row of rows.filter((each) => tick(each).checked)) {
        const field = cell(row, column);
        if (isOwn(field)) { last = field.value.trim(); continue; }
        last = isCounted && last && value ? countedOn(last) : value;
        field.value = last;
        field.dataset.filled = last;
      }
    }
  };

  form.querySelector("[data-fill]")?.addEventListener("click", (event) => { event.preventDefault(); fill(); });
  if (all) {
    all.closest("[hidden]")?.removeAttribute("hidden");
    all.addEventListener("change", () => { for (const row of rows) tick(row).checked = all.checked; count(); });
  }
  count();
  form.querySelector("[aria-invalid=true], .has-error [data-column]")?.focus();
})();
