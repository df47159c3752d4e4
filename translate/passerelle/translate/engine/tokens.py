"""Where SentencePiece tokens stand in their text. Pure functions."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import groupby

Place = tuple[int, int]

_BYTE = re.compile(r"<0x([0-9A-F]{2})>")


def _spoken(tokens: Sequence[str]) -> list[str]:
    """Return the tokens with the bytes of a letter that the vocabulary lacks put together: the first of them has it."""
    spoken: list[str] = []
    for are_bytes, group in groupby(tokens, lambda token: _BYTE.fullmatch(token) is not None):
        own = list(group)
        if are_bytes:
            letters = bytes(int(token[3:5], 16) for token in own).decode(errors="replace")
            own = [letters, *[""] * (len(own) - 1)]
        spoken += own
    return spoken


def join_tokens(tokens: Sequence[str]) -> str:
    """Return the text of tokens, without the blank that the first begins with.

    >>> join_tokens(["▁The", "▁bio", "psy"])
    'The biopsy'
    >>> join_tokens(["▁ALTA", "<0xC3>", "<0x8F>", "R"])
    'ALTAÏR'
    """
    return "".join(_spoken(tokens)).replace("▁", " ").removeprefix(" ")


def token_offsets(tokens: Sequence[str]) -> list[Place]:
    """Return where each token's letters stand in `join_tokens`.

    >>> token_offsets(["▁The", "▁bio", "psy"])
    [(0, 3), (4, 7), (7, 10)]
    """
    offsets = []
    position = -1 if tokens and tokens[0].startswith("▁") else 0
    for token in _spoken(tokens):
        end = position + len(token)
        start = position + (1 if token.startswith("▁") else 0)
        offsets.append((max(0, start), max(0, end)))
        position = end
    return offsets


def token_places(tokens: Sequence[str], text: str) -> list[Place]:
    """Return where each token stands in ``text``, which the tokenizer may have normalised on its way.

    >>> token_places(["▁5", "▁m", "2"], "5 m²")
    [(0, 1), (2, 3), (3, 4)]
    """
    joined = join_tokens(tokens)
    offsets = token_offsets(tokens)
    if joined == text:
        return offsets
    places = _offset_map(joined, text)
    return [(places[start], places[end]) for start, end in offsets]


def _offset_map(one: str, other: str) -> list[int]:
    """Return, for each offset into ``one``, the offset into ``other`` that corresponds."""
    places = [0] * (len(one) + 1)
    for _, start, end, other_start, other_end in SequenceMatcher(
        None, one, other, autojunk=False
    ).get_opcodes():
        for offset in range(start, end):
            places[offset] = min(other_start + offset - start, other_end)
    places[len(one)] = len(other)
    return places
