// The hours of a programme, recomputed while its minutes are typed; "Tính lại giờ" does the same without this.
"use strict";

const FIXED = /^([01]?\d|2[0-3])(?::|h| giờ ?)([0-5]?\d)?(?: phút)?$/; // as the server reads hours
const summary = document.querySelector("[data-begin]");

function hour(minute) {
  const pair = (number) => String(number).padStart(2, "0");
  return `${pair(Math.floor(minute / 60) % 24)}:${pair(minute % 60)}`;
}

function recompute() {
  let clock = Number(summary.dataset.begin);
  const ends = [];
  const begins = [];
  document.querySelectorAll(".arranged-row").forEach((row) => {
    const fixed = FIXED.exec(row.querySelector("[name$='-fixed_at']").value.trim());
    if (fixed) clock = fixed[1] * 60 + Number(fixed[2] ?? 0);
    row.querySelector("[data-hour]").textContent = hour(clock);
    begins.push(clock);
    const minutes = row.querySelector("[name$='-minutes']").value.trim();
    clock += /^\d{1,3}$/.test(minutes) ? Number(minutes) : 0;
    ends.push(clock);
  });
  document.querySelector("[data-starts]").textContent = hour(Math.min(...begins));
  document.querySelector("[data-ends]").textContent = hour(Math.max(...ends));
}

document.addEventListener("input", (event) => {
  if (event.target.closest(".agenda-times")) recompute();
});
