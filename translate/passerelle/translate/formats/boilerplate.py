"""Where the article stands in the text of a whole web page: menus, footers and teasers told from prose.

The article is the run of lines with the greatest weight, where prose weighs its words and short lines weigh less
than nothing; known words (« Mentions légales », « À lire aussi ») settle what length cannot.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from passerelle.translate.formats.furniture import (
    ends_sentence,
    ends_with_full_stop,
    is_aside,
    is_breadcrumb,
    is_byline,
    is_comments_header,
    is_furniture,
    is_related_header,
    is_stamped,
    is_teaser,
)


class Role(Enum):
    """What a line of a page is to its article."""

    TITLE = auto()
    BODY = auto()
    LEFT_OUT = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """A line or a joined paragraph of a page.

    ``bullet`` tells a list item, ``link`` one that is a link and nothing else. A ``fixed`` line is content whatever
    it says: a table's cell, an item of a list that its page marks as one.
    """

    text: str
    bullet: bool = False
    link: bool = False
    fixed: bool = False

    @property
    def words(self) -> int:
        return len(self.text.split())


def find_article(lines: Sequence[Line]) -> tuple[Role, ...]:
    """Return what each line is; where nothing tells of a web page, all lines are the body.

    No line is BODY when the page holds no prose.
    """
    if not is_page(lines):
        return tuple(Role.LEFT_OUT if _never_prose(line.text) else Role.BODY for line in lines)
    end = _end_of_article(lines)
    weights = list(_weigh(lines[:end]))
    first, last = _heaviest_run(weights)
    roles = [Role.LEFT_OUT] * len(lines)
    if first == last:
        return tuple(roles)
    for index in _body(lines[:end], first, last):
        roles[index] = Role.BODY
    title = _find_title(lines, first)
    if title is not None:
        roles[title] = Role.TITLE
        for index in range(title + 1, first):
            if lines[index].words >= 6 and not lines[index].bullet and not _is_junk(lines[index]):
                roles[index] = Role.BODY
    return tuple(roles)


def find_content(lines: Sequence[Line]) -> list[int]:
    """Return the indices of the lines that belong to an article whose place on the page is known already."""
    end = _end_of_article(lines)
    return _body(lines[:end], 0, end)


def is_article_text(text: str) -> bool:
    """Whether a line alone may be part of an article: no label, byline, breadcrumb or call to click."""
    return not _is_junk(Line(text)) and not is_teaser(text)


def is_page(lines: Sequence[Line]) -> bool:
    """Whether three signals or more tell that the lines are a web page's, furniture included."""
    labels = {line.text.casefold() for line in lines if is_furniture(line.text)}
    signals = min(len(labels), 3)
    signals += 2 * any(is_breadcrumb(line.text) for line in lines)
    signals += any(is_byline(line.text) for line in lines)
    signals += any(is_related_header(line.text) for line in lines)
    signals += any(is_comments_header(line.text) for line in lines)
    signals += any(is_aside(line.text) for line in lines)
    signals += _longest_run(lines, bullet=True, words=4) >= 5
    signals += _longest_run(lines, bullet=False, words=5) >= 8
    return signals >= 3


def _never_prose(text: str) -> bool:
    """Lines that are no part of an article even where nothing else tells of a web page."""
    return is_stamped(text) or is_teaser(text)


def _is_junk(line: Line) -> bool:
    if line.fixed:
        return False
    text = line.text
    if is_furniture(text) or is_aside(text) or is_breadcrumb(text) or is_related_header(text):
        return True
    # A list may well be one of dates.
    return not line.bullet and (is_byline(text) or is_comments_header(text))


def _is_prose(line: Line) -> bool:
    if line.bullet:
        return line.words >= 8
    if line.words >= 35:
        return True
    return (line.words >= 12 and ends_with_full_stop(line.text)) or (
        line.words >= 20 and ends_sentence(line.text)
    )


def _weigh(lines: Sequence[Line]) -> Iterator[int]:
    """Yield a weight a line: words for prose, for a sentence that announces a list, and for the list's items."""
    announced = False
    for line in lines:
        announces = line.text.rstrip().endswith(":") and line.words >= 6
        announced = announces or (announced and line.bullet)
        if _is_junk(line):
            yield -3
        elif announced or _is_prose(line):
            yield min(line.words, 80)
        else:
            yield -3 if line.bullet or line.words <= 3 else -2


