"""What no Markdown parser may look into: expressions of site generators, formulas, attribute lists, roles, citations.

Each is hidden behind signs of its own before a file is parsed, as many as it has characters, so that every place stays true; the
same signs tell what stood there when the text is read.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from passerelle.translate.formats.tokens import BLOCKS
from passerelle.translate.text.templates import find_templates

_FIRST = 0xF0000
_MOST = 0xFFFD
_FILL = "\ue000"
_SIGN = re.compile(rf"[\U000F0000-\U000FFFFD]{_FILL}*")
_JSX = (
    r"<[A-Z][\w.]*(?:\s+[\w:-]+(?:=(?:\"[^\"]*\"|'[^']*'|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}))?|\s+\{\.\.\.[^{}]*\})*"
    r"\s*/?>"
)
KEPT = r"(?:\stranslate=[\"']?no\b|\sclass=[\"'][^\"'<>]{0,200}\bnotranslate\b|\slang=[\"']?(?!fr\b)[a-z]{2})"
"""Attributes of an element that stays as it is: marked so, or in another language."""

_INNER = r"(?:[^\n]|\n(?![ \t]*\n)){0,600}?"
_OPAQUE_HTML = (
    rf"(?i:<(?P<what>code|kbd|samp|var|tt|math|svg)\b[^<>]*>{_INNER}</(?P=what)\s*>)"
    rf"|(?i:<(?!(?:{'|'.join(sorted(BLOCKS))})\b)(?P<kept>\w+)\b[^<>]{{0,300}}{KEPT}[^<>]*>"
    rf"{_INNER}</(?P=kept)\s*>)"
)
_OWN = re.compile(
    rf"{_OPAQUE_HTML}"
    r"|\{[\w:.+-]+\}(?P<ticks>`+)[^`]+(?P=ticks)"  # a role of MyST
    r"|\{[:.#][^{}\n]*\}|\{\.?[\w-]+(?:[ ]+(?:[.#][\w-]+|[\w-]+=(?:\"[^\"\n]*\"|[\w-]+)))+\}|\{[\w-]+=[^{}\n]*\}"  # a list of attributes
    rf"|{_JSX}|</(?:[A-Z][\w.]*)?\s*>|<>"
    r"|(?<![<\w])https?://[^\s<>()\[\]\"'`{}]*[_*~^][^\s<>()\[\]\"'`{}]*"
    r"|(?<!\\)\\\((?P<inline>[^\n]{1,300}?)\\\)|(?<!\\)\\\[(?P<display>[^\n]{1,300}?)\\\]"
    r"|\\(?:cite|ref|label|eqref|autoref)[a-z]*\{[^{}\n]*\}"
    r"|\[-?@[^\]\n]+\]|(?<![\w@.])@(?:fig|tbl|sec|eq|lst)[-:][\w:-]+"  # citations and cross-references
    r"|(?<![\w:]):[a-z][a-z\d_+-]{1,30}:(?![\w:])"  # emoji
    r"|\[\[_?(?:toc|TOC)_?\]\]|!?\[\[[^\[\]\n]+\]\]"
    r"|\^\[(?:[^\[\]\n]|\[[^\[\]\n]*\])+\]"  # a note in the text
    r"|%%[^%\n]+%%"
)
_MATHS = re.compile(r"[=^_+<>{}]|\\[a-z]|^\w{1,2}$")
_LATEX = re.compile(r"\\[A-Za-z]+\*?\Z")
_DEFINITION = re.compile(r"^ {0,3}\[([^\]\n]+)\]:", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with what is opaque in it behind signs: ``text`` is as long as the original, ``hidden`` what they stand for."""

    text: str
    hidden: tuple[str, ...] = ()

    def split(self, text: str) -> Iterator[tuple[str, bool]]:
        """Yield the parts of a text cut out of the masked one, in order, each with whether it is opaque."""
        position = 0
        for found in _SIGN.finditer(text):
            if found.start() > position:
                yield text[position : found.start()], False
            yield self._said(found), True
            position = found.end()
        if position < len(text):
            yield text[position:], False

    def restore(self, text: str) -> str:
        r"""Return a text cut out of the masked one as it was.

        >>> mask("Le {{ jour }}").restore("Le \U000f0000\ue000\ue000")
        'Le {{ jour }}'
        """
        return _SIGN.sub(self._said, text)

    def _said(self, found: re.Match[str]) -> str:
        number = ord(found[0][0]) - _FIRST
        return self.hidden[number] if number < len(self.hidden) else found[0]


def mask(text: str) -> Masked:
    """Hide what is opaque in a Markdown text; line ends and what leads a line stay, for they are the Markdown's around it."""
    if _SIGN.search(text):
        return Masked(text)
    out: list[str] = []
    hidden: list[str] = []
    position = 0
    for start, end in _opaque(text):
        out.append(text[position:start])
        for index, line in enumerate(text[start:end].split("\n")):
            body = line.lstrip(" \t>") if index else line
            out += ["\n" if index else "", line[: len(line) - len(body)]]
            if body and len(hidden) < _MOST:
                out.append(chr(_FIRST + len(hidden)) + _FILL * (len(body) - 1))
                hidden.append(body)
            else:
                out.append(body)
        position = end
    return Masked("".join(out) + text[position:], tuple(hidden))


def _opaque(text: str) -> Iterator[tuple[int, int]]:
    defined = {found[1].casefold() for found in _DEFINITION.finditer(text)}
    own = (found.span() for found in _OWN.finditer(text) if _is_opaque(found))
    return _apart(
        [
            *own,
            *(
                (start, end)
                for start, end in find_templates(text)
                if text[start + 1 : end - 1].casefold() not in defined
                and not _LATEX.search(text[max(0, start - 20) : start])
            ),
        ]
    )


def _is_opaque(found: re.Match[str]) -> bool:
    r"""Tell a formula in ``\( \)`` from brackets that someone escaped."""
    formula = found["inline"] or found["display"]
    return formula is None or bool(_MATHS.search(formula))


def _apart(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield spans in order, of two that overlap the first, of two that begin together the longer."""
    position = 0
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= position:
            yield start, end
            position = end


_NAMES = (
    re.compile(r"</?(?P<name>[A-Za-z][\w.:-]*)"),
    re.compile(r"\{\{[<%]\s*/?\s*(?P<name>[\w./-]+)"),
    re.compile(r"\{%-?\s*(?:end|/)?\s*(?P<name>[\w-]+)"),
    re.compile(r"\[/?(?P<name>[a-z][\w-]*)"),
)
_CLOSING = re.compile(r"</|\{\{[<%]\s*/|\{%-?\s*(?:end|/)|\[/")
_ALONE = re.compile(r"/\s*>\Z|/\s*[>%]\}\}\Z|/\s*\]\Z|/\s*%\}\Z")


def tag_side(raw: str) -> tuple[str, int]:
    """Return the name of a tag or shortcode, and 1 where it opens a pair, -1 where it closes one, 0 where it stands alone.

    >>> tag_side("{{< note >}}"), tag_side("{% endnote %}"), tag_side("<br/>")
    (('note', 1), ('note', -1), ('br', 0))
    """
    for pattern in _NAMES:
        found = pattern.match(raw)
        if found:
            side = -1 if _CLOSING.match(raw) else 0 if _ALONE.search(raw) else 1
            return found["name"].lower().removeprefix("/"), side
    return "", 0
