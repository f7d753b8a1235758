// Comfort only: a page that htmx keeps up to date also works by reloading it.
// The last state stays while the network is away; a small sign (data-lost) says so until it is back.
"use strict";

const shown = {}; // id of a part of the page → the answer it shows

document.addEventListener("htmx:beforeSwap", (event) => {
  const { target, xhr } = event.detail;
  if (!event.detail.shouldSwap) return;
  // Anything else is the page for signing in: what is shown is worth more.
  const isThePart = xhr.responseText.includes(`id="${target.id}"`);
  event.detail.shouldSwap = isThePart && shown[target.id] !== xhr.responseText;
  if (isThePart) shown[target.id] = xhr.responseText;
  say(isThePart ? "" : "signed-out");
});

["htmx:sendError", "htmx:timeout", "htmx:responseError"].forEach((name) => {
  document.addEventListener(name, () => { say("network"); });
});

function say(what) {
  document.querySelectorAll("[data-lost]").forEach((sign) => { sign.hidden = sign.dataset.lost !== what; });
}

// Where browser and connection allow it, a worker keeps the page for a reload without network.
const { keeper } = document.documentElement.dataset;
if (keeper) navigator.serviceWorker?.register(keeper).catch(() => {});
