"""Whether the bounds of figures came through: “au moins 3” is “at least 3” and no “at most”, “avant mai” not “after May”."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from passerelle.translate.catalog.findings import Finding
from passerelle.translate.checks.cues import EITHER, Cue, find_cues
from passerelle.translate.checks.messages import finding
from passerelle.translate.checks.opposites import tell_rivals
from passerelle.translate.checks.pair import Context, Pair
from passerelle.translate.numbers import Kind, Quantity, paired_figures, parse_english, parse_french
from passerelle.translate.numbers.forms import find_rivals
from passerelle.translate.numbers.wording import Language

# What may stand between a bound and its figure, and between a figure and a bound behind it.
_BETWEEN: Mapping[Language, re.Pattern[str]] = {
    "french": re.compile(
        r"(?:[\s\u2060(]*(?:(?:d['’]|l['’])|(?:des?|du|la|les?|à|aux?|une?|ces?|ses|nos|leurs|cette|total|seuil|barre|cap|taux|nombre"
        r"|moyenne|âge|limite|plafond|durée|valeur|encore|déjà|[^\W\d_]+ment)(?!\w)))*[\s\u2060]*"
    ),
    "english": re.compile(
        r"(?:[\s\u2060(-]*(?:the|an?|of|its|their|his|her|to|by|aged?|these|those|this|total|threshold|mark|level|limit|rate|average"
        r"|now|still|already|at|in|[a-z]+ly)(?!\w))*[\s\u2060-]*"
    ),
}
_DURING = re.compile(r"(?<!\w)(?:in|at|en|à|au)\s")
_BEHIND = re.compile(r"(?:[\s\u2060-]+[^\W\d_]+){0,2}?[\s\u2060-]*\(?")
_ONE = re.compile(r"[\s\u2060]*(?:une?|an?|one)(?!\w)", re.IGNORECASE)
_TIMES = frozenset({Kind.DATE, Kind.TIME, Kind.YEAR, Kind.MEASURE})
_ALIKE = {
    "over": {"over", "barely over"},
    "barely over": {"over", "barely over", "about"},
    "under": {"under", "barely under"},
    "barely under": {"under", "barely under", "nearly", "about"},
    "nearly": {"nearly", "about", "barely under"},
    "about": {"nearly", "about", "barely over", "barely under"},
}
_INVENTED = frozenset({"over", "barely over", "least", "under", "barely under", "most"})
_DEMANDED = _INVENTED | {"nearly"}


@dataclass(frozen=True, slots=True)
class Bounded:
    """The cues beside a figure, by where it begins, the cues beside none, and those of “un an”, which is no figure."""

    beside: Mapping[int, tuple[Cue, ...]] = field(default_factory=dict)
    free: tuple[Cue, ...] = ()
    of_one: tuple[Cue, ...] = ()

    def of(self, figure: Quantity) -> tuple[Cue, ...]:
        """Return the cues beside a figure."""
        return self.beside.get(figure.start, ())


Difference = tuple[Cue | None, Cue | None]


def check_comparison(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield figures whose bound (“more than”, “at most”, “<”, “before”) the English lost, invented or turned round."""
    if not pair.comparable or pair.french:
        return
    ours, theirs = parse_french(pair.source), parse_english(pair.target)
    values = paired_figures(pair.source, pair.target)
    pairs = [(a.quantity, b.quantity) for a, b in values if not (a.index or b.index)]
    bounds, limits = (
        (attach_cues(pair.source, ours, "french", kind), attach_cues(pair.target, theirs, "english", kind))
        for kind in ("bound", "limit")
    )
    for figures in pairs:
        for difference in (_differ_in_bound(*figures, *bounds), _differ_in_limit(*figures, *limits)):
            if difference:
                yield _tell(difference, *figures, context)
    yield from _compare_ones(*bounds, pairs, context)


def _compare_ones(
    french: Bounded, english: Bounded, pairs: Iterable[tuple[Quantity, Quantity]], context: Context
) -> Iterator[Finding]:
    """Yield what became of the bounds of “un an” and the like, where no figure says it."""
    told = {cue for ours, theirs in pairs for cue in (*french.of(ours), *english.of(theirs))}
    ours = [cue for cue in french.of_one if cue not in told]
    theirs = [cue for cue in english.of_one if cue not in told]
    for lost, added in find_rivals(ours, theirs, _say_the_same):
        yield tell_rivals("comparison", lost, added, context)


