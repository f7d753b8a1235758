// Keeps what is typed in a section of a registration (docs/decisions/0014-autosave.md); without it "Lưu" does the same.
"use strict";

(() => {
  const PAUSE = 3000, LONGEST = 8000, PATIENCE = 20000, AGAIN = 15000; // ms
  const WARN_BEFORE = 300; // s
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const status = form.querySelector("[data-autosave-status]");
  const here = location.pathname + location.search;
  const key = `typed:${form.elements.typist.value}:${location.pathname}`;
  const signIn = `${form.dataset.signIn}?next=${encodeURIComponent(here)}`;
  let known = typed(); // what the server has
  let since = 0; // when the first of what it has not was typed
  let planned = 0, ending = 0, isSending = false;
  let waiting = null; // the button that was pressed meanwhile
  let isKept = false; // what the button posts has been sent before it
  let isOwed = false; // what the tab holds could not be given back yet

  function body() {
    return new URLSearchParams(new FormData(form));
  }

  // Without what changes by itself, to know whether there is anything to keep.
  function typed() {
    const fields = body();
    for (const name of ["csrfmiddlewaretoken", "token"]) fields.delete(name);
    return fields.toString();
  }

  function say(text, { link = "", url = here, care = false } = {}) {
    status.classList.toggle("needs-care", care);
    status.textContent = text;
    form.querySelector("[data-saved-before]")?.remove();
    if (!link) return;
    const anchor = document.createElement("a");
    anchor.href = url;
    anchor.textContent = link;
    anchor.addEventListener("click", goOn);
    status.append(" ", anchor);
  }

  // In this tab alone, for this person alone, until it has been given back or they sign out. The tab may be closed, so
  // leaving still asks.
  function hold() {
    if (typed() !== known && !isOwed) sessionStorage.setItem(key, body().toString());
  }

  // The way by which it comes back; another tab leaves this one standing.
  function goOn(event) {
    hold();
    if ((!isOwed || typed() === known) && !(event.ctrlKey || event.metaKey || event.shiftKey)) delete form.dataset.changed;
  }

  function plan(wait) {
    window.clearTimeout(planned);
    planned = window.setTimeout(keep, wait);
  }

  function planSoon() {
    since ||= Date.now();
    plan(Math.max(0, Math.min(PAUSE, since + LONGEST - Date.now())));
  }

  async function keep() {
    const sent = typed();
    if (isSending) return;
    since = 0;
    if (sent === known) return;
    isSending = true;
    let answer = null;
    try {
      answer = await post(body());
      await hear(answer, sent);
    } catch {
      if (!answer) waiting = null; // the browser's own page would take the place of this one
      hold();
      say("Chưa lưu được vì mất kết nối. Nội dung vừa gõ còn trên trang này; chương trình sẽ tự thử lại.", { care: true });
      plan(AGAIN);
    } finally {
      isSending = false;
    }
    const button = waiting;
    waiting = null;
    if (button) submit(button);
    else if (typed() !== known && typed() !== sent) planSoon();
  }

  function submit(button) {
    isKept = true;
    form.requestSubmit(button);
    isKept = false;
  }

  function post(fields) {
    const signal = AbortSignal.timeout(PATIENCE);
    return fetch(form.dataset.autosave, { method: "POST", body: fields, redirect: "manual", signal });
  }

  async function hear(answer, sent) {
    if (!isOurs(answer)) return refused(answer);
    const { said, token, ids = {}, carried, link, url, ends_in: left } = await answer.json();
    if (!isOwed) sessionStorage.removeItem(key);
    if (token) form.elements.token.value = token;
    for (const [name, pk] of Object.entries(ids).filter(([name]) => form.elements[name])) form.elements[name].value = pk;
    known = typedAfter(sent, ids);
    if (carried) unmark(carried);
    if (typed() === known && !isOwed) delete form.dataset.changed;
    say(said, { link, url, care: !answer.ok });
    warnBefore(left);
  }

  // What was sent, with the identities that its rows have by now.
  function typedAfter(sent, ids) {
    const fields = new URLSearchParams(sent);
    for (const [name, pk] of Object.entries(ids)) fields.set(name, pk);
    return fields.toString();
  }

  // A row taken from last year that was changed is the unit's own.
  function unmark(carried) {
    form.querySelectorAll("[data-carried]").forEach((note) => {
      if (carried.includes(note.dataset.carried)) return;
      form.querySelector(`[href="#${note.id}"]`)?.remove();
      note.remove();
    });
    const notice = form.querySelector("[data-unconfirmed]");
    if (!notice) return;
    if (carried.length) notice.querySelector("[data-count]").textContent = carried.length;
    else notice.remove();
  }

  function isOurs(answer) {
    return (answer.headers.get("Content-Type") ?? "").startsWith("application/json");
  }

  function refused(answer) {
    if (answer.status >= 500) throw new Error(answer.status);
    hold();
    if (answer.type === "opaqueredirect" || answer.status === 409) {
      say("Phiên làm việc đã hết; Anh/chị đăng nhập lại, nội dung vừa gõ vẫn còn.", {
        link: "Đăng nhập lại", url: signIn, care: true,
      });
    } else {
      waiting = null; // what the button posts would be refused as well
      say("Trang này mở từ trước khi đăng nhập lại nên chưa lưu được; nội dung vừa gõ vẫn còn.", {
        link: "Mở lại trang", care: true,
      });
    }
  }

  // What could not be sent before the page was left.
  async function giveBack(held) {
    const fields = new URLSearchParams(held);
    fields.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    fields.set("given_back", "1");
    const answer = await post(fields);
    if (!isOurs(answer)) throw new Error(answer.status);
    sessionStorage.removeItem(key);
    delete form.dataset.changed;
    location.replace(here); // to be read, not to be posted again
  }

  function warnBefore(left) {
    window.clearTimeout(ending);
    const warn = () => say("Phiên làm việc còn khoảng 5 phút. Anh/chị bấm Lưu trước khi rời bàn.", { care: true });
    ending = window.setTimeout(warn, Math.max(0, left - WARN_BEFORE) * 1000);
  }

  // Typed on now, it would be lost or take the place of what is owed.
  async function giveBackOrSay(held) {
    form.inert = isOwed = true;
    try {
      await giveBack(held);
    } catch {
      form.inert = false;
      form.dataset.changed = "yes"; // what is owed would go with the tab
      say("Chưa lấy lại được nội dung Anh/chị gõ trước đó; nội dung ấy còn trong cửa sổ này.", { link: "Mở lại trang", care: true });
    }
  }

  const held = sessionStorage.getItem(key);
  if (held) giveBackOrSay(held);
  if (!form.elements.token) return; // a page that only gives back

  form.addEventListener("input", planSoon);
  window.addEventListener("online", () => { if (typed() !== known) plan(0); });
  // What is typed is sent before the button is: the page stands until it has been taken, and two requests at once would
  // not know of each other.
  form.addEventListener("submit", (event) => {
    window.clearTimeout(planned);
    if (isKept || isOwed || !isSending && typed() === known) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    waiting = event.submitter;
    say("Đang lưu…");
    keep();
  });
  warnBefore(Number(form.dataset.endsIn));
  if (!held && "unsaved" in form.dataset) {
    known = "";
    plan(PAUSE);
  }
})();
