"""Words and what is said of each, in bytes that can be mapped: many processes share one file, of which they read what they ask for.

A head, then the places of the words in the body, by the CRC-32 of each word (open addressing: where a place is taken, the next
one), then the body: each word and its text, a zero after the one and a line end after the other.
"""

import struct
import sys
import zlib
from array import array
from collections.abc import Iterator, Mapping
from mmap import mmap
from typing import TypeVar, overload

_HEAD = struct.Struct("=16sII")  # the mark, how many places, bytes of the body
_MARK = b"word table 1 " + sys.byteorder[:3].encode()
_WIDTH = 4  # bytes of a place
_EMPTY = 0

Default = TypeVar("Default")


class WordTableError(ValueError):
    """What is to be a table is none, or is cut short; or words cannot be put into one."""


def make_table(words: Mapping[str, str]) -> bytes:
    """Return the table of words.

    Raises:
        WordTableError: one holds a zero or a line end.
    """
    count = 1 << (2 * len(words)).bit_length()
    places = array("I", bytes(_WIDTH * count))
    body = bytearray(1)  # no word is at 0, which is an empty place
    for word, text in words.items():
        key, value = word.encode() + b"\0", text.encode() + b"\n"
        if key.find(b"\0") != len(key) - 1 or value.find(b"\n") != len(value) - 1:
            raise WordTableError(word)
        place = zlib.crc32(key) % count
        while places[place] != _EMPTY:
            place = (place + 1) % count
        places[place] = len(body)
        body += key + value
    return _HEAD.pack(_MARK, count, len(body)) + places.tobytes() + body


class WordTable(Mapping[str, str]):
    """The words of a table."""

    def __init__(self, data: bytes | mmap) -> None:
        """Use the bytes of a table, which are not copied.

        Raises:
            WordTableError: they are no table, or only the beginning of one.
        """
        if len(data) < _HEAD.size:
            raise WordTableError(len(data))
        mark, self._count, length = _HEAD.unpack(data[: _HEAD.size])
        self._body = _HEAD.size + _WIDTH * self._count
        if mark != _MARK or len(data) != self._body + length:
            raise WordTableError(len(data))
        self._data = data
        self._places = memoryview(data)[_HEAD.size : self._body].cast("I")

    @overload
    def get(self, word: str, /) -> str | None: ...
    @overload
    def get(self, word: str, /, default: str | Default) -> str | Default: ...
    def get(self, word: str, /, default: object = None) -> object:
        """Return what is said of a word, else ``default``; most that is asked for is in no table, so nothing is raised."""
        key = word.encode() + b"\0"
        place = zlib.crc32(key) % self._count
        for _ in range(self._count):  # no longer, where a bad disk left no place empty
            if (at := self._places[place]) == _EMPTY:
                break
            start = self._body + at
            end = start + len(key)
            if self._data[start:end] == key:
                return self._data[end : self._data.find(b"\n", end)].decode()
            place = (place + 1) % self._count
        return default

    def __getitem__(self, word: str) -> str:
        """Return what is said of a word.

        Raises:
            KeyError: it is not in the table.
        """
        found = self.get(word)
        if found is None:
            raise KeyError(word)
        return found

    def __iter__(self) -> Iterator[str]:
        """Yield the words, in the order in which they were put in."""
        start = self._body + 1
        while start < len(self._data):
            end = self._data.find(b"\0", start)
            yield self._data[start:end].decode()
            start = self._data.find(b"\n", end) + 1

    def __len__(self) -> int:
        """Return how many words there are."""
        return sum(1 for _ in self)
