"""`passerelle glossary`: look terms up, find them in a text, and check the glossary's files."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer

from passerelle.glossary.concept import Concept, Gender, Number, Reliability
from passerelle.glossary.errors import GlossaryError
from passerelle.glossary.explain import explain_sense, overridden_by, rivals_of
from passerelle.glossary.lint import Problem, lint_termbase
from passerelle.glossary.lookup import look_up, near_terms
from passerelle.glossary.match import Matcher, SenseFinder
from passerelle.glossary.stats import MANY, count_termbase
from passerelle.glossary.termbase import Termbase, load_termbase, read_glossaries
from passerelle.translate.cli.console import (
    BAD_INPUT,
    FINDINGS,
    errors_as_messages,
    print_json,
    say,
)
from passerelle.translate.cli.options import Glossaries, Json, is_among
from passerelle.translate.text.phrases import counted


def lint(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Files or folders to check; default: the curated glossary.")
    ] = None,
    *,
    glossary: Glossaries = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 on remarks too.")] = False,
    json: Json = False,
) -> None:
    """Check glossary files, and tell what they override in the curated glossary and in files given before them."""
    named = files or []
    own = [*(each for each in glossary or () if not _overlap(each, named)), *named]
    with errors_as_messages():
        reading = read_glossaries(own)
    termbase = reading.termbase
    judged = [concept for concept in termbase.concepts if not own or termbase.layer(concept)]
    ids = {concept.id for concept in judged}
    problems = [
        problem
        for problem in lint_termbase(termbase)
        # What two entries of one's own claim was told by the reading.
        if problem.concept.id in ids and not (own and problem.rule == "ambiguity")
    ]
    told = sorted(
        [*map(_of_file, reading.errors), *(_of_concept(problem, termbase) for problem in problems)],
        key=lambda each: (each.file, each.line or 0),
    )
    if json:
        print_json([asdict(each) for each in told])
    else:
        for each in told:
            say(str(each))
        serious = sum(each.serious for each in told)
        counts = (
            counted(len(judged), "concept"),
            counted(serious, "error"),
            counted(len(told) - serious, "remark"),
        )
        say(f"{', '.join(counts)}; version {termbase.version}.")
    if reading.errors:
        raise typer.Exit(BAD_INPUT)
    if any(each.serious or strict for each in told):
        raise typer.Exit(FINDINGS)


def _overlap(glossary: Path, files: Sequence[Path]) -> bool:
    return is_among(glossary, files) or any(is_among(file, (glossary,)) for file in files)


@dataclass(frozen=True, slots=True)
class _Told:
    """A line of lint: what is wrong with how a file is written (without a concept), or with a concept."""

    file: str
    line: int | None
    domain: str | None
    concept: str | None
    rule: str
    serious: bool
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        owner = f"{self.concept}: " if self.concept else ""
        return f"{place}: {'error' if self.serious else 'remark'} [{self.rule}] {owner}{self.message}"


def _of_file(error: GlossaryError) -> _Told:
    return _Told(
        str(error.path), error.line, None, None, "structure", serious=True, message=str(error.args[0])
    )


def _of_concept(problem: Problem, termbase: Termbase) -> _Told:
    place, concept = termbase.places[problem.concept.id], problem.concept
    return _Told(
        str(place.path),
        place.line,
        concept.domain,
        concept.id,
        problem.rule,
        problem.serious,
        problem.message,
    )


def find(
    text: Annotated[str, typer.Argument(help="French text, or the path of a text file.")],
    *,
    glossary: Glossaries = None,
    json: Json = False,
) -> None:
    """Find the glossary's terms in a French text, and say what each must become."""
    with errors_as_messages():
        termbase = load_termbase(glossary or ())
        text = _text_of(text)
    matches = Matcher(termbase).find(text)
    finder = SenseFinder(text)
    senses = [finder.decide(hit, text) for hit in matches.hits]
    if json:
        print_json(
            [
                {
                    "start": s.hit.start,
                    "end": s.hit.end,
                    "source": s.hit.text,
                    "concepts": [c.id for c in s.hit.concepts],
                    "concept": s.concept.id if s.concept else None,
                    "target": s.concept.target if s.concept else None,
                    "cues": list(s.cues),
                    "why": list(explain_sense(s, matches, termbase)),
                    "overrides": list(overridden_by(s, termbase)),
                }
                for s in senses
            ]
        )
        return
    for sense in senses:
        options = " or ".join(f"“{concept.target}” [{concept.id}]" for concept in sense.hit.concepts)
        say(
            f"{sense.hit.start:>5}  {sense.hit.text}  →  "
            + (f"“{sense.concept.target}” [{sense.concept.id}]" if sense.concept else f"undecided: {options}")
        )
        for reason in explain_sense(sense, matches, termbase):
            say(f"       {reason}")
    shorter = counted(len(matches.overlaps), "shorter one")
    say(f"{counted(len(senses), 'term')}, {shorter} inside or across them.")


