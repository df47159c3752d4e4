"""The texts of a report parted into pages that a browser opens at once. Pure functions."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from passerelle.translate.catalog.entry import Entry
from passerelle.translate.report.gather import Document

SIZE = 1_000
"""Texts on a page: about one and a half megabytes, which a browser lays out in a second."""


@dataclass(frozen=True, slots=True)
class Part:
    """Texts of one document on one page; ``number`` is the document's among all, from 1, and ``ends`` tells its last part."""

    number: int
    document: Document
    ends: bool


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a report, numbered from 1."""

    number: int
    parts: tuple[Part, ...]

    @property
    def entries(self) -> list[Entry]:
        """The texts on the page."""
        return [entry for part in self.parts for _, entry in part.document.shown]


def part_pages(documents: Sequence[Document], size: int = SIZE) -> list[Page]:
    """Return the pages of ``documents``: at most ``size`` texts on each, nor more documents; there is always one page."""
    pages: list[list[Part]] = [[]]
    room = size
    for number, document in enumerate(documents, 1):
        start = 0
        while start < len(document.shown) or not start:
            if not room or len(pages[-1]) == size:
                pages.append([])
                room = size
            own = document.shown[start : start + room]
            start += max(1, len(own))
            room -= len(own)
            pages[-1].append(Part(number, replace(document, shown=own), ends=start >= len(document.shown)))
    return [Page(number, tuple(parts)) for number, parts in enumerate(pages, 1)]
