"""`passerelle fill`, `publish` and `check-import`: into content systems and back."""

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from passerelle.glossary.compiled import load_compiled
from passerelle.glossary.locks import WAIT
from passerelle.glossary.termbase import Termbase, load_termbase
from passerelle.translate.catalog.entry import State
from passerelle.translate.catalog.summary import Summary
from passerelle.translate.cli.console import (
    FINDINGS,
    FileErrors,
    counted_findings,
    end,
    errors_as_messages,
    print_json,
    progress_bar,
    say,
    say_held,
    say_written,
    warn,
)
from passerelle.translate.cli.given import run_options
from passerelle.translate.cli.options import (
    English,
    Glossaries,
    HeadingStyle,
    Jobs,
    Json,
    Language,
    MemoryFile,
    Model,
    NoMemory,
    SheetLanguage,
    Spelling,
    Wait,
    Waive,
    named,
)
from passerelle.translate.cms import (
    PUBLISHED,
    Filled,
    Profile,
    Published,
    PublishOptions,
    Report,
    Target,
    fill_file,
    summary_of,
)
from passerelle.translate.cms import check_import as simulate_import
from passerelle.translate.cms import publish as publish_catalog
from passerelle.translate.pipeline import Translation
from passerelle.translate.places import termbases_folder
from passerelle.translate.text.headings import Headings
from passerelle.translate.text.phrases import counted
from passerelle.translate.workflows.article import load_previous, write_translation
from passerelle.translate.workflows.each import do_each
from passerelle.translate.workflows.fill import group_translator, groups_checker
from passerelle.translate.workflows.glossaries import tell_published_glossaries
from passerelle.translate.workflows.options import LOCALES
from passerelle.translate.workflows.stretches import KeptStretches


def fill(
    file: Annotated[
        Path, typer.Argument(help="A PO or XLIFF file that a content system exported.", show_default=False)
    ],
    *,
    to: Annotated[
        Path | None,
        typer.Option("--to", help="The filled file; default: beside the export, as NAME.filled.po or .xlf."),
    ] = None,
    out: Annotated[
        Path,
        typer.Option("--out", "-o", callback=named, help="Folder for the catalogue and the review sheet."),
    ] = LOCALES,
    everything: Annotated[
        bool, typer.Option("--all", help="Translate what the export has in English already, too.")
    ] = False,
    model: Model = None,
    glossary: Glossaries = None,
    english: Spelling = English.GB,
    headings: HeadingStyle = Headings.SENTENCE,
    waive: Waive = None,
    language: SheetLanguage = Language.EN,
    memory: MemoryFile = None,
    no_memory: NoMemory = False,
    wait: Wait = WAIT,
    jobs: Jobs = None,
    json: Json = False,
) -> None:
    """Translate the empty strings of an exported file; nothing else in it changes, and this is checked."""
    target = to or file.with_name(f"{file.stem}.filled{file.suffix}")
    with errors_as_messages(), progress_bar("Translating") as start:
        options = run_options(
            out,
            model,
            glossary,
            english,
            language,
            memory,
            no_memory=no_memory,
            headings=headings,
            waive=waive,
            wait=wait,
            jobs=jobs,
        )
        previous = load_previous(out, file.stem, file)
        termbase = load_compiled(termbases_folder(), options.glossaries)
        stretches = KeptStretches(out)
        translate = group_translator(termbase, options, stretches, progress=start)
        check = groups_checker(termbase, options)
        filled = fill_file(
            file, target, translate, previous=previous.catalog, everything=everything, check=check
        )
        summary = filled.summaries[0]
        written = write_translation(Translation(filled.catalog, summary), termbase, options, previous)
        stretches.forget(summary.document)
    if json:
        print_json(_filled_as_json(filled, written))
    else:
        _print_filled(filled, written)


def _print_filled(filled: Filled, written: Summary) -> None:
    for text in filled.warnings:
        warn(text)
    if filled.drafts and filled.system == "wagtail":
        warn(
            f"Wagtail ignores the fuzzy flag: importing {filled.path} would make {counted(filled.drafts, 'unreviewed draft')} live."
            " Review them, then run “passerelle publish --profile wagtail”."
        )
    say(
        f"{filled.path}: {counted(filled.filled, 'string')} filled ({counted(filled.drafts, 'unreviewed draft')}), {filled.kept} kept as they"
        f" were, {filled.skipped} without words"
    )
    found = sum(summary.terms_found for summary in filled.summaries)
    say(f"  terms       {found} found, {sum(summary.terms_met for summary in filled.summaries)} met")
    findings = sum((Counter(summary.findings) for summary in filled.summaries), Counter[str]())
    if findings:
        say("  findings    " + counted_findings(findings))
    say_written(written)


def _filled_as_json(filled: Filled, written: Summary) -> dict[str, object]:
    return {
        "file": str(filled.path),
        "system": filled.system or None,
        "filled": filled.filled,
        "drafts": filled.drafts,
        "kept": filled.kept,
        "without_words": filled.skipped,
        "warnings": list(filled.warnings),
        "files": list(written.files),
        "unapplied": list(written.unapplied),
        "summaries": [summary.as_json() for summary in filled.summaries],
    }


