"""The drafts of a long article kept beside its catalogue until that is written: a run that was stopped is taken up again."""

import glob
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
        if self._told:
            self._told(document, finished, total)

    def forget(self, document: str) -> None:
        """Remove what was kept of a document whose catalogue is written."""
        for path in self._files(document):
            with suppress(OSError):
                path.unlink()

    def _files(self, document: str) -> Iterator[Path]:
        place = self._out / document
        return place.parent.glob(f".{glob.escape(place.name)}.po.*{BEGUN}")
