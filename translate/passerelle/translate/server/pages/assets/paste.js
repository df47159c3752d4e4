"use strict";
// A paste with markup becomes Markdown: parsed where nothing runs or is fetched, and of it words and plain marks are taken.
(() => {
  const text = document.getElementById("text");
  const form = document.getElementById("form");
  const rich = document.getElementById("rich");

  const BLOCKS = "p,h1,h2,h3,h4,h5,h6,li,blockquote,td,th,div,section,article,aside,header,footer,main,nav,address,center,ul,ol,dl,dt,dd,table,figure,figcaption,pre,hr";
  const UNSEEN = /^(script|style|template|head|title|noscript|iframe|svg|object)$/;
  const [BOLD, ITALIC] = [["\ue000", "\ue001"], ["\ue002", "\ue003"]]; // until the end, so that what stands side by side is joined
  const isElement = (node) => node.nodeType === Node.ELEMENT_NODE;
  const isBlock = (node) => isElement(node) && (node.matches(BLOCKS) || node.querySelector(BLOCKS) !== null);
  const style = (node) => node.dataset?.style ?? "";

  const escape = (words) => words.replace(/[\ue000-\ue003]/g, "").replace(/[ \t\r\n\f]+/g, " ").replace(/[\\`*_[\]<>#]|&(?=#?\w+;)/g, "\\$&");
  const wrap = ([open, close], words) => (words.trim() ? words.replace(/^(\s*)([^]*?)(\s*)$/, `$1${open}$2${close}$3`) : words);
  const isBold = (node) => (/^(b|strong)$/.test(node.localName) ? !/(?<![\w-])font-weight:\s*(normal|[1-4]00)/i.test(style(node)) : /(?<![\w-])font-weight:\s*(bold|[6-9]00)/i.test(style(node)));
  const isItalic = (node) => (/^(i|em)$/.test(node.localName) ? !/font-style:\s*normal/i.test(style(node)) : /font-style:\s*italic/i.test(style(node)));
  const raised = (node) => (/^su[bp]$/.test(node.localName) ? node.localName : { super: "sup", sub: "sub" }[/vertical-align:\s*(super|sub)\b/i.exec(style(node))?.[1].toLowerCase()]);
  const within = (node) => [...node.childNodes].map(inline).join("");
  const inline = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return escape(node.data);
    if (!isElement(node) || UNSEEN.test(node.localName) || /mso-list:\s*ignore/i.test(style(node))) return "";
    if (node.localName === "br") return "  \n";
    let words = within(node);
    const href = node.getAttribute("href") ?? "";
    if (node.localName === "a" && /^(https?:|mailto:)[^\s<>()]+$/i.test(href) && words.trim()) words = wrap(["[", `](${href})`], words);
    if (raised(node) && words.trim()) words = `<${raised(node)}>${words}</${raised(node)}>`;
    if (isItalic(node)) words = wrap(ITALIC, words);
    return isBold(node) ? wrap(BOLD, words) : words;
  };
  const marks = (words) => {
    for (const [pair, sign] of [[BOLD, "**"], [ITALIC, "*"]]) {
      let depth = 0;
      words = words.replace(new RegExp(`${pair[1]}(\\s*)${pair[0]}`, "g"), "$1").replace(new RegExp(`[${pair.join("")}]`, "g"), (mark) => {
        const outer = mark === pair[0] ? depth++ === 0 : --depth === 0;
        return outer ? sign : "";
      });
    }
    return words.trim();
  };

  const indent = (words, width) => words.replace(/\n(?=.)/g, `\n${" ".repeat(width)}`);
  const list = (node) => {
    const items = [];
    let number = Number(node.getAttribute("start") ?? 1);
    for (const child of node.children) {
      if (/^[uo]l$/.test(child.localName) && items.length) {
        items.push(items.pop() + indent(`\n${list(child)}`, 4)); // as Google Docs nests them
        continue;
      }
      const sign = node.localName === "ol" ? `${number++}. ` : "- ";
      const words = blocks(child).join("\n\n");
      if (words) items.push(sign + indent(words, sign.length));
    }
    return items.join("\n");
  };
  const table = (node) => {
    const rows = [...node.rows].map((row) => [...row.cells].map((cell) => blocks(cell).join(" ").replace(/\s*\n\s*/g, " ").replace(/\|/g, "\\|")));
    const width = Math.max(...rows.map((row) => row.length));
    const line = (cells) => `| ${Array.from({ length: width }, (_, place) => cells[place] ?? "").join(" | ")} |`;
    return [line(rows[0]), `|${" --- |".repeat(width)}`, ...rows.slice(1).map(line)].join("\n");
  };
  const isTable = (node) => node.localName === "table" && !node.querySelector("table") && [...node.rows].some((row) => row.cells.length > 1);
  const block = (node) => {
    const level = /^h([1-6])$/.exec(node.localName)?.[1];
    if (level) return [`${"#".repeat(Number(level))} ${marks(within(node)).replace(/\*\*|\s*\n/g, (sign) => (sign === "**" ? "" : " "))}`];
    if (/^[uo]l$/.test(node.localName)) return [list(node)];
    if (isTable(node)) return [table(node)];
    const inner = blocks(node);
    const item = /mso-list:\s*\w+\s+level(\d)/i.exec(style(node)); // as Word writes them
    if (item && inner.length) {
      const sign = /^\s*\(?\w+[.)]/.test([...node.querySelectorAll("[data-style]")].find((each) => /mso-list:\s*ignore/i.test(style(each)))?.textContent ?? "") ? "1. " : "- ";
      return [" ".repeat(4 * (Number(item[1]) - 1)) + sign + indent(inner.join("\n\n"), 4 * Number(item[1]))];
    }
    if (node.localName === "li") return inner.length ? [`- ${indent(inner.join("\n\n"), 2)}`] : [];
    if (node.localName === "blockquote") return inner.length ? [`> ${inner.join("\n\n").replace(/\n/g, "\n> ")}`] : [];
    return inner;
  };
  const blocks = (node) => {
    const out = [];
    let run = "";
    const flush = () => {
      if (marks(run)) out.push(marks(run));
      run = "";
    };
    for (const child of node.childNodes) {
      if (!isBlock(child)) {
        run += inline(child);
        continue;
      }
      flush();
      if (!UNSEEN.test(child.localName)) out.push(...block(child));
    }
    flush();
    return out.filter((each) => /[^#>\-\s|\u00a0]/.test(each));
  };
  // What would run or colour is renamed first: the parser would not obey it, but the browser would report it.
  const quiet = (html) =>
    html.replace(/<(script|style)\b[^]*?<\/\1\s*>/gi, "").replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/\son\w+\s*=/gi, " data-on=").replace(/\sstyle\s*=/gi, " data-style=").replace(/javascript:/gi, ""));
  const toMarkdown = (html) => blocks(new DOMParser().parseFromString(quiet(html), "text/html").body).join("\n\n");

  text.addEventListener("paste", (event) => {
    const html = event.clipboardData?.getData("text/html");
    if (!html || !/<(h[1-6]|li|b|strong|i|em|a|blockquote|p|table)\b|font-weight:\s*(bold|[6-9]00)/i.test(html)) return;
    const markdown = toMarkdown(html);
    if (!markdown) return;
    event.preventDefault();
    text.focus();
    if (!document.execCommand("insertText", false, markdown)) text.setRangeText(markdown, text.selectionStart, text.selectionEnd, "end");
    form.value = "markdown";
    rich.hidden = false;
  });
  text.addEventListener("input", () => {
    if (text.value.trim()) return;
    form.value = "auto";
    rich.hidden = true;
  });
})();
