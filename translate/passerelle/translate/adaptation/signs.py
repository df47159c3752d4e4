"""Pairs with numbered signs in place of the terms and names that stand on both sides: the very signs that passerelle sends."""

from collections.abc import Mapping

from passerelle.glossary.match import Matcher
from passerelle.translate.constraints.require import Sentence, demand_all, read_aloud
from passerelle.translate.constraints.satisfy import judge
from passerelle.translate.engine.packages import Signs
from passerelle.translate.ladder.candidates import Job
from passerelle.translate.ladder.signs import BRACKETS, chosen_for_signs, sign

Span = tuple[int, int]

SIGNS = Signs(nouns=range(1, 6), names=range(6, 10))
"""Common nouns, which keep their article in the French, and names."""


def write_signs(text: str, places: Mapping[int, Span]) -> str:
    """Replace each place by its sign.

    >>> write_signs("la biopsie de Lyon", {1: (3, 10), 6: (14, 18)})
    'la ⟦1⟧ de ⟦6⟧'
    """
    for number, (start, end) in sorted(places.items(), key=lambda item: -item[1][0]):
        text = f"{text[:start]}{BRACKETS[0]}{number}{BRACKETS[1]}{text[end:]}"
    return text


def sign_house_pair(french: str, english: str, matcher: Matcher) -> tuple[str, str] | None:
    """Return the pair with the terms and names that stand on both sides as signs, the French as passerelle sends it.

    None comes back where there are none.
    """
    text = read_aloud([french], matcher)[0]
    constraints = demand_all([Sentence(text)], matcher)[0].constraints
    places = judge(english, constraints).places
    job = Job(text, constraints)
    met = [index for index in chosen_for_signs(job, ()) if places[index]]
    signed = None if any(bracket in english for bracket in BRACKETS) else sign(job, met, SIGNS)
    if signed is None:
        return None
    where = dict(zip(constraints, places, strict=True))
    target = {number: where[bearer] for number, bearer in signed.bearers.items()}
    return signed.source, write_signs(english, {n: place for n, place in target.items() if place})
