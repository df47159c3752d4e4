"""The head of a Markdown file between ``---`` lines: the fields that a reader sees."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from passerelle.translate.formats.encoding import collapse_spaces
from passerelle.translate.text.document import BlockKind

_KINDS = {
    "title": BlockKind.TITLE,
    "titre": BlockKind.TITLE,
    "subtitle": BlockKind.PARAGRAPH,
    "description": BlockKind.PARAGRAPH,
    "summary": BlockKind.PARAGRAPH,
    "excerpt": BlockKind.PARAGRAPH,
    "lead": BlockKind.PARAGRAPH,
    "chapo": BlockKind.PARAGRAPH,
    "standfirst": BlockKind.PARAGRAPH,
}
_FIELD = re.compile(r"(?P<key>[A-Za-z_-]+)(?P<sign>\s*[:=]\s*)(?P<value>.*?)\s*$")
_LANGUAGE = re.compile(r"^((?:lang|language|locale)\s*[:=]\s*[\"']?)fr(?:[-_][A-Za-z]+)?\b", re.IGNORECASE)
_FENCES = {"---": ("---", "..."), "+++": ("+++",)}


@dataclass(frozen=True, slots=True)
class Field:
    """A translatable field on lines ``start`` to ``end``; ``prefix`` is its key and sign."""

    kind: BlockKind
    prefix: str
    value: str
    start: int
    end: int


def front_matter_end(lines: Sequence[str]) -> int:
    """Return the number of lines that the front matter takes, fences included; 0 where there is none."""
    ends = _FENCES.get(lines[0].rstrip()) if lines else None
    if ends is None:
        return 0
    return next((index + 1 for index, line in enumerate(lines) if index and line.rstrip() in ends), 0)


def read_fields(lines: Sequence[str]) -> Iterator[Field]:
    """Yield title, description and their like from the lines of a front matter."""
    index = 1
    while index < len(lines) - 1:
        found = _FIELD.fullmatch(lines[index])
        end = index + 1
        while end < len(lines) - 1 and (lines[end].startswith((" ", "\t")) or not lines[end].strip()):
            end += 1
        kind = _KINDS.get(found["key"].lower()) if found else None
        if found and kind:
            value = _value([found["value"], *lines[index + 1 : end]])
            if value:
                yield Field(kind, found["key"] + found["sign"], value, index, end)
        index = end


def write_field(field: Field, target: str) -> str:
    """Return a field's line with another value, quoted so that YAML and TOML both read it."""
    return f"{field.prefix.rstrip()} {json.dumps(target, ensure_ascii=False)}"


def set_english(line: str) -> str:
    """Return a line of front matter with a French language code made English.

    >>> set_english("lang: fr-FR")
    'lang: en'
    """
    return _LANGUAGE.sub(r"\1en", line)


def _value(lines: Sequence[str]) -> str:
    """Return a scalar's text: plain, quoted, or a block that begins with ``>`` or ``|``."""
    first = lines[0]
    if re.fullmatch(r"[>|][+-]?\d?", first):
        return collapse_spaces("\n".join(lines[1:])).strip(" ")
    text = collapse_spaces("\n".join(lines)).strip(" ")
    if text[:1] == '"' and text[-1:] == '"' and len(text) > 1:
        try:
            return str(json.loads(text))
        except ValueError:
            return text[1:-1]
    if text[:1] == "'" and text[-1:] == "'" and len(text) > 1:
        return text[1:-1].replace("''", "'")
    return "" if text[:1] in "[{&*!" else text
