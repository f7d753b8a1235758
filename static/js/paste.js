// A block of cells copied from Excel falls into the rows of _partials/formset_table.html from the focused cell on, after a
// preview; needs js/rows.js and js/paste-preview.js. Without it people type, or send the whole workbook.
"use strict";

const SHOWN_ROWS = 200; // of the preview; more are inserted all the same

document.addEventListener("DOMContentLoaded", () => {
  if (!window.HTMLDialogElement) return;
  document.querySelectorAll("[data-rows]").forEach((block) => {
    const hint = make("p", "form-text", "Dán được cả khối ô chép từ Excel: chọn ô đầu tiên cần điền rồi nhấn Ctrl + V.");
    block.querySelector("table").before(hint);
    block.addEventListener("paste", (event) => { pasted(block, event); });
  });
});

function pasted(block, event) {
  const cell = event.target.closest("tbody td");
  const plain = event.clipboardData.getData("text/plain");
  const grid = cells(plain);
  const isList = event.target.matches("[data-lines]");
  if (!cell || grid.every((line) => line.length < 2) && (grid.length < 2 || isList)) return;
  event.preventDefault();
  const plan = isList ? planInside(block, cell, grid) : planBelow(block, cell, grid);
  show({ ...plan, plain }, event.target);
}

// Text of the clipboard as Excel writes it: tabs and lines; a cell with line breaks stands in quotes.
function cells(text) {
  const grid = [[]];
  const cell = /"((?:[^"]|"")*)"(?=[\t\n]|$)|[^\t\n]*/y;
  const plain = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").normalize("NFC");
  for (let at = 0; at <= plain.length; at += 1) {
    cell.lastIndex = at;
    const found = cell.exec(plain);
    grid[grid.length - 1].push((found[1] === undefined ? found[0] : found[1].replaceAll('""', '"')).trim());
    at = cell.lastIndex;
    if (plain[at] === "\n") grid.push([]);
  }
  return grid;
}

// Each line of the block is a row of the table.
function planBelow(block, cell, grid) {
  const columns = columnsFrom(block, cell);
  const lines = joined(withoutHeadings(grid, columns), columns);
  const rows = visible(block);
  const first = rows.indexOf(cell.closest("tr"));
  const room = Number(block.dataset.max) - first;
  const planRow = (line, i) => {
    const row = rows[first + i];
    return { row, number: first + i + 1, cells: line.slice(0, columns.length).map((text, at) => planned(columns[at], row, text)) };
  };
  return { block, columns, rows: lines.slice(0, room).map(planRow), over: tooMany(block, lines.slice(room)), left: leftOver(grid, columns) };
}

// What fits is inserted; what does not is named, so that it is found in the sheet.
function tooMany(block, lines) {
  if (!lines.length) return "";
  const words = lines[0].filter(Boolean).join(" · ").replace(/\s+/g, " ");
  return `Bảng này có nhiều nhất ${block.dataset.max} dòng nên ${lines.length} dòng cuối không chèn được, từ dòng ${quoted(words)} trở đi.`;
}

// Into a box that holds a list: all lines of the block belong to its row.
function planInside(block, cell, grid) {
  const columns = columnsFrom(block, cell).filter((column, i, all) => all.slice(0, i + 1).every((each) => each.isList));
  const row = cell.closest("tr");
  const line = columns.map((column, i) => listed(grid.map((each) => each[i] ?? ""), i > 0));
  const cellsOfRow = line.map((text, i) => planned(columns[i], row, text));
  return { block, columns, rows: [{ row, number: visible(block).indexOf(row) + 1, cells: cellsOfRow }], left: leftOver(grid, columns) };
}

function columnsFrom(block, cell) {
  const blank = block.querySelector("template").content.querySelector("tr");
  const headings = [...block.querySelectorAll("thead th")].slice(1);
  return [...blank.querySelectorAll("td:not(.remove-cell)")].map((place, index) => {
    const control = place.querySelector("input, select, textarea");
    const label = headings[index].textContent.replace(/\(.*\)/, "").trim(); // without (*) and hints
    return { index, label, control, isList: control.matches("[data-lines]"), isChoice: control.matches("select") };
  }).slice([...cell.parentNode.querySelectorAll("td")].indexOf(cell));
}

function withoutHeadings(grid, columns) {
  const isHeading = grid.length > 1 && grid[0].every((text, i) => columns[i] && text && key(columns[i].label).startsWith(key(text)));
  return isHeading ? grid.slice(1) : grid;
}

// Lines that repeat the choices of the one above, or leave them empty, go on with its lists: one line for each person.
function joined(grid, columns) {
  const hasLists = columns[0]?.isChoice && columns.some((column, i) => column.isList && grid.some((line) => line[i]));
  if (!hasLists) return grid;
  const groups = [];
  for (const line of grid) {
    const above = groups[groups.length - 1];
    const same = above && columns.every((column, i) => !column.isChoice || !line[i] || key(line[i]) === key(above[0][i] ?? ""));
    if (same) above.push(line);
    else groups.push([line]);
  }
  return groups.map((lines) => columns.slice(0, Math.max(...lines.map((line) => line.length))).map((column, i) => {
    const isBeside = columns[i - 1]?.isList;
    const texts = lines.filter((line) => !isBeside || line[i - 1]).map((line) => line[i] ?? "");
    if (column.isList) return listed(texts, isBeside);
    return column.isChoice ? texts[0] : summed(texts);
  }));
}

