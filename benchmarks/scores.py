"""A run's figures on an annotated set."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF

from benchmarks.metrics import (
    consistency,
    count_surplus,
    form_key,
    mean,
    one_minus_term,
    place_terms,
    split_words,
    term_edits,
    window_overlap,
)
from benchmarks.sets import Item, Term
from benchmarks.systems import Run
from passerelle.translate.constraints.constraint import Stage


@dataclass(frozen=True, slots=True)
class Quality:
    """BLEU and chrF2 of some segments of a set."""

    segments: int
    bleu: float
    chrf: float


@dataclass(frozen=True, slots=True)
class Scores:
    """Counts are terms met; ``located`` counts, among the terms that stand in the French, those met by lemmas.

    ``surplus`` counts terms that stand too often. ``quality`` is on segments with terms, without, and all.
    """

    exact: int
    lemma: int
    located: int
    window: float
    one_minus_term: float
    consistency: float
    surplus: int
    quality: tuple[Quality, Quality, Quality]


def score_run(items: Sequence[Item], run: Run, plain: Run) -> Scores:
    """Compare a run with references, annotated terms, and the plain run."""
    rows = list(zip(items, run.texts, plain.texts, strict=True))
    with_terms = [row for row in rows if row[0].terms]
    exact = [_met(item, text, lemmas=False) for item, text, _ in with_terms]
    lemma = [_met(item, text, lemmas=True) for item, text, _ in with_terms]
    return Scores(
        sum(map(sum, exact)),
        sum(map(sum, lemma)),
        sum(
            met and term.place is not None
            for (item, _, _), own in zip(with_terms, lemma, strict=True)
            for term, met in zip(item.terms, own, strict=True)
        ),
        mean([s for item, text, _ in with_terms for s in window_overlap(text, item.reference, _forms(item))]),
        one_minus_term(term_edits(text, item.reference, _forms(item)) for item, text, _ in with_terms),
        consistency(mention for item, text, _ in with_terms for mention in _mentions(item, text)),
        sum(count_surplus(text, bare, item.reference, _forms(item)) for item, text, bare in with_terms),
        (
            _quality(rows, lambda item: bool(item.terms)),
            _quality(rows, lambda item: not item.terms),
            _quality(rows, lambda _: True),
        ),
    )


def _forms(item: Item) -> list[tuple[str, ...]]:
    return [term.renderings for term in item.terms]


def _met(item: Item, text: str, *, lemmas: bool) -> list[bool]:
    return [place is not None for place in place_terms(text, _forms(item), lemmas=lemmas)]


def _mentions(item: Item, text: str) -> list[tuple[str, str, str | None]]:
    words = split_words(text)
    places = place_terms(text, _forms(item), lemmas=True)
    return [
        (item.document, term.key, form_key(" ".join(words[slice(*place)])) if place else None)
        for term, place in zip(item.terms, places, strict=True)
    ]


def _quality(rows: Sequence[tuple[Item, str, str]], chosen: Callable[[Item], bool]) -> Quality:
    own = [(text, item.reference) for item, text, _ in rows if chosen(item)]
    return measure_quality([text for text, _ in own], [reference for _, reference in own])


def measure_quality(texts: Sequence[str], references: Sequence[str]) -> Quality:
    """Return BLEU and chrF2 with sacreBLEU's defaults."""
    if not texts:
        return Quality(0, 0.0, 0.0)
    bleu, chrf = (metric.corpus_score(list(texts), [list(references)]) for metric in (BLEU(), CHRF()))
    return Quality(len(texts), bleu.score, chrf.score)


def signatures() -> tuple[str, str]:
    """Return sacreBLEU's signatures of BLEU and chrF2."""
    bleu, chrf = BLEU(), CHRF()
    for metric in (bleu, chrf):
        metric.corpus_score(["a"], [["a"]])
    return str(bleu.get_signature()), str(chrf.get_signature())


def count_stages(run: Run) -> Counter[Stage]:
    """Return how many constraints each stage met."""
    return Counter(record.stage for own in run.records for record in own)


@dataclass(frozen=True, slots=True)
class Effect:
    """What reaching a stage did to the segments that needed it and none after it.

    ``change`` is the mean over these segments of the log-probability per token, delivered less plain.
    """

    plain: Quality
    delivered: Quality
    change: float


def measure_effects(items: Sequence[Item], run: Run) -> dict[Stage, Effect]:
    """Compare a run with its own plain translations, segment by segment, by the last stage that each needed."""
    groups: dict[Stage, list[tuple[str, str, str, float]]] = {}
    for item, plain, text, own in zip(items, run.plain, run.texts, run.records, strict=True):
        if own:
            change = mean([record.score or 0.0 for record in own])
            last = max(record.stage for record in own)
            groups.setdefault(last, []).append((item.reference, plain, text, change))
    effects = {}
    for stage, rows in sorted(groups.items()):
        references, plains, texts, changes = zip(*rows, strict=True)
        effects[stage] = Effect(
            measure_quality(plains, references), measure_quality(texts, references), mean(changes)
        )
    return effects


def count_reasons(run: Run) -> Counter[str]:
    """Return why constraints are unmet."""
    return Counter(record.reason for own in run.records for record in own if not record.met)


@dataclass(frozen=True, slots=True)
class Failure:
    """A term that a run did not render as annotated; ``stage`` and ``reason`` are empty where it was no constraint."""

    item: Item
    term: Term
    stage: str
    reason: str
    plain: str
    text: str


def find_failures(items: Sequence[Item], run: Run, plain: Run) -> list[Failure]:
    """Return the annotated terms that the English does not hold, even by lemmas."""
    failures = []
    for item, text, bare, records in zip(items, run.texts, plain.texts, run.records, strict=True):
        # Records come in the order of places, as the constraints did.
        placed = sorted((term.place, index) for index, term in enumerate(item.terms) if term.place)
        told = {index: record for (_, index), record in zip(placed, records, strict=True)}
        for index, (term, met) in enumerate(zip(item.terms, _met(item, text, lemmas=True), strict=True)):
            if not met:
                record = told.get(index)
                stage, reason = (record.stage.name.lower(), record.reason) if record else ("", "")
                failures.append(Failure(item, term, stage, reason, bare, text))
    return failures
