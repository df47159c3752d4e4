"""Whether something of the French went missing without a trace: a clause, an item of a list, the noun of a figure."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import log

from passerelle.translate.catalog.findings import Finding
from passerelle.translate.checks.coverage import Cover, Word, cover, is_rendered
from passerelle.translate.checks.cues import find_cues
from passerelle.translate.checks.messages import finding
from passerelle.translate.checks.pair import HIDDEN, Context, Pair, quote
from passerelle.translate.checks.words import FRENCH_FUNCTION
from passerelle.translate.constraints.constraint import ConstraintKind
from passerelle.translate.numbers import Kind, Quantity, parse_english, parse_french

# Tuned on good translations (news, medicine) and on the same with clauses cut out of their English.
_RATIO, _VARIANCE = 0.9, 1.1
"""English letters a French letter, and the variance of their difference a French letter."""
_SPARE = 0.75
"""What an English word that renders nothing known takes away: free translations have such words."""
_WINDOWS = 3.0
"""How much a longer text takes away, in which chance has more places."""
_SURE = -1.5
_LONGEST = 40  # content words of a passage
_FEW = 5  # content words: of so short a text (“Lire la suite du dossier”, “Read on”), only the whole is told


def check_content(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield the passage of the French that the English most probably lacks, by its words and by the length of both."""
    if not pair.comparable or pair.french:
        return
    covered = _cover(pair)
    if len(covered.words) < _FEW and any(word.said for word in covered.words):
        return
    odds, (start, end) = _likeliest_loss(pair, covered)
    if odds >= _SURE:
        lost = quote(pair.source[start:end])
        yield finding("content-lost", context.language, source_span=(start, end), source=lost)


def _cover(pair: Pair) -> Cover:
    return cover(pair.source, pair.target, pair.demands.constraints)


def _likeliest_loss(pair: Pair, covered: Cover) -> tuple[float, tuple[int, int]]:
    """Return the log odds that a passage was lost, and the passage: from one unsaid word to another."""
    words, ours = covered.words, len(pair.source.replace(HIDDEN, ""))
    short = _RATIO * ours - len(pair.target.replace(HIDDEN, ""))
    spread = 2 * _VARIANCE * (ours + 10)
    best, place = float("-inf"), (0, 0)
    for first in (index for index, word in enumerate(words) if word.said is False):
        odds = 0.0
        for last in range(first, min(len(words), first + _LONGEST)):
            odds += words[last].odds
            after = words[last + 1].start if last + 1 < len(words) else len(pair.source)
            length = _RATIO * (after - words[first].start)
            total = odds + length * (2 * short - length) / spread
            if last > first and words[last].said is False and total > best:
                best, place = total, (words[first].start, words[last].end)
    return best - _SPARE * covered.spare - _WINDOWS * log(max(4, len(words))), place


_LONGEST_ITEM = 45  # characters
_ITEM = rf"[^,;:.()«»“”\"!?]{{2,{_LONGEST_ITEM}}}"
_SHORT_ITEM = r"(?:[^\s,;:.()«»“”\"!?]+ ){0,4}[^\s,;:.()«»“”\"!?]+"
_LIST_END = re.compile(rf", {_SHORT_ITEM},? (?:et|ou|ainsi que) (?=\w)")
_FRENCH_LIST = re.compile(rf"{_ITEM}(?:, {_SHORT_ITEM})+,? (?:et|ou|ainsi que) (?=\w)")
_ENGLISH_LIST = re.compile(rf"{_ITEM}(?:, {_ITEM})+,? (?:and|or|as well as) (?=\w)")
_COMMA = re.compile(r", ?(?!(?:and|or|as well as|et|ou|ainsi que) )")
_JOINT = re.compile(r", (?:(?:et|ou|ainsi que) )?| (?:et|ou|ainsi que) ")
# What begins so goes on with the sentence (“pour remonter”, “ne mendient pas”) and is no thing of a list.
_NO_ITEM = re.compile(
    r"(?:mais|puis|y compris|notamment|dont|qui|que|qu['’]|où|car|donc|alors|même|pour|sans|avec|selon|comme|tel|ainsi|peut-être"
    r"|ne|n['’]|se|s['’]|à mesure|on|ont|est|sont|il|elle|ils|elles|à|en|sur|dans|par|associé|lorsque|quand)(?!\w)|.*\b(?:ont|est|sont|a été|que)\b",
    re.IGNORECASE,
)
_NEAR = 0.15
"""Of the text, how far from its place in the French the English may have a list."""
_ITEM_SURE = 0.9
_ITEM_ONE_LESS = 0.0
"""Where the English has a list with just one item less, hardly more than that is needed."""
_UNKNOWN = 1.0
"""What a word that the lexicon lacks, and the English too, says of an item: most are names."""


