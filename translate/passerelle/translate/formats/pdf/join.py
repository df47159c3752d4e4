"""Lines made one text again: blanks where lines ended, words put together that a line's end had parted."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

from passerelle.glossary import lemmas
from passerelle.glossary.words import read_table, read_words
from passerelle.translate.checks import coverage
from passerelle.translate.formats.pdf.line import Line, Run, tidy

_HYPHENS = ("-", "\u2010", "\u2011", "\u00ad")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)*")
_TAIL = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)*$")
_HEAD = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)*")
_ELIDED = re.compile(r"[dl]['’]\w")
_ADDRESS_TAIL = re.compile(r"(?:https?://|www\.|@)\S*$")
_JOINED = frozenset(read_words(__file__, "joined-prefixes.txt"))
_HYPHENED = frozenset(read_words(__file__, "hyphened-prefixes.txt"))
_FOLLOWING = frozenset(read_words(__file__, "hyphened-words.txt"))
_LAST_RUNS, _LAST_SIGNS = 8, 200
_SHORTEST = 3  # letters of a word that makes a compound


class Joiner:
    """Joins lines; what the text itself has elsewhere decides first, then the French dictionary."""

    def __init__(self, lines: Iterable[Line]) -> None:
        """Count the words that stand whole within the lines of a text."""
        self._words: Counter[str] = Counter()
        for line in lines:
            self._words.update(_plain(word) for word in _WORD.findall(_without_end(line.text)))

    def join(self, lines: Sequence[Line]) -> tuple[Run, ...]:
        """Return the runs of lines as one text."""
        runs: list[Run] = []
        for line in lines:
            if runs:
                self._append(runs, line.runs)
            else:
                runs += line.runs
        return tidy(runs)

    def _append(self, runs: list[Run], added: Sequence[Run]) -> None:
        before, after = _end(runs), added[0][0] if len(added) == 1 else "".join(text for text, _ in added)
        text, style = runs[-1]
        if self.keeps(before, after):
            runs[-1] = (text if text.endswith("-") else text[:-1] + "-", style)
        elif before.endswith(_HYPHENS) and _TAIL.search(before[:-1]):
            runs[-1] = (text[:-1], style)
        elif not _ADDRESS_TAIL.search(before) or not before.endswith(("/", "-", "_")):
            runs.append((" ", style))
        runs += added

    def keeps(self, before: str, after: str) -> bool:
        """Whether the hyphen at the end of ``before`` belongs to its word."""
        head, tail = _HEAD.match(after), _TAIL.search(before[:-1])
        if not before.endswith(_HYPHENS) or before.endswith("\u00ad"):
            return False
        if head is None or tail is None or _ADDRESS_TAIL.search(before):
            return bool(after[:1].isalnum() and before[-2:-1].isalnum())
        first, second = tail[0], head[0]
        if _ELIDED.match(after):
            return first.lower() != "aujour"
        if second[0].isupper() and not first.isupper():
            return True
        return self._is_compound(_plain(first), _plain(second))

    def _is_compound(self, first: str, second: str) -> bool:
        """Whether two parts make a word that is written with a hyphen."""
        whole, parted = first + second, f"{first}-{second}"
        if self._words[whole] != self._words[parted]:
            return self._words[parted] > self._words[whole]
        if parted in _lexicon() or _is_french(whole):
            return parted in _lexicon()
        last, following = first.rpartition("-")[2], second.partition("-")[0]
        if _is_french(parted) or following in _FOLLOWING or "-" in first:
            return True
        if last in _JOINED:
            return second[0] in "iou" and last[-1] in "aeiou"
        is_part = last in _HYPHENED or (min(len(last), len(following)) >= _SHORTEST and _is_french(last))
        return is_part and self._is_word(following)

    def _is_word(self, word: str) -> bool:
        return _is_french(word) or word in self._words


def _end(runs: Sequence[Run]) -> str:
    """Return the last words of a text: a look at all of it for each line would take for ever."""
    return "".join(text for text, _ in runs[-_LAST_RUNS:])[-_LAST_SIGNS:]


def _plain(word: str) -> str:
    return word.lower().replace("\u2010", "-").replace("\u2011", "-")


def _without_end(text: str) -> str:
    """Return a line without the word that its end may have cut."""
    return _TAIL.sub("", text[:-1]) if text.endswith(_HYPHENS) else text


def _is_french(word: str) -> bool:
    return lemmas.is_known(word, lang="fr") or word in _lexicon()


@cache
def _lexicon() -> frozenset[str]:
    return frozenset(row[0] for row in read_table(coverage.__file__, "lexicon.tsv", 3))
