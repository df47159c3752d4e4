"""The parser: CommonMark with what site generators, notebooks and forges add to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.amsmath import amsmath_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.subscript import sub_plugin
from mdit_py_plugins.superscript import superscript_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from passerelle.translate.formats.markdown.directives import directives_plugin
from passerelle.translate.formats.markdown.front_matter import front_matter_end
from passerelle.translate.formats.markdown.opaque import Masked, mask
from passerelle.translate.formats.markdown.raw import MASKED, raw_plugin

DEEPEST = 60
"""Levels of blocks in blocks; what stands deeper is kept as it is."""


class _Parser(MarkdownIt):
    """A parser that leaves addresses as they are written: they are written again, and may be a template's expression."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the parser's name
        return url

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 - the parser's name
        return True


def _parser() -> MarkdownIt:
    parser = _Parser("commonmark", {"inline_definitions": True, "store_labels": True, "maxNesting": DEEPEST})
    parser.enable(["table", "strikethrough"])
    parser.use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
    parser.use(deflist_plugin).use(tasklists_plugin).use(superscript_plugin).use(sub_plugin)
    parser.use(
        dollarmath_plugin, allow_space=False, allow_digits=False, allow_blank_lines=False, double_inline=True
    )
    parser.use(amsmath_plugin).use(raw_plugin).use(directives_plugin)
    return parser


_PARSER = _parser()


@dataclass(frozen=True, slots=True)
class Parsed:
    """A Markdown text: its tokens, whose maps are lines of ``text``, and what was masked in it.

    ``starts`` are the places in ``text`` where its lines begin; ``head`` is the length of its front matter in lines.
    """

    text: str
    lines: tuple[str, ...]
    starts: tuple[int, ...]
    head: int
    tokens: Sequence[Token]
    masked: Masked


def parse(text: str) -> Parsed:
    """Return a text parsed; the front matter is left blank, so that every place is one in ``text``."""
    lines = tuple(text.split("\n"))
    head = front_matter_end(lines)
    body = "\n".join([*(" " * len(line) for line in lines[:head]), *lines[head:]])
    masked = mask(body)
    starts = tuple(accumulate((len(line) + 1 for line in lines[:-1]), initial=0))
    return Parsed(text, lines, starts, head, _PARSER.parse(masked.text, {MASKED: masked}), masked)


def parse_inline(text: str) -> Sequence[Token]:
    """Return the tokens of a masked stretch of inline Markdown."""
    return _PARSER.parseInline(text, {})[0].children or []
