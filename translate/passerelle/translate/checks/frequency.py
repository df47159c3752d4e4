"""Whether how often and how many times came through: “3 fois par jour” is not “three times a week”, nor “doublé” “tripled”."""

from collections.abc import Iterator

from passerelle.translate.catalog.findings import Finding
from passerelle.translate.checks.opposites import tell_rivals
from passerelle.translate.checks.pair import Context, Pair
from passerelle.translate.numbers import Multiple, Rate, find_multiples, find_rates
from passerelle.translate.numbers.forms import find_rivals


def check_frequency(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield a frequency or a period (“par mois”) that became another."""
    if not pair.comparable or pair.french:
        return
    ours = find_rates(pair.source, "french")
    theirs = find_rates(pair.target, "english") if ours else ()
    for lost, added in find_rivals(ours, theirs, Rate.agrees):
        yield tell_rivals("frequency", lost, added, context)


def check_multiples(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield multiples and shares (“halved”) that became others."""
    if not pair.comparable or pair.french:
        return
    ours = find_multiples(pair.source, "french")
    theirs = find_multiples(pair.target, "english") if ours else ()
    for lost, added in find_rivals(ours, theirs, Multiple.agrees):
        yield tell_rivals("multiple", lost, added, context)
