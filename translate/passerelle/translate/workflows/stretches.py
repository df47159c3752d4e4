"""The drafts of a long article kept beside its catalogue until that is written: a run that was stopped is taken up again."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from passerelle.glossary.errors import PasserelleError
from passerelle.glossary.files import write_atomically
from passerelle.translate.catalog.begun import Begun
from passerelle.translate.catalog.entry import Catalog, Entry, Header
from passerelle.translate.formats.catalog_file import load_catalog
from passerelle.translate.formats.po.write import write_po

BEGUN = ".begun"
"""How the names of these files end."""

Told = Callable[[str, int, int], None]
"""Takes a document's name, how many sentences are translated and kept, and how many there are."""


class KeptStretches:
    """Files in the folder of the catalogues, one a stretch, that hold what was translated so far.

    Their entries are used where block and key are the same: what was made of other French, with another glossary or
    another model, is not.
    """

    def __init__(self, out: Path, told: Told | None = None) -> None:
        """Keep stretches in the folder ``out``."""
        self._out = out
        self._told = told
        self._begun: dict[str, Begun] = {}
        self._found: dict[Path, set[Path]] = {}

    def begun(self, document: str) -> Begun:
        """Return the drafts of runs that were stopped; a file that cannot be read is of no use and passed over.

        They are read once: of what this run keeps it has no need.
        """
        if document not in self._begun:
            self._begun[document] = self._read(document)
        return self._begun[document]

    def _read(self, document: str) -> Begun:
        found: dict[tuple[str, str], Entry] = {}
        for path in self._files(document):
            with suppress(PasserelleError):
                found |= {(entry.block_id, entry.key): entry for entry in load_catalog(path).current}
        return found

    def keep(self, document: str, entries: Sequence[Entry], finished: int, total: int) -> None:
        """Keep drafts.

        Raises:
            FileError: the folder cannot be written.
        """
        place = self._out / document
        path = place.with_name(f".{place.name}.po.{entries[0].block_id}{BEGUN}")
        with write_atomically(path) as stream:
            write_po(stream, Catalog(Header(document), tuple(entries)))
        self._in(path.parent).add(path)
        if self._told:
            self._told(document, finished, total)

    def forget(self, document: str) -> None:
        """Remove what was kept of a document whose catalogue is written."""
        self._begun.pop(document, None)
        for path in self._files(document):
            self._in(path.parent).discard(path)
            with suppress(OSError):
                path.unlink()

    def _files(self, document: str) -> list[Path]:
        place = self._out / document
        return sorted(path for path in self._in(place.parent) if path.name.startswith(f".{place.name}.po."))

    def _in(self, folder: Path) -> set[Path]:
        """Return the files in a folder, which is looked through once: one of thousands of articles takes as long as they."""
        if folder not in self._found:
            self._found[folder] = set(_find(folder))
        return self._found[folder]


def _find(folder: Path) -> Iterator[Path]:
    with suppress(OSError), os.scandir(folder) as entries:
        yield from (
            folder / each.name for each in entries if each.name.startswith(".") and each.name.endswith(BEGUN)
        )
