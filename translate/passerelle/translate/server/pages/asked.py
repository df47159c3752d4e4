"""What a reviewer's form says, checked before anything is done."""

from collections.abc import Iterator
from dataclasses import dataclass

from passerelle.translate.catalog.entry import clean_text
from passerelle.translate.catalog.findings import Waiver
from passerelle.translate.formats.review_sheet.columns import LONGEST_CELL
from passerelle.translate.review.queue import Show
from passerelle.translate.review.single import Decision, Wish, parse_seen
from passerelle.translate.server.body import Values, clean
from passerelle.translate.server.request_error import RequestError

REASON = "reason-"
"""What the name of a field begins with in which a reviewer says why a finding may stand; its check follows."""
_LONGEST_NAME = 80
_LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Asked:
    """A decision, and what its page showed besides: which choice of texts, and a name that was written there."""

    decision: Decision
    show: Show
    name: str


def read_asked(values: Values, reviewer: str) -> Asked:
    """Return what the form of a text says; ``reviewer`` is who sends it, unless it names someone.

    Raises:
        RequestError: it is no form of ours, or its text is too long.
    """
    seen = parse_seen(text_of(values, "seen"))
    wish = text_of(values, "wish")
    if seen is None or wish not in list(Wish):
        raise RequestError(400, "The form is damaged; load the page again.")
    name = read_name(text_of(values, "name"))
    decision = Decision(
        block_id=text_of(values, "at"),
        seen=seen,
        text=read_text(values),
        wish=Wish(wish),
        comment=clean_text(text_of(values, "comment")).strip(),
        waivers=tuple(_waivers(values)),
        reviewer=name or reviewer,
    )
    return Asked(decision, read_show(values), name)


def _waivers(values: Values) -> Iterator[Waiver]:
    for field in values:
        reason = one_line(text_of(values, field)) if field.startswith(REASON) else ""
        if reason:
            yield Waiver(field.removeprefix(REASON), reason)


def read_text(values: Values) -> str:
    """Return the English in a form.

    Raises:
        RequestError: it is longer than a sheet's cell could hold; the checks would take many seconds.
    """
    text = clean_text(text_of(values, "text")).strip()
    if len(text) > LONGEST_CELL:
        raise RequestError(
            413, f"The text has more than {LONGEST_CELL:,} characters; change it in the PO file."
        )
    return text


def text_of(values: Values, field: str) -> str:
    """Return the text in a field, nothing where there is none or a list."""
    value = values.get(field)
    return clean(value) if isinstance(value, str) else ""


def read_show(values: Values) -> Show:
    """Return which choice of texts is shown; what has to be done, unless another is named."""
    show = text_of(values, "show")
    return Show(show) if show in list(Show) else Show.TODO


def one_line(text: str) -> str:
    r"""Return a reason in one line, as long as one may be.

    >>> one_line("  Claire\n Petit ")
    'Claire Petit'
    """
    return " ".join(clean_text(text).split())[:_LONGEST_REASON]


def read_name(text: str) -> str:
    """Return a reviewer's name."""
    return one_line(text)[:_LONGEST_NAME].strip()
