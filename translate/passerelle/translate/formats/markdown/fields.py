"""The fields of a front matter: where each stands, how it is called, and whether readers see it."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from passerelle.translate.text.document import BlockKind

SPOKEN_FIELDS = (
    "title",
    "titre",
    "subtitle",
    "description",
    "summary",
    "excerpt",
    "lead",
    "chapo",
    "standfirst",
    "tags",
    "categories",
    "category",
    "alt",
    "caption",
)
"""The fields that are translated where nobody says otherwise, at any depth."""

_TITLES = frozenset({"title", "titre"})
_LISTS = frozenset({"tags", "categories", "category", "keywords"})
"""Fields whose values may stand in one text between commas."""
_LABELS = _LISTS | {"alt", "caption"}

FIELD = re.compile(
    r"(?P<indent>[ \t]*(?:- )?)(?P<quote>[\"']?)(?P<key>[^\W\d][\w.-]*)(?P=quote)[ \t]*[:=](?=\s|$|[\"'\[{])[ \t]*"
)
_TABLE = re.compile(r"\[{1,2}[ \t]*(?P<name>[^\W\d][\w.-]*)[ \t]*\]{1,2}[ \t]*(?:#.*)?$")
_FLOW_ITEM = re.compile(r"(?P<indent>[ \t]*)-[ \t]+(?=\{)")
_INNER = re.compile(
    r"(?P<quote>[\"']?)(?P<key>[^\W\d][\w.-]*)(?P=quote)[ \t]*(?::(?=[ \t\"'\[{])|=)[ \t]*"
    r"(?P<value>\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|\[[^\]]*\]|[^,{}\[\]]*)"
)
_NAME = re.compile(r"[^\W\d][\w-]*(?:\.[^\W\d][\w-]*)*")


@dataclass(frozen=True, slots=True)
class Field:
    """A field: ``row`` is the index of its line, ``end`` and ``stop`` are where its value begins and ends there.

    ``name`` is its own name behind those of the fields it stands in (``seo.title``); ``stop`` is None where the value ends
    with the line or runs on. ``kind`` is what its values are, None where they are not translated; ``listed`` says that one
    text may hold several.
    """

    row: int
    name: str
    indent: int
    end: int
    stop: int | None
    kind: BlockKind | None
    listed: bool


def is_field_name(name: str) -> bool:
    """Whether a front matter can have a field of this name.

    >>> is_field_name("seo.title"), is_field_name("seo title")
    (True, False)
    """
    return _NAME.fullmatch(name) is not None


def is_named(name: str, asked: str) -> bool:
    """Whether a field is one that was asked for, by its own name or behind those of the fields it stands in.

    >>> is_named("seo.title", "Title"), is_named("seo.title", "seo.title"), is_named("title", "seo.title")
    (True, True, False)
    """
    return f".{name.lower()}".endswith(f".{asked.lower()}")


def find_fields(lines: Sequence[str], spoken: Collection[str] = ()) -> Iterator[Field]:
    """Yield all fields in order, also those in fields, in tables of TOML and between braces.

    ``spoken`` names those that are translated, the usual ones where it is empty: ``title`` is one of that name wherever it
    stands, ``seo.title`` one in a field ``seo``.
    """
    wanted = {name.lower() for name in spoken or SPOKEN_FIELDS}
    table = ""
    above: list[tuple[int, str]] = []
    for row, line in enumerate(lines):
        if header := _TABLE.match(line):
            table, above = header["name"], []
        found = FIELD.match(line) or _FLOW_ITEM.match(line)
        if not found:
            continue
        indent = len(found["indent"])
        above = [each for each in above if each[0] < indent]
        key = found.groupdict().get("key", "")
        name = ".".join(filter(None, (table, *(own for _, own in above), key)))
        if key:
            above.append((indent, key))
            yield _field(row, name, indent, found.end(), None, wanted)
        if line.startswith("{", found.end()):
            for inner in _INNER.finditer(line, found.end() + 1):
                stop = inner.start("value") + len(inner["value"].rstrip())
                yield _field(row, f"{name}.{inner['key']}", indent, inner.start("value"), stop, wanted)


def _field(row: int, name: str, indent: int, end: int, stop: int | None, wanted: Collection[str]) -> Field:
    own = name.lower().rpartition(".")[2]
    return Field(row, name, indent, end, stop, _kind(name.lower(), own, wanted), own in _LISTS)


def _kind(name: str, own: str, wanted: Collection[str]) -> BlockKind | None:
    if not any(is_named(name, each) for each in wanted):
        return None
    if own in _TITLES:
        return BlockKind.TITLE
    return BlockKind.CAPTION if own in _LABELS else BlockKind.PARAGRAPH
