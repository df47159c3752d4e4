"""A translation unit of the memory, and the form in which sentences are looked up. No I/O."""

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from passerelle.translate.text.markup import Span, mark, unmark


@dataclass(frozen=True, slots=True)
class TranslationUnit:
    """A French sentence and the English that a person approved for it.

    Both hold inline markup as numbered marks, numbered from 1. ``previous`` and ``following`` are the French sentences
    around it, plain. ``block`` is the hash of the French block that it stood in, ``date`` an ISO date, ``glossary`` the
    version of the termbase and ``key`` the fingerprint of what that asked of the sentence (`plan.sentence_key`), empty
    where it is not known. ``whole`` says that it is a block of several sentences that could not be taken apart.
    """

    source: str
    target: str
    previous: str = ""
    following: str = ""
    document: str = ""
    block_id: str = ""
    block: str = ""
    reviewer: str = ""
    date: str = ""
    glossary: str = ""
    key: str = ""
    whole: bool = False


_EQUALS = str.maketrans(
    {
        "’": "'", "‘": "'", "ʼ": "'", "´": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "…": "...",
        "–": "-", "—": "-", "‑": "-", "‐": "-", "−": "-",
        "\u00ad": "", "\u200b": "", "\u200e": "", "\u200f": "", "\ufeff": "",
    }
)  # fmt: skip
_QUOTED = re.compile(r"«\s*|\s*»|“\s*|\s*”")
_BEFORE_STOP = re.compile(r"\s+(?=[;:!?%])")


def lookup_form(text: str) -> str:
    r"""Return plain French as it is looked up: composed, with one kind of apostrophe, quote, dash and blank.

    >>> lookup_form("L’offre « augmente »\u00a0: 12\u00a0%")
    'L\'offre "augmente": 12%'
    """
    even = unicodedata.normalize("NFC", text)
    even = _QUOTED.sub('"', even).translate(_EQUALS)
    return " ".join(_BEFORE_STOP.sub("", even).split())


def plain_lookup(marked: str) -> str:
    """Return the lookup form of a text with marks."""
    return lookup_form(unmark(marked)[0])


def renumber(source: str, target: str) -> tuple[str, str]:
    """Number the marks of a pair from 1 in the order of the source; marks that only the target has are dropped.

    >>> renumber("Voir <7>ici</7>", "See <7>here</7><9/>")
    ('Voir <1>ici</1>', 'See <1>here</1>')
    """
    (french, spans), (english, others) = unmark(source), unmark(target)
    numbers = {span.number: number for number, span in enumerate(spans, 1)}
    return mark(french, _numbered(spans, numbers)), mark(english, _numbered(others, numbers))


def _numbered(spans: Sequence[Span], numbers: dict[int, int]) -> list[Span]:
    return [replace(span, number=numbers[span.number]) for span in spans if span.number in numbers]


def unit_digest(unit: TranslationUnit) -> bytes:
    """Return a fingerprint: units with equal ones are the same."""
    fields = [getattr(unit, name) for name in TranslationUnit.__slots__]
    return hashlib.blake2b(repr(fields).encode("utf-8", "replace"), digest_size=16).digest()
