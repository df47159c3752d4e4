"""Block rules for directives with a body: what is indented under one, or fenced by one, is the Markdown that it is.

So is an indented block of French prose, which CommonMark takes for code.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock

from passerelle.translate.formats.markdown.raw import (
    CODE_NAMES,
    push_raw,
    read_option,
    source_line,
)
from passerelle.translate.formats.markdown.spoken import is_label
from passerelle.translate.text.language import is_prose
from passerelle.translate.text.templates import without_templates

_DIRECTIVE = re.compile(
    r"\.\.[ ]+(?:\|[^|]+\|[ ]+)?(?P<name>[\w:.+-]+?)::(?:[ ]+(?P<title>.*?))?(?:\s*\{[:#.][^{}]*\})?\s*"
)
_ADMONITION = re.compile(
    r"(?:!!!|\?\?\?\+?)[ ]+(?P<name>[\w-]+)(?:[ ]+[\w-]+)*(?:[ ]+(?P<quote>[\"'])(?P<title>.*)(?P=quote))?\s*"
)
_TAB = re.compile(r"(?P<name>===)[!+]?[ ]+(?P<quote>[\"'])(?P<title>.*)(?P=quote)\s*")
_FENCE = re.compile(
    r"(?P<fence>`{3,}|~{3,})[ ]*\{(?P<name>[\w:.+-]+)\}[ \t]*(?P<title>.*?)(?:\s*\{[:#.][^{}]*\})?\s*"
)


def directives_plugin(md: MarkdownIt) -> None:
    """Add the rules to a parser, behind those of `raw_plugin`."""
    alt: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("raw_pair", "directive", _directive, alt)
    md.block.ruler.before("raw_pair", "fenced_directive", _fenced_directive, alt)
    md.block.ruler.before("code", "prose", _prose)


@dataclass(frozen=True, slots=True)
class _Body:
    """The lines of a body, and the column that its Markdown begins in."""

    start: int
    end: int
    indent: int


def _directive(state: StateBlock, line: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    """Read ``.. name:: title``, ``!!! name "title"``, ``??? name`` and ``=== "title"`` with what is indented below."""
    if state.is_code_block(line):
        return False
    text = source_line(state, line)
    found = _DIRECTIVE.fullmatch(text) or _ADMONITION.fullmatch(text) or _TAB.fullmatch(text)
    if found is None or silent:
        return found is not None
    body = _indented(state, line, end)
    if found["name"].lower() in CODE_NAMES:
        push_raw(state, line, line + 1, code=True)
        _keep_body(state, body)
        return True
    push_raw(state, line, line + 1, _title(found))
    _read_body(state, body)
    return True


def _fenced_directive(state: StateBlock, line: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    """Read a fence that names a directive of MyST and holds French."""
    found = None if state.is_code_block(line) else _FENCE.fullmatch(source_line(state, line))
    if found is None or found["name"].lower() in CODE_NAMES:
        return False
    closing = re.compile(rf"{found['fence']}{found['fence'][0]}*\s*")
    last = next((each for each in range(line + 1, end) if closing.fullmatch(source_line(state, each))), end)
    if silent:
        return True
    push_raw(state, line, line + 1, _title(found))
    _read_body(state, _Body(line + 1, last, state.sCount[line]))
    if last < end:
        push_raw(state, last, last + 1)
    state.line = min(last + 1, end)
    return True


def _title(found: re.Match[str]) -> tuple[tuple[int, int], ...]:
    said = without_templates(found["title"] or "")
    return (found.span("title"),) if is_label(said) else ()


def _indented(state: StateBlock, line: int, end: int) -> _Body:
    """Return the lines below ``line`` that are indented deeper."""
    last, indent = line + 1, 0
    for each in range(line + 1, end):
        if state.isEmpty(each):
            continue
        if state.sCount[each] <= state.sCount[line]:
            break
        indent = min(indent, state.sCount[each]) if indent else state.sCount[each]
        last = each + 1
    return _Body(line + 1, last, indent)


def _keep_body(state: StateBlock, body: _Body) -> None:
    start = next((each for each in range(body.start, body.end) if not state.isEmpty(each)), body.end)
    if start < body.end:
        push_raw(state, start, body.end, code=True)
    state.line = body.end


def _read_body(state: StateBlock, body: _Body) -> None:
    """Read the options at the head of a body, then its blocks."""
    line = body.start
    if line < body.end and source_line(state, line).rstrip() == "---":
        last = next(
            (each for each in range(line + 1, body.end) if source_line(state, each).rstrip() == "---"), line
        )
        push_raw(state, line, last + 1)
        line = last + 1
    while line < body.end and (titles := read_option(source_line(state, line))) is not None:
        push_raw(state, line, line + 1, titles)
        line += 1
    _tokenize(state, _Body(line, body.end, body.indent))


def _tokenize(state: StateBlock, body: _Body) -> None:
    """Read lines as blocks of their own, as a container does."""
    kept = state.parentType, state.lineMax, state.blkIndent
    state.parentType, state.lineMax, state.blkIndent = "directive", body.end, body.indent
    state.level += 1
    if body.start < body.end:
        state.md.block.tokenize(state, body.start, body.end)
    state.level -= 1
    state.parentType, state.lineMax, state.blkIndent = kept
    state.line = body.end


def _prose(state: StateBlock, line: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    """Read as Markdown what is indented like code and says French, up to the first part that is code."""
    if silent or not state.is_code_block(line):
        return False
    last, sure = line, False
    for start, stop in _parts(state, line, end):
        text = "\n".join(source_line(state, each) for each in range(start, stop))
        if not is_prose(text, surely=False):
            break
        last, sure = stop, sure or is_prose(text)
    if not sure:
        return False
    indent = min(state.sCount[each] for each in range(line, last) if not state.isEmpty(each))
    _tokenize(state, _Body(line, last, indent))
    return True


def _parts(state: StateBlock, line: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the first line of each run of indented lines between empty ones, and the line after it."""
    start = -1
    for each in range(line, end):
        empty = state.isEmpty(each)
        if not empty and not state.is_code_block(each):
            end = each
            break
        if empty and start >= 0:
            yield start, each
        start = -1 if empty else each if start < 0 else start
    if start >= 0:
        yield start, end
