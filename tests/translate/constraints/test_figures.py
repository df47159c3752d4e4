"""No figure of another value is ever delivered without a finding: ten thousand generated cases."""

import random
import re

import pytest

from passerelle.translate.catalog.entry import Entry
from passerelle.translate.checks import Context, check_entry
from passerelle.translate.constraints.constraint import Constraint, ConstraintKind
from passerelle.translate.constraints.satisfy import judge
from passerelle.translate.ladder.candidates import Job, finish
from passerelle.translate.numbers import parse_english, parse_french, render_english, same_value
from passerelle.translate.text.document import BlockKind

CASES = 10_000


def french(number: int, decimals: int) -> str:
    whole = f"{number // 10**decimals:,}".replace(",", "\u202f")
    return whole if not decimals else f"{whole},{number % 10**decimals:0{decimals}}"


def generate(rng: random.Random) -> tuple[str, str]:
    """Return a French sentence and the figure in it."""
    value = french(rng.randrange(2, 10 ** rng.randrange(1, 7)), rng.choice((0, 0, 1, 2)))
    figure = rng.choice(
        (
            value,
            f"{value}\u00a0%",
            f"{value} M€",
            f"{value} millions d’euros",
            f"{value} mg",
            f"{value} patients",
            f"{rng.randrange(1, 29)} novembre {rng.randrange(1990, 2030)}",
            f"{rng.randrange(24)}h{rng.randrange(10, 60)}",
        )
    )
    return f"Le comité retient {figure} pour cette étude.", figure


def spoil(english: str, rng: random.Random) -> str:
    """Change one digit, lose or move a decimal point, or lose a sign of size."""
    digits = [index for index, sign in enumerate(english) if sign.isdigit()]
    at = rng.choice(digits)
    ways = [english[:at] + str((int(english[at]) + rng.randrange(1, 10)) % 10) + english[at + 1 :]]
    ways += [re.sub(r"(\d)\.(\d)", r"\1\2", english)] if re.search(r"\d\.\d", english) else []
    ways += [english.replace("million", "billion")] if "million" in english else []
    ways += [english.replace("%", "")] if "%" in english else []
    return rng.choice(ways)


@pytest.mark.parametrize("seed", range(10))
def test_a_wrong_value_is_a_finding(seed: int) -> None:
    """A value that differs is an error, and the ladder does not take it for met; the right one is neither."""
    rng = random.Random(seed)
    context = Context()
    wrong = 0
    for _ in range(CASES // 10):
        source, _ = generate(rng)
        quantity = parse_french(source)[0]
        right = f"The board keeps {render_english(quantity)} for this study."
        spoiled = finish(Job(source), spoil(right, rng))
        same = [found for found in parse_english(spoiled) if same_value(quantity, found)]
        entry = Entry("p-1", BlockKind.PARAGRAPH, source, spoiled)
        errors = [finding for finding in check_entry(entry, context) if finding.id == "number-value"]
        rendering = render_english(quantity)
        demand = Constraint(
            ConstraintKind.NUMBER, quantity.start, quantity.end, quantity.text, rendering, (rendering,)
        )
        if not same:
            wrong += 1
            assert errors, (source, spoiled)
            assert not judge(spoiled, [demand]).complete, (source, spoiled)
        assert judge(right, [demand]).complete, (source, right)
    assert wrong > CASES // 10 * 0.9
