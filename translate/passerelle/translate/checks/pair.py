"""What a check looks at: an entry taken apart once for all checks, and what they are told."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from passerelle.glossary.termbase import Termbase
from passerelle.translate.catalog.entry import Entry
from passerelle.translate.catalog.findings import Waiver
from passerelle.translate.checks.words import speaks_english, speaks_french
from passerelle.translate.constraints.require import Demands
from passerelle.translate.text.markup import unmark

_NO_TERMS = Termbase(())
_NO_DEMANDS = Demands()


def _go_on() -> None:
    pass


@dataclass(frozen=True, slots=True)
class Context:
    """What the checks are told: the glossary, the language of messages (``en``, ``fr``), the kind of English.

    ``waivers`` are of the house: they hold in every entry, unless it has one of its own for the same check. ``watch`` is
    called before every check: what it raises ends them.
    """

    termbase: Termbase = _NO_TERMS
    language: str = "en"
    american: bool = False
    waivers: tuple[Waiver, ...] = ()
    watch: Callable[[], None] = field(default=_go_on, compare=False)


@dataclass(frozen=True)
class Pair:
    """An entry for the checks: ``source`` and ``target`` are plain text, and offsets of findings are into them.

    HTML tags are hidden behind as many word joiners, so that places stay true. ``unmet`` are the French places
    where the ladder failed.
    """

    entry: Entry
    source: str
    target: str
    demands: Demands = _NO_DEMANDS
    unmet: frozenset[tuple[int, int]] = frozenset()

    @cached_property
    def holes(self) -> frozenset[int]:
        """The places in the target where an image, code or a template's expression stands, which is no text."""
        return frozenset(span.start for span in unmark(self.entry.target)[1] if span.empty)

    @cached_property
    def comparable(self) -> bool:
        """Whether there is French and English to compare; not so where the source is English already."""
        return bool(self.target.strip()) and not self.foreign

    @cached_property
    def foreign(self) -> bool:
        """Whether the source reads as English."""
        return speaks_english(self.source)

    @cached_property
    def french(self) -> bool:
        """Whether the target reads as French."""
        return speaks_french(self.target)


TAG = re.compile(r"</?(?!unk>|pad>)[A-Za-z][\w:-]*(?:\s[^<>]*)?/?>|<!--.*?-->", re.DOTALL)
HIDDEN = "\u2060"


def plain_text(text: str) -> str:
    r"""Return ``text`` without numbered marks and with HTML tags hidden, one joiner a character.

    >>> plain_text("<1>Voir</1> <b>ici</b>") == "Voir \u2060\u2060\u2060ici\u2060\u2060\u2060\u2060"
    True
    """
    return TAG.sub(lambda found: HIDDEN * len(found[0]), unmark(text)[0])


def quote(text: str, room: int = 60) -> str:
    """Return ``text`` in one line without hidden tags, cut at a word where it is longer than ``room`` characters.

    >>> quote("Une phrase qui ne finit pas", 14)
    'Une phrase…'
    """
    line = " ".join(text.replace(HIDDEN, "").split())
    if len(line) <= room:
        return line
    return (line[:room].rsplit(" ", 1)[0] or line[:room]).rstrip(" ,;:.") + "…"