def publish(
    catalogues: Annotated[list[Path], typer.Argument(help="Reviewed PO catalogues.", show_default=False)],
    *,
    profile: Annotated[
        Target, typer.Option("--profile", "-p", help="Who gets the file.", show_default=False)
    ],
    out: Annotated[
        Path, typer.Option("--out", "-o", callback=named, help="Folder for the published files.")
    ] = PUBLISHED,
    source: Annotated[
        Path | None,
        typer.Option(
            "--source",
            help="The exported file or French article, or a folder below which it lies; default: this folder.",
        ),
    ] = None,
    allow_unreviewed: Annotated[
        bool,
        typer.Option("--allow-unreviewed", help="Publish drafts that nobody reviewed; the file says so."),
    ] = False,
    disclosure: Annotated[
        bool,
        typer.Option("--disclosure", help="Add “Machine-assisted translation reviewed by …”."),
    ] = False,
    partial: Annotated[
        bool,
        typer.Option(
            "--partial", help="Write an article whose English is not complete; the page marks the rest."
        ),
    ] = False,
    allow_errors: Annotated[
        bool,
        typer.Option("--allow-errors", help="Publish reviewed texts with errors that nobody waived."),
    ] = False,
    mo: Annotated[bool, typer.Option("--mo", help="Compile the PO file for gettext.")] = False,
    glossary: Glossaries = None,
    json: Json = False,
) -> None:
    """Write what was reviewed for a content system, a program or readers.

    Exit with 1 where that is nothing, or where an article is not complete.
    """
    options = PublishOptions(
        profile, out, source, allow_unreviewed, disclosure, mo, allow_errors=allow_errors, partial=partial
    )
    failed = FileErrors()
    with errors_as_messages():
        given = load_termbase(glossary) if glossary else None
        done = do_each(catalogues, lambda path: _publish(path, options, given), failed)
    if json:
        print_json([summary_of(published) for published in done])
    else:
        for published in done:
            _print_published(published)
    end(failed, findings=not all(published.whole for published in done))


def _publish(path: Path, options: PublishOptions, given: Termbase | None) -> Published:
    published = publish_catalog(path, options)
    told = tell_published_glossaries(path, given)
    return replace(published, warnings=(told, *published.warnings)) if told else published


def _print_published(published: Published) -> None:
    for text in published.warnings:
        warn(text)
    if published.unreviewed:
        warn(
            f"{counted(published.unreviewed, 'text')} in {published.path} {'was' if published.unreviewed == 1 else 'were'}"
            " reviewed by nobody, and the file says so."
        )
    withheld = ", ".join(f"{count} {reason}" for reason, count in published.withheld.items())
    if published.missing and not published.path:
        _print_missing(published)
        return
    say(
        f"{published.document}: {counted(published.visible, 'text')} published{f'; withheld {withheld}' if withheld else ''}"
    )
    if published.missing and published.path:
        missing = counted(len(published.missing), "text")
        warn(f"{missing} still in French in {published.path}, and the page says so.")
    for name in filter(None, (published.path, published.mo)):
        say(f"  wrote       {name}")


def _print_missing(published: Published) -> None:
    count = len(published.missing)
    say(f"{published.document}: not published, {counted(count, 'text')} missing in English:")
    say_held(published.missing)
    drafts = "" if published.visible else " with --allow-unreviewed"
    applies = published.visible or State.DRAFT in published.withheld
    otherwise = f", or use --partial{drafts}, which marks in the page what stays French" if applies else ""
    say(f"Make them ready in the review sheet{otherwise}; no file was written.")


def check_import(
    file: Annotated[Path, typer.Argument(help="The file that is to be uploaded.", show_default=False)],
    *,
    against: Annotated[
        Path, typer.Option("--against", help="The file as the system exported it.", show_default=False)
    ],
    profile: Annotated[
        Profile, typer.Option("--profile", "-p", help="The system that imports it.", show_default=False)
    ],
    every: Annotated[bool, typer.Option("--every", help="List the harmless strings, too.")] = False,
    json: Json = False,
) -> None:
    """Tell what a content system will do with a file; exit with 1 if words would be lost or a draft go live."""
    with errors_as_messages():
        report = simulate_import(file, against, profile)
    if json:
        print_json(_report_as_json(report))
    else:
        _print_report(report, file, every=every)
    if report.harmful:
        raise typer.Exit(FINDINGS)


def _print_report(report: Report, file: Path, *, every: bool) -> None:
    for text in report.warnings:
        warn(text)
    if report.refused:
        say(f"{file}: refused. {report.refused}")
    for row in report.rows:
        if every or row.verdict.harmful:
            reason = f" ({row.reason})" if row.reason else ""
            say(f"  line {row.line:<5} {row.verdict}{reason}: {row.context or '-'}: {row.source[:60]}")
    counts = ", ".join(f"{count} {verdict}" for verdict, count in report.counts.items() if count)
    say(f"{file}: {counts or 'no strings'}")


def _report_as_json(report: Report) -> dict[str, object]:
    return {
        "profile": report.profile,
        "harmful": report.harmful,
        "refused": report.refused or None,
        "warnings": list(report.warnings),
        "counts": {str(verdict): count for verdict, count in report.counts.items() if count},
        "strings": [
            {
                "verdict": str(row.verdict),
                "harmful": row.verdict.harmful,
                "context": row.context,
                "source": row.source,
                "target": row.target,
                "line": row.line,
                "reason": row.reason,
            }
            for row in report.rows
        ],
    }
