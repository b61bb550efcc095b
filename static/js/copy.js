// Buttons that copy a text of the page. Where the browser does not let us (no https, no permission), the text is
// selected, for the keys to copy; without a script it stands there to be selected by hand.
"use strict";
for (const button of document.querySelectorAll("[data-copy]")) {
  const text = document.getElementById(button.dataset.copy);
  const said = button.parentElement.querySelector("[data-copied]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    said.textContent = "";
    text.focus();
    text.select();
    let isCopied = false;
    try {
      await navigator.clipboard.writeText(text.value);
      isCopied = true;
    } catch {
      try { isCopied = document.execCommand("copy"); } catch { isCopied = false; }
    }
    said.textContent = isCopied ? said.dataset.copied : said.dataset.selected;
  });
}
