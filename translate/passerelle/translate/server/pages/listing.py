"""What the lists show: catalogues with how far they are, and the texts of one."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from passerelle.glossary.errors import PasserelleError
from passerelle.translate.catalog.confidence import level_of
from passerelle.translate.catalog.entry import Entry
from passerelle.translate.catalog.findings import Severity
from passerelle.translate.review.queue import Progress, Show, is_shown, open_findings
from passerelle.translate.text.document import plain_words
from passerelle.translate.workflows.shelf import Listed, Shelf

A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Part:
    """One page of a list: its number, from 1, and how many there are."""

    number: int
    count: int
    start: int

    @property
    def end(self) -> int:
        """The place after the last one on the page."""
        return self.start + A_PAGE


def part_of(total: int, asked: str) -> Part:
    """Return the page that was asked for, or the nearest that there is.

    >>> part_of(120, "9"), part_of(0, "no")
    (Part(number=3, count=3, start=100), Part(number=1, count=1, start=0))
    """
    count = max(1, -(-total // A_PAGE))
    number = int(asked) if asked.isdecimal() and asked.isascii() and len(asked) < 9 else 1
    number = min(max(number, 1), count)
    return Part(number, count, (number - 1) * A_PAGE)


@dataclass(frozen=True, slots=True)
class Shelved:
    """A catalogue with how far its review is, or why it cannot be opened."""

    listed: Listed
    progress: Progress | None = None
    problem: str = ""


def list_catalogues(shelf: Shelf, words: str, asked: str) -> tuple[list[Shelved], int, Part]:
    """Return a page of the catalogues whose names hold the words, how many there are, and which page it is."""
    wanted = fold(words)
    found = [each for each in shelf.list_all() if wanted in fold(each.name)]
    part = part_of(len(found), asked)
    return [_shelve(shelf, each) for each in found[part.start : part.end]], len(found), part


def _shelve(shelf: Shelf, listed: Listed) -> Shelved:
    try:
        return Shelved(listed, shelf.progress(listed))
    except PasserelleError as error:
        return Shelved(listed, problem=what_is_wrong(error))


def what_is_wrong(error: PasserelleError) -> str:
    """Return an error's sentence without the path, which is nobody's business but the server's."""
    place = f" (line {error.line})" if error.line else ""
    return f"The file {error.args[0]}{place}" if error.path is not None else str(error.args[0])


@dataclass(frozen=True, slots=True)
class TextRow:
    """A text in the list: its place from 1, its entry, how many errors and warnings are open, and how sure the draft is."""

    number: int
    entry: Entry
    errors: int
    warnings: int
    confidence: str


def choose(entries: Sequence[Entry], show: Show, words: str) -> list[tuple[int, Entry]]:
    """Return the texts of a choice that hold the words in either language, whatever their accents, with their places."""
    wanted = fold(words)
    return [
        (place, entry)
        for place, entry in enumerate(entries)
        if is_shown(entry, show) and (not wanted or _holds(entry, wanted))
    ]


def _holds(entry: Entry, wanted: str) -> bool:
    return any(wanted in fold(plain_words(text)) for text in (entry.source, entry.target))


def list_texts(chosen: Sequence[tuple[int, Entry]], part: Part) -> Iterator[TextRow]:
    """Yield a page of the texts that were chosen."""
    for place, entry in chosen[part.start : part.end]:
        faults = open_findings(entry)
        errors = sum(each.severity is Severity.ERROR for each in faults)
        yield TextRow(place + 1, entry, errors, len(faults) - errors, str(level_of(entry) or ""))


def fold(text: str) -> str:
    """Return a text without accents and capitals, its apostrophes and blanks alike, to look for words in it.

    >>> fold("L’Hôpital\u00a0:")
    "l'hopital :"
    """
    marked = unicodedata.normalize("NFKD", text.casefold().replace("’", "'").replace("œ", "oe"))
    return " ".join("".join(sign for sign in marked if not unicodedata.combining(sign)).split())
