"""Entries of TBX interpreted as concepts, whoever wrote them; `compose` is the inverse."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from passerelle.glossary.concept import Concept, Gender, PartOfSpeech, Status
from passerelle.glossary.english import americanise
from passerelle.glossary.errors import GlossaryError
from passerelle.glossary.formats.imported import Item
from passerelle.glossary.formats.tbx.entry import Datum, Entry, LanguageSection, Section, TermSection
from passerelle.glossary.formats.tbx.vocabulary import GENDER, MARK, POS, REPLACED
from passerelle.glossary.formats.tsv import SCHEMA, parse_cell
from passerelle.glossary.keys import slug

_COLUMNS = {column.header: column for column in SCHEMA}


@dataclass(slots=True)
class Left:
    """What an import has no place for: concepts that lack a language, languages, and data categories; counted."""

    path: object = None
    entries: list[GlossaryError] = field(default_factory=list)
    categories: Counter[str] = field(default_factory=Counter)

    def remarks(self, languages: Mapping[str, int]) -> tuple[GlossaryError, ...]:
        """Return what to tell, the concepts first."""
        told = [
            f"terms in “{language}” were left out; concepts that have some: {count}."
            for language, count in sorted(languages.items())
            if _primary(language) not in (*_FRENCH, *_ENGLISH)
        ]
        told += [
            f"“{name}” has no place in the glossary and was left out; occurrences: {count}."
            for name, count in sorted(self.categories.items())
        ]
        return (*self.entries, *(GlossaryError(each, path=self.path) for each in told))


_FRENCH, _ENGLISH = ("fr", "fra", "fre", "french"), ("en", "eng", "english")


def _primary(language: str) -> str:
    return re.split("[-_]", language.lower())[0]


def _region(language: str) -> str:
    return language.lower().replace("_", "-").partition("-")[2]


def to_concept(entry: Entry, domain: str, left: Left) -> Concept | None:
    """Return the French-English concept of an entry; None where it lacks one of them, which ``left`` is told."""
    french = _sections(entry, _FRENCH, ("", "fr"))
    english = _sections(entry, _ENGLISH, ("", "gb"))
    _count_left(entry, french + english, left)
    if not _terms(french) or not _terms(english):
        have = ", ".join(section.language for section in entry.languages) or "none"
        lacks = "English" if _terms(french) else "French"
        left.entries.append(
            GlossaryError(
                f"the concept “{entry.id}” has no {lacks} term (only {have}) and was left out.",
                path=left.path,
                line=entry.line,
            )
        )
        return None
    values = _french(_terms(french))
    values |= _english(english, entry, gone=values["status"] is Status.DEPRECATED)
    values |= _concept_data(entry)
    wrong = values["forbidden"]
    values |= _notes(
        [entry, *french, *english, *(term for term in _terms([*french, *english]) if term.term not in wrong)],
        entry.line,
        left,
    )
    values.setdefault("definition", _definition(entry, french, english))
    return Concept(id=entry.id, domain=entry.text("subjectField") or domain, **values)


def _sections(entry: Entry, names: Sequence[str], regions: Sequence[str]) -> list[LanguageSection]:
    """Return the sections of a language, those of the regions named first."""
    own = [each for each in entry.languages if _primary(each.language) in names]
    return sorted(own, key=lambda each: _region(each.language) not in regions)


def _terms(sections: Iterable[LanguageSection]) -> list[TermSection]:
    return [term for section in sections for term in section.terms if term.term]


_USED = {
    "term", "administrativeStatus", "usageStatus", "normativeAuthorization", "partOfSpeech", "termType", "grammaticalGender",
    "geographicalUsage", "context", "source", "note", "subjectField", "definition", "crossReference", "transactionType",
}  # fmt: skip


def _count_left(entry: Entry, sections: Iterable[LanguageSection], left: Left) -> None:
    levels: list[Section] = [entry]
    for section in sections:
        levels += [section, *section.terms]
    left.categories.update(
        each.category for level in levels for each in level.data if each.category not in _USED
    )


def _status(term: TermSection) -> str:
    """Return preferred, admitted, deprecated or superseded, or nothing: each version writes it in its own way."""
    text = term.text("administrativeStatus", "usageStatus", "normativeAuthorization").lower()
    short = text.removesuffix("-admn-sts").removesuffix("term")
    return "preferred" if short in ("standardized", "legal", "regulated") else short


def _out(term: TermSection) -> bool:
    return _status(term) in ("deprecated", "superseded")


_SHORT = ("acronym", "abbreviation", "initialism", "abbreviatedform")


def _is_short(term: TermSection, *kinds: str) -> bool:
    return term.text("termType").lower() in (*_SHORT, *kinds)


def _preferred(terms: Sequence[TermSection], short: Callable[[TermSection], bool]) -> TermSection:
    """Return the term to use: a full one before a short one, a preferred one before others, else the first."""
    return min(terms, key=lambda term: (short(term), _out(term), _status(term) != "preferred"))


def _french(terms: Sequence[TermSection]) -> dict[str, Any]:
    """Return by attribute what the French terms say."""
    first = _preferred(terms, _is_short)
    rest = [term for term in terms if term is not first and term.term != first.term]
    gender = first.text("grammaticalGender").lower()
    return {
        "source": first.term,
        "source_variants": _unique(term.term for term in rest if not _is_short(term)),
        "abbreviations": _unique(term.term for term in rest if _is_short(term)),
        "contexts": first.texts("context"),
        "pos": _pos(first.text("partOfSpeech")),
        "gender": next((each for each, name in GENDER.items() if name == gender), Gender.UNKNOWN),
        "status": Status.DEPRECATED if all(map(_out, terms)) else Status.PROPOSED,
    }


def _unique(forms: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(forms))


def _pos(text: str) -> PartOfSpeech:
    low = text.lower().replace(" ", "")
    if low == "propernoun":
        return PartOfSpeech.PROPER
    return next((each for each, name in POS.items() if name == low), PartOfSpeech.NOUN)


def _english(sections: Sequence[LanguageSection], entry: Entry, *, gone: bool) -> dict[str, Any]:
    """Return by attribute what the English terms say; what is superseded is right only where the whole concept is ``gone``."""
    terms = _terms(sections)
    wrong = [term for term in terms if _status(term) == "deprecated" or (not gone and _out(term))]
    right = [term for term in terms if term not in wrong]
    if not right:
        right, wrong = terms, []
    first = _preferred(right, lambda term: _is_short(term, "shortform"))
    us = {id(term) for section in sections if _region(section.language) == "us" for term in section.terms}
    rest = [term for term in right if term is not first]
    american = [term for term in rest if id(term) in us or _is_american(term)]
    rest = [term for term in rest if term not in american]
    short = next((term for term in rest if _is_short(term, "shortform")), None)
    variants = _unique(term.term for term in rest if term is not short and term.term != first.term)
    known = {first.term, *variants}
    values: dict[str, Any] = {
        "target": first.term,
        "target_variants": variants,
        "american": _unique(
            term.term for term in american if id(term) not in us or not _is_spelling(term.term, known)
        ),
        "short": short.term if short else "",
        "forbidden": _unique(term.term for term in wrong),
        "forbidden_why": " ".join(_unique(text for term in wrong for text in term.texts("note"))),
        "target_contexts": first.texts("context"),
        "provenance": _provenance(entry, sections, first),
    }
    said = {"preferred": Status.APPROVED, "admitted": Status.ADMITTED}.get(_status(first))
    if said and not gone:
        values["status"] = said
    return values


def _is_american(term: TermSection) -> bool:
    return bool(
        re.search(r"\bUSA?\b|\bAmerica|\bUnited States", term.text("geographicalUsage"), re.IGNORECASE)
    )


def _is_spelling(form: str, known: Collection[str]) -> bool:
    """Whether a form is known, or only the American spelling of one that is, which is accepted with it."""
    return form in known or any(americanise(other) == form for other in known)


def _provenance(entry: Entry, sections: Sequence[LanguageSection], first: TermSection) -> str:
    """Return where the English comes from: what the term says, or else its language, the concept, or what explains it."""
    told = [first.text("source"), *(section.text("source") for section in sections), entry.text("source")]
    for level in (first, *sections, entry):
        told += [
            each.beside_of("source") for each in level.data if each.category in ("context", "definition")
        ]
    return next((text for text in told if text), "")


def _concept_data(entry: Entry) -> dict[str, Any]:
    """Return by attribute what the level of the concept says."""
    references = [each for each in entry.data if each.category == "crossReference" and each.target]
    replaced = [each.target for each in references if each.text.lower() == REPLACED]
    related = [each.target for each in references if each.text.lower() != REPLACED]
    dates = [(each.text.lower(), found) for each in entry.data if each.beside and (found := _date(each))]
    return {
        "replaced_by": replaced[0] if replaced else "",
        "related": _unique((*replaced[1:], *related)),
        "created": min((found for kind, found in dates if kind in ("origination", "creation")), default=None),
        "changed": max((found for kind, found in dates if kind == "modification"), default=None),
    }


def _date(datum: Datum) -> date | None:
    """Return the day of a transaction; a time of day may follow it."""
    try:
        return date.fromisoformat(datum.beside_of("date")[:10])
    except ValueError:
        return None


def _definition(entry: Entry, french: Iterable[LanguageSection], english: Iterable[LanguageSection]) -> str:
    """Return a definition: it is for translators into English, so that the English one comes first."""
    return next(filter(None, (each.text("definition") for each in (*english, entry, *french))), "")


def _notes(levels: Iterable[Section], line: int, left: Left) -> dict[str, Any]:
    """Return the note, and the columns that notes of ours carry."""
    values: dict[str, Any] = {}
    notes: list[str] = []
    for text in (text for level in levels for text in level.texts("note")):
        header, _, cell = text.removeprefix(MARK).partition(": ")
        if not text.startswith(MARK) or header not in _COLUMNS:
            notes.append(text)
            continue
        column = _COLUMNS[header]
        try:
            values[column.attribute] = parse_cell(column, cell)
        except ValueError as error:
            left.entries.append(GlossaryError(str(error), path=left.path, line=line))
    return {"note": " ".join(_unique(notes)), **values}


def resolve_ids(items: Sequence[Item]) -> tuple[Item, ...]:
    """Return items with ids as the glossary has them, each reference with its id; equal ids stay equal, to be refused."""
    given: dict[str, str] = {}
    taken: set[str] = set()

    def name(item: Item) -> str:
        own = item.concept.id
        if own in given:
            return given[own]
        stem = own if _ID.fullmatch(own) else slug(own or item.concept.source)
        free, number = stem, 2
        while free in taken:
            free, number = f"{stem}-{number}", number + 1
        taken.add(free)
        if own:
            given[own] = free
        return free

    named = ((item, name(item)) for item in items)
    done = [
        item if item.concept.id == own else item._replace(concept=replace(item.concept, id=own))
        for item, own in named
    ]
    return tuple(item._replace(concept=_with_ids(item.concept, given)) for item in done)


_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def _with_ids(concept: Concept, given: Mapping[str, str]) -> Concept:
    if not concept.related and not concept.replaced_by:
        return concept
    return replace(
        concept,
        related=tuple(given.get(name, name) for name in concept.related),
        replaced_by=given.get(concept.replaced_by, concept.replaced_by),
    )
