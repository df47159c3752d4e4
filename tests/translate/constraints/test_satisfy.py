"""Whether a sentence obeys its constraints."""

import pytest

from passerelle.translate.constraints.constraint import Constraint, ConstraintKind
from passerelle.translate.constraints.satisfy import judge

TERM, NUMBER, NAME, CODE = (
    ConstraintKind.TERM,
    ConstraintKind.NUMBER,
    ConstraintKind.NAME,
    ConstraintKind.CODE,
)


def constraint(
    kind: ConstraintKind, source: str, *accepted: str, forbidden: tuple[str, ...] = ()
) -> Constraint:
    return Constraint(kind, 0, len(source), source, accepted[0], accepted, forbidden)


CLCC = constraint(TERM, "CLCC", "comprehensive cancer centre", "CLCC", forbidden=("centre of fight",))


@pytest.mark.parametrize(
    ("text", "constraints", "places"),
    [
        ("The comprehensive cancer centers", [CLCC], ["comprehensive cancer centers"]),
        ("The CLCC and the CLCC", [CLCC, CLCC], ["CLCC", "CLCC"]),
        ("The CLCC", [CLCC, CLCC], ["CLCC", None]),
        ("The clcc", [CLCC], [None]),
        (
            "12.5% of 1,200",
            [constraint(NUMBER, "12,5 %", "12.5%"), constraint(NUMBER, "1 200", "1,200")],
            ["12.5%", "1,200"],
        ),
        ("125% of it", [constraint(NUMBER, "12,5 %", "12.5%")], [None]),
        ("12.5 per cent", [constraint(NUMBER, "12,5 %", "12.5%")], ["12.5 per cent"]),
        ("at 2:30 am", [constraint(NUMBER, "2 h 30", "2 hours 30 minutes")], [None]),
        (
            "for two and a half hours",
            [constraint(NUMBER, "2 h 30", "2 hours 30 minutes")],
            ["two and a half hours"],
        ),
        ("at 2:30 a.m.", [constraint(NUMBER, "2 h 30", "2:30 am")], ["2:30 a.m."]),
        ("3 in 1", [constraint(NUMBER, "1 sur 3", "1 in 3")], [None]),
        ("Ms Kerdoncuff", [constraint(NAME, "Kerdoncuff", "Kerdoncuff")], ["Kerdoncuff"]),
        ("at Lilles", [constraint(NAME, "Lille", "Lille")], [None]),
        ("O’Brien", [constraint(NAME, "O'Brien", "O'Brien")], ["O’Brien"]),
        ("PD-L1 not PD-L10", [constraint(CODE, "PD-L1", "PD-L1")], ["PD-L1"]),
        ("pd-l1", [constraint(CODE, "PD-L1", "PD-L1")], [None]),
        (
            "cancer centre",
            [constraint(TERM, "cancer", "cancer"), constraint(TERM, "centre de cancer", "cancer centre")],
            [None, "cancer centre"],
        ),
        ("", [CLCC], [None]),
    ],
)
def test_places(text: str, constraints: list[Constraint], places: list[str | None]) -> None:
    """Each constraint needs a place of its own; longer renderings choose first; figures are compared by value."""
    found = judge(text, constraints).places
    assert [place and text[slice(*place)] for place in found] == places


def test_a_forbidden_rendering_spoils_the_sentence() -> None:
    """A right rendering beside a wrong one is not enough."""
    verdict = judge("The CLCC is a centre of fight.", [CLCC])
    assert verdict.met == 1
    assert not verdict.complete
    assert verdict.failing == (0,)


def test_nothing_asked_is_complete() -> None:
    """A sentence without constraints is complete."""
    assert judge("Anything.", []).complete
