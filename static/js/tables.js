"use strict";

// A wide table says that it goes on at the right; where all of it fits, it need not.
(() => {
  const hints = [...document.querySelectorAll("[data-scroll-hint]")];
  const look = () => {
    for (const hint of hints) {
      const box = hint.nextElementSibling;
      hint.hidden = box.scrollWidth <= box.clientWidth + 1;
    }
  };
  look();
  addEventListener("resize", look);
})();
