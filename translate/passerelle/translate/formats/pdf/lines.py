"""From a page's glyphs to its lines: what stands on one base line without a wide gap, its words told by the gaps between them."""

import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from statistics import median

from passerelle.translate.formats.pdf.initials import with_bullets, with_capitals, with_labels
from passerelle.translate.formats.pdf.line import Line, Run, tidy
from passerelle.translate.formats.pdf.page import Box, Glyph, Page

_SAME_BASE = 0.2  # of these shares of a sign's size …
_WIDE = 1.0
_UNEVEN = 1.7
_BLANK = 0.17
_SPACED = 0.12
_TOUCH = 0.5
_SMALLER = 0.85
_RAISED = (0.1, 0.8)
_LOWERED = (0.05, 0.4)
_SAME_PLACE = 0.12
_FEW = 4  # signs, of which nobody can say that they are spaced
_ACCENTS = str.maketrans(
    {"´": "\u0301", "`": "\u0300", "ˆ": "\u0302", "¨": "\u0308", "¸": "\u0327", "˜": "\u0303"}
)


def page_lines(page: Page) -> list[Line]:
    """Return the lines of a page from its top down, those on one base line from the left."""
    uprights = [rule for rule in page.rules if rule.height > rule.width]
    parts = [
        part
        for row in _rows(page.glyphs)
        for part in _parts(_once(sorted(row, key=lambda each: each.left)), uprights)
    ]
    lines = [line for part in _with_scripts(parts) if (line := _line(page.number, part)).text]
    marked = with_bullets(with_capitals(lines), page.dots)
    return [*with_labels(sorted(marked, key=lambda line: (round(line.base), line.left)))]


