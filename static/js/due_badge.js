// How much is due here, asked for once the page is there; without a script, or an answer, the link alone remains.
"use strict";
(async () => {
  const badge = document.querySelector("[data-due-badge]");
  if (!badge) return;
  const answer = await fetch(badge.dataset.source, { headers: { Accept: "application/json" } }).catch(() => null);
  if (!answer?.ok || !answer.headers.get("Content-Type")?.includes("json")) return;
  const { over, coming, is_over: isOver } = await answer.json();
  if (!coming) return;
  badge.querySelector("strong").textContent = over;
  badge.classList.toggle("is-calm", !isOver);
  badge.querySelector("span").textContent = coming;
  badge.hidden = false;
})();
