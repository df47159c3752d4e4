"""A record of an archive that was found and not looked at yet; light to import, since every command line begins here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from passerelle.translate.text.document import DocumentError


class RecordError(DocumentError):
    """A record holds no article that can be translated."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A line or row: ``values`` gives what it says, or raises `RecordError`; ``place`` names it to a person: ``news.jsonl:12``.

    ``line`` is counted from 1, 0 where there are no lines.
    """

    place: str
    values: Callable[[], Mapping[str, Any]]
    line: int = 0
