"""What each sentence of a document must say in English: terms by the house's policy, figures, names."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from passerelle.glossary.concept import Concept, PartOfSpeech, Status
from passerelle.glossary.english import americanise, pluralise
from passerelle.glossary.match import Hit, Matcher, Overlap, SenseFinder
from passerelle.translate.constraints.addresses import demand_addresses, demand_codes
from passerelle.translate.constraints.constraint import Constraint, ConstraintKind
from passerelle.translate.constraints.names import capitalised_words, find_names
from passerelle.translate.numbers import (
    Kind,
    Quantity,
    accepted_renderings,
    parse_french,
    render_english,
    wordable_places,
)
from passerelle.translate.text.shouting import calm


@dataclass(frozen=True, slots=True)
class Sentence:
    """A French sentence in reading order; ``headline`` ones (titles, headings) never hold a first use.

    Where one stands ``alone``, in an attribute, it neither introduces a short form nor relies on one.
    """

    text: str
    headline: bool = False
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Demands:
    """What one sentence must say: constraints in order, not overlapping.

    ``undecided`` are ambiguous terms that no cue decided: listed, not forced. ``overlaps`` gave way to longer terms.
    ``admitted`` are terms that may be said otherwise: looked at, not forced.
    """

    constraints: tuple[Constraint, ...] = ()
    undecided: tuple[Hit, ...] = ()
    overlaps: tuple[Overlap, ...] = ()
    admitted: tuple[Constraint, ...] = ()


@dataclass(slots=True)
class _Policy:
    """What the document has said so far."""

    american: bool = False
    introduced: set[str] = field(default_factory=set)


def read_aloud(texts: Sequence[str], matcher: Matcher) -> list[str]:
    """Return the plain texts of a document as they are matched and translated: nothing is shouted, every offset is kept."""
    return calm(texts, matcher.capitals)


def demand_all(sentences: Sequence[Sentence], matcher: Matcher, *, american: bool = False) -> list[Demands]:
    """Return the demands on each sentence of one document, in its order."""
    return list(demand_each(sentences, matcher, american=american))


def demand_each(
    sentences: Sequence[Sentence], matcher: Matcher, *, american: bool = False
) -> Iterator[Demands]:
    """Yield what `demand_all` returns, so that those of a long document need not be held at once."""
    finder = SenseFinder("\n".join(sentence.text for sentence in sentences))
    known = capitalised_words([sentence.text for sentence in sentences])
    policy = _Policy(american=american)
    for sentence in sentences:
        yield _demand(sentence, matcher, finder, known, policy)


def _demand(
    sentence: Sentence, matcher: Matcher, finder: SenseFinder, known: frozenset[str], policy: _Policy
) -> Demands:
    text = sentence.text
    matches = matcher.find(text)
    senses = [finder.decide(hit, text) for hit in matches.hits]
    decided = [(sense.hit, sense.concept) for sense in senses if sense.concept is not None]
    found = list(zip(decided, _term_constraints(sentence, decided, policy), strict=True))
    terms = [term for (_, concept), term in found if concept.status is not Status.ADMITTED]
    admitted = tuple(term for (_, concept), term in found if concept.status is Status.ADMITTED)
    figures = [_figure_constraint(text, quantity, policy) for quantity in _binding_figures(text)]
    undecided = tuple(sense.hit for sense in senses if sense.concept is None)
    places: list[Hit | Constraint] = [*undecided, *admitted]
    held = [_placeholder(each.start, each.end) for each in places]
    literals = [*demand_addresses(text), *demand_codes(text)]
    chosen = _choose([*literals, *terms, *held, *figures, *find_names(text, known=known)])
    return Demands(
        tuple(constraint for constraint in chosen if constraint.accepted),
        undecided,
        matches.overlaps,
        admitted,
    )


def _choose(candidates: Iterable[Constraint]) -> list[Constraint]:
    """Keep what overlaps nothing that came before it in ``candidates``; return it in order of place."""
    kept: list[Constraint] = []
    for candidate in candidates:
        if all(candidate.end <= other.start or other.end <= candidate.start for other in kept):
            kept.append(candidate)
    return sorted(kept, key=lambda constraint: constraint.start)


def _placeholder(start: int, end: int) -> Constraint:
    """Hold the place of a term that is not forced, so that no name or acronym is demanded there."""
    return Constraint(ConstraintKind.TERM, start, end, "", "", ())


def _binding_figures(text: str) -> list[Quantity]:
    """Figures bind, in digits or in words; what good English may leave out or say otherwise is left to the checks."""
    figures = [figure for figure in parse_french(text) if not figure.vague]
    loose = wordable_places(text) if figures else ()
    return [
        figure
        for figure in figures
        if not any(start <= figure.start and figure.end <= end for start, end in loose)
    ]


_LETTER = re.compile(r"[a-c](?!\w)")
_LETTERED = re.compile(r"(?:\d|[IVX])[a-c](?!\w)")


def _figure_constraint(text: str, quantity: Quantity, policy: _Policy) -> Constraint:
    """Return what a figure asks for; one with a letter of its own (phase IIb, stade IV/IVa) is a code."""
    if lettered := _LETTER.match(text, quantity.end):
        return _code_constraint(text, quantity.start, lettered.end())
    if quantity.kind in (Kind.NUMBER, Kind.RANGE) and _LETTERED.search(quantity.text):
        return _code_constraint(text, quantity.start, quantity.end)
    rendering = render_english(quantity, style="us" if policy.american else "gb")
    accepted = (rendering, *(form for form in accepted_renderings(quantity) if form != rendering))
    place = (ConstraintKind.NUMBER, quantity.start, quantity.end, quantity.text)
    return Constraint(*place, rendering, accepted, rule="value", uniform=not quantity.in_words)


def _code_constraint(text: str, start: int, end: int) -> Constraint:
    code = text[start:end]
    return Constraint(ConstraintKind.CODE, start, end, code, code, (code,), rule="code")


def _term_constraints(
    sentence: Sentence, hits: Sequence[tuple[Hit, Concept]], policy: _Policy
) -> list[Constraint]:
    defined = _definitions(sentence.text, hits)
    found = []
    for index, (hit, concept) in enumerate(hits):
        rule, form = _choose_form(hit, concept, sentence, policy, role=defined.get(index, ""))
        plural = (hit.plural or _is_plural(sentence.text, hit)) and concept.pos is PartOfSpeech.NOUN
        spelled = _spell(form, concept, american=policy.american)
        rendering = pluralise(spelled) if plural else spelled
        accepted = accepted_forms(concept, rendering, rule)
        place = (ConstraintKind.TERM, hit.start, hit.end, hit.text)
        # A verb or adjective may need another form in its sentence; a noun or name can be said in one way throughout.
        uniform = concept.pos in (PartOfSpeech.NOUN, PartOfSpeech.PROPER)
        found.append(
            Constraint(
                *place,
                rendering,
                accepted,
                concept.forbidden,
                concept.id,
                rule,
                uniform=uniform,
                proper=concept.pos is PartOfSpeech.PROPER or concept.do_not_translate,
                article=concept.short_article if form == concept.short else concept.article,
            )
        )
    return found


def _spell(form: str, concept: Concept, *, american: bool) -> str:
    """Return a form in the kind of English that is asked for: an American word of its own, or American spelling."""
    if not american:
        return form
    return americanise(concept.american[0] if concept.american and form == concept.target else form)


_DEFINED = "defined in the source"


def accepted_forms(concept: Concept, rendering: str, rule: str) -> tuple[str, ...]:
    """Return what satisfies: where the source defines its abbreviation itself, each half has its own form."""
    forms = concept.accepted
    if rule == _DEFINED:
        long = tuple(form for form in forms if form not in (concept.first_use, concept.short))
        forms = (concept.short,) if _is_short(rendering, concept) else long or forms
    return tuple(dict.fromkeys((rendering, *forms)))


def _is_short(rendering: str, concept: Concept) -> bool:
    shorts = (concept.short, pluralise(concept.short)) if concept.short else ()
    return americanise(rendering) in map(americanise, shorts)


def _choose_form(
    hit: Hit, concept: Concept, sentence: Sentence, policy: _Policy, *, role: str
) -> tuple[str, str]:
    """Return the rule that applies to a mention and the English form that it asks for."""
    first = concept.id not in policy.introduced
    if not (sentence.headline or sentence.alone):
        policy.introduced.add(concept.id)
    if concept.do_not_translate:
        return "do not translate", concept.target
    if role == "defined":
        return _DEFINED, concept.target
    if role == "definition":
        # Without an English short form, the French one is what the article goes on to use: day hospital (HDJ).
        return _DEFINED, concept.short or (hit.text if hit.abbreviation else concept.target)
    if concept.first_use and first and not (sentence.headline or sentence.alone):
        return "first use", _fit_brackets(concept.first_use, sentence.text[: hit.start])
    if concept.short and (hit.abbreviation or (concept.first_use and not first and not sentence.alone)):
        return "short form", concept.short
    return "preferred", concept.target


def _fit_brackets(form: str, before: str) -> str:
    """Return a form with square brackets where round ones are open already."""
    if before.count("(") <= before.count(")"):
        return form
    return form.replace("(", "[").replace(")", "]")


_OPENING = re.compile(r"\s*[(\[]\s*(?:ou |dit[es]* |soit )?[«“\"]?\s*")


def _definitions(text: str, hits: Sequence[tuple[Hit, Concept]]) -> dict[int, str]:
    """Find “terme (ABRÉV.)” and “ABRÉV. (terme)”: the index of each half and its role."""
    roles: dict[int, str] = {}
    for index, ((hit, concept), (after, other)) in enumerate(pairwise(hits)):
        if concept.id == other.id and _OPENING.fullmatch(text[hit.end : after.start]):
            roles[index], roles[index + 1] = (
                ("definition", "defined") if hit.abbreviation else ("defined", "definition")
            )
    for index, (hit, _) in enumerate(hits):
        # The source's own abbreviation in brackets, unknown to the glossary, defines the term as well.
        if (
            index not in roles
            and not hit.abbreviation
            and re.match(r"\s*\(\s*[A-Z][A-Za-z]*[A-Z][A-Za-z]*\s*\)", text[hit.end :])
        ):
            roles[index] = "defined"
    return roles


_PLURAL_BEFORE = re.compile(
    r"(?:\b(?:les|des|ces|ses|nos|vos|leurs|mes|aux|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt|plusieurs|certains|certaines|"
    r"quelques|différents|différentes|tous les|toutes les|\d+))\s(?:[\w’'-]+(?:s|x)\s)?$",
    re.IGNORECASE,
)


def _is_plural(text: str, hit: Hit) -> bool:
    """Tell an abbreviation's number by the words before it: “les CLCC”, “onze grands CLCC”."""
    return hit.abbreviation and bool(_PLURAL_BEFORE.search(text[: hit.start]))
