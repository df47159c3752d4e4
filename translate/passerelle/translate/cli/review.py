"""`passerelle review`: sheets out to reviewers, sheets back into catalogues, and how far the review is."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

import typer

from passerelle.glossary.locks import WAIT
from passerelle.glossary.termbase import Termbase
from passerelle.translate.checks import RULES, check_catalog, entries_judge
from passerelle.translate.cli.console import (
    FileErrors,
    end,
    errors_as_messages,
    print_json,
    say,
    say_held,
    tell_broken,
    warn,
    warn_unapplied,
)
from passerelle.translate.cli.given import context_for, jobs_of, patience_for
from passerelle.translate.cli.options import (
    Catalogues,
    English,
    Glossaries,
    Jobs,
    Json,
    Language,
    MemoryFile,
    SheetLanguage,
    Spelling,
    Wait,
    Waive,
    named,
)
from passerelle.translate.cms import held_as_json
from passerelle.translate.formats.catalog_file import load_catalog
from passerelle.translate.formats.review_sheet import say as word
from passerelle.translate.memory import memory_path
from passerelle.translate.review.merge import RowResult
from passerelle.translate.text.document import first_words
from passerelle.translate.text.phrases import counted
from passerelle.translate.workflows.check_pool import share_in_pool
from passerelle.translate.workflows.each import do_each
from passerelle.translate.workflows.glossaries import tell_other_glossaries
from passerelle.translate.workflows.options import LOCALES, sheet_path
from passerelle.translate.workflows.remember import remember_reviews
from passerelle.translate.workflows.review import (
    Applied,
    apply_sheets,
    document_glossary,
    save_sheet,
)
from passerelle.translate.workflows.status import Status, review_status

CatalogueFiles = Annotated[list[Path], typer.Argument(help="PO catalogues.", show_default=False)]


def export(
    catalogues: CatalogueFiles,
    *,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", callback=named, help="Folder for the sheets; default: beside each catalogue."
        ),
    ] = None,
    language: SheetLanguage = Language.EN,
    english: Spelling = English.GB,
    glossary: Glossaries = None,
    waive: Waive = None,
    jobs: Jobs = None,
) -> None:
    """Write a review sheet for each catalogue."""
    now, failed = datetime.now(UTC), FileErrors()
    share = share_in_pool(jobs_of(jobs))

    def write(path: Path) -> None:
        catalog = check_catalog(load_catalog(path), context, share)
        target = sheet_path(out or path.parent, catalog.header.document)
        terms = document_glossary(catalog, context.termbase)
        aside = save_sheet(target, catalog, terms, language=str(language), now=now).aside
        if aside is not None:
            warn(f"{target} held words that are not in the catalogue; it was kept as {aside}")
        say(f"wrote {target}")

    with errors_as_messages():
        context = context_for(glossary, language, english, waive)
        do_each(catalogues, write, failed)
    end(failed)


def apply(
    sheets: Annotated[list[Path], typer.Argument(help="Review sheets that came back.", show_default=False)],
    *,
    catalogues: Catalogues = LOCALES,
    glossary: Glossaries = None,
    memory: MemoryFile = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would happen; write nothing.")] = False,
    language: SheetLanguage = Language.EN,
    english: Spelling = English.GB,
    waive: Waive = None,
    wait: Wait = WAIT,
    jobs: Jobs = None,
    json: Json = False,
) -> None:
    """Apply review sheets to their catalogues; exit with 1 when a row needs a person."""
    now, patience, failed = datetime.now(UTC), patience_for(wait), FileErrors()
    share = share_in_pool(jobs_of(jobs))
    with errors_as_messages():
        context = context_for(glossary, language, english, waive)
        done = apply_sheets(
            sheets,
            now=now,
            folders=(catalogues,),
            judge=entries_judge(context, share),
            language=str(language),
            dry_run=dry_run,
            patience=patience,
            failed=failed,
        )
    done = [_with_glossaries(applied, context.termbase) for applied in done]
    if json:
        print_json([_as_json(applied) for applied in done])
    else:
        for applied in done:
            _print_applied(applied, dry_run=dry_run)
    if not dry_run:
        with errors_as_messages():  # the catalogues are written by now, and learning can be done again
            learned = remember_reviews(memory_path(memory), done, context.termbase, now, patience)
        for applied, each in learned:
            if each.broken:
                warn(f"{applied.document}: {tell_broken(each)}")
    end(failed, findings=any(applied.needs_person for applied in done))


def _with_glossaries(applied: Applied, termbase: Termbase) -> Applied:
    """Add a warning where other glossaries made the catalogue."""
    told = tell_other_glossaries(applied.before.header, termbase)
    return replace(applied, warnings=(told, *applied.warnings)) if told else applied


def _print_applied(applied: Applied, *, dry_run: bool) -> None:
    for text in applied.warnings:
        warn(text)
    counts = Counter(str(result.outcome) for result in applied.results)
    say(f"{applied.document}: " + ", ".join(f"{count} {outcome}" for outcome, count in counts.items()))
    sources = {entry.block_id: entry.source for entry in applied.catalog.entries}
    for result in applied.results:
        place = _place(result, sources.get(result.block_id, ""))
        if result.instead:
            say(f"  {place}: {result.outcome}, in place of {result.instead}")
        if result.needs_person:
            _print_result(result, place)
    for proposal in applied.proposals:
        say(f"  new term    {proposal.source} → {proposal.target} {_aside(proposal.note)}")
    for edit in applied.edits:
        say(
            f"  edited {counted(len(edit.block_ids), 'time')}  {edit.before} → {edit.after} {_aside(edit.source)}"
        )
    if applied.conflicts:
        say(f"  to decide   {applied.conflicts}")
    if applied.backup:
        say(f"  old version {applied.backup}")
    verb = "would change" if dry_run else "wrote"
    say(f"  {verb:<11} {applied.path}" if applied.written else f"  unchanged   {applied.path}")
    warn_unapplied(applied.unapplied)


def _print_result(result: RowResult, place: str) -> None:
    if result.outcome.applied:
        for finding in result.findings:
            say(f"  {place}: {result.outcome}, but {finding.severity} {finding.id}: {finding.message}")
        for check in result.unknown:
            say(f"  {place}: {result.outcome}, but {_no_check(check)}")
        return
    say(f"  {place}: not applied, {word(result.outcome, 'en')} {_aside(result.reason)}".rstrip())
    for name, text in (("text", result.text), ("comment", result.comment)):
        for number, line in enumerate(text.split("\n") if text else ()):
            say(f"      {'' if number else f'{name}: '}{line}")


def _place(result: RowResult, source: str) -> str:
    """Return the sheet, the row in it, and the first words of its French, or its id where no text is known by that."""
    row = f" row {result.number}" if result.number else ""
    words = f"“{first_words(source)}”" if source else _aside(result.block_id)
    return f"{result.sheet}{row} {words}".rstrip()


def _no_check(check: str) -> str:
    meant = "".join(f" (did you mean {name}?)" for name in get_close_matches(check, RULES, 1))
    return f"“{check}” is an unknown check{meant}: nothing was waived, and the line was kept as a remark"


def _aside(text: str) -> str:
    return f"({text})" if text else ""


def _as_json(applied: Applied) -> dict[str, object]:
    return {
        "document": applied.document,
        "catalogue": str(applied.path),
        "changed": applied.written,
        "backup": str(applied.backup) if applied.backup else None,
        "conflicts": str(applied.conflicts) if applied.conflicts else None,
        "warnings": list(applied.warnings),
        "unapplied_edits": list(map(str, applied.unapplied)),
        "rows": [_result_as_json(result) for result in applied.results],
        "new_terms": [
            {"source": p.source, "target": p.target, "note": p.note, "reviewer": p.reviewer}
            for p in applied.proposals
        ],
        "repeated_edits": [
            {"before": e.before, "after": e.after, "source": e.source, "blocks": list(e.block_ids)}
            for e in applied.edits
        ],
    }


def _result_as_json(result: RowResult) -> dict[str, object]:
    return {
        "sheet": result.sheet,
        "row": result.number or None,
        "block": result.block_id,
        "outcome": str(result.outcome),
        "applied": result.outcome.applied,
        "needs_person": result.needs_person,
        "instead_of": result.instead,
        "reason": "" if result.outcome.applied else result.reason or word(result.outcome, "en"),
        "text": result.text,
        "comment": result.comment,
        "unknown_checks": list(result.unknown),
        "findings": [
            {"id": f.id, "severity": str(f.severity), "message": f.message, "waiver": f.waiver}
            for f in result.findings
        ],
    }


def status(catalogues: CatalogueFiles, *, json: Json = False) -> None:
    """Tell how far the review of each catalogue is, and what keeps it from going out."""
    failed = FileErrors()
    with errors_as_messages():
        found = do_each(catalogues, review_status, failed)
    if json:
        print_json([_status_as_json(each) for each in found])
    for each in found if not json else ():
        states = ", ".join(f"{count} {state}" for state, count in each.states.items() if count)
        say(f"{each.document}: {each.reviewed} of {each.total} reviewed ({states or 'empty'})")
        if each.errors or each.remarks or each.obsolete:
            errors, remarks = counted(each.errors, "error"), counted(each.remarks, "remark")
            say(f"  {errors} not waived, {remarks}, {each.obsolete} obsolete")
        if each.minutes:
            doubted = (
                f", {counted(each.doubted, 'draft')} of low confidence to look at first"
                if each.doubted
                else ""
            )
            say(f"  about {counted(each.minutes, 'minute')} of reading{doubted}")
        if each.held:
            say(f"  not ready to go out, {counted(len(each.held), 'text')} kept back:")
            say_held(each.held)
        elif each.total:
            say("  ready to go out")
        warn_unapplied(each.unapplied)
    end(failed)


def _status_as_json(each: Status) -> dict[str, object]:
    return {
        "document": each.document,
        "catalogue": str(each.path),
        "total": each.total,
        "reviewed": each.reviewed,
        "states": {str(state): count for state, count in each.states.items()},
        "errors": each.errors,
        "remarks": each.remarks,
        "obsolete": each.obsolete,
        "minutes": each.minutes,
        "low_confidence": each.doubted,
        "kept_back": held_as_json(each.held),
        "unapplied_edits": list(map(str, each.unapplied)),
    }