_LONGEST_NAME = 1000
# What no sentence ends in: the suffix of a file with text, or a path with any suffix.
_NAME = re.compile(r".+\.(?:md|txt|html?|docx|odt|pdf|po|xlsx|tsv|csv|json)|\S*/\S+\.\w{1,5}", re.IGNORECASE)


def _text_of(text: str) -> str:
    """Return the text itself, or what the file of that name holds."""
    path = Path(text)
    if len(text) > _LONGEST_NAME or (not path.exists() and not _NAME.fullmatch(text)):
        return text
    if not path.exists():
        raise GlossaryError("does not exist; give a sentence, or the path of a text file.", path=path)
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise GlossaryError("is not readable as UTF-8 text.", path=path) from error


def show(
    term: Annotated[
        str, typer.Argument(help="A French or English term, an abbreviation, or a concept's id.")
    ],
    *,
    glossary: Glossaries = None,
    json: Json = False,
) -> None:
    """Show every concept that a term belongs to."""
    with errors_as_messages():
        termbase = load_termbase(glossary or ())
        found = look_up(termbase, term)
        if not found:
            raise _not_found(termbase, term)
    if json:
        print_json([_concept(concept, termbase) for concept in found])
        return
    for concept in found:
        for name, value in _concept(concept, termbase).items():
            for line in _lines(value):
                say(f"{name:>13}  {line}")
        say("")
    near = [f"{form} [{concept.id}]" for form, concept in near_terms(termbase, term) if concept not in found]
    if near:
        say(f"{'near':>13}  {'; '.join(near)}")


def _lines(value: str | list[str] | list[dict[str, str]]) -> list[str]:
    """Return what is shown of a value: a list of forms on one line, a context on two, nothing of what is empty."""
    if isinstance(value, str):
        return [value] if value else []
    forms = [each for each in value if isinstance(each, str)]
    contexts = [text for each in value if isinstance(each, dict) for text in each.values()]
    return [*([" | ".join(forms)] if forms else []), *contexts]


def _not_found(termbase: Termbase, term: str) -> GlossaryError:
    near = " or ".join(f"“{form}”" for form, _ in near_terms(termbase, term, 4))
    hint = f"did you mean {near}?" if near else "try “passerelle glossary find” with a whole sentence."
    return GlossaryError(f"“{term}” is not in the glossary; {hint}")


def _concept(concept: Concept, termbase: Termbase) -> dict[str, str | list[str] | list[dict[str, str]]]:
    return {
        "id": concept.id,
        "domain": concept.domain,
        "French": [*concept.source_terms, *concept.abbreviations],
        "gender": "" if concept.gender is Gender.UNKNOWN else str(concept.gender),
        "number": "" if concept.number is Number.ANY else str(concept.number),
        "English": concept.target,
        "also": list(concept.target_variants),
        "American": list(concept.american),
        "short": concept.short,
        "first use": concept.first_use,
        "forbidden": list(concept.forbidden),
        "why": concept.forbidden_why,
        "cues": list(concept.cues),
        "rivals": list(rivals_of(concept, termbase)),
        "status": str(concept.status),
        "definition": concept.definition,
        "context": [
            {"fr": french, "en": english}
            for french, english in zip(concept.contexts, concept.target_contexts, strict=False)
        ],
        "source": concept.provenance,
        "reliability": "" if concept.reliability is Reliability.UNKNOWN else str(concept.reliability),
        "note": concept.note,
        "related": list(concept.related),
        "replaced by": concept.replaced_by,
        "valid until": concept.valid_until.isoformat() if concept.valid_until else "",
        "created": concept.created.isoformat() if concept.created else "",
        "changed": concept.changed.isoformat() if concept.changed else "",
        "file": str(termbase.places.get(concept.id, "")),
        "overrides": [str(each) for each in termbase.overrides_of(concept)],
    }


def stats(*, glossary: Glossaries = None, json: Json = False) -> None:
    """Count what the glossary holds: concepts, forms, what is explained and what is not."""
    with errors_as_messages():
        figures = count_termbase(load_termbase(glossary or ()))
    if json:
        print_json(asdict(figures))
        return
    say(
        f"{counted(figures.concepts, 'concept')}, {counted(figures.french_forms, 'French form')},"
        f" {counted(figures.english_forms, 'English form')}"
    )
    for title, counts in (
        ("domain", figures.domains),
        ("status", figures.statuses),
        ("with", figures.having),
    ):
        for name, count in counts.items():
            say(f"  {title:<7} {name:<24} {count:>6}")
    say(f"French forms with several senses: {figures.ambiguous}; overridden: {figures.overridden}")
    say(
        f"Concepts with more than {MANY} English forms: {len(figures.many)} ({', '.join(_most(figures.many))})"
    )


def _most(many: Mapping[str, int]) -> list[str]:
    """Return the ids with the most forms, and that there are more."""
    ranked = sorted(many, key=lambda name: (-many[name], name))
    return [*(f"{name} {many[name]}" for name in ranked[:10]), *(["…"] if len(ranked) > 10 else [])]
