"""A document as the translator sees it: blocks of text in reading order. No I/O, no format."""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import PurePosixPath, PureWindowsPath

from passerelle.glossary.errors import PasserelleError
from passerelle.glossary.files import name_problem


class DocumentError(PasserelleError):
    """A file holds no text that can be translated."""


class BlockKind(StrEnum):
    """What a block is on its page; the first letters of its id."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "item"
    QUOTATION = "quotation"
    CAPTION = "caption"
    TABLE_CELL = "cell"
    ATTRIBUTE = "attribute"
    HEADER = "header"
    FOOTER = "footer"
    FOOTNOTE = "footnote"
    ENDNOTE = "endnote"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class Mark:
    """Inline markup behind one numbered mark.

    ``kind`` is bold, italic, link, code, break or image, or what else a format has.

    ``attributes`` are what the format needs to write the markup again (``(("href", "https://…"),)``).
    """

    number: int
    kind: str
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list item, …: what becomes one entry of a catalogue.

    ``text`` holds inline markup as numbered marks: ``<1>lien</1>``, ``<2/>``. ``line`` is the place in the
    source file, from 1 (the block's own ordinal for formats without lines, its page in a PDF). ``level`` is a heading's level, or a
    list item's depth. ``section`` is the heading it stands under, ``article`` the one of several in a file it belongs to: in each,
    terms are mentioned for the first time. ``id`` is empty until `identify_blocks` gives it.
    """

    kind: BlockKind
    text: str
    line: int = 0
    level: int = 0
    marks: tuple[Mark, ...] = ()
    section: str = ""
    id: str = ""
    article: str = ""


class Why(StrEnum):
    """Why a text stays as it is."""

    CODE = "code"
    PROGRAM = "program"
    COMMENT = "comment"
    FIELD = "field"
    MARKED = "marked"
    LANGUAGE = "language"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class Left:
    """A text that is not translated though readers may see it: its line, why, and how it begins."""

    line: int
    why: Why
    text: str


EXCERPT = 80
"""Characters of a text that is left, from which a person knows it."""


def left(line: int, why: Why, text: str) -> Left:
    """Return what to tell of a text that stays as it is.

    >>> left(12, Why.CODE, "  pip   install  ").text
    'pip install'
    """
    said = " ".join(text.split())
    return Left(line, why, said if len(said) <= EXCERPT else f"{said[: EXCERPT - 1].rstrip()}…")


@dataclass(frozen=True, slots=True)
class Document:
    """A source file read.

    ``left_out`` are the lines recognised as menus, footers or links to other pages, ``left`` other texts that stay French.
    ``fields`` are the fields of its front matter that were asked for, none where the usual ones were.
    """

    name: str
    path: str
    blocks: tuple[Block, ...]
    left_out: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    left: tuple[Left, ...] = ()
    fields: tuple[str, ...] = ()


LONGEST_NAME = 200
"""Bytes of a document's name: its files add to it, and disks allow 255."""


_DEVICES = {
    "CON",
    "PRN",
    "AUX",
    "NUL",
    *(f"{port}{digit}" for port in ("COM", "LPT") for digit in "123456789¹²³"),
}


def document_name_problem(name: str) -> str:
    """Return why no files can be named after a document of this name, which may tell its folders, or nothing.

    >>> document_name_problem("essai"), document_name_problem("2024/essai"), document_name_problem("../essai")
    ('', '', 'is not the name of a file')
    """
    problem = name_problem(name)
    return problem or next(filter(None, map(_part_problem, name.split("/"))), "")


def _part_problem(name: str) -> str:
    if name in ("", ".", "..") or not PurePosixPath(name).name == PureWindowsPath(name).name == name:
        return "is not the name of a file"
    if name.partition(".")[0].rstrip().upper() in _DEVICES:
        return "has a name that Windows keeps for a device"
    size = len(name.encode())
    return f"has a name of {size} bytes, more than {LONGEST_NAME}" if size > LONGEST_NAME else ""


def identify_blocks(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Give each block an id from its kind and its own words, so that edits elsewhere leave it alone.

    Equal blocks get a counter. The section of each block is filled in on the way.

    >>> [block.id for block in identify_blocks([Block(BlockKind.HEADING, "Former à l’IA")])]
    ['heading-f9c14530']
    """
    seen: Counter[str] = Counter()
    section = article = ""
    identified = []
    for block in blocks:
        if block.article != article:
            section, article = "", block.article
        if block.kind is BlockKind.HEADING:
            section = plain_words(block.text)
        stem = f"{block.kind}-{_digest(block.text)}"
        seen[stem] += 1
        suffix = f".{seen[stem]}" if seen[stem] > 1 else ""
        identified.append(replace(block, id=stem + suffix, section=section))
    return tuple(identified)


_MARK = re.compile(r"</?\d+/?>")


def plain_words(text: str) -> str:
    """Return ``text`` without marks, in one line with single spaces.

    >>> plain_words("Voir <1>le  site</1>")
    'Voir le site'
    """
    return " ".join(_MARK.sub("", text).split())


_FIRST_WORDS = 60  # letters


def first_words(text: str) -> str:
    """Return the words by which a person knows a text, without its marks.

    >>> first_words("<1>Le dépistage</1> est ouvert.")
    'Le dépistage est ouvert.'
    """
    plain = plain_words(text)
    return plain if len(plain) <= _FIRST_WORDS else f"{plain[:_FIRST_WORDS].rpartition(' ')[0]} …"


def _digest(text: str) -> str:
    words = unicodedata.normalize("NFKC", plain_words(text)).replace("’", "'").casefold()
    return hashlib.sha256(words.encode()).hexdigest()[:8]
