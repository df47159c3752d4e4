"""The head of a Markdown file, in YAML, TOML or JSON: the fields that a reader sees."""

import json
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from passerelle.translate.formats.encoding import collapse_spaces
from passerelle.translate.formats.inline import Piece, plain_pieces
from passerelle.translate.formats.markdown.fields import FIELD, Field, find_fields
from passerelle.translate.formats.markdown.region import Region
from passerelle.translate.text.document import BlockKind
from passerelle.translate.text.language import is_prose

_LANGUAGE = re.compile(
    r"^(\s*[\"']?(?:lang|language|languageCode|locale)[\"']?\s*[:=]\s*[\"']?)fr(?:[-_][A-Za-z]+)?\b",
    re.IGNORECASE,
)
_FENCES = {"---": ("---", "..."), "+++": ("+++",), ";;;": (";;;",), "{": ("}",)}
_PLAIN_HEAD = re.compile(
    r"(?:title|titre|date|tags|category|slug|authors?|lang|summary|template|status):\s+\S", re.IGNORECASE
)
_PLAIN_FIELD = re.compile(r"[A-Za-z][\w ]{0,30}:(?:\s+\S.*)?\s*")


def front_matter_end(lines: Sequence[str]) -> int:
    """Return the number of lines that the front matter takes, fences included; 0 where there is none.

    Without fences, two fields at the very beginning are one as well: Pelican and MultiMarkdown write them so.
    """
    first = lines[0].rstrip() if lines else ""
    ends = _FENCES.get(first)
    if ends is None:
        blank = next((index for index, line in enumerate(lines) if not line.strip()), len(lines))
        known = all(map(_PLAIN_FIELD.fullmatch, lines[:blank])) and _PLAIN_HEAD.match(first)
        return blank if blank > 1 and known else 0
    return next((index + 1 for index, line in enumerate(lines) if index and line.rstrip() in ends), 0)


def set_english(line: str) -> str:
    """Return a line of front matter with a French language code made English.

    >>> set_english("lang: fr-FR")
    'lang: en'
    """
    return _LANGUAGE.sub(r"\1en", line)


def field_regions(lines: Sequence[str], starts: Sequence[int], spoken: Collection[str]) -> Iterator[Region]:
    """Yield the values of the fields named in ``spoken``; ``starts`` are the places of the lines in the file."""
    for field, text in _said(lines, spoken):
        if field.kind is None:
            continue
        for value in _values(text, field.end, listed=field.listed):
            if any(map(str.isalpha, value.text)):
                start, level = starts[field.row], 1 if field.kind is BlockKind.TITLE else 0
                encode = partial(_encode, value)
                yield Region(field.kind, level, start + value.start, start + value.end, (value.text,), encode)


def field_names(text: str) -> tuple[str, ...]:
    """Return the names of the fields in the front matter of a text, each once; see `Field`."""
    lines = text.split("\n")
    return tuple(dict.fromkeys(field.name for field in find_fields(lines[: front_matter_end(lines)])))


def left_fields(lines: Sequence[str], spoken: Collection[str]) -> Iterator[tuple[int, str]]:
    """Yield the index of each field that is not translated though its value reads as French, and what it says."""
    for field, text in _said(lines, spoken):
        said = " ".join(value.text for value in _values(text, field.end, listed=False))
        if field.kind is None and is_prose(said):
            yield field.row, f"{field.name}: {said}"


def _said(lines: Sequence[str], spoken: Collection[str]) -> Iterator[tuple[Field, str]]:
    """Yield the fields with the text from their line to the end of their value; what looks like one in a value is none."""
    done = 0
    for field in find_fields(lines, spoken):
        if field.row < done:
            continue
        rest, end = lines[field.row][field.end :], _end_of_field(lines, field)
        if not rest.strip() and _is_mapping(lines[field.row + 1 : end]):
            end = field.row + 1
        if field.kind is not None or re.match(r"[>|][+-]?\d?\s*$", rest):
            done = end
        yield field, "\n".join(lines[field.row : end])[: field.stop]


def _is_mapping(lines: Sequence[str]) -> bool:
    """Whether the lines below a field hold fields of its own rather than values."""
    first = next((line for line in lines if line.strip()), "")
    return FIELD.match(first) is not None


@dataclass(frozen=True, slots=True)
class _Value:
    """A value: its place with its quotes, what it says, and how it is written.

    ``style`` is empty for plain text, ``"``, ``'``, ``block`` for lines of its own, ``part`` between the commas of a text.
    """

    start: int
    end: int
    text: str
    style: str = ""


