"""Carrying inline marks from a French sentence over to its English. Pure functions."""

import re
from collections.abc import Sequence
from dataclasses import replace

from passerelle.translate.constraints.constraint import Record
from passerelle.translate.engine.tokens import Place, token_places
from passerelle.translate.text.markup import Span

Attention = Sequence[Sequence[float]]


def project_spans(
    spans: Sequence[Span],
    source: str,
    target: str,
    records: Sequence[Record] = (),
    attention: tuple[Sequence[str], Sequence[str], Attention] | None = None,
    known: Sequence[Span] = (),
) -> tuple[Span, ...]:
    """Return the places of ``spans`` (offsets into ``source``) in ``target``; every span comes back, and they nest.

    Those that are ``known`` by their numbers stay, and so does a pair around nothing else. For the others the surest sign decides: the whole sentence, then the place of a term or figure that the span covers, then the
    model's ``attention`` (source tokens, target tokens, one row of source weights a target token), then proportion.
    No span begins or ends inside a word, unless it does in the French and the word, a formula, is the same.
    """
    weights = _character_weights(source, target, attention)
    own = {span.number: (span.start, span.end) for span in known}
    held = {span.start: own[span.number] for span in spans if span.number in own}
    placed = [
        (
            span,
            own.get(span.number)
            or (held.get(span.start) if span.start == span.end else None)
            or _in_formula(span, source, target)
            or _behind_ordinal(
                span, source, _outside_words(target, *_project(span, source, target, records, weights))
            ),
        )
        for span in spans
    ]
    return _nest([replace(span, start=start, end=end) for span, (start, end) in placed])


def _project(
    span: Span, source: str, target: str, records: Sequence[Record], weights: list[list[int]]
) -> Place:
    inside = source[span.start : span.end].strip()
    if span.empty or not inside:
        place = _behind_term(span, _point(span.start, source, target, weights), records)
        return place, place
    if inside == source.strip():
        return 0, len(target)
    copied = [found.span() for found in re.finditer(rf"(?<!\w){re.escape(inside)}(?!\w)", target)]
    covered = _covered_by_records(span, source, records)
    if len(copied) == 1 and (covered is None or _CODE.fullmatch(inside)):
        return copied[0]
    if covered:
        return covered
    anchors = (
        [anchor for offset in range(span.start, span.end) for anchor in weights[offset]] if weights else []
    )
    if anchors:
        return _widen(target, *_dense(anchors))
    share = len(target) / max(1, len(source))
    return _widen(target, int(span.start * share), max(int(span.start * share) + 1, int(span.end * share)))


_CODE = re.compile(r"(?=\S*\d)(?=\S*[^\W\d_])\S+")
_FORMULA = re.compile(r"(?=[^\W_]*\d)(?=\d*[^\W\d_])[^\W_]+")
_ORDINAL = re.compile(r"ers?|res?|i?èmes?|es?|nde?s?|ds?")


def _in_formula(span: Span, source: str, target: str) -> Place | None:
    """Return the place of a mark on a part of a formula (H2O), where the English has the same one, once."""
    for word in _FORMULA.finditer(source):
        if not span.empty and word.start() <= span.start < span.end <= word.end():
            copies = [*re.finditer(rf"(?<!\w){re.escape(word[0])}(?!\w)", target)]
            shift = copies[0].start() - word.start() if len(copies) == 1 else 0
            return (span.start + shift, span.end + shift) if len(copies) == 1 else None
    return None


def _behind_ordinal(span: Span, source: str, place: Place) -> Place:
    """Let the mark on the end of an ordinal (1er, XXIe) stand behind the English one, around nothing: it has no such end."""
    after_number = source[: span.start][-1:].isdigit() or source[: span.start][-1:] in tuple("IVXL")
    ordinal = after_number and _ORDINAL.fullmatch(source, span.start, span.end)
    return (place[1], place[1]) if ordinal else place


def _behind_term(span: Span, place: int, records: Sequence[Record]) -> int:
    """Move the place of an empty mark out of a term's rendering, unless it stands in the term."""
    for record in records:
        inside = record.start < span.start < record.end
        if record.target_span and not inside and record.target_span[0] < place < record.target_span[1]:
            return record.target_span[1]
    return place


def _covered_by_records(span: Span, source: str, records: Sequence[Record]) -> Place | None:
    """Return the English of the terms in the span, where they make up all of it but articles and stops."""
    around = [record for record in records if record.start <= span.start and span.end <= record.end]
    if around and around[0].target_span:
        return around[0].target_span  # a part of a term: its English has no parts of its own
    inside = [
        record
        for record in records
        if span.start <= record.start and record.end <= span.end and record.target_span
    ]
    if not inside:
        return None
    rest = list(source[span.start : span.end])
    for record in inside:
        for offset in range(record.start - span.start, record.end - span.start):
            rest[offset] = " "
    if re.search(r"[^\W\d_]{4,}", "".join(rest)):
        return None
    places = [record.target_span for record in inside if record.target_span]
    return min(place[0] for place in places), max(place[1] for place in places)


