"""A catalogue as the public may see it. No I/O."""

from dataclasses import dataclass

from passerelle.translate.catalog.entry import Catalog, Entry, State


@dataclass(frozen=True, slots=True)
class View:
    """A catalogue as the public may see it."""

    catalog: Catalog
    changed: frozenset[str]
    allow_unreviewed: bool

    def shows(self, entry: Entry) -> bool:
        """Whether an entry may be seen."""
        if not entry.target or entry.block_id in self.changed:
            return False
        return entry.state.reviewed or (self.allow_unreviewed and entry.state is not State.REJECTED)

    def withheld(self) -> dict[str, int]:
        """Count what may not be seen, by reason."""
        counts: dict[str, int] = {}
        for entry in self.catalog.current:
            if not self.shows(entry):
                reason = "changed" if entry.block_id in self.changed else state_name(entry)
                counts[reason] = counts.get(reason, 0) + 1
        return counts


def state_name(entry: Entry) -> str:
    return "unreviewed" if entry.state is State.DRAFT else str(entry.state)
