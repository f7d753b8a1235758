// Alt and an arrow press the buttons of the row in which one writes; without this the buttons are pressed themselves.
"use strict";

const ACTS = { ArrowUp: ["up", "chuyển lên"], ArrowDown: ["down", "chuyển xuống"], ArrowRight: ["indent", "lùi vào"], ArrowLeft: ["outdent", "đưa ra"] };

document.addEventListener("keydown", (event) => {
  const row = event.target.closest(".arranged-row");
  const [act, words] = ACTS[event.key] ?? [];
  if (!row || !act || !event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.target.matches("select")) return; // Alt + ↓ opens it
  const button = row.querySelector(`button[value^="${act}:"]`);
  if (!button) return;
  event.preventDefault(); // Alt + ← would leave the page
  if (!button.disabled) button.click();
  else if (!button.dataset.held) refuse(button, `Dòng này không ${words} thêm được.`);
});

const said = document.createElement("p");
said.className = "form-text";
said.setAttribute("role", "status");

function refuse(button, text) {
  button.parentNode.append(said);
  said.textContent = text;
}
