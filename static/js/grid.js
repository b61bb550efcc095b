// A grid as a spreadsheet: Enter and the arrows go to the cell below or above, typing ticks the row, "fill down" copies
// what is said above into empty cells of ticked rows. Without this script the server fills down, and Tab goes on.
// A field ticks the column that its data-ticks names, else "pick"; not every row has every column.
"use strict";
(() => {
  const form = document.querySelector("form[data-grid]");
  if (!form) return;
  const rows = [...form.querySelectorAll("[data-row]")];
  const cell = (row, column) => row?.querySelector(`[data-column="${column}"]`);
  const tick = (row, field) => cell(row, field?.dataset.ticks ?? "pick");
  const columns = [...new Set([...form.querySelectorAll("[data-column]")].map((field) => field.dataset.column))];
  const ticked = form.querySelector("[data-ticked]");
  const all = form.querySelector("[data-tick-all]");

  const count = () => {
    const n = rows.filter((row) => tick(row)?.checked).length;
    if (ticked) ticked.textContent = n;
    if (all) { all.checked = n === rows.length; all.indeterminate = n > 0 && n < rows.length; }
  };

  // Below the last row the next column begins, after the last column the button that saves.
  const go = (field, step) => {
    let column = columns.indexOf(field.dataset.column), place = rows.indexOf(field.closest("[data-row]"));
    for (;;) {
      place += step;
      if (place < 0 || place >= rows.length) {
        column += step;
        place = step > 0 ? 0 : rows.length - 1;
      }
      if (column < 0) return;
      if (column >= columns.length) return form.querySelector("[data-save]").focus();
      const found = cell(rows[place], columns[column]);
      if (found) return found.focus();
    }
  };

  form.addEventListener("keydown", (event) => {
    const field = event.target;
    if (!field.dataset.column || event.isComposing || event.keyCode === 229) return;
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const step = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || (field.matches("select") && event.key !== "Enter")) return;
    event.preventDefault();
    go(field, step);
    if (document.activeElement.matches("input[type=text], textarea")) document.activeElement.select();
  }, { capture: true });

  form.addEventListener("input", (event) => {
    if (event.target === all) return; // its "change" comes after, and must find it as it was clicked
    const row = event.target.closest("[data-row]");
    const box = row && tick(row, event.target);
    if (box && event.target !== box && event.target.value) box.checked = true;
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
  (form.querySelector("[aria-invalid=true]") ?? form.querySelector(".has-error [data-column]"))?.focus();
})();
