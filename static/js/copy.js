// Copies the text of the element that a button names; without JavaScript one selects it oneself.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("button[data-copy]").forEach((button) => {
    const source = document.getElementById(button.dataset.copy);
    const said = button.parentElement.querySelector("[data-copied]");
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(source.textContent.trim());
        said.textContent = "Đã sao chép.";
      } catch {
        // Plain http has no clipboard: mark the text, so that Ctrl+C copies it.
        getSelection().selectAllChildren(source);
        said.textContent = "Bấm Ctrl+C để sao chép phần đã chọn.";
      }
    });
  });
});
