"""Block rules for the lines that speak to a program: shortcodes, marks of containers, attributes, imports, comments.

Each becomes a token ``raw``, kept to the letter; its ``meta`` are the places in the text where a title for readers stands. The
parser's environment holds the text as it was before it was masked.
"""

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock

from passerelle.glossary.words import read_words
from passerelle.translate.formats.markdown.opaque import Masked, tag_side
from passerelle.translate.formats.markdown.spoken import is_spoken_name

CODE_NAMES = frozenset(read_words(__file__, "code-directives.txt"))
"""Names of directives and shortcodes whose argument and body are for programs."""

MASKED = "masked"
"""The key under which the parser's environment holds the masked text."""

Places = tuple[tuple[int, int], ...]

_CONTAINERS = (
    re.compile(r":{3,}[ \t]*(?P<name>[\w-]+)?[ \t]*\[(?P<title>[^\]]*)\](?:\{[^{}]*\})?\s*"),
    re.compile(r":{3,}[ \t]*\{(?P<name>[\w:.+-]+)\}[ \t]*(?P<title>.*?)\s*"),
    re.compile(
        r":{3,}[ \t]*(?:\{[^{}]*\}[ \t]*)?(?P<name>[\w-]+)?(?:[ \t]*\{[^{}]*\})?[ \t]*(?P<title>(?![ \t{:\[]).*?)\s*:*"
    ),
    re.compile(r"/{3,}[ \t]*(?P<name>[\w-]+)?(?:[ \t]*\|[ \t]*(?P<title>.*?))?\s*"),
    re.compile(r"\[!(?P<name>[\w-]+)\][+-]?[ \t]*(?P<title>.*?)\s*"),
)
_BARE = re.compile(
    r"\{:[^{}]*\}|\{:?:/?\w*[^{}]*/?\}|\{[.#][^{}]*\}"  # attributes and extensions of kramdown
    r"|\[\[?_?(?:toc|TOC)_?\]?\]|\{\{\s*(?:toc|TOC)\s*\}\}"
    r"|\([\w:.-]+\)=|\+{3,}|\^{3,}|\\(?:newpage|pagebreak|clearpage)"
)
_LOOSE = re.compile(
    r"(?:%\s|\.\.\s|import\s.*\sfrom\s+[\"']|import\s+[\"']|export\s+(?:const|default|function|let|async)\b).*"
)
_OPTION = re.compile(r":(?P<name>[\w-]+):(?:[ \t]+(?P<value>.*?))?\s*")
_EXPRESSION = re.compile(r"\{%|\{\{[<%]|\[/?[a-z]|</?[A-Z]|\{/\*|<%|<\?")
_PAIRS = (("{{", "}}"), ("{%", "%}"), ("{/*", "*/}"), ("<%", "%>"), ("<?", "?>"), ("[", "]"))


def raw_plugin(md: MarkdownIt) -> None:
    """Add the rules to a parser."""
    alt: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("table", "raw_pair", _raw_pair, alt)
    md.block.ruler.before("table", "raw_line", _raw_line, alt)
    md.block.ruler.before("table", "loose_line", _loose_line)


def source_line(state: StateBlock, line: int) -> str:
    """Return a line as it was before it was masked, without its indentation."""
    masked: Masked = state.env[MASKED]
    return masked.restore(state.src[line_start(state, line) : state.eMarks[line]])


def line_start(state: StateBlock, line: int) -> int:
    """Return where a line begins in the text, behind its indentation."""
    return state.bMarks[line] + state.tShift[line]


def push_raw(
    state: StateBlock, line: int, end: int, titles: Sequence[tuple[int, int]] = (), *, code: bool = False
) -> None:
    """Add a token for the lines from ``line`` to ``end``; ``titles`` are places in the first of them."""
    start = line_start(state, line)
    token = state.push("raw_code" if code else "raw", "", 0)
    token.map = [line, end]
    token.content = state.env[MASKED].restore(state.src[start : state.eMarks[end - 1]])
    token.meta = {"start": start, "titles": tuple((start + first, start + last) for first, last in titles)}
    state.line = end


