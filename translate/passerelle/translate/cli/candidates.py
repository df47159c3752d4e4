"""`passerelle glossary candidates`, `accept` and `dismiss`: from what reviewers want to what the glossary says."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from passerelle.glossary.concept import Concept
from passerelle.glossary.errors import GlossaryError
from passerelle.glossary.proposals import (
    Candidate,
    accept_into,
    known_concepts,
    make_concept,
    merge_candidates,
    open_candidates,
    settled_by,
)
from passerelle.glossary.termbase import load_termbase
from passerelle.translate.cli.console import FileErrors, end, errors_as_messages, print_json, say
from passerelle.translate.cli.options import Glossaries, Json, MemoryFile, is_among
from passerelle.translate.formats.catalog_file import load_catalog
from passerelle.translate.memory import list_proposals, memory_path, open_memory, settle, settled_ids
from passerelle.translate.text.phrases import counted
from passerelle.translate.workflows.candidates import gather_candidates
from passerelle.translate.workflows.each import do_each
from passerelle.translate.workflows.options import LOCALES

Folder = Annotated[
    Path, typer.Option("--catalogues", help="Folder of the catalogues whose edits are looked through.")
]
Ids = Annotated[list[str], typer.Argument(help="Ids, as “candidates” shows them.", show_default=False)]


def candidates(
    *,
    catalogues: Folder = LOCALES,
    glossary: Glossaries = None,
    memory: MemoryFile = None,
    json: Json = False,
) -> None:
    """List the terms that reviewers proposed or “extract” found, and the changes that reviewers made twice in the same way."""
    failed = FileErrors()
    with errors_as_messages():
        termbase = load_termbase(glossary or ())
        gathered, settled = _gather(catalogues, memory, failed)
        found = open_candidates(gathered, termbase, settled)
    if json:
        print_json([_as_json(candidate) for candidate in found])
        end(failed)
        return
    for candidate in found:
        say(f"{candidate.id}  {candidate.source or '?'}  →  {candidate.target or 'no English yet'}")
        known = known_concepts(candidate, termbase)
        for title, texts in (
            ("now", [f"{concept.target} [{concept.id}]" for concept in known]),
            ("instead of", candidate.replaced),
            ("note", candidate.notes),
            ("by", candidate.reviewers),
            ("in", candidate.places),
        ):
            if texts:
                say(f"        {title:<10}  {'; '.join(texts[:5])}{'; …' if len(texts) > 5 else ''}")
    say(f"{counted(len(found), 'candidate')}; “passerelle glossary accept ID --into FILE.tsv” takes one.")
    end(failed)


def _gather(
    catalogues: Path, memory: Path | None, failed: FileErrors
) -> tuple[tuple[Candidate, ...], frozenset[str]]:
    """Return all candidates, and the ids of those that someone decided."""
    catalogs = do_each(sorted(catalogues.rglob("*.po")), load_catalog, failed)
    path = memory_path(memory)
    if not path.exists():
        return merge_candidates(gather_candidates(catalogs)), frozenset()
    with open_memory(path) as opened:
        proposals = list_proposals(opened)
        return merge_candidates(gather_candidates(catalogs, proposals)), settled_ids(opened)


def accept(
    ids: Ids,
    *,
    into: Annotated[Path, typer.Option("--into", help="The glossary file (.tsv) that takes them.")],
    french: Annotated[
        str | None, typer.Option("--french", help="The French term, where it is not known or not right.")
    ] = None,
    english: Annotated[
        str | None, typer.Option("--english", help="The English, where it is not known or not right.")
    ] = None,
    concept: Annotated[
        str, typer.Option("--concept", help="The id of the concept to change, or of the new one.")
    ] = "",
    forbid: Annotated[
        bool, typer.Option("--forbid", help="Make the replaced renderings forbidden ones.")
    ] = False,
    catalogues: Folder = LOCALES,
    glossary: Glossaries = None,
    memory: MemoryFile = None,
) -> None:
    """Take candidates into a glossary file of your own; use it with --glossary."""
    with errors_as_messages():
        if (french or english or concept) and len(ids) > 1:
            raise GlossaryError("--french, --english and --concept go with one candidate at a time.")
        own = [into] if into.exists() and not is_among(into, glossary or ()) else []
        termbase = load_termbase([*(glossary or ()), *own])
        chosen = _find(ids, _gather(catalogues, memory, FileErrors())[0])
        wanted = [
            replace(each, source=french or each.source, target=english or each.target) for each in chosen
        ]
        concepts: list[Concept] = []
        for each in wanted:
            known = replace(termbase, concepts=(*termbase.concepts, *concepts))
            concepts.append(make_concept(each, known, domain=into.stem, forbid=forbid, concept_id=concept))
        accept_into(into, concepts)
        with open_memory(memory_path(memory)) as opened:
            settle(
                opened,
                [
                    name
                    for each, accepted in zip(chosen, concepts, strict=True)
                    for name in settled_by(each, accepted)
                ],
            )
    for accepted in concepts:
        say(f"{into}: {accepted.source} → {accepted.target} [{accepted.id}]")


def _find(ids: Sequence[str], found: Sequence[Candidate]) -> list[Candidate]:
    by_id = {candidate.id: candidate for candidate in found}
    for each in ids:
        if each not in by_id:
            raise GlossaryError(f"“{each}” is no candidate; see “passerelle glossary candidates”.")
    return [by_id[each] for each in ids]


def dismiss(ids: Ids, *, catalogues: Folder = LOCALES, memory: MemoryFile = None) -> None:
    """Take candidates off the list without changing the glossary."""
    with errors_as_messages():
        chosen = _find(ids, _gather(catalogues, memory, FileErrors())[0])
        with open_memory(memory_path(memory)) as opened:
            settle(opened, [name for candidate in chosen for name in settled_by(candidate)])
    for each in chosen:
        say(f"dismissed {each.source or '?'} → {each.target or 'no English'}")


def _as_json(candidate: Candidate) -> dict[str, object]:
    return {
        "id": candidate.id,
        "source": candidate.source,
        "target": candidate.target,
        "replaced": list(candidate.replaced),
        "notes": list(candidate.notes),
        "reviewers": list(candidate.reviewers),
        "places": list(candidate.places),
    }