// A list beside another keeps a line for each of its entries.
function listed(cellTexts, isBeside) {
  const texts = cellTexts.length > 1 ? cellTexts.map((text) => text.replace(/\s*\n\s*/g, " ")) : cellTexts;
  if (!isBeside) return texts.filter(Boolean).join("\n");
  return texts.some(Boolean) ? texts.map((text) => text || "-").join("\n") : "";
}

function summed(texts) {
  const said = texts.filter(Boolean);
  return said.length > 1 && said.every((text) => /^\d+$/.test(text)) ? String(said.reduce((sum, text) => sum + Number(text), 0)) : said[0] ?? "";
}

function leftOver(grid, columns) {
  const left = grid.flatMap((line) => line.slice(columns.length)).filter(Boolean);
  return left.length ? `Khối ô rộng hơn bảng ${Math.max(...grid.map((line) => line.length)) - columns.length} cột nên phần bên phải không dán được: ${quoted(left.slice(0, 5).join(" · "))}. Anh/chị chọn ô ở cột khác, hoặc chép lại ít cột hơn.` : "";
}

// What one cell will say: {column, control, text, old, fault}; control is null where the row is new or the words are fixed.
function planned(column, row, text) {
  const place = row?.querySelectorAll("td")[column.index];
  const control = place?.querySelector("input, select, textarea") ?? null;
  const fixed = place && !control ? place.querySelector("output").textContent.trim() : null;
  if (fixed !== null) {
    const fault = text && key(text) !== key(fixed) ? `Ô này theo mức chung, không thay bằng ${quoted(text)}.` : "";
    return { column, control, text: fixed, value: null, old: "", fault };
  }
  return { column, control, old: control ? wordsOf(control) : "", ...understood(column, text) };
}

function wordsOf(control) {
  return control.matches("select") ? (control.value && control.selectedOptions[0].textContent.trim()) : control.value;
}

// {text, value, fault}: value is null where nothing can be chosen.
function understood(column, text) {
  if (column.isChoice) {
    if (!text) return { text: "", value: null, fault: "" };
    const option = [...column.control.options].find((each) => each.value && key(each.textContent) === key(text));
    if (option) return { text: option.textContent.trim(), value: option.value, fault: "" };
    return { text, value: null, fault: `${quoted(text)} không có trong danh sách ${column.label}.` };
  }
  const read = text && (column.control.dataset.kind === "date" ? day : { decimal: amount, numeric: count }[column.control.inputMode]);
  const value = read ? read(text) : column.control.matches("textarea") ? text : text.replace(/\s*\n\s*/g, " ");
  return { text: value ?? text, value: value ?? text, fault: value === null ? `${quoted(text)} chưa đúng dạng; ${SAMPLES[read.name]}` : "" };
}

const SAMPLES = { day: "ghi ngày/tháng/năm, ví dụ 05/03/2027.", amount: "ghi số, ví dụ 95,5.", count: "ghi số nguyên, ví dụ 31." };

function day(text) {
  const typed = text.match(/^(\d{1,2})([/.\- ])(\d{1,2})\2(\d{4})$/);
  const iso = text.match(/^(\d{4})-(\d{1,2})-(\d{1,2})( 00:00(:00)?)?$/);
  const [d, m, y] = typed ? [typed[1], typed[3], typed[4]] : iso ? [iso[3], iso[2], iso[1]] : [0, 0, 0];
  const date = new Date(y, m - 1, d);
  const exists = date.getMonth() === m - 1 && date.getDate() === Number(d);
  return exists ? `${String(d).padStart(2, "0")}/${String(m).padStart(2, "0")}/${y}` : null;
}

function amount(text) {
  if (/^[1-9]\d{0,2}[.,]\d{3}%?$/.test(text)) return null; // 1.234 may be either
  if (/^\d+([.,]\d+)?\s*%?$/.test(text)) return text.replace(".", ",");
  return /^[1-9]\d{0,2}([. ]\d{3})+(,\d+)?\s*%?$/.test(text) ? text : null;
}

function count(text) {
  return /^(\d+|[1-9]\d{0,2}([. ]\d{3})+)$/.test(text) ? text : null;
}

// Compared without case, marks and punctuation, as blocs/text.search_key does.
function key(text) {
  return text.normalize("NFD").toLowerCase().replaceAll("đ", "d").replace(/\p{M}/gu, "").replace(/[^a-z0-9]+/g, " ").trim();
}

function quoted(text) {
  return `“${text.length > 60 ? `${text.slice(0, 60)}…` : text}”`;
}
