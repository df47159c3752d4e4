"""Candidate translations of one sentence: finished, judged and compared. Pure functions."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from passerelle.glossary.english import pluralise, singularise
from passerelle.translate.constraints.constraint import Constraint, Stage
from passerelle.translate.constraints.remains import find_remains
from passerelle.translate.constraints.satisfy import Verdict, compare_figures, judge
from passerelle.translate.ladder.splice import doubled_words, mend_articles, mend_name_articles, splice
from passerelle.translate.numbers import Quantity, normalise_english, parse_french
from passerelle.translate.text.addresses import find_addresses, hide_addresses, show_addresses
from passerelle.translate.text.quotes import match_quotes
from passerelle.translate.text.spelling import find_variants, respell
from passerelle.translate.text.typography import (
    match_capital,
    match_stop,
    polish_target,
    prepare_source,
    restore_signs,
)


@dataclass(frozen=True)
class Job:
    """One French sentence, what its English must say, and the kind of English."""

    text: str
    constraints: tuple[Constraint, ...] = ()
    american: bool = False

    @cached_property
    def source(self) -> str:
        """The French as the engine gets it."""
        return prepare_source(self.text)

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """The figures of the French."""
        return parse_french(self.text)

    @cached_property
    def kept(self) -> frozenset[str]:
        """The words, in small letters, that a demand wants spelled otherwise than the house spells: it has them in no other way."""
        forms = (form for constraint in self.constraints for form in constraint.accepted)
        words = {word for form in forms for word in re.findall(r"\w+", form.lower())}
        variants = find_variants(" ".join(sorted(words)), american=self.american)
        return frozenset(variant.word for variant in variants if variant.rendering not in words)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One English version: ``raw`` as the engine gave it, ``text`` finished.

    ``stages`` holds, for each constraint, the stage at which this version or one that it was made from met it.
    ``score`` is the log-probability per token given the original French, or None until scored. ``source_tokens``,
    ``tokens`` and ``attention`` are the engine's, for finding which words render which.
    """

    raw: str
    text: str
    stage: Stage
    verdict: Verdict
    stages: tuple[Stage, ...]
    faults: tuple[str, ...] = ()
    score: float | None = None
    source_tokens: tuple[str, ...] = ()
    tokens: tuple[str, ...] = ()
    attention: Sequence[Sequence[float]] = field(default=(), repr=False)

    @property
    def sound(self) -> bool:
        """Whether it meets everything and nothing looks wrong with it."""
        return self.verdict.complete and not self.faults


def make_candidate(job: Job, raw: str, stage: Stage, *, parent: Candidate | None = None) -> Candidate:
    """Finish ``raw``, judge it, and note the stage at which each constraint came to be met."""
    text = finish(job, raw)
    verdict = judge(text, job.constraints)
    before = parent.stages if parent else (Stage.UNMET,) * len(job.constraints)
    stages = tuple(
        Stage.UNMET if index in verdict.failing else min(stage, earlier)
        for index, earlier in enumerate(before)
    )
    return Candidate(raw, text, stage, verdict, stages, find_faults(job, text))


def finish(job: Job, raw: str) -> str:
    """Return the engine's English in house style: figures, spelling, capitals, articles, quotes, one form a term; no address changes."""
    hidden, addresses = hide_addresses(raw)
    hidden = respell(hidden, american=job.american, kept=job.kept)
    text = normalise_english(hidden, job.quantities)
    text = match_quotes(job.text, mend_articles(text))
    text = match_capital(job.text, restore_signs(job.text, polish_target(text)))
    text = show_addresses(match_stop(job.text, text), addresses)
    text = _unify(text, job.constraints)
    places = judge(text, job.constraints).places
    return mend_name_articles(text, job.text, job.constraints, places)


def _unify(text: str, constraints: Sequence[Constraint]) -> str:
    """Replace accepted variants of terms by the one form that the policy asks for."""
    places = judge(text, constraints).places
    for constraint, place in sorted(
        zip(constraints, places, strict=True), key=lambda pair: -(pair[1] or (0, 0))[0]
    ):
        if place and constraint.uniform and not _same_form(text[slice(*place)], constraint.rendering):
            text = splice(text, place, constraint.rendering)
    return text


def _same_form(found: str, rendering: str) -> bool:
    return any(
        _fold(found) == _fold(form) for form in (rendering, pluralise(rendering), singularise(rendering))
    )


def _fold(text: str) -> str:
    words = re.split(r"[\s‐‑-]+", text.replace("’", "'"))
    return " ".join(word if word.isupper() else word.lower() for word in words)


SHORTEST = 0.4
"""English words per French word below which something was dropped, in sentences of more than four words."""

LONGEST = 1.6
"""English words per French word, with eight more for a first use written out, above which something was invented."""


_MARKS = re.compile(r"[⟦⟧⁇]")


def find_faults(job: Job, text: str) -> tuple[str, ...]:
    """Return what makes a candidate unfit, whatever its terms.

    Loops, doubled words, length, strange figures or addresses, what is left of a word that a term replaced, leftover marks.
    """
    faults = []
    source_words, target_words = len(job.text.split()), len(text.split())
    if not target_words:
        faults.append("empty")
    elif (
        source_words > 4 and target_words < SHORTEST * source_words
    ) or target_words > LONGEST * source_words + 8:
        faults.append("length")
    if _loops(text) and not _loops(job.text):
        faults.append("loop")
    if _is_cut_short(text, job.text):
        faults.append("cut short")
    if doubled_words(text) and not doubled_words(job.text):
        faults.append("doubled words")
    figures = compare_figures(job.text, text, job.constraints)
    if any(mismatch.kind != "missing" for mismatch in figures):
        faults.append("figures")
    if _addresses(text) - _addresses(job.text):
        faults.append("addresses")
    if find_remains(job.text, text, job.constraints):
        faults.append("old word")
    if set(_MARKS.findall(text)) - set(_MARKS.findall(job.text)):
        faults.append("leftover mark")
    return tuple(faults)


def _addresses(text: str) -> Counter[str]:
    return Counter(address.text for address in find_addresses(text))


_ACRONYM = re.compile(r"(?<![\w-])[A-Z][A-Z0-9]+(?![\w-])")


def _is_cut_short(text: str, source: str) -> bool:
    """Tell whether an acronym comes once whole and once cut, as no French word is: “CLCC funding: CLC”."""
    words = set(_ACRONYM.findall(text))
    return any(
        whole != word and whole.startswith(word) and word not in source for word in words for whole in words
    )


_STUTTER = re.compile(r"(.{2,24}?)\1{3,}")


def _loops(text: str) -> bool:
    """Tell whether three words in a row come three times, or a few letters four times without a pause."""
    stutter = _STUTTER.search(text)
    return any(count > 2 for count in _groups(text).values()) or bool(
        stutter and re.search(r"[^\W\d_]", stutter[1])
    )


def _groups(text: str) -> Counter[tuple[str, ...]]:
    words = text.lower().split()
    return Counter(zip(words, words[1:], words[2:], strict=False))


def merit(candidate: Candidate) -> tuple[bool, int, int]:
    """Return what a candidate is worth before its score: all met and nothing wrong, constraints met, faults."""
    met = candidate.verdict.met - len(candidate.verdict.forbidden)
    return candidate.sound, met, -len(candidate.faults)


def better(one: Candidate, other: Candidate) -> Candidate:
    """Return the candidate to deliver: the one of more merit, else of the better score; ``other`` on a tie."""
    one_score, other_score = (float("-inf") if it.score is None else it.score for it in (one, other))
    return one if (merit(one), one_score) > (merit(other), other_score) else other
