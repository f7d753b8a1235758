// <details class="menu"> opens by itself; Escape and a click elsewhere close it.
"use strict";

document.addEventListener("keydown", (event) => {
  const menu = document.activeElement?.closest("details.menu[open]");
  if (event.key === "Escape" && menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

document.addEventListener("click", (event) => {
  document.querySelectorAll("details.menu[open]").forEach((menu) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
});

// The strip of the year's pages scrolls on a phone: show the whole of the current item, and of the one in focus.
// By hand: after scrollIntoView some browsers begin to tab at the item, past the link that leads over the menu.
function showWhole(item, strip) {
  if (!item) return;
  const frame = strip.getBoundingClientRect(), place = item.getBoundingClientRect();
  strip.scrollLeft += Math.min(0, place.left - frame.left) + Math.max(0, place.right - frame.right);
}

document.addEventListener("DOMContentLoaded", () => {
  const strip = document.querySelector(".year-nav");
  if (!strip) return;
  showWhole(strip.querySelector("[aria-current]"), strip);
  strip.addEventListener("focusin", (event) => showWhole(event.target, strip));
});
