"""What two versions of a text have in common, word by word. Pure functions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_TOKEN = re.compile(r"</?\d+/?>|\w+|\s+|[^\w\s]")
_LONGEST = 4000  # tokens; comparing longer texts takes seconds


class Change(StrEnum):
    """Whether a piece stands in both texts, or in one of them alone."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Difference:
    """A piece of text and which of the two has it."""

    text: str
    change: Change


def differences(before: str, after: str) -> Iterator[Difference]:
    """Yield the pieces of two texts: those that are not `NEW` join to the one, those that are not `GONE` to the other.

    >>> [(str(each.change), each.text) for each in differences("12 beds", "14 beds")]
    [('gone', '12'), ('new', '14'), ('same', ' beds')]
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if len(old) + len(new) > _LONGEST:
        pieces = [(before, Change.GONE), (after, Change.NEW)]
    else:
        pieces = list(_compare(old, new))
    yield from (Difference(text, change) for text, change in pieces if text)


def _compare(old: list[str], new: list[str]) -> Iterator[tuple[str, Change]]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            yield "".join(old[start:end]), Change.SAME
        else:
            yield "".join(old[start:end]), Change.GONE
            yield "".join(new[new_start:new_end]), Change.NEW
