"""The review sheet: an Excel workbook for a translator to fill in, and what came back of it.

`write_review` and `read_review` are inverse as far as a reviewer's hands allow: rows are found by hidden ids and columns by
hidden keys, so that sorting, filtering, moving, hiding and translating titles do no harm. openpyxl, half a second with all it
brings, is imported when the first sheet is read or written.
"""

from collections.abc import Sequence
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
    "read_review",
    "say",
    "write_review",
]


def read_review(stream: IO[bytes]) -> ReviewBook:
    """Read a sheet that came back, see `review_sheet.read`.

    Raises:
        SheetError: it is no workbook, or no review sheet of ours in a format that this version reads.
    """
    from passerelle.translate.formats.review_sheet import read  # noqa: PLC0415  (openpyxl)

    return read.read_review(stream)


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
    from passerelle.translate.formats.review_sheet import write  # noqa: PLC0415  (openpyxl)

    write.write_review(stream, catalog, glossary, rows=rows, language=language)