def _rows(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Yield the glyphs on each base line."""
    row: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda each: each.base):
        if row and glyph.base - row[0].base > _SAME_BASE * min(glyph.size, row[0].size):
            yield row
            row = []
        row.append(glyph)
    if row:
        yield row


def _with_scripts(parts: Sequence[list[Glyph]]) -> Iterator[list[Glyph]]:
    """Yield parts of lines with the figures and letters that stand above or below them in their place."""
    sizes = [_size(part) for part in parts]
    bases = [part[0].base for part in parts]
    added: dict[int, list[Glyph]] = {}
    moved: set[int] = set()
    for index, part in enumerate(parts):
        reach = 2 * sizes[index]
        near = range(bisect_left(bases, bases[index] - reach), bisect_right(bases, bases[index] + reach))
        for other in near:
            shift = (bases[other] - bases[index]) / sizes[other]
            script = 1 if _within(shift, _RAISED) else -1 if _within(-shift, _LOWERED) else 0
            if (
                script
                and sizes[index] <= _SMALLER * sizes[other]
                and _touches(part, parts[other], sizes[other])
            ):
                style = part[0].style._replace(script=script)
                added.setdefault(other, []).extend(
                    each._replace(base=bases[other], style=style) for each in part
                )
                moved.add(index)
                break
    for index, part in enumerate(parts):
        if index not in moved:
            yield sorted([*part, *added.get(index, ())], key=lambda each: each.left)


def _within(value: float, bounds: tuple[float, float]) -> bool:
    return bounds[0] <= value <= bounds[1]


def _touches(small: Sequence[Glyph], part: Sequence[Glyph], size: float) -> bool:
    near = _TOUCH * size
    return small[-1].right - small[0].left < 4 * size and any(
        abs(small[0].left - sign.right) <= near or abs(sign.left - small[-1].right) <= near for sign in part
    )


def _size(glyphs: Iterable[Glyph]) -> float:
    sizes = Counter(round(glyph.size, 1) for glyph in glyphs if glyph.text != " " and not glyph.style.script)
    return max(sizes, key=lambda size: (sizes[size], size), default=1.0)


def _once(glyphs: Sequence[Glyph]) -> Iterator[Glyph]:
    """Yield glyphs without those that are drawn twice, to look bold or to cast a shadow."""
    recent: list[Glyph] = []
    for glyph in glyphs:
        near = _SAME_PLACE * glyph.size
        recent = [each for each in recent if glyph.left - each.left <= near]
        if all(each.text != glyph.text for each in recent):
            yield glyph
        recent.append(glyph)


def _parts(glyphs: Iterable[Glyph], uprights: Sequence[Box]) -> Iterator[list[Glyph]]:
    """Yield the glyphs of a row between wide gaps and upright rules, with the blanks among them."""
    part: list[Glyph] = []
    blanks: list[Glyph] = []
    gaps: list[float] = []
    for glyph in glyphs:
        if glyph.text == " ":
            blanks.append(glyph)
            continue
        if part and _is_apart(part[-1], glyph, uprights, gaps):
            yield part
            part, gaps = [], []
        elif part:
            gaps.append(glyph.left - part[-1].right)
            part += blanks
        part.append(glyph)
        blanks = []
    if part:
        yield part


def _is_apart(before: Glyph, after: Glyph, uprights: Sequence[Box], gaps: Sequence[float]) -> bool:
    """Whether a gap is wide, for a line with such ``gaps`` between its letters, an upright rule stands in it, or sizes differ much."""
    size = max(before.size, after.size)
    if size > _UNEVEN * min(before.size, after.size):
        return True
    wide = _WIDE * size
    if after.left - before.right > wide:
        usual = median(gaps[-20:]) if len(gaps) >= _FEW else 0.0
        if usual <= _SPACED * size or after.left - before.right > wide + 2 * usual:
            return True
    middle = after.base - after.size / 4
    return any(
        before.right - 1 <= rule.left and rule.right <= after.left + 1 and rule.top <= middle <= rule.bottom
        for rule in uprights
    )


def _line(page: int, glyphs: Sequence[Glyph]) -> Line:
    runs = tidy(_runs([*_composed(glyphs)]))
    stripped = _stripped(runs)
    right = max(glyph.right for glyph in glyphs)
    base = Counter(round(glyph.base, 2) for glyph in glyphs).most_common(1)[0][0]
    return Line(page, glyphs[0].left, right, base, _size(glyphs), stripped)


def _stripped(runs: Sequence[Run]) -> tuple[Run, ...]:
    kept = [*runs]
    if kept:
        kept[0] = (kept[0][0].lstrip(), kept[0][1])
        kept[-1] = (kept[-1][0].rstrip(), kept[-1][1])
    return tuple(run for run in kept if run[0])


def _composed(glyphs: Sequence[Glyph]) -> Iterator[Glyph]:
    """Yield glyphs with accents that are drawn over a letter as part of the letter."""
    held: Glyph | None = None
    for glyph in glyphs:
        one = _accented(held, glyph) or _accented(glyph, held) if held else None
        if held and one is None:
            yield held
        held = one or glyph
    if held:
        yield held


def _accented(letter: Glyph, accent: Glyph) -> Glyph | None:
    """Return a letter with an accent that stands over it."""
    mark = accent.text.translate(_ACCENTS)
    over = letter.left <= (accent.left + accent.right) / 2 <= letter.right
    if not over or not letter.text.isalpha() or not unicodedata.combining(mark[:1] or " "):
        return None
    return letter._replace(text=unicodedata.normalize("NFC", letter.text.replace("ı", "i") + mark))


def _runs(glyphs: Sequence[Glyph]) -> Iterator[Run]:
    """Yield what glyphs say, with a blank wherever a gap or a glyph tells of one."""
    signs = [glyph for glyph in glyphs if glyph.text != " "]
    spaced = _is_spaced(glyphs, signs)
    usual = median(after.left - before.right for before, after in pairwise(signs)) if spaced else 0.0
    before: Glyph | None = None
    blank = False
    for glyph in glyphs:
        if glyph.text == " ":
            blank = not spaced
            continue
        if before:
            gap = glyph.left - before.right - usual
            limit = _BLANK * min(before.size, glyph.size)
            if blank or gap > limit:
                yield " ", before.style
        yield glyph.text, glyph.style
        before, blank = glyph, False


def _is_spaced(glyphs: Sequence[Glyph], signs: Sequence[Glyph]) -> bool:
    """Whether a line is set with gaps between its letters, by the gaps themselves or with blanks."""
    if len(signs) <= _FEW:
        return False
    gaps = [after.left - before.right for before, after in pairwise(signs)]
    if median(gaps) <= _SPACED * signs[0].size:
        return False
    words = [len(list(part)) for blank, part in groupby(glyphs, lambda each: each.text == " ") if not blank]
    return len(words) <= len(signs) / 3 or sum(length == 1 for length in words) > 0.7 * len(words)
