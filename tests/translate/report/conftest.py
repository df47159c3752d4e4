"""The first page of a report as text."""

import io
from collections.abc import Sequence

from passerelle.glossary.termbase import Termbase
from passerelle.translate.report.gather import Document
from passerelle.translate.report.page import Report, write_page
from passerelle.translate.report.pages import part_pages


def first_page(
    documents: Sequence[Document], *, language: str = "en", termbase: Termbase | None = None
) -> str:
    pages = part_pages(documents)
    report = Report(documents, pages, "report.html", "report-pages", language, termbase or Termbase(()))
    write_page(stream := io.StringIO(), report, pages[0])
    return stream.getvalue()
