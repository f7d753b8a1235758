// Adds and removes rows of _partials/formset_table.html in place; without it the buttons post row=add and row=remove:INDEX.
"use strict";

const ADD = "button[name=row][value=add]";
const REMOVE = "button[name=row][value^=remove]";

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("[data-rows]").forEach((block) => {
    block.addEventListener("click", (event) => {
      const button = event.target.closest(`${ADD}, ${REMOVE}`);
      if (!button) return;
      event.preventDefault();
      if (button.matches(ADD)) addRow(block);
      else removeRow(block, button.closest("tr"));
    });
  });
});

function addRow(block) {
  const row = appendRow(block);
  if (!row) return;
  number(block);
  say(block, "");
  row.querySelector("td input:not([type=hidden]), td select, td textarea")?.focus();
  changed(block);
}

// The new row, not numbered yet; nothing but a word to the user where the table is full.
function appendRow(block) {
  const total = block.querySelector(`[name="${block.dataset.rows}-TOTAL_FORMS"]`);
  if (visible(block).length >= Number(block.dataset.max)) {
    say(block, `Bảng này có nhiều nhất ${block.dataset.max} dòng.`);
    return null;
  }
  const copy = block.querySelector("template").content.cloneNode(true);
  copy.querySelectorAll("*").forEach((element) => {
    for (const attribute of element.attributes) {
      attribute.value = attribute.value.replaceAll("__prefix__", total.value);
    }
  });
  const row = copy.querySelector("tr");
  block.querySelector("tbody").append(row);
  total.value = Number(total.value) + 1;
  return row;
}

// A row that came last goes without a trace, so that pasting and taking back do not fill the form.
function dropRow(block, row) {
  const total = block.querySelector(`[name="${block.dataset.rows}-TOTAL_FORMS"]`);
  if (Number(row.dataset.index) === total.value - 1) {
    total.value -= 1;
    row.remove();
  } else mark(row, true);
}

function removeRow(block, row) {
  const place = row.querySelector(".row-no").textContent;
  const next = visible(block)[visible(block).indexOf(row) + 1];
  mark(row, true);
  number(block);
  say(block, `Đã bỏ dòng ${place}. `, () => {
    mark(row, false);
    number(block);
    say(block, `Đã lấy lại dòng ${place}.`);
    row.querySelector(REMOVE).focus();
    changed(block);
  });
  (next?.querySelector(REMOVE) ?? block.querySelector(ADD)).focus();
  changed(block);
}

function mark(row, removed) {
  row.querySelector("input[name$='-DELETE']").value = removed ? "on" : "";
  row.hidden = removed;
}

function visible(block) {
  return [...block.querySelectorAll("tbody > tr")].filter((row) => !row.hidden);
}

function number(block) {
  visible(block).forEach((row, index) => {
    row.querySelectorAll(".row-no, .row-number").forEach((place) => { place.textContent = index + 1; });
  });
}

function say(block, text, undo, label = "Lấy lại") {
  const status = block.querySelector(".rows-status");
  status.textContent = text;
  if (!undo) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-link";
  button.textContent = label;
  button.addEventListener("click", undo);
  status.append(button);
}

// As if it had been typed: forms.js and autosave.js listen for that.
function changed(block) {
  block.dispatchEvent(new Event("input", { bubbles: true }));
}
