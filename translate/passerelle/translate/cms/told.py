"""What a person is told of a filled export, or of a published article, that they should look at once more."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from passerelle.translate.catalog.confidence import Level, level_of
from passerelle.translate.catalog.entry import Catalog, Entry, State
from passerelle.translate.cms.export import Export, NewText, Unit
from passerelle.translate.formats.review_sheet import FIRST_ROW
from passerelle.translate.text.document import first_words
from passerelle.translate.text.phrases import counted

FEW = 5
"""Texts that a warning names."""

_MOST_NAMED = 20


def told_of_doubt(catalog: Catalog, shown: Collection[Entry]) -> Iterator[str]:
    """Name drafts of the lowest confidence that someone approved as they were: these deserve a second look."""
    seen = {entry.block_id for entry in shown}
    doubted = [
        f"row {row} (“{first_words(entry.source)}”)"
        for row, entry in enumerate(catalog.current, FIRST_ROW)
        if entry.block_id in seen and entry.state is State.APPROVED and level_of(entry) is Level.LOW
    ]
    if doubted:
        more = ", …" if len(doubted) > FEW else ""
        texts = counted(len(doubted), "text")
        yield (
            f"{texts} of {catalog.header.document} had a draft of low confidence that was approved without a change:"
            f" {', '.join(doubted[:FEW])}{more}. Read once more what is published."
        )


def told_of_left_out(catalog: Catalog, lines: Sequence[str]) -> Iterator[str]:
    """Name lines around the article that stay French on the page and bear no mark."""
    if lines:
        first = ", ".join(f"“{first_words(line)}”" for line in lines[:FEW])
        more = ", …" if len(lines) > FEW else ""
        what = counted(len(lines), "line")
        yield (
            f"{what} around the article {catalog.header.document} (menus, bylines, links) left out of the translation, and"
            f" as in the source on the page: {first}{more}."
        )


def told_of_long(export: Export, texts: Mapping[str, NewText]) -> Iterator[str]:
    """Name the strings whose English is longer than the file allows."""
    told = [
        f"line {unit.line} ({len(texts[unit.id].text)} of {unit.limit} characters)"
        for unit in export.units
        if unit.limit and unit.id in texts and len(texts[unit.id].text) > unit.limit
    ]
    if told:
        more = ", …" if len(told) > _MOST_NAMED else ""
        yield (
            f"longer than {export.path} allows: {', '.join(told[:_MOST_NAMED])}{more}; shorten them in the review sheet."
        )


def told_of_kept(foreign: Sequence[Unit]) -> Iterator[str]:
    """Name the lines of translations that have other tags than their French, and stay as they are."""
    if foreign:
        lines = ", ".join(str(unit.line) for unit in foreign[:FEW]) + (", …" if len(foreign) > FEW else "")
        yield (
            f"{len(foreign)} translations have other tags than their French (line {lines}); they were kept and are not in"
            " the review sheet."
        )
