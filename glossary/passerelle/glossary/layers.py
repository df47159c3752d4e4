"""Glossaries on top of each other: what a later one says of a French form wins over what an earlier one says."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from passerelle.glossary.concept import CaseMode, Concept
from passerelle.glossary.errors import GlossaryError
from passerelle.glossary.keys import term_key


@dataclass(frozen=True, slots=True)
class Place:
    """Where a concept is written; layer 0 is the lowest, the curated glossary where it is used."""

    path: Path
    line: int
    layer: int = 0

    def __str__(self) -> str:
        """Return ``path:line``."""
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True)
class Located:
    """A concept and where it is written."""

    concept: Concept
    place: Place


@dataclass(frozen=True, slots=True)
class Override:
    """French forms that mean ``winner`` and no longer ``loser``; without forms, all of ``loser`` was replaced."""

    forms: tuple[str, ...]
    winner: Located
    loser: Located

    def __str__(self) -> str:
        """Return a sentence that names both concepts and their places."""
        new, old = self.winner.concept, self.loser.concept
        ours, theirs = (f" [{new.id}]", f" [{old.id}]") if self.forms else ("", "")
        what = ", ".join(f"“{form}”" for form in self.forms) or f"[{new.id}]"
        is_, rest = "are" if len(self.forms) > 1 else "is", self._rest()
        return (
            f"{what}{ours} {is_} “{new.target}”, by {self.winner.place}, and no longer “{old.target}”{theirs} of"
            f" {self.loser.place}{rest}."
        )

    def _rest(self) -> str:
        new, old = self.winner.concept, self.loser.concept
        if self.forms:
            left = ", ".join(form for form in old.abbreviations if form not in self.forms)
            return (
                f"; not so {left}, unless fr_abbr of yours has it"
                if left and old.source in self.forms
                else ""
            )
        if {*map(term_key, old.source_terms)} & {*map(term_key, new.source_terms)}:
            return "; all of that entry is replaced"
        return f", which was about “{old.source}”; if that is still wanted, give yours another id"


def is_acronym(concept: Concept, term: str) -> bool:
    """Whether a term of a concept is written as an abbreviation is, though it may stand in ``fr``: HAS, T2A."""
    return term in concept.abbreviations or (
        concept.case is CaseMode.ANY
        and term.isupper()
        and " " not in term
        and sum(map(str.isalpha, term)) > 1
    )


def is_name(term: str) -> bool:
    """Whether a term is one word with a capital: the press writes Has, Inca or Ehpad for HAS, INCa or EHPAD."""
    return term[:1].isupper() and " " not in term


def prevails(later: Concept, earlier: Concept) -> bool:
    """Whether a later concept takes a form that both claim: cues of its own leave the rest to the earlier one."""
    return not later.cues and later.id != earlier.id


def claims(concept: Concept) -> Iterator[tuple[str, str]]:
    """Yield a key and the form for each way in which two concepts can claim the same French form."""
    if concept.binding:
        for form in (*concept.source_terms, *concept.abbreviations):
            yield f"={form}", form
            if not is_acronym(concept, form):
                yield term_key(form), form
                if is_name(form):
                    yield f"={form.upper()}", form


def merge_layers(layers: Sequence[Iterable[Located]]) -> tuple[tuple[Located, ...], tuple[Override, ...]]:
    """Return every concept once, and what was overridden; a later concept replaces one of the same id whole."""
    merged: dict[str, Located] = {}
    overrides: list[Override] = []
    for layer in layers:
        own: dict[str, Located] = {}
        for each in layer:
            own.setdefault(each.concept.id, each)
        overrides += _replaced(merged, own.values())
        merged |= own
    if len(layers) == 1:
        return tuple(merged.values()), tuple(overrides)
    heirs = tuple(_inherit(merged.values()))
    return heirs, (*overrides, *_taken(heirs))


def _inherit(concepts: Collection[Located]) -> Iterator[Located]:
    """Yield the concepts; one that takes the preferred term of an earlier one takes its abbreviations with it.

    So “hôpital de jour (HDJ)” has one English. Not where the later one has abbreviations or cues of its own, nor where the
    earlier one has cues: then the abbreviation has other senses. One that a file has in another row stays there.
    """
    elders: dict[str, list[Located]] = defaultdict(list)
    for each in concepts:
        elders[term_key(each.concept.source)].append(each)
    held: dict[str, int] = defaultdict(int)
    for each in concepts:
        for form in (*each.concept.source_terms, *each.concept.abbreviations):
            held[form] = max(held[form], each.place.layer)
    for each in concepts:
        heir = each
        for elder in elders[term_key(each.concept.source)]:
            if elder.place.layer < each.place.layer and _leaves(elder.concept, each.concept):
                free = tuple(form for form in elder.concept.abbreviations if held[form] <= elder.place.layer)
                heir = replace(each, concept=_with_abbreviations(each.concept, elder.concept, free))
        yield heir


def _leaves(elder: Concept, heir: Concept) -> bool:
    told = elder.cues or heir.cues or heir.abbreviations
    return bool(elder.abbreviations) and elder.binding and heir.binding and not told


def _with_abbreviations(heir: Concept, elder: Concept, forms: tuple[str, ...]) -> Concept:
    """Return a concept with abbreviations, and the short English form where it is one of them, as in HAS."""
    if heir.short or elder.short not in forms:
        return replace(heir, abbreviations=forms)
    first = f"{heir.target} ({elder.short})" if elder.first_use else ""
    return replace(
        heir,
        abbreviations=forms,
        short=elder.short,
        short_article=elder.short_article,
        first_use=heir.first_use or first,
    )


def _replaced(merged: Mapping[str, Located], own: Iterable[Located]) -> Iterator[Override]:
    for each in own:
        old = merged.get(each.concept.id)
        if old and replace(old.concept, domain="") != replace(each.concept, domain=""):
            yield Override((), each, old)


def _taken(concepts: Iterable[Located]) -> Iterator[Override]:
    """Yield the forms that concepts of earlier layers lose, by who takes them."""
    by_key: dict[str, list[tuple[Located, str]]] = defaultdict(list)
    for each in concepts:
        for key, form in claims(each.concept):
            by_key[key].append((each, form))
    taken: dict[tuple[str, str], tuple[Located, Located, dict[str, None]]] = {}
    for rivals in by_key.values():
        for winner, _ in rivals:
            for loser, form in rivals:
                later = loser.place.layer < winner.place.layer
                if later and prevails(winner.concept, loser.concept):
                    pair = (winner.concept.id, loser.concept.id)
                    taken.setdefault(pair, (winner, loser, {}))[2][form] = None
    for winner, loser, forms in taken.values():
        yield Override(tuple(forms), winner, loser)


def find_clashes(layer: Iterable[Located]) -> Iterator[GlossaryError]:
    """Yield what makes a layer contradict itself: an id that stands twice, a form that two concepts claim without cues."""
    ids: dict[str, Place] = {}
    forms: dict[str, Located] = {}
    for each in layer:
        concept, place = each.concept, each.place
        if concept.id in ids:
            message = (
                f"the id “{concept.id}” stands twice, first in {_other(ids[concept.id], place)}; rename one."
            )
            yield GlossaryError(message, path=place.path, line=place.line)
            continue
        ids[concept.id] = place
        yield from _rivals(each, forms)


def _rivals(each: Located, forms: dict[str, Located]) -> Iterator[GlossaryError]:
    """Yield an error where a form stood before and nothing tells the two apart; remember the forms without cues."""
    told = False
    for key, form in () if each.concept.cues else claims(each.concept):
        first = forms.setdefault(key, each)
        if first.concept.id != each.concept.id and not told:
            told = True
            message = (
                f"“{form}” stands already in {_other(first.place, each.place)} [{first.concept.id}], so that the one overrides"
                " the other; remove one, or tell them apart with cues."
            )
            yield GlossaryError(message, path=each.place.path, line=each.place.line)


def _other(first: Place, second: Place) -> str:
    return f"line {first.line}" if first.path == second.path else str(first)
