"""The review sheet: an Excel workbook for a translator to fill in, and what came back of it.

`write_review` and `read_review` are inverse as far as a reviewer's hands allow: rows are found by hidden ids and columns by
hidden keys, so that sorting, filtering, moving, hiding and translating titles do no harm.
"""

from passerelle.glossary.formats.workbook import SheetError
from passerelle.translate.formats.review_sheet.columns import (
    FIRST_ROW,
    FORMAT,
    GlossaryRow,
    ReviewBook,
    glossary_rows,
)
from passerelle.translate.formats.review_sheet.read import read_review
from passerelle.translate.formats.review_sheet.words import say
from passerelle.translate.formats.review_sheet.write import write_review

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