def check_lists(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield a list of three or more with an item that the English does not say, and no list as long in its place."""
    if not pair.comparable or pair.french:
        return
    ours = _french_lists(pair.source)
    theirs = [
        (_size(found), found.start() / len(pair.target))
        for found in (_ENGLISH_LIST.finditer(pair.target) if ours else ())
    ]
    for found in ours:
        size, place = _size(found), found.start() / len(pair.source)
        near = [other for other, where in theirs if abs(where - place) <= _NEAR]
        if any(other >= size for other in near):
            continue
        items = _items(pair.source, found)
        odds, item = max(((_odds(it, _cover(pair).words), it) for it in items), default=(0.0, (0, 0)))
        if items and odds >= (_ITEM_SURE if size - 1 not in near else _ITEM_ONE_LESS):
            text = pair.source[slice(*item)]
            yield finding("list-shorter", context.language, source_span=item, ours=size, source=text)


def _french_lists(source: str) -> list[re.Match[str]]:
    comma = source.find(", ")
    if comma < 0 or not _LIST_END.search(source, comma):
        return []
    return list(_FRENCH_LIST.finditer(source, max(0, comma - _LONGEST_ITEM)))


def _size(found: re.Match[str]) -> int:
    return len(_COMMA.findall(found[0])) + 2


def _items(source: str, found: re.Match[str]) -> list[tuple[int, int]]:
    """Return the places of the items; of the first and the last at most three words, since nothing tells where they end."""
    cuts = [(joint.start(), joint.end()) for joint in _JOINT.finditer(source, found.start(), found.end())]
    first = re.search(r"\S+(?:\s\S+){0,2}$", source[found.start() : cuts[0][0]])
    last = re.compile(r"[\w’'-]+(?:\s[\w’'-]+){0,2}").match(source, found.end())
    items = [(one[1], other[0]) for one, other in pairwise(cuts)]
    if first:
        items.insert(0, (found.start() + first.start(), cuts[0][0]))
    ends = [last.span()] if last else []
    return [item for item in (*items, *ends) if not _NO_ITEM.match(source, *item)]


def _odds(item: tuple[int, int], words: Sequence[Word]) -> float:
    """Return the log odds that an item was lost, by its words."""
    own = [word for word in words if item[0] <= word.start and word.end <= item[1]]
    return sum(_UNKNOWN if word.said is None else word.odds for word in own)


# Figures that count nothing: “120 of them”, “48 were”.
_NO_NOUN = re.compile(
    r"\s*(?:$|[.,;:!?)\]–—]|(?:and|or|of|in|on|at|by|for|with|from|as|was|were|is|are|has|have|had|to|who|which|that|will"
    r"|would|can|could|be|been|this|over|during|after|before|since|when|while|if|he|she|it|they|we|the|a|an|\w+ed)\b)"
)
_NOUN = re.compile(
    "[ \u00a0\u202f](?:(?:nouve|premi|derni|prochain|grand|petit)[^\\W\\d_]+[ \u00a0\u202f])?(?!millions?|milliards?|fois|autres|environ)([^\\W\\d_]{3,})"
)
_SPAN = re.compile(r"\b(?:for|in|within|past|last|next|than|after|every|of|by|first)\s+$")
_AGE = re.compile(r"\b(?:age|aged|ages|older|younger|old|under|over|born)\b|[<>≥≤]")


def check_counted(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield a figure that counts something in the French and nothing in the English, which does not name it anywhere."""
    if not pair.comparable or pair.french:
        return
    figures = parse_english(pair.target)
    for ours in parse_french(pair.source):
        noun = _counted(ours, pair.source)
        alone = _alone(ours, figures, pair.target) if noun else None
        if noun and alone and _is_unsaid(noun, alone, pair):
            yield finding(
                "noun-lost",
                context.language,
                source_span=(ours.start, noun.end()),
                target_span=(alone.start, alone.end),
                source=pair.source[ours.start : noun.end()],
                found=alone.text,
            )


def _counted(figure: Quantity, source: str) -> re.Match[str] | None:
    """Return the noun that a figure counts: its last word (“48 heures”), or the one that follows (“27 établissements”)."""
    if figure.vague or figure.in_words or figure.kind not in (Kind.NUMBER, Kind.MEASURE):
        return None
    if figure.kind is Kind.MEASURE:
        return re.compile(r"[^\W\d_]{3,}$").search(source[: figure.end], figure.start)
    found = _NOUN.match(source, figure.end)
    return found if found and found[1] not in FRENCH_FUNCTION else None


def _alone(ours: Quantity, figures: Sequence[Quantity], target: str) -> Quantity | None:
    """Return the English figure of the same number, if nothing that it counts follows it anywhere."""
    same = [
        figure
        for figure in figures
        if figure.values == ours.values and figure.kind in (Kind.NUMBER, Kind.MEASURE)
    ]
    lone = [figure for figure in same if figure.kind is Kind.NUMBER and _NO_NOUN.match(target, figure.end)]
    return lone[0] if lone and len(lone) == len(same) else None


def _is_unsaid(noun: re.Match[str], alone: Quantity, pair: Pair) -> bool:
    """Whether no English word renders a noun; an age needs no years (“Martine, 58”, “aged 65 and over”)."""
    group = noun.lastindex or 0
    if noun[group] in ("an", "ans") and not (
        _SPAN.search(pair.target[: alone.start]) and not _AGE.search(pair.target)
    ):
        return False
    # The constraint of a figure is met without its noun, and does not speak for it.
    others = tuple(it for it in pair.demands.constraints if it.kind is not ConstraintKind.NUMBER)
    word = next(
        (it for it in cover(pair.source, pair.target, others).words if it.start == noun.start(group)), None
    )
    return word is not None and (word.said is False or is_rendered(noun[group], pair.target) is False)


_BY = re.compile(r"\s(?:(?:de|d['’]|presque|près|plus|moins|environ|d['’]environ|encore)\s?){0,4}\d")


def check_verbs(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield a verb of rising or falling that the English neither says nor replaces by another: “a reculé de 7 %”, “was 7%”."""
    if not pair.comparable or pair.french:
        return
    theirs = {cue.value for cue in find_cues(pair.target, "english", "direction")}
    ours = [cue for cue in find_cues(pair.source, "french", "direction") if cue.firm]
    unsaid = (
        {word.start for word in _cover(pair).words if word.said is False} if ours and not theirs else set()
    )
    for cue in ours:
        if any(cue.start <= start < cue.end for start in unsaid) and _BY.match(pair.source, cue.end):
            span = (cue.start, cue.end)
            yield finding("direction", context.language, variant="unsaid", source_span=span, source=cue.text)
