"""The terms of a concept with what each is, for formats that have a column a language."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from passerelle.glossary.concept import Concept
from passerelle.glossary.formats.pairs import looks_short

PREFERRED = "preferred"
ADMITTED = "admitted"
ABBREVIATION = "abbreviation"
SHORT = "short form"
FIRST = "first use"
AMERICAN = "American"
FORBIDDEN = "forbidden"


class Term(NamedTuple):
    """A term and what it is: one of the words above, or nothing where a file does not say."""

    form: str
    usage: str = ""


def list_french(concept: Concept) -> Iterator[Term]:
    """Yield the French terms of a concept, the preferred one first."""
    yield Term(concept.source, PREFERRED)
    yield from (Term(form, ADMITTED) for form in concept.source_variants)
    yield from (Term(form, ABBREVIATION) for form in concept.abbreviations)


def list_english(concept: Concept) -> Iterator[Term]:
    """Yield the English terms of a concept, the preferred one first, the forbidden ones last."""
    yield Term(concept.target, PREFERRED)
    yield from (Term(form, ADMITTED) for form in concept.target_variants)
    yield from (Term(form, AMERICAN) for form in concept.american)
    yield from (Term(form, SHORT) for form in (concept.short,) if form)
    yield from (Term(form, FIRST) for form in (concept.first_use,) if form)
    yield from (Term(form, FORBIDDEN) for form in concept.forbidden)


def join_terms(french: Sequence[Term], english: Sequence[Term]) -> Mapping[str, object] | str:
    """Return the attributes of a concept that its terms tell, or which language lacks a term."""
    of_french, of_english = _by_usage(french), _by_usage(english)
    names = _preferred_first(of_french, ("", ADMITTED))
    renderings = _preferred_first(of_english, ("", ADMITTED))
    abbreviations = list(of_french.get(ABBREVIATION, ()))
    if not names and abbreviations:
        names = [abbreviations.pop(0)]
    if not renderings and SHORT in of_english:
        renderings = of_english.pop(SHORT)
    if not names or not renderings:
        return "English" if names else "French"
    unsaid = {form for form in names[1:] if Term(form) in french and looks_short(form)}
    return {
        "source": names[0],
        "source_variants": tuple(form for form in names[1:] if form not in unsaid),
        "abbreviations": (*abbreviations, *(form for form in names[1:] if form in unsaid)),
        "target": renderings[0],
        "target_variants": (*renderings[1:], *of_english.get(SHORT, ())[1:]),
        "american": tuple(of_english.get(AMERICAN, ())),
        "short": next(iter(of_english.get(SHORT, ())), ""),
        "first_use": next(iter(of_english.get(FIRST, ())), ""),
        "forbidden": tuple(of_english.get(FORBIDDEN, ())),
    }


def _by_usage(terms: Iterable[Term]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for form, usage in terms:
        if form and form not in found.setdefault(usage, []):
            found[usage].append(form)
    return {usage: forms for usage, forms in found.items() if forms}


def _preferred_first(terms: Mapping[str, Sequence[str]], others: Iterable[str]) -> list[str]:
    forms = [*terms.get(PREFERRED, ()), *(form for usage in others for form in terms.get(usage, ()))]
    return list(dict.fromkeys(forms))
