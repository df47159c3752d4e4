"use strict";
(() => {
  // A paste with markup becomes Markdown: parsed where nothing runs or is fetched, and of it words and plain marks are taken.
  const escape = (text) => text.replace(/\s+/g, " ").replace(/[\\`*_[\]<>#]/g, "\\$&");
  const within = (node) => [...node.childNodes].map(inline).join("");
  const wrap = (sign, text) => (text.trim() ? text.replace(/^(\s*)([^]*?)(\s*)$/, `$1${sign}$2${sign}$3`) : text);
  const inline = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return escape(node.data);
    if (node.nodeType !== Node.ELEMENT_NODE) return "";
    const name = node.localName;
    if (/^(script|style|template|head|noscript|iframe|svg|object)$/.test(name)) return "";
    if (name === "br") return "  \n";
    if (/^(b|strong)$/.test(name)) return wrap("**", within(node));
    if (/^(i|em)$/.test(name)) return wrap("*", within(node));
    const href = node.getAttribute("href") ?? "";
    if (name === "a" && /^(https?:|mailto:)[^\s<>()]+$/i.test(href) && within(node).trim()) return `[${within(node).trim()}](${href})`;
    return within(node);
  };
  const BLOCKS = "p,h1,h2,h3,h4,h5,h6,li,blockquote,td,th,div,section,article,main,ul,ol,table,figure,figcaption,pre";
  const blocks = (node, out) => {
    let run = "";
    const flush = (sign = "") => {
      const text = run.trim();
      if (text) out.push(sign + text);
      run = "";
    };
    for (const child of node.childNodes) {
      const isBlock = child.nodeType === Node.ELEMENT_NODE && (child.matches(BLOCKS) || child.querySelector(BLOCKS));
      if (!isBlock) {
        run += inline(child);
        continue;
      }
      flush();
      const level = /^h([1-6])$/.exec(child.localName)?.[1];
      if (level) out.push(`${"#".repeat(Number(level))} ${within(child).trim()}`);
      else if (child.localName === "li" && !child.querySelector(BLOCKS)) out.push(`- ${within(child).trim()}`);
      else if (child.localName === "blockquote" && !child.querySelector(BLOCKS)) out.push(`> ${within(child).trim()}`);
      else blocks(child, out);
    }
    flush();
    return out;
  };
  const toMarkdown = (html) => {
    // What would run or colour is cut out first: the parser would not obey it, but the browser would report it.
    const bare = html.replace(/<(script|style)\b[^]*?<\/\1\s*>/gi, "").replace(/\s(?:on\w+|style)\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi, "").replace(/javascript:/gi, "");
    return blocks(new DOMParser().parseFromString(bare, "text/html").body, []).filter((line) => /[^#>\-\s]/.test(line)).join("\n\n");
  };

  const give = document.getElementById("give");
  if (give) {
    const text = document.getElementById("text");
    const file = document.getElementById("file");
    const rich = document.getElementById("rich");
    text.addEventListener("paste", (event) => {
      const html = event.clipboardData?.getData("text/html");
      if (!html || !/<(h[1-6]|li|b|strong|i|em|a|blockquote|p)\b/i.test(html)) return;
      const markdown = toMarkdown(html);
      if (!markdown) return;
      event.preventDefault();
      text.focus();
      if (!document.execCommand("insertText", false, markdown)) text.setRangeText(markdown, text.selectionStart, text.selectionEnd, "end");
      document.getElementById("form").value = "markdown";
      rich.hidden = false;
    });
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
