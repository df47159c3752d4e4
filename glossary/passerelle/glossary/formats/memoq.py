"""memoQ term bases as memoQ exports them, CSV or Excel: an entry a row, and for each term of a language three columns.

The names are memoQ's: Entry_…, the language (French, English_United_States), Term_Info and Term_Example after each term, and
…_Def before the first of a language. Entry_ID is a number that memoQ gives.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache, partial

from passerelle.glossary.concept import CaseMode, Concept, Gender, Number, PartOfSpeech
from passerelle.glossary.errors import GlossaryError
from passerelle.glossary.formats.grids import (
    Grid,
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
from passerelle.glossary.formats.losses import count_deprecated, count_left
from passerelle.glossary.formats.pairs import looks_short
from passerelle.glossary.formats.terms import (
    ABBREVIATION,
    ADMITTED,
    AMERICAN,
    FIRST,
    FORBIDDEN,
    PREFERRED,
    SHORT,
    Term,
    join_terms,
    list_english,
    list_french,
)
from passerelle.glossary.formats.tsv import join_list, split_list

_ENTRY = (
    "Entry_ID", "Entry_Subject", "Entry_Domain", "Entry_ClientID", "Entry_ProjectID", "Entry_Created", "Entry_Creator",
    "Entry_LastModified", "Entry_Modifier", "Entry_Note",
)  # fmt: skip
_LANGUAGES = (("French", FRENCH), ("English", ENGLISH), ("English_United_States", AMERICAN_ENGLISH))
_DEFINITION, _INFO, _EXAMPLE = "_def", "term_info", "term_example"
_KEEPS = frozenset((
    "domain", "source", "source_variants", "abbreviations", "target", "target_variants", "american", "short", "forbidden",
    "definition", "note", "created", "changed", "contexts", "target_contexts",
))  # fmt: skip
_TOLD = frozenset(("case", "pos", "gender", "number"))
"""What Term_Info tells."""


def read_memoq(data: bytes, *, domain: str, path: object = None) -> Imported:
    """Read an export; terms in other languages than French and English are passed over.

    Raises:
        GlossaryError: it is neither text nor workbook, or lacks the columns.
    """
    grids = read_grids(data, _fits, path)
    if not grids:
        found = ", ".join(first_names(data, path)) or "none"
        message = f"needs memoQ's columns French, English and Term_Info or Entry_ID; it has {found}."
        raise GlossaryError(message, path=path, line=1)
    items: list[Item] = []
    remarks: list[GlossaryError] = []
    for grid in grids:
        for line in grid.lines:
            entry = _Entry(grid, line)
            told = entry.read(domain) if any(line.cells) else None
            if isinstance(told, Concept):
                items.append(Item(line.number, told))
                if entry.unpaired:
                    message = "has examples in one language that the other lacks; they were left out."
                    remarks.append(GlossaryError(message, path=line.place, line=line.number))
            elif told:
                message = f"has no {told} term, and was left out."
                remarks.append(GlossaryError(message, path=line.place, line=line.number))
    known = _KEEPS | (_TOLD if any(_INFO in grid.names for grid in grids) else frozenset())
    errors = tuple(error for grid in grids for error in grid.errors)
    return Imported(tuple(number_ids(items)), known, errors, tuple(remarks))


def _fits(names: Sequence[str]) -> bool:
    languages = {language_of(name) for name in names if not name.endswith(_DEFINITION)}
    return (
        FRENCH in languages
        and bool(languages & {ENGLISH, AMERICAN_ENGLISH})
        and ("entry_id" in names or _INFO in names)
    )


is_memoq_csv = partial(has_columns, fits=_fits)
is_memoq = lru_cache(maxsize=1)(is_memoq_csv)


class _Entry:
    """A row: its entry fields, and the terms of each language with what stands in the columns after them."""

    def __init__(self, grid: Grid, line: Line) -> None:
        self.fields: dict[str, str] = {}
        self.terms: dict[str, list[tuple[str, str, str]]] = {}
        self.definitions: dict[str, str] = {}
        self.unpaired = False
        terms: list[tuple[str, str, str]] | None = None
        for name, cell in zip(grid.names, line.cells, strict=True):
            if name in (_INFO, _EXAMPLE):
                if terms and cell:
                    form, info, example = terms[-1]
                    terms[-1] = (form, cell, example) if name == _INFO else (form, info, cell)
            elif name.startswith("entry_"):
                self.fields[name] = cell
            elif name.endswith(_DEFINITION):
                self.definitions[language_of(name.removesuffix(_DEFINITION))] = cell
            else:
                language = language_of(name)
                terms = self.terms.setdefault(language, []) if language else None
                if terms is not None:
                    terms.append((cell, "", ""))

    def read(self, domain: str) -> Concept | str:
        """Return the concept, or which language lacks a term."""
        french = [_french_term(number, *each[:2]) for number, each in enumerate(self._of(FRENCH))]
        short = any(term.usage == ABBREVIATION for term in french)
        british = [_english_term(each, short=short) for each in self._of(ENGLISH)]
        american = [_english_term(each, short=short) for each in self._of(AMERICAN_ENGLISH)]
        if british:  # alone, it is simply the English
            american = [Term(form, usage or AMERICAN) for form, usage in american]
        told = join_terms(french, [*british, *american])
        if isinstance(told, str):
            return told
        notes = (self.fields.get("entry_note", ""), self.definitions.get(FRENCH, ""))
        where = self.fields.get("entry_domain") or self.fields.get("entry_subject") or domain
        rest: dict[str, object] = {
            "definition": self.definitions.get(ENGLISH) or self.definitions.get(AMERICAN_ENGLISH, ""),
            "note": " • ".join(filter(None, notes)),
            "created": _date(self.fields.get("entry_created", "")),
            "changed": _date(self.fields.get("entry_lastmodified", "")),
        }
        return Concept("", domain=where, **told, **rest, **self._examples(), **self._grammar())  # type: ignore[arg-type]

    def _of(self, language: str) -> list[tuple[str, str, str]]:
        return [each for each in self.terms.get(language, ()) if each[0]]

    def _examples(self) -> Mapping[str, object]:
        french, english = (
            tuple(part for _, _, example in terms if example for part in split_list(example))
            for terms in (self._of(FRENCH), (*self._of(ENGLISH), *self._of(AMERICAN_ENGLISH)))
        )
        self.unpaired = len(french) != len(english)
        return {} if self.unpaired else {"contexts": french, "target_contexts": english}

    def _grammar(self) -> Mapping[str, object]:
        form, info, _ = self._of(FRENCH)[0]
        words = info.casefold().split(";")
        told: dict[str, object] = {}
        for attribute, values in _WORDS.items():
            found = next((values[word] for word in words if word in values), None)
            if found is not None:
                told[attribute] = found
        # memoQ's usual “permissive” asks for the capitals that a term has.
        if told.get("case") is CaseMode.CAPITAL and not form[0].isupper():
            told["case"] = CaseMode.ANY
        return told


_CASES = {CaseMode.ANY: "CaseInsense", CaseMode.CAPITAL: "CasePermissive", CaseMode.EXACT: "CaseSense"}
_POS = {PartOfSpeech.ADJECTIVE: "Adjective", PartOfSpeech.VERB: "Verb", PartOfSpeech.ADVERB: "Adverb"}
_GENDERS = {Gender.MASCULINE: "Masculine", Gender.FEMININE: "Feminine"}
_NUMBERS = {Number.SINGULAR: "Singular", Number.PLURAL: "Plural"}
_WORDS: Mapping[str, Mapping[str, object]] = {
    "case": {
        **{word.casefold(): mode for mode, word in _CASES.items()},
        "casesensitive": CaseMode.EXACT,
        "caseinsensitive": CaseMode.ANY,
    },
    "pos": {
        **{word.casefold(): pos for pos, word in _POS.items()},
        "noun": PartOfSpeech.NOUN,
        "adj": PartOfSpeech.ADJECTIVE,
        "adv": PartOfSpeech.ADVERB,
    },
    "gender": {word.casefold(): gender for gender, word in _GENDERS.items()},
    "number": {
        **{word.casefold(): number for number, word in _NUMBERS.items()},
        "sg": Number.SINGULAR,
        "pl": Number.PLURAL,
    },
}
_EXACT = ("CaseSense", "NoPrefix")
_INFLECTED = "HalfPrefix"
_FORBIDDEN = "NonTerm"


def _has(info: str, *words: str) -> bool:
    return {word.casefold() for word in words} <= set(info.casefold().split(";"))


def _french_term(number: int, form: str, info: str) -> Term:
    if number and _has(info, *_EXACT):
        return Term(form, ABBREVIATION)
    return Term(form, (ADMITTED if info else "") if number else PREFERRED)


def _english_term(term: tuple[str, str, str], *, short: bool) -> Term:
    """Return a term; one that is matched to the letter is a short form where the French has one, or where it looks like one."""
    form, info, _ = term
    if _has(info, _FORBIDDEN):
        return Term(form, FORBIDDEN)
    return Term(form, SHORT if _has(info, *_EXACT) and (short or looks_short(form)) else "")


_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?")


def _date(text: str) -> date | None:
    """Return a date as ISO 8601 has it; the others depend on where memoQ ran, and nobody could tell."""
    found = _ISO.fullmatch(text)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def write_memoq_csv(concepts: Iterable[Concept]) -> bytes:
    """Return an export as text: commas, UTF-8."""
    return write_csv(_rows([each for each in concepts if each.binding]))


def write_memoq_xlsx(concepts: Iterable[Concept]) -> bytes:
    """Return an export as a workbook."""
    return write_workbook("Terms", _rows([each for each in concepts if each.binding]))


def _rows(concepts: Sequence[Concept]) -> Iterator[Sequence[str]]:
    """Yield the names of the columns, as many for each language as the longest entry needs, and a row an entry."""
    listed = [
        {language: list(_terms(concept, language)) for _, language in _LANGUAGES} for concept in concepts
    ]
    widths = {
        language: max((len(each[language]) for each in listed), default=0) or 1 for _, language in _LANGUAGES
    }
    if not any(each[AMERICAN_ENGLISH] for each in listed):
        widths[AMERICAN_ENGLISH] = 0
    header = list(_ENTRY)
    for name, language in _LANGUAGES:
        if widths[language]:
            header += [f"{name}_Def", *([name, "Term_Info", "Term_Example"] * widths[language])]
    yield header
    for number, (concept, terms) in enumerate(zip(concepts, listed, strict=True), 1):
        row = list(_entry(number, concept))
        for _, language in _LANGUAGES:
            if widths[language]:
                row.append(concept.definition if language == ENGLISH else "")
                for cells in terms[language]:
                    row += cells
                row += ["", "", ""] * (widths[language] - len(terms[language]))
        yield row


def _entry(number: int, concept: Concept) -> tuple[str, ...]:
    created, changed = (each.isoformat() if each else "" for each in (concept.created, concept.changed))
    return (str(number), "", concept.domain, "", "", created, "", changed, "", concept.note)


def _terms(concept: Concept, language: str) -> Iterator[tuple[str, str, str]]:
    """Yield each term of a language with its Term_Info and Term_Example; the examples stand with the first."""
    if language == FRENCH:
        for number, term in enumerate(list_french(concept)):
            info = ";".join(_EXACT) if term.usage == ABBREVIATION else _info(concept)
            yield term.form, info, "" if number else join_list(concept.contexts)
        return
    usual = f"{_CASES[CaseMode.ANY]};{_INFLECTED}"
    for term in list_english(concept):
        twice = (term.form == concept.short and term.usage == ADMITTED) or term == (concept.target, SHORT)
        if twice or term.usage == FIRST or (term.usage == AMERICAN) is not (language == AMERICAN_ENGLISH):
            continue
        info = ";".join(_EXACT) if term.usage == SHORT else usual
        yield (
            term.form,
            f"{info};{_FORBIDDEN}" if term.usage == FORBIDDEN else info,
            join_list(concept.target_contexts) if term.usage == PREFERRED else "",
        )


def _info(concept: Concept) -> str:
    grammar = (_POS.get(concept.pos), _GENDERS.get(concept.gender), _NUMBERS.get(concept.number))
    return ";".join((_CASES[concept.case], _INFLECTED, *filter(None, grammar)))


def leaves_memoq(concepts: Sequence[Concept]) -> Mapping[str, int]:
    """Return what memoQ has no place for: proper nouns and phrases are nouns to it."""
    binding = [concept for concept in concepts if concept.binding]
    kinds = sum(concept.pos in (PartOfSpeech.PROPER, PartOfSpeech.PHRASE) for concept in binding)
    lost = {**count_left(binding, _KEEPS | _TOLD), **count_deprecated(concepts)}
    return lost | ({"pos, where it is proper or phrase": kinds} if kinds else {})