def read_option(text: str) -> Places | None:
    """Return where the words for readers stand in a directive's option (``:alt: Le bloc``); None where a line is no option."""
    found = _OPTION.fullmatch(text)
    if found is None:
        return None
    spoken = found["value"] and is_spoken_name(found["name"]) and any(map(str.isalpha, found["value"]))
    return (found.span("value"),) if spoken else ()


def _raw_line(state: StateBlock, line: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    if state.is_code_block(line):
        return False
    text = source_line(state, line)
    titles = _container_titles(text)
    last = line + 1 if titles is not None or _BARE.fullmatch(text) else _expression_end(state, line, end)
    if last and not silent:
        push_raw(state, line, last, titles or ())
    return bool(last)


def _container_titles(text: str) -> Places | None:
    """Return where the title of a container's line stands (``::: note Attention``); None for another line."""
    if text[:1] not in (":", "/", "["):
        return None
    for pattern in _CONTAINERS:
        found = pattern.fullmatch(text)
        if found:
            spoken = (found["name"] or "").lower() not in CODE_NAMES and any(
                map(str.isalpha, found["title"] or "")
            )
            return (found.span("title"),) if spoken else ()
    return None


def _expression_end(state: StateBlock, line: int, end: int) -> int:
    """Return the line after expressions that fill whole lines and speak to a program; 0 where there are none."""
    masked: Masked = state.env[MASKED]
    text = ""
    if not _EXPRESSION.match(source_line(state, line)):
        return 0
    for last in range(line, end):
        own = state.src[line_start(state, last) : state.eMarks[last]]
        if not own.strip() or any(part.strip() for part, hidden in masked.split(own) if not hidden):
            return 0
        text += masked.restore(own) + "\n"
        if _is_closed(text.rstrip()):
            return last + 1
    return 0


def _is_closed(text: str) -> bool:
    if re.match(r"</?[A-Z]", text):
        return text.endswith(">")
    return all(text.count(first) <= text.count(second) for first, second in _PAIRS if text.startswith(first))


def _raw_pair(state: StateBlock, line: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    """Keep what stands between two signs that hold code: ``{% highlight %}`` and ``{% endhighlight %}``."""
    closing = None if state.is_code_block(line) else _closing_of(source_line(state, line))
    last = next(
        (each for each in range(line, end) if closing and closing.search(source_line(state, each))), None
    )
    if last is None:
        return False
    if not silent:
        push_raw(state, line, last + 1, code=True)
    return True


def _closing_of(text: str) -> re.Pattern[str] | None:
    name, side = tag_side(text) if text[:2] in ("{{", "{%") else ("", 0)
    if side == 1 and name in CODE_NAMES:
        return re.compile(rf"\{{%-?\s*end{re.escape(name)}\b|\{{\{{[<%]\s*/\s*{re.escape(name)}\b")
    if text.rstrip() == "\\[":
        return re.compile(r"\\\]\s*$")
    if re.match(r"\{::(?:nomarkdown|comment)", text):
        return re.compile(r"\{:/")
    if re.match(r":{3,}[ \t]*\{(?P<name>[\w:.+-]+)\}", text):
        name = text.partition("{")[2].partition("}")[0].lower()
        colons = text[: len(text) - len(text.lstrip(":"))]
        return re.compile(rf"^{colons}\s*$") if name in CODE_NAMES else None
    return None


def _loose_line(state: StateBlock, line: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    """Keep a line that speaks to a program where it begins a block: a comment, a field, an import."""
    text = source_line(state, line)
    titles = read_option(text)
    if silent or state.is_code_block(line) or (titles is None and not _LOOSE.fullmatch(text)):
        return False
    last = line + 1
    while titles is None and last < end and not state.isEmpty(last):
        if text[0] in ".%" and state.sCount[last] <= state.sCount[line]:
            break
        last += 1
    push_raw(state, line, last, titles or (), code=text.startswith(("import", "export")))
    return True
