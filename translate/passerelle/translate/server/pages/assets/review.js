"use strict";
// A text in focus: without this the page works by its forms alone.
(() => {
  const form = document.getElementById("review");
  const text = form.elements.text;
  const comment = form.elements.comment;
  const judged = document.getElementById("judged");
  const verdict = document.getElementById("verdict");
  const say = (words) => (verdict.textContent = words);
  let sending = false;

  // What was typed and not sent is kept in this window until it is saved, whatever happens to the page or the server.
  const store = `typed ${form.dataset.of} ${form.elements.at.value}`;
  const saved = { text: text.defaultValue, comment: comment.defaultValue };
  const isTyped = () => text.value !== saved.text || comment.value !== saved.comment;
  const keep = () => {
    if (isTyped()) sessionStorage.setItem(store, JSON.stringify({ seen: form.elements.seen.value, text: text.value, comment: comment.value }));
    else sessionStorage.removeItem(store);
  };
  const sent = sessionStorage.getItem("sent");
  if (sent && document.getElementById("told")) sessionStorage.removeItem(sent);
  const kept = JSON.parse(sessionStorage.getItem(store) ?? "null");
  if (document.getElementById("problem")) keep();
  else if (kept && kept.seen === form.elements.seen.value && (kept.text !== saved.text || kept.comment !== saved.comment)) {
    text.value = kept.text;
    comment.value = kept.comment;
    if (kept.comment) comment.closest("details").open = true;
    say(form.dataset.kept);
  } else sessionStorage.removeItem(store);

  const fit = () => {
    text.rows = 3;
    text.style.height = "auto";
    text.style.height = `${text.scrollHeight + 4}px`;
  };

  // The checks look at the text while it is written; only the answer to what was asked last is shown.
  let asked = 0;
  let timer = 0;
  const show = (html) => {
    const open = [...judged.querySelectorAll(".waive[open] input")].map((field) => [field.id, field.value]);
    const focused = judged.contains(document.activeElement) ? document.activeElement.id : "";
    judged.innerHTML = html;
    for (const [id, value] of open) {
      const field = document.getElementById(id);
      if (!field) continue;
      field.value = value;
      field.closest("details").open = true;
    }
    if (focused) document.getElementById(focused)?.focus();
    reveal();
    say(judged.querySelector(".verdict").textContent);
  };
  const check = async () => {
    const number = ++asked;
    const body = new URLSearchParams({ csrf: form.elements.csrf.value, at: form.elements.at.value, text: text.value });
    try {
      const answer = await fetch(form.dataset.check, { method: "POST", body });
      if (number === asked && answer.ok) show(await answer.text());
    } catch {
      if (number === asked) say("");
    }
  };
  const typed = () => {
    keep();
    fit();
    clearTimeout(timer);
    timer = setTimeout(check, 400);
  };
  text.addEventListener("input", typed);
  comment.addEventListener("input", keep);

  // Words put in at the cursor, or in the place of all; the browser's own undo takes them back.
  const put = (words, all, { start, found } = {}) => {
    text.focus();
    if (all) text.select();
    else if (found && text.value.startsWith(found, start)) text.setSelectionRange(Number(start), Number(start) + found.length);
    else if (found) return;
    if (!document.execCommand("insertText", false, words)) {
      text.setRangeText(words, text.selectionStart, text.selectionEnd, "end");
      typed();
    }
  };
  const reveal = () => {
    for (const button of document.querySelectorAll("[data-insert], [data-replace]")) button.hidden = false;
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-insert], [data-replace]");
    if (button) put(button.dataset.insert ?? button.dataset.replace, "replace" in button.dataset, button.dataset);
  });

  // A word of the French and the lines that tell of it light each other.
  const light = (event, on) => {
    const notes = (event.target.closest?.("[data-notes]")?.dataset.notes ?? event.target.closest?.("li[data-note]")?.dataset.note ?? "").split(" ");
    for (const piece of document.querySelectorAll(".m[data-notes]"))
      if (piece.dataset.notes.split(" ").some((note) => notes.includes(note))) piece.classList.toggle("on", on);
    for (const line of document.querySelectorAll("li[data-note]"))
      if (notes.includes(line.dataset.note)) line.classList.toggle("on", on);
  };
  document.addEventListener("pointerover", (event) => light(event, true));
  document.addEventListener("pointerout", (event) => light(event, false));

  // Other versions come into the page without leaving it.
  document.getElementById("ask-others")?.addEventListener("click", async (event) => {
    event.preventDefault();
    say(form.dataset.checking);
    const answer = await fetch(event.target.href).catch(() => null);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.getElementById("others").replaceWith(page.getElementById("others"));
    reveal();
    say("");
    document.querySelector("#others button")?.focus();
  });

  // A form is sent once.
  document.addEventListener("submit", (event) => {
    if (sending) event.preventDefault();
    sending = true;
    if (event.target === form) sessionStorage.setItem("sent", store);
  });
  window.addEventListener("pageshow", () => (sending = false));

  // The Enter key in a reason sends that reason; it never approves.
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches(".waive input")) {
      event.preventDefault();
      event.target.closest(".waive").querySelector("button").click();
    }
  });

  const keys = document.getElementById("keys");
  const single = document.getElementById("single");
  single.checked = localStorage.getItem("single key") !== "off";
  single.addEventListener("change", () => localStorage.setItem("single key", single.checked ? "on" : "off"));
  const press = (id) => () => document.getElementById(id)?.click();
  const help = () => {
    keys.open = !keys.open;
    if (keys.open) keys.querySelector("summary").focus();
  };
  const write = () => {
    comment.closest("details").open = true;
    comment.focus();
  };
  const shortcuts = {
    "ctrl+Enter": press("approve"), "ctrl+s": press("save"), "alt+w": press("needs-work"), "alt+r": press("reject"),
    "alt+u": press("take-back"), "alt+ArrowUp": press("to-before"), "alt+ArrowDown": press("to-after"),
    "alt+shift+ArrowDown": press("to-open"), "alt+t": () => text.focus(), "alt+c": write, "alt+l": press("to-list"),
    "ctrl+/": help,
  };
  document.addEventListener("keydown", (event) => {
    const plain = /^Key[A-Z]$/.test(event.code) && !/^[a-z]$/i.test(event.key) ? event.code[3] : event.key;
    const key = plain.length === 1 ? plain.toLowerCase() : plain;
    const slash = key === "/" ? false : event.shiftKey;
    const pressed = [(event.ctrlKey || event.metaKey) && "ctrl", event.altKey && "alt", slash && "shift", key].filter(Boolean).join("+");
    const typing = event.target.matches?.("input, textarea, select");
    const action = shortcuts[pressed] ?? (event.key === "?" && single.checked && !typing ? help : null);
    if (!action || event.isComposing) return;
    event.preventDefault();
    action();
  });

  reveal();
  fit();
  if (text.value !== saved.text || document.getElementById("problem")) check();
  if (document.getElementById("name") && !document.getElementById("name").value) document.getElementById("name").focus();
  else if (!matchMedia("(pointer: coarse)").matches) text.focus({ preventScroll: true });
})();