def _heaviest_run(weights: Sequence[int]) -> tuple[int, int]:
    """Return the slice with the greatest sum; an empty one when no weight is positive."""
    best = total = start = 0
    run = (0, 0)
    for index, weight in enumerate(weights):
        if total <= 0:
            total, start = 0, index
        total += weight
        if total > best:
            best, run = total, (start, index + 1)
    return run


def _end_of_article(lines: Sequence[Line]) -> int:
    """Return the index of the header under which comments or other articles begin."""
    weights = [line.words if _is_prose(line) and not _is_junk(line) else 0 for line in lines]
    total = sum(weights)
    before = 0
    for index, line in enumerate(lines):
        if is_comments_header(line.text) and before >= 40:
            return index
        if is_related_header(line.text) and before > total - before:
            return index
        before += weights[index]
    return len(lines)


def _body(lines: Sequence[Line], first: int, last: int) -> list[int]:
    """Return the indices of the article's lines in a run: asides, stray labels and teasers go."""
    kept: list[int] = []
    index = first
    while index < last:
        line = lines[index]
        if is_related_header(line.text) or (is_aside(line.text) and line.words <= 4):
            index = _after_teasers(lines, index + 1)
            continue
        if line.bullet:
            end = _end_of_list(lines, index)
            if not _is_stray_list(lines, index, end):
                kept += [place for place in range(index, end) if not _is_junk(lines[place])]
            index = end
            continue
        if not _is_junk(line):
            kept.append(index)
        index += 1
    return kept + _tail(lines, index)


def _after_teasers(lines: Sequence[Line], start: int) -> int:
    """Return the index after the titles that follow a header; the last one before prose may be a heading."""
    end = start
    while end < len(lines) and not _is_prose(lines[end]):
        end += 1
    heads_prose = end < len(lines) and end - start > 1 and not lines[end - 1].bullet
    return end - 1 if heads_prose else end


def _end_of_list(lines: Sequence[Line], start: int) -> int:
    end = start
    while end < len(lines) and lines[end].bullet:
        end += 1
    return end


def _is_stray_list(lines: Sequence[Line], start: int, end: int) -> bool:
    """Whether a list is labels or tags: very short items that no colon announces."""
    announced = start > 0 and lines[start - 1].text.rstrip().endswith(":")
    items = lines[start:end]
    labels = not any(line.fixed for line in items) and sum(line.words for line in items) <= 3 * len(items)
    return not announced and (labels or all(line.link for line in items))


def _tail(lines: Sequence[Line], start: int) -> list[int]:
    """Return the short ends of an article: a list that a colon announces, a last short sentence."""
    index = start
    while index < len(lines) and not _is_junk(lines[index]):
        line = lines[index]
        listed = line.bullet and (
            lines[start - 1].text.rstrip().endswith(":") or (lines[index - 1].bullet and index > start)
        )
        if not listed and (line.bullet or line.words < 4 or not ends_with_full_stop(line.text)):
            break
        index += 1
    return list(range(start, index))


def _find_title(lines: Sequence[Line], first: int) -> int | None:
    """Return the index of the title above the first prose line.

    A line that the page repeats (breadcrumb, window title) is the title; else the first line of four words or
    more after the last menu; else the longest.
    """
    above = [index for index in range(first) if not _is_junk(lines[index]) and not lines[index].bullet]
    candidates = [index for index in above if 3 <= lines[index].words <= 40]
    for index in reversed(candidates):
        if any(_repeats(line.text, lines[index].text) for line in lines[:first]):
            return index
    menu = max((index for index in range(first) if _is_menu(lines[index])), default=-1)
    after_menu = [index for index in candidates if index > menu and lines[index].words >= 4]
    if after_menu:
        return after_menu[0]
    return max(candidates, key=lambda index: lines[index].words, default=None)


def _repeats(longer: str, title: str) -> bool:
    """Whether a breadcrumb or a window title holds a title: the same words and more."""
    words, part = " ".join(longer.split()), " ".join(title.split())
    return len(words) > len(part) and (words.endswith(part) or words.startswith(part))


def _is_menu(line: Line) -> bool:
    if is_byline(line.text) or is_aside(line.text):
        return False
    return line.bullet or line.words <= 2 or _is_junk(line)


def _longest_run(lines: Sequence[Line], *, bullet: bool, words: int) -> int:
    best = run = 0
    for line in lines:
        short = (
            line.bullet is bullet and line.words <= words and not line.text.rstrip().endswith((".", ":", ";"))
        )
        run = run + 1 if short else 0
        best = max(best, run)
    return best
