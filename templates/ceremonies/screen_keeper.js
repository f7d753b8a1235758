// Service worker of the projector page: a reload without network shows the last screen (docs/decisions/0040).
// It answers for that page and its files alone, and keeps only what the server says may be kept.
"use strict";

const PAGE = new URL(registration.scope).pathname;
const FILES = [{% for file in files %}"{{ file }}", {% endfor %}];
const KEPT = `man-chieu ${PAGE}`;
const PATIENCE = 8000; // ms; a network that is there and leads nowhere is lost too
const RENEWED = 600000; // ms; what has not changed is kept anew only then

addEventListener("install", () => { skipWaiting(); });
addEventListener("activate", (event) => { event.waitUntil(clients.claim()); });

addEventListener("fetch", (event) => {
  const { pathname } = new URL(event.request.url);
  if (event.request.method !== "GET") return;
  if (pathname === PAGE) event.respondWith(page(event));
  if (FILES.includes(pathname)) event.respondWith(file(event.request));
});

// To whoever opens or reloads it, also without network; the page's own question is left to fail, and the page says so.
async function page(event) {
  const asked = fetch(event.request);
  const answer = await patiently(asked).catch(() => undefined);
  if (!isLost(answer)) event.waitUntil(keep(answer.clone()));
  return (isLost(answer) && event.request.mode === "navigate" && await last()) || asked;
}

async function file(request) {
  const answer = await patiently(fetch(request)).catch(() => undefined);
  return (isLost(answer) && await caches.match(request, { cacheName: KEPT })) || answer || Response.error();
}

function isLost(answer) {
  return !answer || answer.status >= 500;
}

function patiently(asked) {
  return Promise.race([asked, new Promise((_, giveUp) => { setTimeout(giveUp, PATIENCE); })]);
}

// What may not be kept takes away what was: the page for signing in, a refusal, the end of the ceremony.
async function keep(answer) {
  if (!answer.headers.has("X-Kept-For")) return caches.delete(KEPT);
  const known = await caches.match(PAGE, { cacheName: KEPT });
  const isSame = known?.headers.get("ETag") === answer.headers.get("ETag");
  if (isSame && age(known) < RENEWED) return undefined;
  const kept = await caches.open(KEPT);
  await kept.addAll(FILES);
  const headers = new Headers(answer.headers);
  headers.set("X-Kept-At", Date.now()); // this clock's hour: the server's may be another
  return kept.put(PAGE, new Response(await answer.blob(), { headers }));
}

async function last() {
  const known = await caches.match(PAGE, { cacheName: KEPT });
  if (known && age(known) < Number(known.headers.get("X-Kept-For")) * 1000) return known;
  await caches.delete(KEPT);
  return undefined;
}

function age(answer) {
  return Date.now() - Number(answer.headers.get("X-Kept-At"));
}
