"use strict";
(() => {
  const give = document.getElementById("give");
  if (give) {
    const file = document.getElementById("file");
    const drop = document.getElementById("drop");
    const holdsFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
    document.addEventListener("dragover", (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      drop.hidden = false;
    });
    document.addEventListener("dragleave", (event) => {
      if (!event.relatedTarget) drop.hidden = true;
    });
    document.addEventListener("drop", (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      drop.hidden = true;
      file.files = event.dataTransfer.files;
      give.requestSubmit();
    });
  }

  // While an article is translated: how far it is, until there is something to read.
  const progress = document.getElementById("progress");
  if (progress) {
    const bar = progress.querySelector("progress");
    const stage = document.getElementById("stage");
    const ask = async () => {
      try {
        const answer = await fetch(progress.dataset.address, { headers: { accept: "application/json" } });
        const told = await answer.json();
        if (!answer.ok || told.ready) return location.reload();
        if (told.total) [bar.max, bar.value] = [told.total, told.done];
        if (stage.textContent !== told.words) stage.textContent = told.words;
      } catch {
        // The server may be busy: it is asked again.
      }
      setTimeout(ask, 700);
    };
    setTimeout(ask, 300);
  }

  const copy = document.getElementById("copy");
  if (copy && navigator.clipboard) {
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      const english = [...document.querySelectorAll(".row .text[lang=en]")].map((each) => each.textContent.trim());
      await navigator.clipboard.writeText(english.join("\n\n"));
      document.getElementById("copied").textContent = copy.dataset.done;
    });
  }
})();
