// The preview of what js/paste.js is about to insert, the inserting, and taking it back.
"use strict";

function show(plan, target) {
  const dialog = make("dialog", "paste-preview");
  const old = plan.rows.filter((each) => each.row).length;
  const faults = faultsOf(plan);
  dialog.setAttribute("aria-labelledby", "paste-title");
  const title = make("h2", "", "Dán từ Excel");
  title.id = "paste-title";
  const parts = [old && `${old} dòng được điền lại`, plan.rows.length - old && `${plan.rows.length - old} dòng được thêm`];
  dialog.append(title, make("p", "", `Chưa lưu gì. Sẽ có ${parts.filter(Boolean).join(", ")}.`));
  if (faults.length) {
    const notice = make("div", "notice notice-ask");
    notice.append(make("p", "", `${faults.length} chỗ cần xem lại; chèn xong Anh/chị sửa ở bảng:`), make("ul"));
    faults.forEach((fault) => notice.lastChild.append(make("li", "", fault)));
    dialog.append(notice);
  }
  dialog.append(table(plan), buttons(plan, dialog, target));
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (dialog.returnValue !== "insert") target.focus();
  });
  document.body.append(dialog); // not among the rows, whose styles are their own
  dialog.showModal();
}

function faultsOf(plan) {
  const faults = plan.rows.flatMap((each) => each.cells.filter((cell) => cell.fault).map((cell) => `Dòng ${each.number}, ${cell.column.label}: ${cell.fault}`));
  return [plan.over, plan.left, ...faults].filter(Boolean);
}

function table(plan) {
  const box = make("div", "paste-rows");
  box.tabIndex = 0;
  const shown = make("table", "table");
  const head = shown.createTHead().insertRow();
  ["Dòng", ...plan.columns.slice(0, Math.max(...plan.rows.map((each) => each.cells.length))).map((column) => column.label)].forEach((label) => {
    const heading = make("th", "", label);
    heading.scope = "col";
    head.append(heading);
  });
  const body = shown.createTBody();
  plan.rows.slice(0, SHOWN_ROWS).forEach((each) => {
    const row = body.insertRow();
    const heading = make("th", "", each.row ? String(each.number) : `${each.number} (thêm)`);
    heading.scope = "row";
    row.append(heading, ...each.cells.map(shownCell));
  });
  box.append(shown);
  if (plan.rows.length > SHOWN_ROWS) box.append(make("p", "muted", `… và ${plan.rows.length - SHOWN_ROWS} dòng nữa.`));
  return box;
}

function shownCell(cell) {
  const place = make("td", cell.fault ? "paste-fault" : "");
  if (cell.old && cell.old !== cell.text && (cell.value !== null)) {
    place.append(make("span", "visually-hidden", "đang ghi "), make("del", "", cell.old), make("br"));
  }
  place.append(make("span", "paste-text", cell.text));
  if (cell.fault) place.append(make("p", "field-error", `Lỗi: ${cell.fault}`));
  return place;
}

function buttons(plan, dialog, target) {
  const line = make("div", "form-buttons");
  const insert = make("button", "btn btn-primary", "Chèn");
  const cancel = make("button", "btn btn-secondary", "Hủy");
  insert.type = cancel.type = "button";
  insert.autofocus = true;
  insert.addEventListener("click", () => {
    dialog.close("insert");
    insertAll(plan);
  });
  cancel.addEventListener("click", () => { dialog.close("cancel"); });
  line.append(insert, cancel);
  if (target.matches("textarea") && plan.columns.length) {
    const plain = make("button", "btn btn-link", "Dán nguyên văn vào một ô");
    plain.type = "button";
    plain.addEventListener("click", () => {
      dialog.close("plain");
      insertPlain(plan, target);
    });
    line.append(plain);
  }
  return line;
}

function insertPlain(plan, target) {
  const before = [[target, target.value]];
  target.focus();
  target.setRangeText(plan.plain, target.selectionStart, target.selectionEnd, "end");
  target.dispatchEvent(new Event("input", { bubbles: true }));
  say(plan.block, "Đã dán nguyên văn vào một ô, chưa lưu. ", () => { takeBack(plan.block, before, []); }, "Hoàn tác");
}

function insertAll(plan) {
  const before = [];
  const added = [];
  for (const each of plan.rows) {
    const row = each.row ?? appendRow(plan.block);
    if (!each.row) added.push(row);
    each.cells.forEach((cell) => {
      const control = row.querySelectorAll("td")[cell.column.index].querySelector("input, select, textarea");
      if (!control || cell.value === null) return;
      before.push([control, control.value]);
      fill(control, cell.value);
    });
    const identity = row.querySelector("[name$='-id']"); // what autosave.js makes of the row is taken back, too
    if (identity) before.push([identity, identity.value]);
  }
  number(plan.block);
  changed(plan.block);
  const faults = faultsOf(plan);
  const rest = faults.length ? `Còn ${faults.length} chỗ cần xem lại. ${faults.join(" ")} ` : "";
  say(plan.block, `Đã chèn ${plan.rows.length} dòng từ Excel, chưa lưu. ${rest}`, () => { takeBack(plan.block, before, added); }, "Hoàn tác");
  plan.block.querySelector(".rows-status button").focus();
}

function takeBack(block, before, added) {
  before.reverse().forEach(([control, value]) => { fill(control, value); });
  added.reverse().forEach((row) => { dropRow(block, row); });
  number(block);
  say(block, "Đã hoàn tác: bảng trở lại như trước khi dán.");
  before[before.length - 1]?.[0].focus();
}

function fill(control, value) {
  control.value = value;
  control.dispatchEvent(new Event("input", { bubbles: true }));
  control.dispatchEvent(new Event("change", { bubbles: true }));
}

function make(name, classes = "", text = "") {
  const element = document.createElement(name);
  if (classes) element.className = classes;
  element.textContent = text;
  return element;
}
