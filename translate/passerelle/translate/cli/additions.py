"""`passerelle glossary add`: a term of one's own in one line."""

from pathlib import Path
from typing import Annotated

import typer

from passerelle.glossary.concept import Concept
from passerelle.glossary.errors import GlossaryError
from passerelle.glossary.files import read_bytes
from passerelle.glossary.formats.tsv import split_list
from passerelle.glossary.keys import slug
from passerelle.glossary.layers import claims
from passerelle.glossary.proposals import accept_into, free_id
from passerelle.glossary.termbase import Termbase, load_termbase
from passerelle.translate.cli.console import errors_as_messages, say

TEXT = (".tsv", ".csv", ".txt")
"""The suffixes of glossary files."""


def add(
    french: Annotated[
        str, typer.Argument(help="The French term; more forms of it after |.", show_default=False)
    ],
    english: Annotated[
        str,
        typer.Argument(
            help="The English that it must become; what is accepted beside it after |.", show_default=False
        ),
    ],
    *,
    into: Annotated[
        Path, typer.Option("--into", help="The glossary file that takes it; made where there is none.")
    ] = Path("my-terms.tsv"),
    concept_id: Annotated[str, typer.Option("--id", help="The id; default: the letters of the French.")] = "",
    abbreviation: Annotated[
        list[str] | None, typer.Option("--abbreviation", help="A French abbreviation; may be repeated.")
    ] = None,
    short: Annotated[
        str, typer.Option("--short", help="The short English form, after the first mention.")
    ] = "",
    forbid: Annotated[
        list[str] | None, typer.Option("--forbid", help="A rendering that is wrong; may be repeated.")
    ] = None,
    cue: Annotated[
        list[str] | None,
        typer.Option("--cue", help="A French word that points to this sense of several; may be repeated."),
    ] = None,
    definition: Annotated[str, typer.Option("--definition", help="What it means.")] = "",
    note: Annotated[str, typer.Option("--note", help="A remark for colleagues.")] = "",
) -> None:
    """Add a term to a glossary file of your own, which keeps its lines and remarks; use it with --glossary."""
    with errors_as_messages():
        if into.suffix.lower() not in TEXT:
            raise GlossaryError(f"is no glossary file; give one of {', '.join(TEXT)}.", path=into)
        own = [into] if _has_text(into) else []
        termbase = load_termbase(own)
        (source, *variants), (target, *accepted) = _split(french, "French"), _split(english, "English")
        concept = Concept(
            concept_id or free_id(slug(source), termbase),
            source,
            target,
            into.stem,
            source_variants=tuple(variants),
            abbreviations=tuple(abbreviation or ()),
            target_variants=tuple(accepted),
            short=short,
            first_use=f"{target} ({short})" if short else "",
            forbidden=tuple(forbid or ()),
            cues=tuple(cue or ()),
            definition=definition,
            note=note,
        )
        _refuse_second(concept, load_termbase(own, curated=False))
        accept_into(into, [concept])
        written = load_termbase([into])
    say(f"{into}: {source} → {target} [{concept.id}]")
    for each in written.overrides_of(written.by_id[concept.id]):
        say(f"  {each}")
    say(f"Use it with --glossary {into}.")


def _has_text(path: Path) -> bool:
    return path.exists() and bool(read_bytes(path).strip())


def _split(text: str, language: str) -> tuple[str, ...]:
    forms = tuple(" ".join(form.split()) for form in split_list(text.strip()))
    if not any(forms):
        raise GlossaryError(f"the {language} is empty; give a term.")
    return forms


def _refuse_second(concept: Concept, own: Termbase) -> None:
    """Raise a GlossaryError where the user's own file has the id, or a form that nothing would tell apart."""
    forms = dict(claims(concept))
    for other in own.concepts:
        place = own.places[other.id]
        held = next((forms[key] for key, _ in claims(other) if key in forms), "")
        if other.id == concept.id:
            told = f"has the id “{other.id}” already, for “{other.source}”; change that line, or give another --id."
            raise GlossaryError(told, path=place.path, line=place.line)
        if held and not concept.cues and not other.cues:
            told = f"has “{held}” already, as “{other.target}” [{other.id}]; change that line, or tell the two apart with --cue."
            raise GlossaryError(told, path=place.path, line=place.line)
