"""`passerelle glossary extract`: candidates for the glossary from French articles."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from passerelle.glossary.termbase import load_termbase
from passerelle.translate.cli.console import (
    FileErrors,
    end,
    errors_as_messages,
    print_json,
    progress_bar,
    say,
)
from passerelle.translate.cli.options import Glossaries, Json, MemoryFile, Model, named
from passerelle.translate.memory import memory_path
from passerelle.translate.text.phrases import counted
from passerelle.translate.workflows.extract import (
    Extraction,
    Proposed,
    extract_terms,
    refuse_existing,
    save_terms,
    store_terms,
    tell_term,
)


def extract(
    files: Annotated[
        list[Path], typer.Argument(help="French articles, or folders of them.", show_default=False)
    ],
    *,
    limit: Annotated[int, typer.Option("--limit", min=1, help="Terms at most, the best.")] = 50,
    least: Annotated[
        int, typer.Option("--least", min=1, help="Places in which a term must stand at least.")
    ] = 1,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            callback=named,
            metavar="TSV",
            help="Write them as a new glossary file, too, status proposed, to edit; English that no one guesses is left empty.",
        ),
    ] = None,
    glossary: Glossaries = None,
    memory: MemoryFile = None,
    model: Model = None,
    no_model: Annotated[
        bool, typer.Option("--no-model", help="Let the model guess no English; this is faster.")
    ] = False,
    json: Json = False,
) -> None:
    """Propose terms of French articles that the glossary lacks, with contexts and guesses, as candidates."""
    failed, path = FileErrors(), memory_path(memory)
    with errors_as_messages(), progress_bar("Reading") as start:
        if out is not None:
            refuse_existing(out)
        termbase = load_termbase(glossary or ())
        wanted = Extraction(limit, least, path, model, guess=not no_model)
        found = extract_terms(files, termbase, wanted, failed=failed, progress=start)
        if out is not None:
            save_terms(out, found, termbase)
        store_terms(path, found, datetime.now(UTC))
    if json:
        print_json([_as_json(each) for each in found])
    else:
        _tell(found, out)
    end(failed)


def _tell(found: list[Proposed], out: Path | None) -> None:
    for each in found:
        say(f"{each.candidate.id}  {each.candidate.source}  ({each.term.kind})")
        say(f"        {tell_term(each)}")
        for context in each.term.contexts:
            say(f"        {context.document}:{context.line}  {context.sentence}")
    if out is not None:
        say(f"wrote {out}")
    say(
        f"{counted(len(found), 'candidate')}; “passerelle glossary accept ID --english … --into FILE.tsv” takes one,"
        " “dismiss ID” takes it off."
    )


def _as_json(each: Proposed) -> dict[str, object]:
    term = each.term
    return {
        "id": each.candidate.id,
        "kind": str(term.kind),
        "source": term.text,
        "short": term.short,
        "count": term.count,
        "documents": term.documents,
        "score": round(term.score, 2),
        "contexts": [
            {"sentence": context.sentence, "document": context.document, "line": context.line}
            for context in term.contexts
        ],
        "guesses": [
            {"target": guess.text, "origin": guess.origin, "source_sentence": guess.french, "target_sentence": guess.english}
            for guess in each.guesses
        ],
    }  # fmt: skip
