"""Catalogues of any size, made of the examples': their entries with other figures, each with a sentence of its own."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from benchmarks.sets import BenchmarkError
from passerelle.glossary.termbase import load_termbase
from passerelle.translate.catalog.entry import Catalog, Entry, Header
from passerelle.translate.formats.catalog_file import load_catalog
from passerelle.translate.formats.po.write import write_po

ARTICLE = 50
"""Entries of a catalogue where there are many."""

_DIGIT = re.compile(r"\d")


def read_entries(folder: Path) -> list[Entry]:
    """Return the entries of all catalogues in a folder that have English.

    Raises:
        BenchmarkError: there are none.
        PasserelleError: a catalogue cannot be read.
    """
    entries = [
        entry for path in sorted(folder.glob("*.po")) for entry in load_catalog(path).current if entry.target
    ]
    if not entries:
        raise BenchmarkError("holds no catalogue with English.", path=folder)
    return entries


def many_entries(entries: Sequence[Entry]) -> Iterator[Entry]:
    """Yield entries without end, no two of the same French, with their ledgers."""
    terms = [(each.source, each.target) for each in load_termbase().concepts]
    number = 0
    while True:
        for entry in entries:
            french, english = terms[number % len(terms)]
            own = _vary(entry, number // len(entries))
            yield replace(
                own,
                block_id=f"p-{number:06}",
                source=f"{own.source} C’est la mesure {number} : {french}.",
                target=f"{own.target} This is measure {number}: {english}.",
                article="",
                line=number + 1,
            )
            number += 1


def _vary(entry: Entry, turn: int) -> Entry:
    """Change the figures of an entry on both sides and in its ledger; places stay."""

    def vary(text: str) -> str:
        return _DIGIT.sub(lambda found: str((int(found[0]) + turn) % 9 + 1), text) if turn else text

    records = (
        replace(each, source=vary(each.source), rendering=vary(each.rendering)) for each in entry.records
    )
    return replace(entry, source=vary(entry.source), target=vary(entry.target), records=tuple(records))


def write_catalogues(folder: Path, entries: Iterator[Entry], count: int, each: int) -> list[Path]:
    """Write ``count`` entries into catalogues of ``each`` at most; return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    left, paths = islice(entries, count), list[Path]()
    while own := tuple(islice(left, each)):
        name = f"measure-{len(paths):05}"
        header = Header(
            name, f"{name}.md", generator="benchmarks.scale", created=datetime(2026, 1, 1, tzinfo=UTC)
        )
        paths.append(folder / f"{name}.po")
        with paths[-1].open("w", encoding="utf-8") as stream:
            write_po(stream, Catalog(header, own))
    return paths