def _character_weights(
    source: str, target: str, attention: tuple[Sequence[str], Sequence[str], Attention] | None
) -> list[list[int]]:
    """Return, for each character of ``source``, the offsets of the English words that attend to it."""
    if attention is None:
        return []
    source_tokens, target_tokens, rows = attention
    source_places = token_places(source_tokens, source)
    target_places = token_places(target_tokens, target)
    found: list[list[int]] = [[] for _ in range(len(source) + 1)]
    for row, place in zip(rows, target_places, strict=False):
        weights = row[: len(source_places)]
        if not weights:
            continue
        best = max(range(len(weights)), key=weights.__getitem__)
        for offset in range(*source_places[best]):
            found[offset] += [place[0], max(place[0], place[1] - 1)]
    return found


def _dense(anchors: list[int]) -> Place:
    """Return first and last of ``anchors`` after dropping those far away from the rest."""
    ordered = sorted(anchors)
    middle = ordered[len(ordered) // 2]
    reach = max(40, 2 * (ordered[-len(ordered) // 4 - 1] - ordered[len(ordered) // 4]))
    close = [anchor for anchor in ordered if abs(anchor - middle) <= reach]
    return close[0], close[-1] + 1


def _point(offset: int, source: str, target: str, weights: list[list[int]]) -> int:
    """Return where an empty mark goes: at the head of its line, else after the English of what stands before it."""
    if offset <= 0:
        return 0
    if not source[offset:].strip():
        return len(target)
    if source[offset - 1] == "\n" and source.count("\n") == target.count("\n"):
        lines = target.split("\n")[: source.count("\n", 0, offset)]
        return sum(len(line) + 1 for line in lines)
    before = [anchor for position in range(offset) for anchor in weights[position]] if weights else []
    guess = max(before) + 1 if before else int(offset / max(1, len(source)) * len(target))
    return _widen(target, guess, guess)[1]


def _widen(text: str, start: int, end: int) -> Place:
    """Widen a place to whole words, without blanks or stops at its ends."""
    start, end = max(0, min(start, len(text))), max(0, min(end, len(text)))
    while start > 0 and text[start - 1 : start].isalnum() and text[start : start + 1].isalnum():
        start -= 1
    while 0 < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:."):
        end -= 1
    return start, end


def _outside_words(text: str, start: int, end: int) -> Place:
    """Move ends that fall inside a word, or before a bracket that closes, to the outer ends; an empty place goes behind the word."""

    def inside(place: int) -> bool:
        return 0 < place < len(text) and text[place - 1].isalnum() and text[place].isalnum()

    empty = start == end
    while inside(end):
        end += 1
    if not empty and text[end : end + 1] == ")" and text.count("(", start, end) > text.count(")", start, end):
        end += 1  # the short form in brackets is marked with them
    while not empty and inside(start):
        start -= 1
    return (end, end) if empty else (start, end)


def _nest(spans: list[Span]) -> tuple[Span, ...]:
    """Cut spans that cross so that they nest: marks must make well-formed markup."""
    done: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end, span.number)):
        fitted = span
        for other in done:
            if not other.empty and other.start < fitted.start < other.end < fitted.end:
                fitted = replace(fitted, start=other.end) if not fitted.empty else fitted
        done.append(fitted)
    return tuple(done)


def between_spans(spans: Sequence[Span], start: int, end: int, place: int) -> list[Span]:
    """Return the marks that stand between two sentences, shifted to ``place`` in the English."""
    return [
        replace(span, start=span.start - start + place, end=span.end - start + place)
        for span in spans
        if span.empty and start < span.start < end
    ]


def join_spans(wanted: Sequence[Span], pieces: Sequence[Span], length: int) -> tuple[Span, ...]:
    """Return one span a mark: the parts of one that ran over several sentences are joined; none is lost."""
    joined = []
    for span in wanted:
        own = [piece for piece in pieces if piece.number == span.number]
        if own and span.empty:
            joined.append(own[0])
        elif own:
            joined.append(
                replace(span, start=min(piece.start for piece in own), end=max(piece.end for piece in own))
            )
        else:  # between sentences, or before the first
            place = 0 if span.start == 0 else length
            joined.append(replace(span, start=place, end=place))
    return tuple(joined)
