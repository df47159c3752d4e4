"""Trados MultiTerm as a table, and any other with a column for French and one for English.

An entry is a row, the synonyms of a language stand in one cell, parted by |, and so do what the columns after them say of each, in
the same order. Before the names of columns may stand what they belong to, as in tables that MultiTerm's converter writes: >>E<< the
entry, >>L<< a language, >>I<< all of a language, >>T<< each term.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from passerelle.glossary.concept import Concept
from passerelle.glossary.errors import GlossaryError
from passerelle.glossary.formats.grids import (
    Line,
    first_names,
    has_columns,
    read_grids,
    write_csv,
    write_workbook,
)
from passerelle.glossary.formats.imported import Imported, Item, number_ids
from passerelle.glossary.formats.language_names import AMERICAN as AMERICAN_ENGLISH
from passerelle.glossary.formats.language_names import ENGLISH, FRENCH, language_of
from passerelle.glossary.formats.terms import (
    ABBREVIATION,
    AMERICAN,
    FORBIDDEN,
    SHORT,
    Term,
    join_terms,
    list_english,
    list_french,
)
from passerelle.glossary.formats.tsv import (
    HEADERS,
    SCHEMA,
    format_concept,
    join_list,
    read_values,
    split_list,
)
from passerelle.glossary.words import read_pairs

_FIELDS = read_pairs(__file__, "term-fields.tsv")
_USAGES = read_pairs(__file__, "term-usages.tsv")
_GRAMMAR = read_pairs(__file__, "grammar-words.tsv")
_PREFIX = re.compile(r">>(X?[ELIT])<<\s*", re.IGNORECASE)
_PART = re.compile(r"(?<!\\)\|")
_ID = re.compile(r"(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*")
_USAGE, _CONTEXT, _DOMAIN = "usage", "context", "domain"

_TERMS = ("fr", "fr_variants", "fr_abbr", "en", "en_variants", "en_us", "short", "first_use", "forbidden")
_BESIDE = {"pos": "Part of speech", "gender": "Gender", "number": "Number"}
_CONTEXTS = ("context_fr", "context_en")
_ENTRY = tuple(name for name in HEADERS if name not in (*_TERMS, *_BESIDE, *_CONTEXTS))
_ATTRIBUTES = {column.header: column.attribute for column in SCHEMA}
_CHOSEN = frozenset(column.header for column in SCHEMA if column.kind in ("choice", "flag", "date"))


class Field(NamedTuple):
    """What a column holds: a language's terms (no ``name``), or a field of the entry (no ``language``) or of those terms."""

    language: str
    name: str


def read_multiterm(data: bytes, *, domain: str, path: object = None) -> Imported:
    """Read a table; columns without a place in the glossary are told and left out.

    Raises:
        GlossaryError: it is neither text nor workbook, or lacks a column for French or one for English.
    """
    grids = read_grids(data, _fits, path)
    if not grids:
        found = ", ".join(first_names(data, path)) or "none"
        raise GlossaryError(
            f"needs a column for French and one for English; it has {found}.", path=path, line=1
        )
    items: list[Item] = []
    remarks: list[GlossaryError] = []
    known: set[str] = set()
    for grid in grids:
        fields = list(_fields(grid.names))
        known |= set(_known(fields))
        place = grid.lines[0].place if grid.lines else path
        for name, field in zip(grid.names, fields, strict=True):
            if name and field is None and not _PREFIX.match(name):
                message = f"the column “{name}” has no place in the glossary, and was left out."
                remarks.append(GlossaryError(message, path=place, line=1))
        for line in grid.lines:
            concept, told = _read_line(line, fields, domain)
            remarks += [GlossaryError(each, path=line.place, line=line.number) for each in told]
            if concept:
                items.append(Item(line.number, concept))
    errors = tuple(error for grid in grids for error in grid.errors)
    if not items or not all(_ID.fullmatch(item.concept.id) for item in items):
        items, known = list(number_ids(items)), known - {"id"}
    return Imported(tuple(items), frozenset(known), errors, tuple(remarks))


def _fits(names: Sequence[str]) -> bool:
    languages = {language_of(_PREFIX.sub("", name)) for name in names}
    return FRENCH in languages and bool(languages & {ENGLISH, AMERICAN_ENGLISH})


is_multiterm_csv = partial(has_columns, fits=_fits)
is_multiterm = lru_cache(maxsize=1)(is_multiterm_csv)


def _fields(names: Iterable[str]) -> Iterator[Field | None]:
    """Yield what each column holds, None for one that has no place."""
    language: str | None = ""
    for name in names:
        found = _PREFIX.match(name)
        level, bare = (found[1].upper(), name[found.end() :]) if found else ("", name)
        named = language_of(bare)
        if named or level == "L":
            language = named or None  # another language: its fields are passed over as well
            yield Field(named, "") if named else None
            continue
        field = bare if bare in _ENTRY or bare in _BESIDE else _FIELDS.get(bare, "")
        if level.startswith("X") or not field or (language is None and level != "E"):
            yield None
        elif level == "E" or not language:
            yield Field("", "status" if field == _USAGE else field) if field != _CONTEXT else None
        else:
            yield Field(language, _USAGE if field == "status" else field)


def _known(fields: Iterable[Field | None]) -> Iterator[str]:
    yield from ("source", "source_variants", "abbreviations", "target", "target_variants", "domain")
    for field in filter(None, fields):
        if field.name == _USAGE and field.language != FRENCH:
            yield from ("american", "short", "first_use", "forbidden")
        elif field.name == _CONTEXT:
            yield from ("contexts", "target_contexts")
        elif field.language == AMERICAN_ENGLISH and not field.name:
            yield "american"
        elif field.name in _ATTRIBUTES:
            yield _ATTRIBUTES[field.name]


