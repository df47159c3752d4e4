"""Faults that translations have, put into good pairs one at a time. Each function returns the pair with its fault, or None.

Nothing here knows how the checks work: a fault changes the English (or, for addresses and marks, adds the same thing to both sides
first), and is drawn with a seeded generator so that every run is the same.
"""

# ruff: noqa: ARG001  (every fault takes the same three things, whether it needs them or not)

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

Pair = tuple[str, str]
Fault = Callable[[str, str, Random], Pair | None]


@dataclass(frozen=True)
class Case:
    """A fault, the checks that should find it, and the filters of pofilter that should."""

    inject: Fault
    checks: tuple[str, ...]
    filters: tuple[str, ...] = ()
    joined: int = 1  # pairs put side by side first: faults of sentences need a paragraph


def pick(pattern: str, text: str, random: Random) -> re.Match[str] | None:
    """Return one of the places of ``pattern``."""
    found = list(re.finditer(pattern, text))
    return random.choice(found) if found else None


def put_in(text: str, place: re.Match[str], new: str) -> str:
    """Return ``text`` with ``new`` at ``place``."""
    return text[: place.start()] + new + text[place.end() :]


_FIGURE = r"(?<![\w.,-])\d+(?:[.,]\d+)*(?![\w-]|[.,]\d)"


def shift_decimal(source: str, target: str, random: Random) -> Pair | None:
    """Lose the decimal point, or a last digit."""
    place = pick(_FIGURE, target, random)
    if not place:
        return None
    figure = place[0]
    new = figure.replace(".", "") if "." in figure else figure + "0" if "," not in figure else figure[:-1]
    return source, put_in(target, place, new)


def swap_digits(source: str, target: str, random: Random) -> Pair | None:
    """Exchange two digits that stand side by side and differ."""
    place = pick(rf"{_FIGURE}", target, random)
    swaps = (
        [
            i
            for i in range(len(place[0]) - 1)
            if place[0][i : i + 2].isdigit() and place[0][i] != place[0][i + 1]
        ]
        if place
        else []
    )
    if not place or not swaps:
        return None
    i, figure = random.choice(swaps), place[0]
    return source, put_in(target, place, figure[:i] + figure[i + 1] + figure[i] + figure[i + 2 :])


def drop_figure(source: str, target: str, random: Random) -> Pair | None:
    """Lose a figure altogether."""
    place = pick(_FIGURE + r"\s?%?\s", target, random)
    return (source, put_in(target, place, "")) if place else None


_MONTHS = ["January", "February", "March", "April", "June", "July", "August", "September", "October", "November", "December"]  # fmt: skip


def change_month(source: str, target: str, random: Random) -> Pair | None:
    """Write another month."""
    place = pick(rf"\b(?:{'|'.join(_MONTHS)})\b(?! [A-Z])", target, random)
    if not place or (place[0] == "March" and "mars" not in source):
        return None
    return source, put_in(target, place, random.choice([month for month in _MONTHS if month != place[0]]))


_UNITS = {
    "million": "billion", "billion": "million", "km": "m", "kilometers": "meters", "kilometres": "metres", "mg": "g", "%": " kg",
    "days": "weeks", "years": "months", "hours": "minutes", "weeks": "days", "months": "years", "minutes": "hours", "dollars": "euros",
}  # fmt: skip


def change_unit(source: str, target: str, random: Random) -> Pair | None:
    """Write another unit or power of ten after a figure."""
    place = pick(rf"(?<=\d)\s?({'|'.join(_UNITS)})(?!\w)", target, random)
    if not place:
        return None
    return source, put_in(target, place, place[0].replace(place[1], _UNITS[place[1]]))


def change_url(source: str, target: str, random: Random) -> Pair | None:
    """Change a letter of a web address that both sides hold."""
    url = f"https://www.{random.choice(['inserm', 'who', 'lancet'])}.org/{random.choice(['news', 'trials'])}/{random.randint(10, 999)}"
    at = random.randrange(12, len(url))
    return f"{source} ({url})", f"{target} ({url[:at]}{'x' if url[at] != 'x' else 'y'}{url[at + 1 :]})"


def change_email(source: str, target: str, random: Random) -> Pair | None:
    """Change a letter of an e-mail address that both sides hold."""
    name = random.choice(["contact", "presse", "recherche"])
    return f"{source} {name}@hopital-lyon.fr", f"{target} {name}@hospital-lyon.fr"


def change_code(source: str, target: str, random: Random) -> Pair | None:
    """Change a digit of a trial number or a DOI that both sides hold."""
    code = random.choice(
        [f"NCT0{random.randint(1000000, 9999999)}", f"10.1056/NEJMoa{random.randint(1000000, 9999999)}"]
    )
    digit = str((int(code[-2]) + 1) % 10)
    return f"{source} ({code})", f"{target} ({code[:-2]}{digit}{code[-1]})"


