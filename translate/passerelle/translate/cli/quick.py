"""A quick look: a text in, its English and the ledger on the screen; no file is written."""

from passerelle.glossary.compiled import load_compiled
from passerelle.translate.catalog.confidence import level_of
from passerelle.translate.catalog.entry import Catalog, Entry
from passerelle.translate.catalog.summary import STAGE_NAMES, ledger_as_json
from passerelle.translate.cli.console import print_json, say
from passerelle.translate.constraints.constraint import Record
from passerelle.translate.places import termbases_folder
from passerelle.translate.text.markup import unmark
from passerelle.translate.workflows.options import Options
from passerelle.translate.workflows.translate import translate_text


def show_translation(source: bytes, options: Options, *, json: bool) -> bool:
    """Translate a plain text and print it; return whether all demands are met.

    Raises:
        PasserelleError: the text is empty or no text, or the glossary, the model or the memory is at fault.
    """
    catalog = translate_text(source, load_compiled(termbases_folder(), options.glossaries), options).catalog
    if json:
        print_json(
            {"texts": [_as_json(entry) for entry in catalog.current], "ledger": ledger_as_json(catalog)}
        )
    else:
        _print(catalog)
    return all(record.met for entry in catalog.current for record in entry.records)


def _as_json(entry: Entry) -> dict[str, object]:
    return {
        "source": unmark(entry.source)[0],
        "english": unmark(entry.target)[0],
        "confidence": entry.confidence,
        "findings": [
            {"id": each.id, "severity": str(each.severity), "message": each.message}
            for each in entry.findings
        ],
    }


def _print(catalog: Catalog) -> None:
    for entry in catalog.current:
        say(unmark(entry.target)[0])
    say("")
    for entry in catalog.current:
        for record in entry.records:
            say(_ledger_line(entry, record))
        for found in entry.findings:
            say(f"  {found.severity:<9} {found.id}: {found.message}")
    levels = [str(level) for entry in catalog.current if (level := level_of(entry))]
    if levels:
        say(f"  confidence {', '.join(levels)}")


def _ledger_line(entry: Entry, record: Record) -> str:
    state = "met" if record.met else "not met"
    return (
        f"  {state:<9} {record.kind} {record.source} → {entry.words_of(record)} ({STAGE_NAMES[record.stage]})"
    )
