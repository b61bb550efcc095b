// Suggests while somebody types (the combobox of the ARIA practices). What was typed is replaced only when a suggestion
// is chosen; composing with an input method is left alone. Without this script the field takes a code or a whole name.
"use strict";
(() => {
  const PAUSE = 300;

  for (const input of document.querySelectorAll("input[data-suggest]")) {
    const list = document.createElement("ul");
    list.id = `${input.id}_suggestions`;
    list.className = "suggestions";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", input.labels[0]?.textContent.trim() ?? "");
    input.after(list);
    input.parentElement.classList.add("suggested");
    input.autocomplete = "off";
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");
    let timer, asked = 0, active = -1;

    const close = () => {
      asked += 1;
      clearTimeout(timer);
      list.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };

    const choose = (option) => {
      input.value = option.dataset.text;
      close();
    };

    const mark = (place) => {
      list.children[active]?.setAttribute("aria-selected", "false");
      active = (place + list.children.length) % list.children.length;
      const option = list.children[active];
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", option.id);
    };

    const show = (found) => {
      list.replaceChildren(...found.map(({ value, note }, place) => {
        const option = document.createElement("li");
        option.id = `${list.id}_${place}`;
        option.dataset.text = value;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.textContent = value;
        if (note) {
          const line = document.createElement("span");
          line.className = "sub";
          line.textContent = note;
          option.append(line);
        }
        return option;
      }));
      active = -1;
      list.hidden = found.length === 0;
      input.setAttribute("aria-expanded", String(found.length > 0));
      list.scrollIntoView({ block: "nearest" });
    };

    const ask = async () => {
      const mine = ++asked;
      const address = `${input.dataset.suggest}?q=${encodeURIComponent(input.value)}`;
      try {
        const answer = await fetch(address, { headers: { Accept: "application/json" } });
        const type = answer.headers.get("Content-Type") ?? "";
        if (!answer.ok || !type.includes("json")) return;
        const { suggestions } = await answer.json();
        if (mine === asked && document.activeElement === input) show(suggestions);
      } catch {
        // The line is down: the field still takes a code or a whole name.
      }
    };

    const later = () => {
      close();
      if (input.value.trim()) timer = setTimeout(ask, PAUSE);
    };

    input.addEventListener("input", (event) => { if (!event.isComposing) later(); });
    input.addEventListener("compositionend", later);
    input.addEventListener("blur", close);
    list.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      const option = event.target.closest("[role=option]");
      if (option) choose(option);
    });
    input.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "ArrowDown" && list.hidden) { event.preventDefault(); ask(); }
      else if (list.hidden) return;
      else if (event.key === "ArrowDown") { event.preventDefault(); mark(active + 1); }
      else if (event.key === "ArrowUp") { event.preventDefault(); mark(active < 0 ? -1 : active - 1); }
      else if (event.key === "Escape") { event.preventDefault(); close(); }
      else if (event.key === "Enter" && active >= 0) { event.preventDefault(); choose(list.children[active]); }
    });
  }
})();
