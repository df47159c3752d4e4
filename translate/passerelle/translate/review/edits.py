"""What reviewers change again and again: the raw material of new glossary entries. No I/O."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from passerelle.translate.catalog.entry import Entry
from passerelle.translate.text.document import plain_words
from passerelle.translate.text.markup import unmark

_LONGEST = 6  # words; a longer change is a rewritten sentence, no term
_WORD = re.compile(r"\w+(?:['’-]\w+)*%?|[^\w\s]")


@dataclass(frozen=True, slots=True)
class RepeatedEdit:
    """One change made in several blocks: ``before`` → ``after``, in English.

    ``source`` is the French that it probably renders, or empty. ``block_ids`` are the blocks in which it was made.
    """

    before: str
    after: str
    source: str
    block_ids: tuple[str, ...]


def repeated_edits(edits: Iterable[tuple[Entry, Entry]], least: int = 2) -> tuple[RepeatedEdit, ...]:
    """Return the changes that were made in at least ``least`` blocks, the most frequent first.

    ``edits`` are entries before and after the review. A change is a run of words replaced by another; its French is
    the required term at that place, else the words that all French texts of the change have in common.
    """
    places: dict[tuple[str, str], list[tuple[Entry, str]]] = defaultdict(list)
    for before, after in edits:
        if before.target and after.target and before.source == after.source:
            for change, source in set(_changes(before, after)):
                places[change].append((before, source))
    found = [
        RepeatedEdit(*change, _source(seen), tuple(entry.block_id for entry, _ in seen))
        for change, seen in places.items()
        if len(seen) >= least
    ]
    return tuple(sorted(found, key=lambda edit: (-len(edit.block_ids), edit.before)))


def _changes(before: Entry, after: Entry) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield each run of words replaced by another, with the required French at its place or nothing."""
    old = list(_WORD.finditer(unmark(before.target)[0]))
    new = [found[0] for found in _WORD.finditer(unmark(after.target)[0])]
    matcher = SequenceMatcher(None, [found[0] for found in old], new, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "replace" and max(end - start, new_end - new_start) <= _LONGEST:
            words = [found[0] for found in old[start:end]], new[new_start:new_end]
            if all(re.search(r"\w", " ".join(side)) for side in words):
                span = old[start].start(), old[end - 1].end()
                yield (" ".join(words[0]).casefold(), " ".join(words[1])), _required_at(before, span)


def _required_at(entry: Entry, span: tuple[int, int]) -> str:
    for record in entry.records:
        if record.target_span and record.target_span[0] < span[1] and span[0] < record.target_span[1]:
            return record.source
    return ""


def _source(seen: Sequence[tuple[Entry, str]]) -> str:
    """Return the French of a change: the term most often required there, else the longest words in common."""
    required = Counter(source for _, source in seen if source)
    if required:
        return required.most_common(1)[0][0]
    common = plain_words(seen[0][0].source).split()
    for entry, _ in seen[1:]:
        words = plain_words(entry.source).split()
        matcher = SequenceMatcher(None, common, words, autojunk=False)
        place, _, length = matcher.find_longest_match()
        common = common[place : place + length]
    text = " ".join(common).strip(" ,;:.!?«»")
    return text if len(text) > 3 and len(common) <= _LONGEST else ""
