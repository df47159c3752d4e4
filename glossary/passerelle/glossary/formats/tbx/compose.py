"""Concepts composed as entries of TBX; `interpret` is the inverse."""

from collections.abc import Iterable, Iterator

from passerelle.glossary.concept import Concept, PartOfSpeech, Status
from passerelle.glossary.formats.tbx.entry import Datum, Entry, LanguageSection, TermSection
from passerelle.glossary.formats.tbx.vocabulary import GENDER, MARK, POS, RELATED, REPLACED, STATUS
from passerelle.glossary.formats.tsv import SCHEMA, format_concept

_PLAIN = Concept("", "", "", "")
_CARRIED = {
    "id", "source", "source_variants", "abbreviations", "target", "target_variants", "american", "short", "forbidden",
    "pos", "status", "definition", "note", "gender", "forbidden_why", "provenance", "created", "changed",
    "replaced_by", "related", "contexts", "target_contexts",
}  # fmt: skip
"""The attributes that have a category; the notes carry every other, those to come as well."""


def from_concept(concept: Concept, ids: frozenset[str]) -> Entry:
    """Return a concept as an entry; ``ids`` are those of all concepts of the file, to which alone others may refer."""
    entry = Entry(id=concept.id, data=list(_concept_data(concept, ids)))
    status = STATUS.get(concept.status, "preferred")
    rest = "superseded" if concept.status is Status.DEPRECATED else "admitted"
    french = [_term(concept.source, concept, status, concept.contexts, gender=GENDER.get(concept.gender, ""))]
    french += [_term(form, concept, rest) for form in concept.source_variants]
    french += [_term(form, concept, rest, kind=_kind(form)) for form in concept.abbreviations]
    english = [_term(concept.target, concept, status, concept.target_contexts, source=concept.provenance)]
    english += [_term(form, concept, rest) for form in concept.target_variants]
    english += [_term(form, concept, rest, usage="en-US") for form in concept.american]
    english += [_term(form, concept, rest, kind="shortForm") for form in _some(concept.short)]
    english += [_term(form, concept, "deprecated", why=concept.forbidden_why) for form in concept.forbidden]
    definition = [Datum("definition", text) for text in _some(concept.definition)]
    entry.languages = [
        LanguageSection(language="fr", terms=french),
        LanguageSection(language="en", terms=english, data=definition),
    ]
    return entry


def _some(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


def _kind(form: str) -> str:
    return "acronym" if form.isupper() else "abbreviation"


def _concept_data(concept: Concept, ids: frozenset[str]) -> Iterator[Datum]:
    yield from (Datum("subjectField", text) for text in _some(concept.domain))
    for kind, when in (("origination", concept.created), ("modification", concept.changed)):
        if when:
            yield Datum("transactionType", kind, beside=(Datum("date", when.isoformat()),))
    references = [(REPLACED, concept.replaced_by), *((RELATED, name) for name in concept.related)]
    for kind, name in references:
        if name in ids:
            yield Datum("crossReference", kind, target=name)
    yield from (Datum("note", text) for text in _some(concept.note))
    for header in _uncarried(concept, ids):
        yield Datum("note", f"{MARK}{header}: {format_concept(concept, (header,))[0]}")


def _uncarried(concept: Concept, ids: frozenset[str]) -> Iterator[str]:
    """Yield the columns that no category holds, or not the whole of."""
    special = {
        "pos": concept.pos is PartOfSpeech.PROPER,
        "status": concept.status not in STATUS,
        "forbidden_why": bool(concept.forbidden_why) and not concept.forbidden,
        "replaced_by": bool(concept.replaced_by) and concept.replaced_by not in ids,
        "related": any(name not in ids for name in concept.related),
        "note": concept.note.startswith(MARK),
    }
    for column in SCHEMA:
        said = getattr(concept, column.attribute) != getattr(_PLAIN, column.attribute)
        if special.get(column.attribute, said and column.attribute not in _CARRIED):
            yield column.header


def _term(form: str, concept: Concept, status: str, contexts: Iterable[str] = (), **data: str) -> TermSection:
    """Return a term; ``data`` are further categories by a short name, those that are not empty."""
    notes = (
        ("partOfSpeech", POS.get(concept.pos, "other")),
        ("administrativeStatus", f"{status}Term-admn-sts" if status else ""),
        *((_TERM_DATA[name], text) for name, text in data.items()),
    )
    told = [Datum(name, text) for name, text in notes if text]
    return TermSection([*told, *(Datum("context", text) for text in contexts)], form)


_TERM_DATA = {
    "kind": "termType", "gender": "grammaticalGender", "usage": "geographicalUsage", "source": "source", "why": "note",
}  # fmt: skip
