"""`passerelle memory`: what was approved before, exchanged, counted and forgotten."""

from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from passerelle.glossary.errors import PasserelleError
from passerelle.glossary.files import require_file, write_atomically
from passerelle.translate.checks import check_catalog
from passerelle.translate.cli.console import (
    FileErrors,
    end,
    errors_as_messages,
    print_json,
    say,
    tell_broken,
    warn,
)
from passerelle.translate.cli.given import context_for
from passerelle.translate.cli.options import (
    English,
    Glossaries,
    Json,
    Language,
    MemoryFile,
    Waive,
    named,
)
from passerelle.translate.formats.catalog_file import load_catalog
from passerelle.translate.formats.tmx.read import Reading, TmxError, read_tmx
from passerelle.translate.formats.tmx.write import write_tmx
from passerelle.translate.memory import (
    Memory,
    Selection,
    TranslationMemoryError,
    add_units,
    count_units,
    forget_units,
    learn,
    list_units,
    memory_path,
    memory_statistics,
    open_memory,
)
from passerelle.translate.text.phrases import counted
from passerelle.translate.workflows.each import do_each

Document = Annotated[str | None, typer.Option("--document", help="Only what comes from this document.")]


def _existing(given: Path | None) -> Path:
    path = memory_path(given)
    if not path.exists():
        raise TranslationMemoryError(
            "does not exist yet; it is made when a review is applied or a TMX imported.", path=path
        )
    return path


def import_tmx(
    files: Annotated[list[Path], typer.Argument(help="TMX files.", show_default=False)],
    *,
    memory: MemoryFile = None,
    json: Json = False,
) -> None:
    """Add the French-English pairs of TMX files; a file is taken whole or not at all."""
    failed = FileErrors()
    with errors_as_messages(), open_memory(memory_path(memory)) as opened:
        done = do_each(files, lambda path: _import(path, opened), failed)
    if json:
        print_json(
            [
                {"file": str(path), "pairs": reading.pairs, "added": added, "left_out": reading.left_out}
                for path, reading, added in done
            ]
        )
    for path, reading, added in done if not json else ():
        say(f"{path}: {counted(reading.pairs, 'pair')}, {added} of them new")
        if reading.left_out:
            warn(f"{path}: {counted(reading.left_out, 'unit')} without French or English left out")
    end(failed)


def _import(path: Path, memory: Memory) -> tuple[Path, Reading, int]:
    require_file(path)
    reading = Reading()
    try:
        with path.open("rb") as stream:
            return path, reading, add_units(memory, read_tmx(stream, reading))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise TmxError(f"cannot be read ({reason}); check the name.", path=path) from error


def export(
    file: Annotated[Path, typer.Argument(callback=named, help="The TMX file to write.", show_default=False)],
    *,
    document: Document = None,
    reviewer: Annotated[
        str | None, typer.Option("--reviewer", help="Only what this person approved.")
    ] = None,
    memory: MemoryFile = None,
) -> None:
    """Write the memory as TMX 1.4b."""
    selection = Selection(document=document, reviewer=reviewer)
    with (
        errors_as_messages(),
        open_memory(_existing(memory)) as opened,
        write_atomically(file, binary=True) as stream,
    ):
        count = write_tmx(stream, list_units(opened, selection), version=version("passerelle"))
    say(f"wrote {file}: {counted(count, 'pair')}")


def stats(*, memory: MemoryFile = None, json: Json = False) -> None:
    """Say what the memory holds, and where it is."""
    with errors_as_messages():
        path = _existing(memory)
        with open_memory(path) as opened:
            found = memory_statistics(opened)
    if json:
        print_json(
            {
                "file": str(path),
                "bytes": path.stat().st_size,
                "units": found.units,
                "whole_blocks": found.whole,
                "sentences": found.sentences,
                "first": found.first,
                "last": found.last,
                "documents": found.documents,
                "reviewers": found.reviewers,
                "glossaries": found.glossaries,
            }
        )
        return
    if not found.units:
        say(f"{path}: the memory is empty")
        return
    say(
        f"{path}: {counted(found.units, 'pair')} of {counted(found.sentences, 'sentence')}, {path.stat().st_size / 1e6:.1f} MB"
    )
    approved = f"{found.first} to {found.last}" if found.first else "at an unknown date"
    say(f"  approved    {approved}; {counted(found.whole, 'block')} kept whole")
    for title, counts in (("documents", found.documents), ("reviewers", found.reviewers)):
        shown = ", ".join(f"{name or 'unknown'} {count}" for name, count in list(counts.items())[:10])
        say(f"  {title:<11} {len(counts)}: {shown}" + (", …" if len(counts) > 10 else ""))


def forget(
    *,
    document: Document = None,
    reviewer: Annotated[str | None, typer.Option("--reviewer", help="What this person approved.")] = None,
    before: Annotated[
        str | None,
        typer.Option(
            "--before", help="What was approved before this day (2024-12-31); pairs without a date stay."
        ),
    ] = None,
    source: Annotated[str | None, typer.Option("--source", help="This French sentence.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="All that the memory holds.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say how many pairs it would be.")] = False,
    memory: MemoryFile = None,
) -> None:
    """Remove pairs for good: those that meet all the conditions given."""
    selection = Selection(document, reviewer, before, source)
    with errors_as_messages():
        if not everything and selection == Selection():
            raise PasserelleError("Say what to forget: --document, --reviewer, --before, --source, or --all.")
        with open_memory(_existing(memory)) as opened:
            count = count_units(opened, selection) if dry_run else forget_units(opened, selection)
    say(f"{'would forget' if dry_run else 'forgot'} {counted(count, 'pair')}")


def learn_catalogs(
    catalogues: Annotated[list[Path], typer.Argument(help="PO catalogues.", show_default=False)],
    *,
    glossary: Glossaries = None,
    waive: Waive = None,
    memory: MemoryFile = None,
) -> None:
    """Store what is approved in catalogues, also in those reviewed with another program than Passerelle."""
    failed = FileErrors()
    with errors_as_messages():
        context = context_for(glossary, Language.EN, English.GB, waive)
        loaded = do_each(catalogues, lambda path: (path, check_catalog(load_catalog(path), context)), failed)
        with open_memory(memory_path(memory)) as opened:
            done = [(path, learn(opened, catalog, context.termbase)) for path, catalog in loaded]
    for path, learned in done:
        say(
            f"{path}: {counted(learned.approved, 'approved block')}, {learned.changed} of them new or changed, "
            f"{learned.forgotten} forgotten"
        )
        if learned.broken:
            warn(f"{path}: {tell_broken(learned)}")
    end(failed)
