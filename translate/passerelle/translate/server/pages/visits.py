"""What is remembered of a visitor between two pages: decisions that can be taken back, and what the next page tells."""

from collections import OrderedDict, deque
from dataclasses import dataclass, field

from passerelle.translate.catalog.entry import Entry

_VISITORS = 1000
_CATALOGUES = 20
_DECISIONS = 50


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence for the next page: its key among the phrases, and the text that it is about."""

    key: str
    words: str = ""


@dataclass(slots=True)
class Visit:
    """One visitor's decisions on each catalogue, entries before and after, the last one last."""

    told: Told | None = None
    _done: OrderedDict[str, deque[tuple[Entry, Entry]]] = field(default_factory=OrderedDict)

    def decisions(self, catalogue: str) -> deque[tuple[Entry, Entry]]:
        """Return the decisions that can be taken back; the oldest give way to new ones."""
        done = self._done.setdefault(catalogue, deque(maxlen=_DECISIONS))
        self._done.move_to_end(catalogue)
        while len(self._done) > _CATALOGUES:
            self._done.popitem(last=False)
        return done

    def take_told(self) -> Told | None:
        """Return what is to be told, once."""
        told, self.told = self.told, None
        return told


class Visits:
    """The visits of those who came last."""

    def __init__(self) -> None:
        """Know nobody."""
        self._visits: OrderedDict[str, Visit] = OrderedDict()

    def of(self, visitor: str) -> Visit:
        """Return the visit of a visitor, a new one where there is none; nobody's is not kept."""
        if not visitor:
            return Visit()
        visit = self._visits.setdefault(visitor, Visit())
        self._visits.move_to_end(visitor)
        while len(self._visits) > _VISITORS:
            self._visits.popitem(last=False)
        return visit
