// Comfort only: every form works without this file.
"use strict";

const RELEASE_AFTER = 8000; // ms; an answer that is a file to keep leaves the page standing

document.addEventListener("DOMContentLoaded", () => {
  document.querySelector("[data-error-summary]")?.focus();
  document.querySelectorAll("form[method=post]").forEach(watch);
  // Offices share computers: what autosave.js keeps for one person goes with them.
  document.querySelector("form[data-sign-out]")?.addEventListener("submit", () => { sessionStorage.clear(); });
});

function watch(form) {
  form.noValidate = true;
  form.addEventListener("input", () => { form.dataset.changed = "yes"; });
  form.addEventListener("submit", () => { holdButtons(form); });
  if (form.querySelector("[aria-invalid=true]")) form.dataset.changed = "yes";
}

// A second click sends nothing. The button that was pressed must still be posted, so it is switched off a moment later.
function holdButtons(form) {
  delete form.dataset.changed;
  window.setTimeout(() => {
    form.querySelectorAll("button[type=submit], button:not([type]), input[type=submit]").forEach((button) => {
      if (!button.disabled) {
        button.disabled = true;
        button.dataset.held = "yes";
      }
    });
  });
  window.setTimeout(releaseButtons, RELEASE_AFTER);
}

// Coming back from the browser's history.
function releaseButtons() {
  document.querySelectorAll("[data-held]").forEach((button) => {
    button.disabled = false;
    delete button.dataset.held;
  });
}

window.addEventListener("pageshow", releaseButtons);

// Typed and not saved: the browser asks before it leaves. A page shown again with its faults counts as typed.
window.addEventListener("beforeunload", (event) => {
  if (document.querySelector("form[data-changed]:not([data-no-warning])")) {
    event.preventDefault();
  }
});
