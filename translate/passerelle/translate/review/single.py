"""One text decided by itself, as in a browser: it becomes the row of a sheet and is merged like one. No I/O."""

from collections.abc import Container
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from passerelle.translate.catalog.entry import Catalog, Entry, State, clean_text
from passerelle.translate.catalog.findings import Waiver
from passerelle.translate.catalog.merge import move_entry, what_it_says
from passerelle.translate.review.merge import Report, Sheet, apply_sheet
from passerelle.translate.review.revise import Judge
from passerelle.translate.review.row import Base, Returned, Row


class Wish(StrEnum):
    """What a reviewer wants of a text; `SAVE` says only what text, comment and waivers say."""

    APPROVE = "approve"
    SAVE = "save"
    NEEDS_WORK = "needs-work"
    REJECT = "reject"
    REOPEN = "reopen"


_DECISIONS = {
    Wish.APPROVE: State.APPROVED,
    Wish.NEEDS_WORK: State.NEEDS_WORK,
    Wish.REJECT: State.REJECTED,
    Wish.REOPEN: None,
}


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reviewer did to one text: the English and the comment as they left them, what they want, what they waive.

    ``seen`` is what the catalogue held when the text was shown, ``shown`` of an entry.
    """

    block_id: str
    seen: Base
    text: str
    wish: Wish
    comment: str = ""
    waivers: tuple[Waiver, ...] = ()
    reviewer: str = ""

    @property
    def row(self) -> Returned:
        """The row of a sheet that says the same."""
        waived = (f"ok {waiver.check}: {' '.join(waiver.reason.split())}" for waiver in self.waivers)
        return Returned(
            number=0,
            block_id=self.block_id,
            base=self.seen,
            revised=clean_text(self.text).strip(),
            decision=_DECISIONS.get(self.wish, self.seen.decision),
            comment="\n".join(filter(None, (clean_text(self.comment).strip(), *waived))),
        )


def shown(entry: Entry) -> Base:
    """Return what a reviewer to whom the entry is shown as it is has seen."""
    return Row(entry, entry.target, entry.review.remark).base


def format_seen(base: Base) -> str:
    """Return what was seen, as a form carries it; `parse_seen` is the inverse.

    >>> format_seen(Base("0a", "1b", "1b", "2c", State.NEEDS_WORK))
    '0a.1b.2c.NEEDS_WORK'
    """
    return f"{base.source}.{base.target}.{base.remark}.{base.state.name}"


def parse_seen(text: str) -> Base | None:
    """Return what `format_seen` wrote, None for anything else.

    >>> parse_seen("0a.1b.2c.LOST") is None
    True
    """
    parts = text.split(".")
    if len(parts) != 4 or parts[3] not in State.__members__:
        return None
    source, target, remark, state = parts
    return Base(source, target, target, remark, State[state])


def decide(
    catalog: Catalog,
    decision: Decision,
    date: str,
    judge: Judge | None = None,
    *,
    known: Container[str] | None = None,
) -> tuple[Catalog, Report]:
    """Return the catalogue with the decision, merged as `apply_sheet` merges a sheet of this one row."""
    sheet = Sheet("", catalog.header.document, " ".join(decision.reviewer.split()), (decision.row,))
    return apply_sheet(catalog, sheet, date, partial(map, judge) if judge else None, known=known)


def take_back(today: Entry | None, before: Entry, after: Entry) -> Entry | None:
    """Return the entry of today as it was ``before`` a decision that left it as ``after``.

    None where it says something else by now: a decision that someone else built upon stays.
    """
    if today is None or today.obsolete or what_it_says(today) != what_it_says(after):
        return None
    return move_entry(before, today)
