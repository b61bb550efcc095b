// The columns of a file, put in order with two buttons each, by mouse or keyboard. Without a script their places are numbers.
"use strict";
for (const list of document.querySelectorAll("[data-columns]")) {
  const button = (sign, name, item) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "btn btn-outline-secondary";
    made.textContent = sign;
    made.setAttribute("aria-label", `${name}: ${item.querySelector("label").textContent}`);
    return made;
  };
  const number = () => {
    [...list.children].forEach((item, place, items) => {
      item.querySelector("[name^=place-]").value = place + 1;
      const [up, down] = item.querySelectorAll("button");
      up.disabled = place === 0;
      down.disabled = place === items.length - 1;
    });
  };
  const move = (item, isUp, pressed, other) => {
    if (isUp) item.previousElementSibling.before(item);
    else item.nextElementSibling.after(item);
    number();
    (pressed.disabled ? other : pressed).focus();
  };
  for (const item of list.children) {
    const place = item.querySelector("[name^=place-]");
    const up = button("↑", list.dataset.up, item), down = button("↓", list.dataset.down, item);
    place.type = "hidden";
    place.after(up, down);
    up.addEventListener("click", () => move(item, true, up, down));
    down.addEventListener("click", () => move(item, false, down, up));
  }
  number();
}
for (const hint of document.querySelectorAll("[data-columns-numbers]")) hint.hidden = true;
