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
function showWhole(item) {
  item?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

document.addEventListener("DOMContentLoaded", () => {
  const strip = document.querySelector(".year-nav");
  if (!strip) return;
  showWhole(strip.querySelector("[aria-current]"));
  strip.addEventListener("focusin", (event) => showWhole(event.target));
});
