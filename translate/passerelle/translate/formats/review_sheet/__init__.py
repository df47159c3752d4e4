"""The review sheet: an Excel workbook for a translator to fill in, and what came back of it.

`write_review` and `read_review` are inverse as far as a reviewer's hands allow: rows are found by hidden ids and columns by
hidden keys, so that sorting, filtering, moving, hiding and translating titles do no harm. openpyxl, a third of a second with all
it brings, is imported when the first sheet is read or written, or beside something else.
"""

import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from threading import Lock, Thread
from typing import IO

from passerelle.glossary.formats.workbook import SheetError
from passerelle.translate.catalog.entry import Catalog
from passerelle.translate.formats.review_sheet.columns import (
    FIRST_ROW,
    FORMAT,
    GlossaryRow,
    ReviewBook,
    glossary_rows,
)
from passerelle.translate.formats.review_sheet.words import say
from passerelle.translate.review.row import Row

__all__ = [
    "FIRST_ROW",
    "FORMAT",
    "GlossaryRow",
    "ReviewBook",
    "SheetError",
    "glossary_rows",
    "prepare_writing",
    "read_review",
    "say",
    "write_review",
]


_importing = Lock()
"""Held while openpyxl is imported: of modules that import each other, a second thread would see some by half."""


def read_review(stream: IO[bytes]) -> ReviewBook:
    """Read a sheet that came back, see `review_sheet.read`.

    Raises:
        SheetError: it is no workbook, or no review sheet of ours in a format that this version reads.
    """
    with _importing:
        _import_openpyxl()
        from passerelle.translate.formats.review_sheet import read  # noqa: PLC0415  (as above)

    return read.read_review(stream)


def prepare_writing() -> None:
    """Begin to import what writes sheets, for someone who waits for work outside of Python: whoever writes one waits for the rest."""
    Thread(target=_import_writer, daemon=True).start()


def _import_writer() -> None:
    with _importing, suppress(Exception):  # it is told where a sheet is written
        _import_openpyxl()
        import_module(f"{__name__}.write")


def _import_openpyxl() -> None:
    """Import openpyxl without numpy, which takes as long as itself: it asks of values whether they are numpy's, and ours never are."""
    if "openpyxl" in sys.modules or "numpy" in sys.modules:
        return
    sys.modules["numpy"] = None  # type: ignore[assignment]  # so it is told to be missing
    try:
        import_module("openpyxl")
    finally:
        del sys.modules["numpy"]


def write_review(
    stream: IO[bytes],
    catalog: Catalog,
    glossary: Sequence[GlossaryRow] = (),
    *,
    rows: Sequence[Row] | None = None,
    language: str = "en",
) -> None:
    """Write the workbook for a reviewer, see `review_sheet.write`.

    Raises:
        OSError: the stream cannot be written, or there is no room for temporary files.
    """
    with _importing:
        _import_openpyxl()
        from passerelle.translate.formats.review_sheet import write  # noqa: PLC0415  (as above)

    write.write_review(stream, catalog, glossary, rows=rows, language=language)
