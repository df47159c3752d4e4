"""One article of an archive: what a record must hold, and the document that it is. No I/O."""

import html
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any

from passerelle.translate.formats.articles import HTML, MARKDOWN, TEXT, parse_as
from passerelle.translate.formats.encoding import collapse_spaces, strip_controls
from passerelle.translate.formats.inline import number_marks, to_marks
from passerelle.translate.formats.records.unread import RecordError
from passerelle.translate.text.document import (
    Block,
    BlockKind,
    Document,
    DocumentError,
    identify_blocks,
    plain_words,
)

BODIES = {"html": HTML, "markdown": MARKDOWN, "text": TEXT}
"""The names under which a record holds its text, one of them, and the formats that it is in."""

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")


@dataclass(frozen=True, slots=True)
class Record:
    """An article as an archive holds it; ``kind`` is one of `BODIES`, ``other`` are the values that are only carried along.

    ``left`` names the values that cannot be carried.
    """

    id: str
    title: str
    kind: str
    body: str
    other: Mapping[str, Any]
    left: tuple[str, ...] = ()


def read_record(values: Mapping[str, Any]) -> Record:
    """Return the article in the values of a record. Numbers are ids, too; what is null, NaN or blank counts as missing.

    >>> read_record({"id": 7, "text": "Le CHU ouvre.", "html": None, "theme": "soins"}).other
    {'theme': 'soins'}

    Raises:
        RecordError: it has no id or no text, or several texts.
    """
    name = _read_id(values.get("id"))
    bodies = {kind: text for kind in BODIES if (text := _read_text(values, kind, name))}
    if not bodies:
        told = ", ".join(values)
        raise RecordError(f"article “{name}” has no text in html, markdown or text (it has: {told}).")
    if len(bodies) > 1:
        raise RecordError(f"article “{name}” has {' and '.join(bodies)}; leave one of them.")
    [(kind, body)] = bodies.items()
    others = {key: value for key, value in values.items() if key not in ("id", "title", *BODIES)}
    left = tuple(key for key, value in others.items() if isinstance(value, bytes))
    other = {key: _plain(value) for key, value in others.items() if key not in left}
    return Record(name, _read_text(values, "title", name), kind, body, other, left)


def _read_id(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # what pandas makes of numbers where one is missing
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if value is None or value == "" or (isinstance(value, float) and math.isnan(value)):
        raise RecordError("has no id; give each article one of its own.")
    if not isinstance(value, str):
        raise RecordError(f"has an id that is no text or whole number ({str(value)[:40]}).")
    if not value.strip() or any("\ud800" <= character <= "\udfff" for character in value):
        raise RecordError("has an id of blanks or broken characters; give it another.")
    return value


def _read_text(values: Mapping[str, Any], key: str, name: str) -> str:
    value = values.get(key)
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, bytes):
        value = _decode(value, key, name)
    if not isinstance(value, str):
        raise RecordError(f"article “{name}” has a {key} that is no text ({str(value)[:40]}).")
    return value if value.strip() else ""


def _decode(value: bytes, key: str, name: str) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RecordError(f"article “{name}” has a {key} that is not UTF-8; write it again.") from error


def _plain(value: Any) -> Any:
    """Return a value as JSON can hold it: dates as ISO writes them, NaN as null."""
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if value is None or isinstance(value, str | int):
        return value
    return value.isoformat() if isinstance(value, date | time) else str(value)


def record_document(
    record: Record, place: str, *, comments: bool = False, fields: tuple[str, ...] = ()
) -> Document:
    """Return the document that a record is, called after its id; its title is the first block.

    Raises:
        DocumentError: its text holds no article, as `articles.parse_as` says.
    """
    source = record.body.encode("utf-8", "surrogatepass")
    try:
        read = parse_as(BODIES[record.kind], source, comments=comments, fields=fields)
    except DocumentError as error:
        raise RecordError(f"article “{record.id}” {error}") from error
    blocks = _entitle(read.blocks, record) if record.title else read.blocks
    return replace(read, name=record.id, path=place, blocks=identify_blocks(blocks))


def _entitle(blocks: Iterable[Block], record: Record) -> Iterator[Block]:
    """Yield the title and the other blocks; the title is not said twice, and what the text took for one is a heading."""
    own = _title_text(record)
    text, tags = number_marks([own])
    first = True
    yield Block(BlockKind.TITLE, text, level=1, marks=to_marks(tags))
    for block in blocks:
        repeated = first and plain_words(block.text).casefold() == plain_words(own).casefold()
        first = False
        if not repeated:
            yield replace(block, kind=BlockKind.HEADING) if block.kind is BlockKind.TITLE else block


def _title_text(record: Record) -> str:
    """Return the title as plain text: content systems write that of a page in HTML."""
    title = record.title.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    if record.kind == "html":
        title = html.unescape(_TAG.sub("", title))
    return collapse_spaces(strip_controls(title)).strip()
