"""Writing the pages."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from typing import IO, Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from passerelle.glossary.termbase import Termbase
from passerelle.translate.checks import RULES
from passerelle.translate.checks.rules import Rule
from passerelle.translate.report import view, words
from passerelle.translate.report.charts import draw_bars
from passerelle.translate.report.gather import Document
from passerelle.translate.report.pages import Page

MARK = '<meta name="generator" content="Passerelle report">'
"""What tells a page of a report from a user's own file."""


@dataclass(frozen=True, slots=True)
class Report:
    """All that the pages of a report share; ``missing`` says of each file that was to be shown, too, why it is not.

    ``name`` is the file of the first page, ``folder`` that of the others, which are named after their numbers.
    """

    documents: Sequence[Document]
    pages: Sequence[Page]
    name: str
    folder: str
    language: str
    termbase: Termbase
    missing: Sequence[str] = ()

    def link(self, page: Page, here: Page) -> str:
        """Return the address of one page on another, empty for itself."""
        if page is here:
            return ""
        if page.number == 1:
            return f"../{quote(self.name)}"
        return file_name(page) if here.number > 1 else f"{quote(self.folder)}/{file_name(page)}"


def file_name(page: Page) -> str:
    """Return the name of a page that is not the first."""
    return f"{page.number}.html"


def write_page(stream: IO[str], report: Report, page: Page) -> None:
    """Write one HTML page that holds all it needs to ``stream``; the first has the figures of all documents.

    It depends on nothing but its input: the same documents give the same page.
    """
    environment = _environment()
    style, script = (_asset(environment, name) for name in ("report.css", "report.js"))
    pieces = environment.get_template("report.html.j2").stream(
        mark=Markup(MARK),  # noqa: S704  (a constant)
        policy=f"default-src 'none'; style-src {_source(style)}; script-src {_source(script)}; base-uri 'none'; form-action 'none'",
        style=style,
        script=script,
        report=report,
        page=page,
        link=lambda other: report.link(other, page),
        say=partial(words.say, language=report.language),
        total=sum(document.tally.texts for document in report.documents),
        shown=sum(len(document.shown) for document in report.documents),
        kinds=_kinds(page),
        sections=[(f"d{part.number}", part.document.header.document) for part in page.parts],
        rows=lambda document: view.rows_of(document, report.termbase, report.language),
        draw_bars=draw_bars,
        **(_overview(report) if page.number == 1 else {}),
    )
    pieces.enable_buffering(100)
    for piece in pieces:
        stream.write(piece)


def _kinds(page: Page) -> list[Rule]:
    used = {finding.id for entry in page.entries for finding in entry.findings}
    return [rule for rule in RULES.values() if rule.id in used]


def _overview(report: Report) -> Mapping[str, Any]:
    """Return the figures of all documents, and which texts stand on which page."""
    documents, language = report.documents, report.language
    homes: dict[int, Page] = {}
    for page in report.pages:
        for part in page.parts:
            homes.setdefault(part.number, page)
    return {
        "scores": [(document, view.score_of(document)) for document in documents],
        "places": [f"{report.link(page, report.pages[0])}#d{number}" for number, page in homes.items()],
        "spans": [view.span_of(page) for page in report.pages],
        "charts": [
            ("stages", view.stage_bars(documents, language)),
            ("findings", view.finding_bars(documents, language)),
            ("origins", view.origin_bars(documents, language)),
        ],
    }


def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("passerelle.translate.report", "assets"),
        autoescape=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _asset(environment: Environment, name: str) -> Markup:
    """Return a file of ours as it is: a style sheet or a script holds nothing from outside."""
    loader = environment.loader
    assert loader is not None
    return Markup(loader.get_source(environment, name)[0])  # noqa: S704


def _source(text: str) -> str:
    """Return what lets a style sheet or a script in the page itself be used, and no other: its digest."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