def _read_line(line: Line, fields: Sequence[Field | None], domain: str) -> tuple[Concept | None, list[str]]:
    """Return the concept of a row, and what was left out of it."""
    cells = [(field, cell) for field, cell in zip(fields, line.cells, strict=True) if field and cell]
    if not any(line.cells):
        return None, []
    terms = _join_terms(cells)
    british = bool(terms[ENGLISH])
    english = [*terms[ENGLISH], *(_american(term, british=british) for term in terms[AMERICAN_ENGLISH])]
    told = join_terms(terms[FRENCH], [_english(term) for term in english])
    if isinstance(told, str):
        return None, [f"has no {told} term, and was left out."]
    texts, wrong = _read_texts(cells)
    where = texts.pop(_DOMAIN, "") or domain
    return Concept(domain=where, **{"id": "", **told, **texts}), wrong  # type: ignore[arg-type]


def _join_terms(cells: Iterable[tuple[Field, str]]) -> dict[str, list[Term]]:
    """Return the terms of each language, with what the columns after them say of each."""
    terms: dict[str, list[Term]] = {FRENCH: [], ENGLISH: [], AMERICAN_ENGLISH: []}
    first = 0
    for field, cell in cells:
        if field.language and not field.name:
            first = len(terms[field.language])
            terms[field.language] += [Term(form) for form in split_list(cell)]
        elif field.language and field.name == _USAGE:
            for number, word in enumerate(_PART.split(cell), first):
                usage = _USAGES.get(word.strip().casefold(), "")
                if usage and number < len(terms[field.language]):
                    terms[field.language][number] = Term(terms[field.language][number].form, usage)
    return terms


def _american(term: Term, *, british: bool) -> Term:
    """Return an American term; where there is no other English, it is simply the English."""
    return term if term.usage == FORBIDDEN or not british else Term(term.form, AMERICAN)


def _english(term: Term) -> Term:
    return Term(term.form, SHORT) if term.usage == ABBREVIATION else term


def _read_texts(cells: Iterable[tuple[Field, str]]) -> tuple[dict[str, object], list[str]]:
    """Return what the fields tell by attribute, and what of it means nothing here."""
    texts: dict[str, str] = {}
    for field, cell in cells:
        name, text = _name(field, cell)
        if name == "definition" and field.language in (ENGLISH, AMERICAN_ENGLISH):
            texts[name] = text  # the glossary's are English
        elif name:
            texts.setdefault(name, text)
    if not texts.keys() >= {*_CONTEXTS}:  # they go in pairs
        texts = {name: text for name, text in texts.items() if name not in _CONTEXTS}
    values: dict[str, object] = {_DOMAIN: texts.pop(_DOMAIN)} if _DOMAIN in texts else {}
    wrong = []
    for name, text in texts.items():
        found, faults = read_values({name: text.casefold() if name in _CHOSEN else text})
        values |= found
        wrong += [f"{fault} It was left out." for fault in faults]
    return values, wrong


def _name(field: Field, cell: str) -> tuple[str, str]:
    """Return the column of the glossary that a field fills, and with what; nothing where it speaks of terms."""
    if field.name == _CONTEXT:
        return _CONTEXTS[field.language != FRENCH], cell
    if field.name in _BESIDE:
        first = next(filter(None, map(str.strip, _PART.split(cell))), "")
        return field.name if field.language in ("", FRENCH) else "", _GRAMMAR.get(first.casefold(), first)
    return field.name if field.name in _ATTRIBUTES or field.name == _DOMAIN else "", cell


def write_multiterm_csv(concepts: Iterable[Concept]) -> bytes:
    """Return a table as text: commas, UTF-8."""
    return write_csv(_rows(list(concepts)))


def write_multiterm_xlsx(concepts: Iterable[Concept]) -> bytes:
    """Return a table as a workbook."""
    return write_workbook("Terms", _rows(list(concepts)))


def _rows(concepts: Sequence[Concept]) -> Iterator[Sequence[str]]:
    """Yield the names of the columns, those of the entry that are needed, and a row a concept."""
    told = [dict(zip(_ENTRY, format_concept(concept, _ENTRY), strict=True)) for concept in concepts]
    needed = [name for name in _ENTRY if name == "id" or any(texts[name] for texts in told)]
    french = ["French", ">>T<<Type", *(f">>T<<{title}" for title in _BESIDE.values()), ">>I<<Context"]
    english = ["English", ">>T<<Usage", ">>I<<Context"]
    yield [f">>E<<{name}" for name in (*needed, _DOMAIN)] + [
        name if name.startswith(">>") else f">>L<<{name}" for name in (*french, *english)
    ]
    for concept, texts in zip(concepts, told, strict=True):
        beside = format_concept(concept, tuple(_BESIDE))
        terms = list(list_french(concept))
        yield [
            *(texts[name] for name in needed),
            concept.domain,
            *_language(terms),
            *("|".join([text] * len(terms)) if text else "" for text in beside),
            join_list(concept.contexts),
            *_language(list(list_english(concept))),
            join_list(concept.target_contexts),
        ]


def _language(terms: Sequence[Term]) -> tuple[str, str]:
    return join_list(term.form for term in terms), join_list(term.usage for term in terms)
