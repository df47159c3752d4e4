"""`passerelle glossary import` and `export`: from other programs' glossaries and to them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from passerelle.glossary.concept import Concept
from passerelle.glossary.errors import GlossaryError
from passerelle.glossary.files import digest, read_bytes, write_atomically
from passerelle.glossary.formats.exchange import FORMATS, find_format, read_exchange
from passerelle.glossary.formats.imported import Imported
from passerelle.glossary.merge import Decision, Outcome, counts, merge_import, told_first
from passerelle.glossary.proposals import accept_into
from passerelle.glossary.termbase import load_termbase
from passerelle.translate.cli.additions import TEXT
from passerelle.translate.cli.console import (
    FileErrors,
    end,
    errors_as_messages,
    print_json,
    say,
    warn,
)
from passerelle.translate.cli.options import Json, named
from passerelle.translate.text.phrases import counted

_LIMIT = 200_000_000  # bytes; a glossary of 40,000 concepts has 50 MB as TBX
_MOST = 20  # lines of each kind on a terminal

As = Annotated[
    str,
    typer.Option(
        "--as",
        metavar="FORMAT",
        help=f"The format, where suffix and content do not tell: {', '.join(each.name for each in FORMATS)}.",
        show_default=False,
    ),
]


def import_(
    file: Annotated[Path, typer.Argument(help="The file of another program.", show_default=False)],
    *,
    form: As = "",
    into: Annotated[
        Path,
        typer.Option("--into", help="The glossary file of yours that takes it; made where there is none."),
    ] = Path("my-terms.tsv"),
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Where both have a value, take the imported one.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be taken, and write nothing.")
    ] = False,
    json: Json = False,
) -> None:
    """Take the concepts of another program's file into a glossary of yours; conflicts are told, and yours stays."""
    failed = FileErrors()
    with errors_as_messages():
        if into.suffix.lower() not in TEXT:
            raise GlossaryError(f"is no glossary file; give one of {', '.join(TEXT)}.", path=into)
        if into.exists() and into.resolve() == file.resolve():
            raise GlossaryError("cannot be imported into itself; give another --into.", path=file)
        imported = read_exchange(read_bytes(file, limit=_LIMIT), domain=into.stem, path=file, name=form)
        for error in imported.errors[:_MOST]:
            failed(error)
        if len(imported.errors) > _MOST:
            warn(f"and {counted(len(imported.errors) - _MOST, 'error')} more.")
        end(failed)
        decisions = merge_import(imported, _own(into), overwrite=overwrite)
        taken = [each.concept for each in decisions if each.outcome.taken]
        written = bool(taken) and not dry_run
        if written:
            accept_into(into, taken, judged=True)
    if json:
        print_json(_as_json(decisions, imported, into, written=written))
    else:
        _tell(decisions, imported, into, dry_run=dry_run)
    left = any(each.outcome in (Outcome.CONFLICT, Outcome.UNFIT) for each in decisions)
    end(failed, findings=left)


def _own(into: Path) -> Sequence[Concept]:
    """Return the concepts of the user's own file."""
    has_text = into.exists() and bool(read_bytes(into).strip())
    return load_termbase([into], curated=False).concepts if has_text else ()


def _tell(decisions: Sequence[Decision], imported: Imported, into: Path, *, dry_run: bool) -> None:
    for remark in imported.remarks[:_MOST]:
        warn(str(remark))
    if len(imported.remarks) > _MOST:
        warn(f"and {counted(len(imported.remarks) - _MOST, 'remark')} more; --json tells them all.")
    shown = dict.fromkeys(Outcome, 0)
    for each in told_first(decisions):
        shown[each.outcome] += 1
        if shown[each.outcome] <= _MOST:
            _tell_one(each, into)
        elif shown[each.outcome] == _MOST + 1:
            more = sum(other.outcome is each.outcome for other in decisions) - _MOST
            say(f"{each.outcome:<9} and {more} more; --json tells them all.")
    figures = ", ".join(f"{count} {name}" for name, count in counts(decisions).items() if count)
    say(f"{into}: {figures or 'nothing'}{'; nothing was written' if dry_run else ''}.")
    if any(each.outcome is Outcome.CONFLICT and each.differences for each in decisions):
        say("Yours stands in every conflict; change it there, or import again with --overwrite.")


def _tell_one(decision: Decision, into: Path) -> None:
    concept = decision.concept
    say(
        f"{decision.outcome:<9} line {decision.line:<6} {_clip(concept.source)} → {_clip(concept.target)} [{concept.id}]"
        f"{f': {_clip(decision.reason, 400)}' if decision.reason else ''}"
    )
    for each in decision.differences:
        if decision.outcome is Outcome.CONFLICT:
            say(
                f"          {each.column}: “{_clip(each.own)}” in {into}, “{_clip(each.imported)}” in the import"
            )
        else:
            say(
                f"          {each.column}: {f'“{_clip(each.own)}” becomes ' if each.own else ''}“{_clip(each.imported)}”"
            )


def _clip(text: str, most: int = 200) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _as_json(
    decisions: Sequence[Decision], imported: Imported, into: Path, *, written: bool
) -> dict[str, object]:
    return {
        "into": str(into),
        "written": written,
        "counts": counts(decisions),
        "remarks": [str(each) for each in imported.remarks],
        "concepts": [
            {
                "outcome": str(each.outcome),
                "line": each.line,
                "id": each.concept.id,
                "fr": each.concept.source,
                "en": each.concept.target,
                "own": each.own.id if each.own else None,
                "differences": {
                    one.column: {"own": one.own, "imported": one.imported} for one in each.differences
                },
                "reason": each.reason,
            }
            for each in decisions
        ],
    }


def export(
    files: Annotated[
        list[Path] | None,
        typer.Argument(help="Glossary files or folders; default: the curated glossary.", show_default=False),
    ] = None,
    *,
    out: Annotated[
        Path, typer.Option("--out", "-o", callback=named, help="The file to write.", show_default=False)
    ],
    form: As = "",
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace the file where there is one.")
    ] = False,
) -> None:
    """Write glossaries as another program reads them."""
    with errors_as_messages():
        if out.exists() and not overwrite:
            raise GlossaryError("exists; give another name, or --overwrite.", path=out)
        chosen = find_format(out, form)
        concepts = load_termbase(files or (), curated=not files).concepts
        before = digest(read_bytes(out) if out.exists() else None)
        with write_atomically(out, binary=True, expected=before) as stream:
            stream.write(chosen.write(concepts))
    say(f"{out}: {counted(len(concepts), 'concept')} as {chosen.name}, {chosen.about}.")
    left = chosen.leaves(concepts)
    if left:
        say(f"It has no place for {', '.join(f'{name} ({count:,})' for name, count in left.items())}.")
