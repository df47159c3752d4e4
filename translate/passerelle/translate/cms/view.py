"""A catalogue as the public may see it. No I/O."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from passerelle.translate.catalog.entry import Catalog, Entry, State
from passerelle.translate.cms.fill import OWN
from passerelle.translate.formats.review_sheet import FIRST_ROW
from passerelle.translate.text.document import first_words

CHANGED = "changed"
BROKEN = "with errors"


@dataclass(frozen=True, slots=True)
class Held:
    """A text that is kept back.

    ``row`` is its row in the review sheet, 0 where it is in none; ``block_id`` is that of the catalogue, or of the article.
    ``reason`` is a state, ``changed`` (its French is another now), ``with errors`` (those are in ``errors``), or
    ``not translated``.
    """

    row: int
    block_id: str
    source: str
    reason: str
    errors: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The first words of its French."""
        return first_words(self.source)


def held_as_json(texts: Iterable[Held]) -> list[dict[str, object]]:
    """Return plain data for JSON."""
    return [
        {
            "row": held.row or None,
            "id": held.block_id,
            "source": held.source,
            "reason": held.reason,
            "errors": list(held.errors),
        }
        for held in texts
    ]


@dataclass(frozen=True, slots=True)
class View:
    """A catalogue as the public may see it; ``changed`` are the entries whose French is another now, by id."""

    catalog: Catalog
    changed: frozenset[str] = frozenset()
    allow_unreviewed: bool = False
    allow_errors: bool = False

    def shows(self, entry: Entry) -> bool:
        """Whether an entry may be seen."""
        return not self.reason(entry)

    def reason(self, entry: Entry) -> str:
        """Return why an entry may not be seen, or nothing.

        What the content system had before stands there in any case: its errors keep nothing back.
        """
        if entry.block_id in self.changed:
            return CHANGED
        reviewed = entry.state.reviewed or (self.allow_unreviewed and entry.state is not State.REJECTED)
        if not entry.target or not reviewed:
            return "unreviewed" if entry.state is State.DRAFT else str(entry.state)
        broken = not self.allow_errors and entry.origin != OWN and entry.open_errors
        return BROKEN if broken else ""

    def held(self) -> Iterator[Held]:
        """Yield what may not be seen, in the order of the review sheet."""
        for row, entry in enumerate(self.catalog.current, FIRST_ROW):
            reason = self.reason(entry)
            if reason:
                errors = entry.open_errors if reason == BROKEN else ()
                yield Held(row, entry.block_id, entry.source, reason, errors)

    def withheld(self) -> dict[str, int]:
        """Count what may not be seen, by reason."""
        return dict(Counter(held.reason for held in self.held()))
