// A long check or writing, told while it goes on: a bar instead of a page that seems dead. Without this script the page
// simply comes when all is done.
"use strict";
(() => {
  const form = document.querySelector("form[data-import]");
  const waits = document.querySelector("[data-waits]");
  const line = form?.querySelector("[data-progress]");

  const tell = ({ done, total }) => {
    line.querySelector("progress").value = done / total;
    const label = line.querySelector("label");
    label.textContent = label.dataset.telling.replace("{done}", done).replace("{total}", total);
  };

  const read = async (response) => {
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const { value, done } = await reader.read();
      if (done) throw new Error("cut off");
      const lines = (rest + value).split("\n");
      rest = lines.pop();
      for (const said of lines.map((text) => JSON.parse(text))) {
        if (said.address || said.error) return said;
        tell(said);
      }
    }
  };

  form?.addEventListener("submit", async (event) => {
    const address = event.submitter?.getAttribute("formaction") ?? form.action;
    event.preventDefault();
    const data = new FormData(form, event.submitter);
    const buttons = form.querySelectorAll("button");
    for (const button of buttons) button.disabled = true;
    line.hidden = false;
    let isSent = false;
    try {
      const response = await fetch(address, { method: "POST", body: data, headers: { Accept: "application/x-ndjson", "X-Requested-With": "fetch" } });
      isSent = response.ok && response.headers.get("Content-Type").startsWith("application/x-ndjson");
      if (!isSent) throw new Error(response.status);
      const said = await read(response);
      if (said.address) return location.assign(said.address);
      line.querySelector("label").textContent = said.error;
    } catch {
      // What a page answers, or a login that has run out, is shown by sending the form as without this script.
      if (!isSent) return send(address, event.submitter);
      line.querySelector("label").textContent = line.querySelector("label").dataset.lost;
    }
    for (const button of buttons) button.disabled = false;
  });

  const send = (address, submitter) => {
    form.action = address;
    if (submitter?.name) {
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = submitter.name;
      form.append(field);
    }
    form.submit(); // passes by the listener above
  };

  // Another kind of sheet or another row of headings has other columns: look at the file anew, but let arrow keys choose first.
  let isPointed = false;
  const reread = () => form.requestSubmit(form.querySelector("[name=check]"));
  form?.addEventListener("pointerdown", () => { isPointed = true; });
  form?.addEventListener("keydown", () => { isPointed = false; });
  form?.addEventListener("change", ({ target }) => {
    if (!target.matches("[data-rereads]")) return;
    if (isPointed) reread();
    else target.addEventListener("blur", reread, { once: true });
  });

  if (waits) {
    const ask = async () => {
      const response = await fetch(waits.dataset.waits, { headers: { "X-Requested-With": "fetch" } }).catch(() => null);
      if (response?.ok && !(await response.json()).is_being_written) location.reload();
    };
    setInterval(ask, 2000);
  }
})();
