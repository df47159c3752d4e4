"""`passerelle glossary diff` and `impact`: what changed in a glossary, and what that touches."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from passerelle.glossary.compare import Change, Kind, compare_termbases
from passerelle.glossary.errors import GlossaryError
from passerelle.glossary.revision import load_revision
from passerelle.glossary.termbase import Termbase, load_termbase
from passerelle.translate.cli.console import FileErrors, end, errors_as_messages, print_json, say
from passerelle.translate.cli.given import context_for
from passerelle.translate.cli.options import (
    English,
    Glossaries,
    Json,
    Language,
    MemoryFile,
    SheetLanguage,
    Spelling,
    named,
)
from passerelle.translate.cms.publish import PUBLISHED
from passerelle.translate.memory import TranslationMemoryError
from passerelle.translate.text.document import first_words
from passerelle.translate.text.phrases import counted
from passerelle.translate.workflows.each import do_each
from passerelle.translate.workflows.impact import (
    Impact,
    UnitTouched,
    impact_on,
    impact_on_memory,
    save_impact_sheet,
)


def diff(
    old: Annotated[
        str,
        typer.Argument(
            help="A glossary file or folder, or a git revision of the glossary.", show_default=False
        ),
    ],
    new: Annotated[
        str | None, typer.Argument(help="The same; default: the glossary as it is today.", show_default=False)
    ] = None,
    *,
    glossary: Glossaries = None,
    json: Json = False,
) -> None:
    """Tell which concepts were added, changed, deprecated and removed between two glossaries."""
    with errors_as_messages():
        before = _load(old, glossary)
        after = _today(glossary) if new is None else _load(new, glossary)
        changes = compare_termbases(before, after)
    if json:
        print_json([_change_as_json(change) for change in changes])
        return
    for change in changes:
        say(f"{change.kind:<10}  {change.concept.id}: {_summary(change)}")
        for cell in change.cells:
            say(f"{'':<10}  {cell.column}: {_short(cell.before)} → {_short(cell.after)}")
    counts = {kind: sum(change.kind is kind for change in changes) for kind in Kind}
    binding = sum(change.binding for change in changes)
    told = ", ".join(f"{count} {kind}" for kind, count in counts.items())
    say(f"{_names(before)} → {_names(after)}: {told}; {binding} of them bind translations.")


def _names(termbase: Termbase) -> str:
    return ", ".join(str(file) for file in termbase.files) or "nothing"


def _today(glossary: Sequence[Path] | None) -> Termbase:
    return load_termbase(glossary or (), curated=not glossary)


def _load(named_so: str, glossary: Sequence[Path] | None) -> Termbase:
    """Return the glossary at a path, or that of today as it was at a revision."""
    path = Path(named_so)
    if path.exists():
        return load_termbase([path], curated=False)
    _refuse_file(path)
    return load_revision(named_so, glossary or (), curated=not glossary)


def _refuse_file(path: Path) -> None:
    """Refuse what can only be meant as a file.

    Raises:
        GlossaryError: it does not exist.
    """
    if path.suffix in (".tsv", ".csv"):
        raise GlossaryError("does not exist; give a glossary file or folder, or a git revision.", path=path)


def _summary(change: Change) -> str:
    concept = change.concept
    follows = (
        f", replaced by {concept.replaced_by}"
        if change.kind is Kind.DEPRECATED and concept.replaced_by
        else ""
    )
    return f"{concept.source} = {concept.target}{follows}"


def _short(text: str) -> str:
    return f"“{first_words(text)}”" if text else "–"


def _change_as_json(change: Change) -> dict[str, object]:
    return {
        "change": str(change.kind),
        "id": change.concept.id,
        "fr": change.concept.source,
        "en": change.concept.target,
        "binding": change.binding,
        "columns": {cell.column: [cell.before, cell.after] for cell in change.cells},
    }


def impact(
    context: typer.Context,
    catalogues: Annotated[list[Path], typer.Argument(help="PO catalogues.", show_default=False)],
    *,
    against: Annotated[
        str | None,
        typer.Option(
            "--against",
            metavar="OLD",
            help="The earlier glossary: a file, a folder or a git revision; default: what the catalogues were translated with.",
        ),
    ] = None,
    glossary: Glossaries = None,
    memory: MemoryFile = None,
    published: Annotated[
        Path, typer.Option("--published", help="Folder of the texts that went out.")
    ] = PUBLISHED,
    sheets: Annotated[
        Path | None,
        typer.Option(
            "--sheets", callback=named, help="Write a review sheet of what is touched into this folder."
        ),
    ] = None,
    language: SheetLanguage = Language.EN,
    english: Spelling = English.GB,
    json: Json = False,
) -> None:
    """Tell which texts a changed glossary touches, before anyone translates again; exit with 1 where reviewed ones break it."""
    failed, found = FileErrors(), list[Impact]()
    units: Sequence[UnitTouched] = ()
    with errors_as_messages():
        after = context_for(glossary, language, english, None)
        before = _earlier(against, glossary)
        found += do_each(catalogues, lambda path: impact_on(path, before, after, published), failed)
        if memory is not None and _is_asked(context, memory, before):
            assert before is not None
            units = impact_on_memory(memory, before, after.termbase, american=after.american)
        written = [
            save_impact_sheet(each, sheets, after.termbase, language=str(language))
            for each in (found if sheets else ())
            if sheets and each.touched
        ]
    if json:
        print_json(
            {"catalogues": [_as_json(each) for each in found], "memory": [_unit_as_json(u) for u in units]}
        )
    else:
        _tell(found, units, written)
    end(failed, findings=any(not each.met for one in found for each in one.reviewed))


def _is_asked(context: typer.Context, memory: Path, before: Termbase | None) -> bool:
    """Whether to look at the memory: one of the house's settings is left alone where there is nothing to compare.

    Raises:
        GlossaryError, TranslationMemoryError: it was named on the command line, without an earlier glossary, or is not there.
    """
    source = context.get_parameter_source("memory")
    if source is None or source.name != "COMMANDLINE":
        return before is not None and memory.exists()
    if before is None:
        raise GlossaryError("the memory keeps no earlier glossary; name one with --against.")
    if not memory.exists():
        raise TranslationMemoryError("does not exist; name another memory, or none.", path=memory)
    return True


def _earlier(against: str | None, glossary: Sequence[Path] | None) -> Termbase | None:
    """Return the earlier glossary with the curated one below it, unless it stands for that."""
    if against is None:
        return None
    path = Path(against)
    if path.exists():
        return load_termbase([path], curated=bool(glossary))
    _refuse_file(path)
    return load_revision(against, glossary or ())


def _tell(found: Sequence[Impact], units: Sequence[UnitTouched], written: Sequence[Path]) -> None:
    for each in found:
        for line in _lines(each):
            say(line)
    for unit in units:
        say(f"memory  {_fate(met=unit.met)}  {first_words(unit.unit.source)}")
        for change in unit.changes:
            say(f"        {change}")
    touched = [entry for each in found for entry in each.touched]
    reviewed = [entry for each in found for entry in each.reviewed]
    broken = sum(not entry.met for entry in reviewed)
    say(
        f"{counted(len(touched), 'text')} in {counted(len(found), 'catalogue')}"
        f" ({len(reviewed)} reviewed, of which {broken} no longer obey)"
        + (f"; {counted(len(units), 'unit')} of the memory." if units else ".")
    )
    for path in written:
        say(f"wrote {path}")


def _lines(each: Impact) -> Iterator[str]:
    if not each.touched:
        return
    yield f"{each.path}"
    if each.published:
        yield f"  published as {', '.join(map(str, each.published))}"
    for touched in each.touched:
        entry = touched.entry
        place = f"line {entry.line}" if entry.line else entry.block_id
        yield f"  {entry.state:<10}  {_fate(met=touched.met)}  {place}: {first_words(entry.source)}"
        yield from (f"              {change}" for change in touched.changes)


def _fate(*, met: bool) -> str:
    return "will do" if met else "to redo"


def _as_json(each: Impact) -> dict[str, object]:
    return {
        "catalogue": str(each.path),
        "document": each.catalog.header.document,
        "published": [str(path) for path in each.published],
        "texts": [
            {
                "id": touched.entry.block_id,
                "line": touched.entry.line,
                "state": str(touched.entry.state),
                "source": touched.entry.source,
                "target": touched.entry.target,
                "obeys": touched.met,
                "terms": [_terms(change.source, change.concept, change.before, change.after) for change in touched.changes],
            }
            for touched in each.touched
        ],
    }  # fmt: skip


def _terms(source: str, concept: str, before: str, after: str) -> dict[str, str]:
    return {"source": source, "concept": concept, "before": before, "after": after}


def _unit_as_json(unit: UnitTouched) -> dict[str, object]:
    return {
        "document": unit.unit.document,
        "source": unit.unit.source,
        "target": unit.unit.target,
        "obeys": unit.met,
        "terms": [_terms(c.source, c.concept, c.before, c.after) for c in unit.changes],
    }
