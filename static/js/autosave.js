// Keeps what is typed in a section of a registration (docs/decisions/0014-autosave.md); without it "Lưu" does the same.
"use strict";

(() => {
  const PAUSE = 3000, LONGEST = 8000, PATIENCE = 20000, AGAIN = 15000; // ms
  const WARN_BEFORE = 300; // s
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const status = form.querySelector("[data-autosave-status]");
  const key = `typed:${form.elements.typist.value}:${location.pathname}`;
  const signIn = `${form.dataset.signIn}?next=${encodeURIComponent(location.pathname)}`;
  let known = typed(); // what the server has
  let since = 0; // when the first of what it has not was typed
  let planned = 0, ending = 0, isSending = false;
  let waiting = null; // the button that was pressed meanwhile

  function body() {
    return new URLSearchParams(new FormData(form));
  }

  // Without what changes by itself, to know whether there is anything to keep.
  function typed() {
    const fields = body();
    for (const name of ["csrfmiddlewaretoken", "token"]) fields.delete(name);
    return fields.toString();
  }

  function say(text, { link = "", url = location.pathname, care = false } = {}) {
    status.classList.toggle("needs-care", care);
    status.textContent = text;
    form.querySelector("[data-saved-before]")?.remove();
    if (!link) return;
    const anchor = document.createElement("a");
    anchor.href = url;
    anchor.textContent = link;
    anchor.addEventListener("click", hold);
    status.append(" ", anchor);
  }

  // In this tab alone, for this person alone, until it has been given back or they sign out.
  function hold() {
    if (typed() !== known) sessionStorage.setItem(key, body().toString());
    delete form.dataset.changed;
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
    try {
      await hear(await post(body()), sent);
    } catch {
      hold();
      say("Chưa lưu được vì mất kết nối. Nội dung vừa gõ còn trên trang này; chương trình sẽ tự thử lại.", { care: true });
      plan(AGAIN);
    } finally {
      isSending = false;
    }
    const button = waiting;
    waiting = null;
    if (button) form.requestSubmit(button);
    else if (typed() !== known && typed() !== sent) planSoon();
  }

  function post(fields) {
    const signal = AbortSignal.timeout(PATIENCE);
    return fetch(form.dataset.autosave, { method: "POST", body: fields, redirect: "manual", signal });
  }

  async function hear(answer, sent) {
    if (!isOurs(answer)) return refused(answer);
    const { said, token, ids = {}, carried, link, url, ends_in: left } = await answer.json();
    sessionStorage.removeItem(key);
    if (token) form.elements.token.value = token;
    for (const [name, pk] of Object.entries(ids)) form.elements[name].value = pk;
    known = typedAfter(sent, ids);
    if (carried) unmark(carried);
    if (typed() === known) delete form.dataset.changed;
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
    if (!isOurs(answer)) return;
    sessionStorage.removeItem(key);
    delete form.dataset.changed;
    location.reload();
  }

  function warnBefore(left) {
    window.clearTimeout(ending);
    const warn = () => say("Phiên làm việc còn khoảng 5 phút. Anh/chị bấm Lưu trước khi rời bàn.", { care: true });
    ending = window.setTimeout(warn, Math.max(0, left - WARN_BEFORE) * 1000);
  }

  form.addEventListener("input", planSoon);
  // Two at once would not know of each other: the second waits, and then carries the token of the first.
  form.addEventListener("submit", (event) => {
    window.clearTimeout(planned);
    if (isSending) {
      event.preventDefault();
      event.stopImmediatePropagation();
      waiting = event.submitter;
    } else if (sessionStorage.getItem(key)) {
      sessionStorage.setItem(key, body().toString());
    }
  });
  warnBefore(Number(form.dataset.endsIn));
  const held = sessionStorage.getItem(key);
  if (held) giveBack(held).catch(() => {});
  else if ("unsaved" in form.dataset) {
    known = "";
    plan(PAUSE);
  }
})();
