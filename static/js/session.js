// Locks the screen when the server ends the session, and opens it again on the spot: what was typed is still there.
// The server decides; this script only shows it. Other scripts hear "session:renewed" with the new token.
"use strict";
(() => {
  const lock = document.querySelector("dialog[data-session]");
  if (!lock) return;
  const warning = document.querySelector("[data-session-warning]");
  const form = lock.querySelector("form");
  const error = lock.querySelector("[data-session-error]");
  const offline = lock.querySelector("[data-session-offline]").textContent;
  const { state, kept, user } = lock.dataset;
  const WARN = 60, QUIET = 60; // seconds before the end; seconds without a sign of life to the server
  let ends, lived = Date.now(), looked = lived, asksAtEnd, shown = "", title, height, focus;

  const arm = (seconds) => { ends = Date.now() + seconds * 1000; asksAtEnd = seconds > WARN; };
  const left = () => Math.ceil((ends - Date.now()) / 1000);
  const token = () => form.elements.csrfmiddlewaretoken.value;
  const send = (to, options) => fetch(to, {
    credentials: "same-origin", ...options, headers: { "X-Requested-With": "fetch", "X-CSRFToken": token() },
  });

  function renew(value) {
    document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((input) => { input.value = value; });
    document.querySelectorAll("[hx-headers]").forEach((element) => {
      const headers = JSON.parse(element.getAttribute("hx-headers"));
      Object.keys(headers).filter((name) => /csrf/i.test(name)).forEach((name) => { headers[name] = value; });
      element.setAttribute("hx-headers", JSON.stringify(headers));
    });
    document.dispatchEvent(new CustomEvent("session:renewed", { detail: { token: value } }));
  }

  function cover(what) {
    if (!shown) {
      [title, height, focus] = [document.title, window.scrollY, document.activeElement];
      document.body.classList.add("is-locked");
      lock.showModal();
    }
    shown = what;
    warning.hidden = true;
    lock.querySelectorAll("[data-session-show]").forEach((part) => { part.hidden = part.dataset.sessionShow !== what; });
    const heading = lock.querySelector(`[data-session-show=${what}] h2`);
    lock.setAttribute("aria-labelledby", heading.id);
    document.title = heading.textContent;
    if (what === "locked") form.elements.password.focus();
  }

  function uncover() {
    shown = "";
    lock.close();
    form.reset();
    say("");
    document.body.classList.remove("is-locked");
    document.title = title;
    window.scrollTo(0, height);
    focus?.focus({ preventScroll: true });
  }

  function say(text) {
    error.textContent = text;
    error.hidden = !text;
  }

  function take(said) {
    if (said.user && said.user !== user) return cover("other");
    if (!said.seconds) return cover("locked");
    arm(said.seconds);
    renew(said.token);
    if (shown) uncover();
  }

  async function ask(address) {
    looked = Date.now();
    if (address === kept) lived = looked;
    try { take(await (await send(address)).json()); } catch { /* offline: the clock goes on */ }
  }

  function tick() {
    if (shown) return;
    if (left() <= 0) { cover("locked"); ask(state); return; }
    if (left() <= WARN && asksAtEnd) { asksAtEnd = false; ask(state); } // another tab may have been worked in
    warning.hidden = left() > WARN;
    warning.querySelector("[data-session-count]").textContent = String(left());
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    say("");
    try {
      const now = await (await send(state)).json();
      if (now.user) { take(now); return; }
      renew(now.token);
      const answer = await send(form.action, { method: "POST", body: new FormData(form) });
      const said = await answer.json();
      if (answer.ok || answer.status === 409) { take(said); return; }
      say(said.error);
      if (said.asks_code) lock.querySelector("[data-session-code]").hidden = false;
      (said.asks_code ? form.elements.code : form.elements.password).focus();
    } catch { say(offline); }
  });
  lock.querySelector("[data-session-reload]").addEventListener("click", () => window.location.reload());
  lock.addEventListener("cancel", (event) => event.preventDefault());
  lock.addEventListener("close", () => { if (shown) lock.showModal(); });
  warning.querySelector("button").addEventListener("click", () => ask(kept));
  for (const sign of ["keydown", "pointerdown", "input"]) {
    document.addEventListener(sign, () => {
      if (!shown && Date.now() - lived >= QUIET * 1000) ask(kept);
    }, { passive: true, capture: true });
  }
  document.addEventListener("visibilitychange", () => { if (!document.hidden && Date.now() - looked > 5000) ask(state); });
  document.addEventListener("htmx:responseError", (event) => { if (event.detail.xhr.status === 401) ask(state); });
  arm(Number(lock.dataset.seconds));
  setInterval(tick, 1000);
})();