def lose_mark(source: str, target: str, random: Random) -> Pair | None:
    """Lose the closing half of a numbered mark."""
    return _wrap(source, "<1>", "</1>"), _wrap(target, "<1>", random.choice(["", "<2>"]))


def lose_tag(source: str, target: str, random: Random) -> Pair | None:
    """Lose or change an HTML tag."""
    return _wrap(source, "<strong>", "</strong>"), _wrap(target, "<strong>", random.choice(["", "</b>"]))


def _wrap(text: str, opening: str, closing: str) -> str:
    first, _, rest = text.partition(" ")
    return f"{opening}{first}{closing} {rest}"


def drop_sentence(source: str, target: str, random: Random) -> Pair | None:
    """Lose one line of a paragraph; a line is what the corpus calls a segment."""
    if not _are_sentences(source, target):
        return None
    lines = target.split("\n")
    at = random.randrange(len(lines))
    if len(lines[at].split()) < 4:
        return None
    return source.replace("\n", " "), " ".join(lines[:at] + lines[at + 1 :])


def add_sentence(source: str, target: str, random: Random) -> Pair | None:
    """Add a line that renders nothing: the French of one is lost."""
    if not _are_sentences(source, target):
        return None
    lines = source.split("\n")
    at = random.randrange(len(lines))
    if len(lines[at].split()) < 4:
        return None
    return " ".join(lines[:at] + lines[at + 1 :]), target.replace("\n", " ")


def _are_sentences(*texts: str) -> bool:
    """Whether every line begins with a capital and ends in a stop."""
    return all(
        re.match(r"[\W_]*[A-ZÀ-Ý\d].*[.!?…][\s\"'»”’)]*$", line)
        for text in texts
        for line in text.split("\n")
    )


def loop(source: str, target: str, random: Random) -> Pair | None:
    """Say the same words again and again, as a decoder in a loop does."""
    words = target.split()
    if len(words) < 6:
        return None
    size = random.randint(2, 5)
    at = random.randrange(size, len(words) + 1)
    return source, " ".join(words[:at] + words[at - size : at] * random.randint(2, 4) + words[at:])


def repeat_sentence(source: str, target: str, random: Random) -> Pair | None:
    """Say the whole sentence twice."""
    return (source, f"{target} {target}") if len(target.split()) > 5 else None


def leave_french(source: str, target: str, random: Random) -> Pair | None:
    """Leave the segment in French."""
    return (source, source) if len(source.split()) > 5 else None


def empty(source: str, target: str, random: Random) -> Pair | None:
    """Translate nothing."""
    return source, random.choice(["", " "])


def leave_mark(source: str, target: str, random: Random) -> Pair | None:
    """Leave a mark of the translation program behind."""
    return source, _insert(
        target, random.choice(["⟦liquid biopsy⟧", "<unk>", "⁇", "__1__", "▁the", "@@"]), random
    )


def garble(source: str, target: str, random: Random) -> Pair | None:
    """Read an accent or a curly apostrophe in the wrong encoding."""
    return source, _insert(
        target, random.choice(["l\u00c3\u00a9vy", "it\u00e2\u20ac\u2122s", "caf\ufffd"]), random
    )


def _insert(text: str, word: str, random: Random) -> str:
    words = text.split(" ")
    words.insert(random.randint(0, len(words)), word)
    return " ".join(words)


ERRORS: Mapping[str, Case] = {
    "decimal shift": Case(shift_decimal, ("number-value",), ("numbers",)),
    "swapped digits": Case(swap_digits, ("number-value",), ("numbers",)),
    "figure dropped": Case(drop_figure, ("number-value",), ("numbers",)),
    "wrong month": Case(change_month, ("number-value",), ("numbers",)),
    "wrong unit": Case(change_unit, ("number-value",), ("numbers",)),
    "altered URL": Case(change_url, ("address-altered",), ("urls",)),
    "altered e-mail": Case(change_email, ("address-altered",), ("emails",)),
    "altered code or DOI": Case(change_code, ("code-altered", "address-altered"), ("numbers",)),
    "lost mark": Case(lose_mark, ("markup-differs",), ("xmltags",)),
    "lost HTML tag": Case(lose_tag, ("markup-differs",), ("xmltags",)),
    "dropped sentence": Case(drop_sentence, ("sentence-dropped",), ("sentencecount", "short"), joined=3),
    "added sentence": Case(add_sentence, ("sentence-added",), ("sentencecount", "long"), joined=3),
    "loop": Case(loop, ("repetition",), ("doublewords", "long")),
    "sentence said twice": Case(repeat_sentence, ("repetition",), ("sentencecount", "long")),
    "left in French": Case(leave_french, ("untranslated",), ("unchanged", "untranslated")),
    "empty": Case(empty, ("empty",), ("blank", "untranslated")),
    "leftover mark": Case(leave_mark, ("mark-left-over",), ("variables", "xmltags")),
    "garbled characters": Case(garble, ("garbled",), ("validchars",)),
}
"""Faults that must be errors."""
