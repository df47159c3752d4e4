"""Whether the English obeys the glossary."""

import re
from collections.abc import Iterator, Sequence

from passerelle.glossary.keys import number_key
from passerelle.glossary.rendering import find_renderings
from passerelle.translate.catalog.findings import Finding
from passerelle.translate.checks.messages import finding
from passerelle.translate.checks.pair import Context, Pair
from passerelle.translate.checks.sentences import Piece, split_sentences
from passerelle.translate.constraints.constraint import Constraint, ConstraintKind, Stage
from passerelle.translate.constraints.satisfy import judge


def check_terms(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield required terms that the English lacks, and forbidden renderings that it holds."""
    terms = [c for c in pair.demands.constraints if c.kind is ConstraintKind.TERM]
    if not pair.comparable or not terms:
        return
    verdict = judge(pair.target, terms)
    counted: set[str] = set()
    for constraint, place in zip(terms, verdict.places, strict=True):
        if place is None and constraint.concept not in counted:
            own = [met for other, met in zip(terms, verdict.places, strict=True) if _same(other, constraint)]
            yield _missing(pair, context, constraint, own)
            counted |= {constraint.concept} if constraint.concept else set()
    seen = set()
    for index, place in verdict.forbidden:
        if place not in seen:
            seen.add(place)
            yield _forbidden(pair, context, terms[index], place)


def check_admitted(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield terms with several good renderings of which the English has none, and what renders them wrongly."""
    if not pair.comparable or not pair.demands.admitted:
        return
    terms = pair.demands.admitted
    verdict = judge(pair.target, [*terms, *pair.demands.constraints])
    for index, place in verdict.forbidden:
        if index < len(terms):
            yield _forbidden(pair, context, terms[index], place)
    for term, met in zip(terms, verdict.places, strict=False):
        if met is None:
            concept = context.termbase.by_id.get(term.concept)
            forms = concept.accepted if concept else term.accepted
            yield finding(
                "term-usual",
                context.language,
                source_span=(term.start, term.end),
                source=term.source,
                renderings=", ".join(f"“{form}”" for form in forms[:_SHOWN]),
            )


_SHOWN = 5  # renderings: enough to see what is meant


def _same(one: Constraint, other: Constraint) -> bool:
    return one is other or bool(one.concept and one.concept == other.concept)


def _missing(
    pair: Pair, context: Context, constraint: Constraint, places: Sequence[tuple[int, int] | None]
) -> Finding:
    """Return an error where the term is nowhere or the ledger misses it, a warning where it is only said less often."""
    met = sum(place is not None for place in places)
    span = (constraint.start, constraint.end)
    check = "term-missing"
    if constraint.rule == "do not translate":
        check = "do-not-translate"
    elif met and span not in pair.unmet:
        check = "term-count"
    return finding(
        check,
        context.language,
        source_span=span,
        suggestion=constraint.rendering,
        source=constraint.source,
        rendering=constraint.rendering,
        ours=len(places),
        theirs=met,
    )


def _forbidden(pair: Pair, context: Context, constraint: Constraint, place: tuple[int, int]) -> Finding:
    concept = context.termbase.by_id.get(constraint.concept)
    why = concept.forbidden_why.rstrip(". ") if concept else ""
    return finding(
        "term-forbidden",
        context.language,
        variant="why" if why else "",
        source_span=(constraint.start, constraint.end),
        target_span=place,
        suggestion=constraint.rendering,
        source=constraint.source,
        rendering=constraint.rendering,
        found=pair.target[slice(*place)],
        why=why,
    )


_FEW = 3  # words: “la pandémie de coronavirus” at the end of the French is “the coronavirus pandemic” at that of the English


def check_places(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield terms, names and figures that the machine put at the end of their sentence, though the French says them earlier."""
    forced = [record for record in pair.entry.records if record.stage is Stage.FORCED_PREFIX]
    if not forced or not pair.comparable:
        return
    ours, theirs = split_sentences(pair.source, "fr"), split_sentences(pair.target, "en")
    for record in forced:
        after = _words_after(pair.source, (record.start, record.end), ours)
        last = [
            place
            for place in find_renderings(pair.target, [record.rendering])
            if not _words_after(pair.target, place, theirs)
        ]
        if last and after > _FEW:
            yield finding(
                "term-displaced",
                context.language,
                source_span=(record.start, record.end),
                target_span=last[-1],
                source=record.source,
                rendering=pair.target[slice(*last[-1])],
            )


def _words_after(text: str, place: tuple[int, int], sentences: Sequence[Piece]) -> int:
    """Count the words that follow ``place`` in its sentence."""
    end = next((piece.span[1] for piece in sentences if place[1] <= piece.span[1]), len(text))
    return len(re.findall(r"[\w’'-]+", text[place[1] : end]))


def check_first_use(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield first mentions that the English does not write out."""
    for constraint in pair.demands.constraints if pair.comparable else ():
        if constraint.rule != "first use" or find_renderings(pair.target, [constraint.rendering]):
            continue
        short = find_renderings(pair.target, constraint.accepted)
        if short and not _written_out(pair.target, constraint):
            yield finding(
                "first-use",
                context.language,
                source_span=(constraint.start, constraint.end),
                target_span=short[0],
                suggestion=constraint.rendering,
                source=constraint.source,
                rendering=constraint.rendering,
            )


def _written_out(target: str, constraint: Constraint) -> bool:
    """Whether another accepted full form and an abbreviation stand together: “cancer centre (CLCC)”."""
    short = re.search(r"\(([^)]+)\)$", constraint.rendering)
    return bool(short) and bool(re.search(rf"\w \({re.escape(short[1])}\)", target)) if short else True


def check_matches(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield what an editor may want to know of how terms were found: inflection, overlap, ambiguity."""
    for constraint in pair.demands.constraints:
        concept = context.termbase.by_id.get(constraint.concept)
        forms = (*concept.source_terms, *concept.abbreviations) if concept else ()
        if concept and _number_free(constraint.source) not in map(_number_free, forms):
            yield finding(
                "inflected-match",
                context.language,
                source_span=(constraint.start, constraint.end),
                found=constraint.source,
                source=concept.source,
            )
    for overlap in pair.demands.overlaps:
        if overlap.dropped.start < overlap.kept.start or overlap.dropped.end > overlap.kept.end:
            yield finding(
                "overlap-resolved",
                context.language,
                source_span=(overlap.kept.start, overlap.kept.end),
                source=overlap.kept.text,
                found=overlap.dropped.text,
            )
    for hit in pair.demands.undecided:
        senses = " / ".join(dict.fromkeys(f"“{concept.target}”" for concept in hit.concepts))
        yield finding(
            "ambiguous-term",
            context.language,
            source_span=(hit.start, hit.end),
            source=hit.text,
            senses=senses,
        )


def _number_free(term: str) -> tuple[str, ...]:
    return tuple(number_key(word) for word in re.findall(r"\w+", term))