def attach_cues(text: str, figures: Sequence[Quantity], language: Language, kind: str) -> Bounded:
    """Give each figure the cues of ``kind`` right before it, and those of ``kind after`` right behind it."""
    cues = find_cues(text, language, kind, f"{kind} after")
    if not cues:
        return Bounded()
    beside = {
        figure.start: tuple(cue for cue in cues if _stands_beside(cue, figure, text, language))
        for figure in figures
    }
    taken = {cue for own in beside.values() for cue in own}
    free = tuple(cue for cue in cues if cue.firm and cue not in taken)
    of_one = (
        cue for cue in cues if cue.kind == kind and cue.value in _DEMANDED and _ONE.match(text, cue.end)
    )
    return Bounded(beside, free, tuple(sorted(of_one, key=lambda cue: cue.start)))


def _stands_beside(cue: Cue, figure: Quantity, text: str, language: Language) -> bool:
    if cue.kind.endswith("after"):
        return cue.start >= figure.end and _BEHIND.fullmatch(text, figure.end, cue.start) is not None
    if cue.end > figure.start or not _BETWEEN[language].fullmatch(text, cue.end, figure.start):
        return False
    # “6.5 billion more than in 2026” bounds no year
    return figure.kind not in (Kind.YEAR, Kind.DATE) or not _DURING.search(text, cue.end, figure.start)


def _differ_in_bound(
    source: Quantity, target: Quantity, french: Bounded, english: Bounded
) -> Difference | None:
    """Return the bound that only one side has; one that stands elsewhere in the sentence may belong to the figure too."""
    ours, theirs = french.of(source), english.of(target)
    if source.kind in (Kind.DATE, Kind.TIME):  # these have limits
        return None
    if any(_agree(a, b, source) for a in ours for b in theirs):
        return None
    opposed = any(b.value in _INVENTED and (b.firm or b.text.lower() == "over") for b in theirs)
    lost = [
        a
        for a in ours
        if a.firm
        and (a.value in _DEMANDED or opposed)
        and not any(_agree(a, b, source) for b in english.free)
    ]
    if lost:
        return lost[0], theirs[0] if theirs else None
    added = [
        b
        for b in theirs
        if b.firm and b.value in _INVENTED and not any(_agree(a, b, source) for a in french.free)
    ]
    return (ours[0] if ours else None, added[0]) if added else None


def _agree(ours: Cue, theirs: Cue, figure: Quantity) -> bool:
    """Whether two bounds say the same; in words, “over 65” may be “65 and over”."""
    in_words = ours.text[0].isalpha() and theirs.text[0].isalpha()
    if {ours.value, theirs.value} == {"over", "least"} and figure.unit == "year" and in_words:
        return True
    return _say_the_same(ours, theirs)


def _say_the_same(ours: Cue, theirs: Cue) -> bool:
    return EITHER in (ours.value, theirs.value) or theirs.value in _ALIKE.get(ours.value, {ours.value})


def _differ_in_limit(
    source: Quantity, target: Quantity, french: Bounded, english: Bounded
) -> Difference | None:
    """Return “before” and “after” where one became the other."""
    ours = [cue for cue in french.of(source) if cue.firm]
    theirs = [cue for cue in english.of(target) if cue.firm]
    turned = not {cue.value for cue in ours} & {cue.value for cue in theirs}
    return (ours[-1], theirs[-1]) if source.kind in _TIMES and ours and theirs and turned else None


def _tell(difference: Difference, source: Quantity, target: Quantity, context: Context) -> Finding:
    lost, added = difference
    return finding(
        "comparison",
        context.language,
        variant="lost" if added is None else "added" if lost is None else "both",
        source_span=_span(lost, source),
        target_span=_span(added, target),
        source=lost.text if lost else "",
        found=added.text if added else "",
        figure=source.text,
    )


def _span(cue: Cue | None, figure: Quantity) -> tuple[int, int]:
    return (min(cue.start, figure.start), max(cue.end, figure.end)) if cue else (figure.start, figure.end)
