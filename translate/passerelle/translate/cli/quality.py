"""`passerelle check` and `passerelle report`: what the checks find in catalogues and sheets, as text or as a page."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from passerelle.translate.catalog.entry import Catalog, Entry
from passerelle.translate.catalog.findings import Severity
from passerelle.translate.checks import Checked, Context, check_catalogs
from passerelle.translate.checks.run import Located
from passerelle.translate.cli.console import (
    FileErrors,
    end,
    errors_as_messages,
    progress_bar,
    say,
    warn,
)
from passerelle.translate.cli.given import context_for, jobs_of
from passerelle.translate.cli.options import (
    Catalogues,
    English,
    Glossaries,
    Jobs,
    Json,
    Language,
    MessageLanguage,
    Spelling,
    Waive,
    named,
)
from passerelle.translate.cli.terminal import emit, escape_json, escape_xml
from passerelle.translate.formats.findings.write import FORMATS, at_least, is_failure
from passerelle.translate.text.document import first_words
from passerelle.translate.text.phrases import counted
from passerelle.translate.workflows.check import check_files, load_pairs
from passerelle.translate.workflows.check_pool import share_in_pool
from passerelle.translate.workflows.each import do_each
from passerelle.translate.workflows.glossaries import tell_other_glossaries
from passerelle.translate.workflows.options import LOCALES


class Layout(StrEnum):
    """How findings are printed."""

    TABLE = "table"
    JSON = "json"
    SARIF = "sarif"
    JUNIT = "junit"


def check(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="PO or XLIFF files, folders of them, review sheets (.xlsx), or archives that translate --to wrote.",
            show_default=False,
        ),
    ],
    *,
    severity: Annotated[
        Severity, typer.Option("--severity", help="The least serious findings to show.")
    ] = Severity.WARNING,
    layout: Annotated[Layout, typer.Option("--format", help="How to print them.")] = Layout.TABLE,
    json: Json = False,
    glossary: Glossaries = None,
    english: Spelling = English.GB,
    language: MessageLanguage = Language.EN,
    catalogues: Catalogues = LOCALES,
    waive: Waive = None,
    jobs: Jobs = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Look at everything again, also at what has not changed.")
    ] = False,
) -> None:
    """Check translations; exit with 1 when an error is found that nobody waived."""
    counts: Counter[str] = Counter()
    layout = Layout.JSON if json else layout
    failed = FileErrors()
    with errors_as_messages(), progress_bar("Checking") as start:
        context = context_for(glossary, language, english, waive)
        found = check_files(
            files,
            context,
            folders=(catalogues,),
            progress=start,
            failed=failed,
            opened=partial(_warn_of_glossaries, context, known=set()),
            jobs=jobs_of(jobs),
            fresh=fresh,
        )
        entries = _counted(found, counts)
        if layout is Layout.TABLE:
            for line in _table(entries, severity):
                say(line)
        else:
            for text in FORMATS[layout](entries, severity, str(language)):
                emit(text, escape_xml if layout is Layout.JUNIT else escape_json)
    if layout is Layout.TABLE:
        say(_total(counts))
    end(failed, findings=bool(counts["failure"]))


def _warn_of_glossaries(context: Context, catalog: Catalog, known: set[tuple[str, str]]) -> None:
    """Tell once a file (an archive holds many documents) and version that other glossaries made it."""
    made = catalog.header.path or catalog.header.document, catalog.header.glossary
    told = "" if made in known else tell_other_glossaries(catalog.header, context.termbase)
    known.add(made)
    if told:
        warn(told)


def _counted(entries: Iterable[Located], counts: Counter[str]) -> Iterator[Located]:
    for located in entries:
        counts["entries"] += 1
        for finding in located.checked.entry.findings:
            counts["waived" if finding.waiver else str(finding.severity)] += 1
            counts["failure"] += is_failure(finding)
        yield located


def _table(entries: Iterable[Located], least: Severity) -> Iterator[str]:
    """Yield a heading for each entry that has findings, and a line for each of them."""
    for located in entries:
        shown = [finding for finding in located.checked.entry.findings if at_least(finding, least)]
        if shown:
            place = f"{located.path}:{located.line}" if located.line else str(located.path)
            row = f"row {located.row}  " if located.row else ""
            entry = located.checked.entry
            article = f"{located.checked.document}  " if located.archived else ""
            yield f"{place}  {row}{article}{entry.block_id}  “{first_words(entry.source)}”"
        for finding in shown:
            mark = "waived" if finding.waiver else str(finding.severity)
            reason = f" ({finding.waiver})" if finding.waiver else ""
            yield f"  {mark:<8} {finding.id:<20} {finding.message}{reason}"


def _total(counts: Counter[str]) -> str:
    parts = [counted(counts[name], noun) for name, noun in _NOUNS.items()]
    return f"{counted(counts['entries'], 'entry')}: {', '.join(parts)}, {counts['waived']} waived."


_NOUNS = {"error": "error", "warning": "warning", "info": "remark"}


def report(
    files: Annotated[
        list[Path], typer.Argument(help="PO catalogues, XLIFF files or review sheets.", show_default=False)
    ],
    *,
    out: Annotated[Path, typer.Option("--out", "-o", callback=named, help="The page to write.")] = Path(
        "report.html"
    ),
    everything: Annotated[
        bool,
        typer.Option(
            "--all", help="Show every text; by default, of more than 5,000 those with errors or warnings."
        ),
    ] = False,
    glossary: Glossaries = None,
    english: Spelling = English.GB,
    language: MessageLanguage = Language.EN,
    catalogues: Catalogues = LOCALES,
    waive: Waive = None,
    jobs: Jobs = None,
) -> None:
    """Write a page that shows French and English side by side, with terms, figures and findings; one a thousand texts."""
    from passerelle.translate.report import ROOM, Gathering, write_report  # noqa: PLC0415  (jinja2, for pages alone)

    failed, share = FileErrors(), share_in_pool(jobs_of(jobs))
    with errors_as_messages(), progress_bar("Checking") as start:
        context = context_for(glossary, language, english, waive)
        gathering = Gathering(None if everything else ROOM)

        def gather(path: Path) -> None:
            catalog = load_pairs(path, context, (catalogues,)).catalog
            _warn_of_glossaries(context, catalog, set())
            checked = check_catalogs([catalog], context, share=share)
            gathering.add(catalog.header, _counted_off(checked, start(len(catalog.current))))

        do_each(files, gather, failed)
        if gathering.documents:
            pages = write_report(
                out,
                gathering.documents,
                language=str(language),
                termbase=context.termbase,
                missing=failed.messages,
            )
            say(f"wrote {out}" + (f" and {counted(pages - 1, 'page')} more beside it" if pages > 1 else ""))
    end(failed)


def _counted_off(found: Iterable[Checked], step: Callable[[int], None]) -> Iterator[Entry]:
    for checked in found:
        yield checked.entry
        step(1)
