"""Terms and names sent through the model as numbered signs, and their renderings put back. Pure functions.

A package whose metadata names ``signs`` was trained on pairs in which spans are replaced on both sides by ``⟦1⟧``, ``⟦2⟧``…:
it carries them to where they belong. Signs of nouns keep their article in the French; signs of names stand for whole names.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from passerelle.translate.constraints.constraint import Constraint, ConstraintKind
from passerelle.translate.engine.packages import Signs
from passerelle.translate.ladder.candidates import Job
from passerelle.translate.text.typography import prepare_source

BRACKETS = "⟦⟧"
_SIGN = re.compile(r"⟦\s*(\d+)\s*⟧(?:s(?!\w))?")


@dataclass(frozen=True, slots=True)
class Signed:
    """A French sentence as the engine gets it, with signs; ``bearers`` holds the constraint of each sign by number."""

    source: str
    bearers: Mapping[int, Constraint]


def sign(job: Job, indexes: Sequence[int], signs: Signs) -> Signed | None:
    """Return the sentence with the chosen constraints as signs, the first of them where there are more than signs.

    None comes back where nothing is chosen, and for a sentence that holds brackets of signs itself.
    """
    if any(bracket in job.text for bracket in BRACKETS):
        return None
    nouns = [index for index in indexes if is_noun(job.constraints[index])][: len(signs.nouns)]
    names = [index for index in indexes if not is_noun(job.constraints[index])][: len(signs.names)]
    numbers = dict(zip(sorted(nouns), signs.nouns, strict=False))
    numbers |= dict(zip(sorted(names), signs.names, strict=False))
    if not numbers:
        return None
    out, position = [], 0
    for index in sorted(numbers):
        constraint = job.constraints[index]
        out += [job.text[position : constraint.start], f"⟦{numbers[index]}⟧"]
        position = constraint.end
    bearers = {number: job.constraints[index] for index, number in numbers.items()}
    return Signed(prepare_source("".join(out) + job.text[position:]), bearers)


def chosen_for_signs(job: Job, failing: Sequence[int]) -> list[int]:
    """Return what fails, then every other term and name: figures, codes and addresses stay where they are met."""
    others = [
        index
        for index, constraint in enumerate(job.constraints)
        if index not in failing and constraint.kind in (ConstraintKind.TERM, ConstraintKind.NAME)
    ]
    return [*failing, *others]


def is_noun(constraint: Constraint) -> bool:
    """Tell what takes a sign of the nouns: a term of the language, not the name of one thing, nor a figure or a code."""
    return constraint.kind is ConstraintKind.TERM and not constraint.proper


def count_signs(text: str) -> Counter[int]:
    """Return how often each sign stands in ``text``.

    >>> count_signs("⟦1⟧s and ⟦ 6 ⟧")
    Counter({1: 1, 6: 1})
    """
    return Counter(int(found[1]) for found in _SIGN.finditer(text))


def is_carried(text: str, signed: Signed) -> bool:
    """Whether no sign came twice, and none that was not sent; one that is lost is told by what its constraint lacks."""
    counts = count_signs(text)
    return bool(counts) and all(count == 1 and number in signed.bearers for number, count in counts.items())


def put_back(text: str, signed: Signed) -> str:
    """Return the English with each sign replaced by its rendering, which has the number of the French already.

    >>> from passerelle.translate.constraints.constraint import Constraint, ConstraintKind
    >>> term = Constraint(ConstraintKind.TERM, 4, 20, "biopsies liquides", "liquid biopsies", ("liquid biopsies",))
    >>> put_back("The ⟦1⟧s help.", Signed("Les ⟦1⟧ aident.", {1: term}))
    'The liquid biopsies help.'
    """
    return _SIGN.sub(
        lambda found: (
            signed.bearers[int(found[1])].rendering if int(found[1]) in signed.bearers else found[0]
        ),
        text,
    )
