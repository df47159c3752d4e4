"use strict";
(() => {
  const rows = [...document.querySelectorAll(".row")];
  const tip = document.getElementById("tip");

  // The filter: a row stays if it passes every field of the form.
  const form = document.getElementById("filters");
  const count = document.getElementById("count");
  const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const passes = (row, { show, kind, trust, document: section, words }) =>
    (!show || (show === "any" ? row.dataset.worst : row.dataset.worst === show)) &&
    (!kind || row.dataset.kinds.split(" ").includes(kind)) &&
    (!trust || row.dataset.confidence === trust) &&
    (!section || row.closest(".document").id === section) &&
    (!words || plain(row.querySelector(".pair").textContent).includes(plain(words)));
  const filter = () => {
    const wanted = Object.fromEntries(new FormData(form));
    let shown = 0;
    for (const row of rows) {
      row.hidden = !passes(row, wanted);
      shown += row.hidden ? 0 : 1;
    }
    for (const section of document.querySelectorAll(".document"))
      section.hidden = ![...section.querySelectorAll(".row")].some((row) => !row.hidden);
    count.textContent = count.dataset.words.replace("{shown}", shown).replace("{all}", rows.length);
  };
  form.hidden = false;
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  filter();

  // The address of a text or document that stands on another page leads there; the list of pages has the first text of each.
  const before = ([article, row], [other, line]) => article < other || (article === other && row <= line);
  const home = (hash) => {
    const found = hash.match(/^#e(\d+)-(\d+)$/);
    if (!found) return document.querySelector(`a[href$="html${CSS.escape(hash)}"]`)?.href;
    const wanted = found.slice(1).map(Number);
    const link = [...document.querySelectorAll("[data-first]")].findLast((each) => before(each.dataset.first.split("-").map(Number), wanted));
    return link && !link.getAttribute("href").startsWith("#") ? link.href + hash : undefined;
  };
  const seek = () => {
    const place = location.hash && !document.getElementById(location.hash.slice(1)) ? home(location.hash) : undefined;
    if (place) location.replace(place);
  };
  addEventListener("hashchange", seek);
  seek();

  // Notes: the ledger's own lines, shown beside the word, with the word's partner in the other language lit.
  let current = null;
  const light = (row, notes, on) => {
    for (const piece of row.querySelectorAll(".m[data-notes]"))
      if (piece.dataset.notes.split(" ").some((note) => notes.includes(note))) piece.classList.toggle("on", on);
  };
  const close = () => {
    if (!current) return;
    light(current.closest(".row"), current.dataset.notes.split(" "), false);
    current.removeAttribute("aria-expanded");
    if (current.tabIndex === 0) current.setAttribute("aria-expanded", "false");
    current = null;
    tip.hidden = true;
  };
  const open = (piece) => {
    if (piece === current) return;
    close();
    current = piece;
    const row = piece.closest(".row");
    const notes = piece.dataset.notes.split(" ");
    tip.replaceChildren(...notes.flatMap((note) => {
      const line = row.querySelector(`li[data-note="${note}"]`);
      if (!line) return [];
      const told = document.createElement("p");
      told.append(...[...line.cloneNode(true).childNodes]);
      told.className = line.className;
      return [told];
    }));
    light(row, notes, true);
    if (piece.tabIndex === 0) piece.setAttribute("aria-expanded", "true");
    tip.hidden = false;
    const place = piece.getClientRects()[0];
    const left = Math.min(place.left, document.documentElement.clientWidth - tip.offsetWidth - 12);
    const below = place.bottom + 8 + tip.offsetHeight < window.innerHeight;
    tip.style.left = `${Math.max(8, left) + window.scrollX}px`;
    tip.style.top = `${(below ? place.bottom + 8 : place.top - tip.offsetHeight - 8) + window.scrollY}px`;
  };
  const piece = (event) => event.target.closest?.(".m[data-notes]");
  document.addEventListener("pointerover", (event) => (piece(event) ? open(piece(event)) : event.target.closest?.("#tip") || close()));
  document.addEventListener("focusin", (event) => (piece(event) ? open(piece(event)) : close()));
  document.addEventListener("click", (event) => piece(event) && open(piece(event)));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    if ((event.key === "Enter" || event.key === " ") && piece(event)) {
      event.preventDefault();
      open(piece(event));
    }
  });

  // Pointing at a finding lights its place in the text.
  for (const type of ["pointerenter", "pointerleave"])
    for (const line of document.querySelectorAll("li[data-note]"))
      line.addEventListener(type, () => light(line.closest(".row"), [line.dataset.note], type === "pointerenter"));
})();