def _end_of_field(lines: Sequence[str], field: Field) -> int:
    """Return the line after a field: what is indented deeper, and the items of a list, belong to it."""
    end = field.row + 1
    rest = lines[field.row][field.end :].strip()
    if field.stop is not None:
        return end
    if rest.startswith("[") and "]" not in rest:
        return next((each + 1 for each in range(end, len(lines)) if "]" in lines[each]), end)
    if rest.startswith(('"""', "'''")) and rest.count(rest[:3]) == 1:
        return next((each + 1 for each in range(end, len(lines)) if rest[:3] in lines[each]), end)
    while end < len(lines):
        line = lines[end]
        deeper = len(line) - len(line.lstrip()) > field.indent
        item = not rest and line.lstrip().startswith("- ") and len(line) - len(line.lstrip()) >= field.indent
        if line.strip() and not deeper and not item:
            break
        end += 1
    return end


def _values(text: str, start: int, *, listed: bool) -> Iterator[_Value]:
    """Yield the values of a field whose sign ends at ``start``."""
    rest = text[start:]
    if re.match(r"[>|][+-]?\d?[ \t]*\n", rest):
        yield from _block(text, start)
    elif rest.startswith("["):
        yield from _flow_list(text, start + 1)
    elif not rest.strip() or rest.lstrip().startswith("- "):
        for found in re.finditer(r"(?m)^[ \t]*- +(?=\S)", text[start:]):
            line_end = text.find("\n", start + found.end())
            value = _scalar(text, start + found.end(), line_end if line_end >= 0 else len(text))
            if value and not (value.style == "" and re.search(r":\s|:$", value.text)):
                yield value
    elif not re.match(r"[{&*!]", rest):
        value = _scalar(text, start, len(text))
        if value and listed and value.style == "" and "," in value.text:
            yield from _parts(value, text)
        elif value:
            yield value


def _block(text: str, start: int) -> Iterator[_Value]:
    body = text.index("\n", start) + 1
    said = text[body:].rstrip()
    lead = len(said) - len(said.lstrip())
    if said.strip():
        yield _Value(body + lead, body + len(said), collapse_spaces(said).strip(" "), "block")


def _flow_list(text: str, start: int) -> Iterator[_Value]:
    for found in re.finditer(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|[^,\[\]\"'\s][^,\[\]]*", text[start:]):
        value = _scalar(text, start + found.start(), start + len(text[start : start + found.end()].rstrip()))
        if value:
            yield value
        if text[start + found.end() :].lstrip()[:1] == "]":
            return


def _scalar(text: str, start: int, end: int) -> _Value | None:
    """Return the scalar that begins at ``start``: quoted as YAML and TOML quote, or plain up to a remark."""
    if text.startswith(('"""', "'''"), start):
        close = text.find(text[start : start + 3], start + 3)
        said = text[start + 3 : close]
        lead = len(said) - len(said.lstrip())
        return _Value(
            start + 3 + lead, start + 3 + len(said.rstrip()), collapse_spaces(said).strip(" "), "block"
        )
    found = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'", re.DOTALL).match(text, start)
    if found:
        return _Value(start, found.end(), _unquote(found[0]), found[0][0])
    said = re.split(r"(?:^|\s)#", text[start:end], maxsplit=1)[0].rstrip()
    return _Value(start, start + len(said), collapse_spaces(said), "") if said else None


def _unquote(quoted: str) -> str:
    if quoted[0] == "'":
        return collapse_spaces(quoted[1:-1].replace("''", "'"))
    try:
        return collapse_spaces(str(json.loads(collapse_spaces(quoted))))
    except ValueError:
        return quoted[1:-1]


def _parts(value: _Value, text: str) -> Iterator[_Value]:
    for found in re.finditer(r"[^,\s][^,]*(?<=\S)|[^,\s]", text[value.start : value.end]):
        said = found[0].rstrip()
        yield _Value(value.start + found.start(), value.start + found.start() + len(said), said, "part")


_UNSAFE = re.compile(
    r"^[\s\[\]{}&*!|>'\"%@`#,?:-]|:\s|:$|\s#|[\[\]{},]$|\n|^(?:true|false|yes|no|null|~|[\d.:-]+)$",
    re.IGNORECASE,
)


def _encode(value: _Value, pieces: Sequence[Piece]) -> str:
    """Return a value as the file writes it, quoted where YAML and TOML both ask for it."""
    text = plain_pieces(pieces)
    if value.style == "block":
        return text
    if value.style == "part":  # of a text in which no value can be quoted
        return re.sub(r"\s*(?:,|:(?=\s|$)|\s#)\s*", " – ", text).strip(" –")
    if value.style == "'" and "'" not in text:
        return f"'{text}'"
    if value.style == "" and not _UNSAFE.search(text) and "," not in text:
        return text
    return json.dumps(text, ensure_ascii=False)
