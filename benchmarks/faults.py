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


def _pick(pattern: str, text: str, random: Random) -> re.Match[str] | None:
    found = list(re.finditer(pattern, text))
    return random.choice(found) if found else None


def _put(text: str, place: re.Match[str], new: str) -> str:
    return text[: place.start()] + new + text[place.end() :]


_FIGURE = r"(?<![\w.,-])\d+(?:[.,]\d+)*(?![\w-]|[.,]\d)"


def shift_decimal(source: str, target: str, random: Random) -> Pair | None:
    """Lose the decimal point, or a last digit."""
    place = _pick(_FIGURE, target, random)
    if not place:
        return None
    figure = place[0]
    new = figure.replace(".", "") if "." in figure else figure + "0" if "," not in figure else figure[:-1]
    return source, _put(target, place, new)


def swap_digits(source: str, target: str, random: Random) -> Pair | None:
    """Exchange two digits that stand side by side and differ."""
    place = _pick(rf"{_FIGURE}", target, random)
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
    return source, _put(target, place, figure[:i] + figure[i + 1] + figure[i] + figure[i + 2 :])


def drop_figure(source: str, target: str, random: Random) -> Pair | None:
    """Lose a figure altogether."""
    place = _pick(_FIGURE + r"\s?%?\s", target, random)
    return (source, _put(target, place, "")) if place else None


_MONTHS = ["January", "February", "March", "April", "June", "July", "August", "September", "October", "November", "December"]  # fmt: skip


def change_month(source: str, target: str, random: Random) -> Pair | None:
    """Write another month."""
    place = _pick(rf"\b(?:{'|'.join(_MONTHS)})\b(?! [A-Z])", target, random)
    if not place or (place[0] == "March" and "mars" not in source):
        return None
    return source, _put(target, place, random.choice([month for month in _MONTHS if month != place[0]]))


_UNITS = {
    "million": "billion", "billion": "million", "km": "m", "kilometers": "meters", "kilometres": "metres", "mg": "g", "%": " kg",
    "days": "weeks", "years": "months", "hours": "minutes", "weeks": "days", "months": "years", "minutes": "hours", "dollars": "euros",
}  # fmt: skip


def change_unit(source: str, target: str, random: Random) -> Pair | None:
    """Write another unit or power of ten after a figure."""
    place = _pick(rf"(?<=\d)\s?({'|'.join(_UNITS)})(?!\w)", target, random)
    if not place:
        return None
    return source, _put(target, place, place[0].replace(place[1], _UNITS[place[1]]))


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


def change_acronym(source: str, target: str, random: Random) -> Pair | None:
    """Write an acronym that both sides hold with one capital only."""
    common = [
        found
        for found in re.finditer(r"\b(?![IVX]+\b)[A-Z]{3,}\b", target)
        if re.search(rf"\b{found[0]}\b", source)
    ]
    if not common:
        return None
    place = random.choice(common)
    return source, re.sub(rf"\b{place[0]}\b", place[0].capitalize(), target)


def change_name(source: str, target: str, random: Random) -> Pair | None:
    """Change a consonant of a name that both sides hold in mid-sentence."""
    common = [
        found[0]
        for found in re.finditer(r"(?<=[a-z] )[A-Z][a-z]{4,}\b", target)
        if re.search(rf"(?<=[a-zé] ){found[0]}\b", source)
    ]
    if not common:
        return None
    name = random.choice(common)
    at = random.choice([i for i, letter in enumerate(name) if i and letter not in "aeiouys"] or [1])
    new = random.choice([letter for letter in "bdglmnprtv" if letter != name[at]])
    return source, re.sub(rf"\b{name}\b", name[:at] + new + name[at + 1 :], target)


def lose_negation(source: str, target: str, random: Random) -> Pair | None:
    """Lose “not”."""
    if not re.search(r"\b(?:ne|n['’])\s?.{1,40}\b(?:pas|jamais|rien|aucun)", source):
        return None
    new = re.sub(r"\bcannot\b", "can", re.sub(r"n['’]t\b|\b(?:not|never|no) ", "", target))
    return (source, new) if new != target else None


def leave_word(source: str, target: str, random: Random) -> Pair | None:
    """Leave one French word in the place of an English one; words that English has too are no fault."""
    words = [found[0] for found in re.finditer(r"(?<![\w'’-])[a-zàâçéèêëîïôûùœ]{5,}(?![\w'’-])", source)]
    words = [
        word
        for word in words
        if re.search(r"[àâçéèêëîïôûùœ]|(?:eur|aux|eux|ique|tion|ment|oir|euse|ienne|ées?)$", word)
        and word not in target.lower()
        and not word.endswith(("ment", "tion"))
    ]
    place = _pick(r"(?<![\w'’-])[a-z]{4,}(?![\w'’-])", target, random)
    return (source, _put(target, place, random.choice(words))) if words and place else None


def double_word(source: str, target: str, random: Random) -> Pair | None:
    """Say a word twice."""
    place = _pick(r"(?<![\w'’-])(?!had|that)[a-z]{2,}(?![\w'’-])", target, random)
    return (source, _put(target, place, f"{place[0]} {place[0]}")) if place else None


def leave_guillemets(source: str, target: str, random: Random) -> Pair | None:
    """Leave the quotation marks as French has them."""
    new = re.sub(r"[\"“]([^\"“”]+)[\"”]", "« \\1 »", target)
    return (source, new) if new != target else None


def lose_quote(source: str, target: str, random: Random) -> Pair | None:
    """Lose one of two quotation marks."""
    signs = list(re.finditer(r"[\"“”]", target))
    return (source, _put(target, random.choice(signs), "")) if len(signs) % 2 == 0 and signs else None


def space_stop(source: str, target: str, random: Random) -> Pair | None:
    """Put a blank before a stop."""
    place = _pick(r"(?<=\w)[;:!?](?=\s|$)|(?<=\d)%", target, random)
    return (source, _put(target, place, random.choice([" ", "\u00a0"]) + place[0])) if place else None


def double_space(source: str, target: str, random: Random) -> Pair | None:
    """Put two blanks where one belongs."""
    place = _pick(r"(?<=\w) (?=\w)", target, random)
    return (source, _put(target, place, "  ")) if place else None


def lose_stop(source: str, target: str, random: Random) -> Pair | None:
    """Lose or change the last stop."""
    if not re.search(r"[\w)][.!?]$", target) or not re.search(r"[.!?]$", source.rstrip("\u00a0 »”" + '"')):
        return None
    return source, target[:-1] + random.choice(["", ","])


def lose_capital(source: str, target: str, random: Random) -> Pair | None:
    """Begin in lower case."""
    return (
        (source, target[0].lower() + target[1:])
        if re.match(r"[A-Z][a-z]+ ", target) and source[:1].isupper()
        else None
    )


def lose_bracket(source: str, target: str, random: Random) -> Pair | None:
    """Lose one of two brackets."""
    place = _pick(r"[()]", target, random)
    balanced = target.count("(") == target.count(")")
    return (source, _put(target, place, "")) if place and balanced else None


def leave_figure(source: str, target: str, random: Random) -> Pair | None:
    """Leave a figure in French typography."""
    place = _pick(
        r"(?<![\w.,])\d+\.\d{1,2}(?![\w.,]\d)(?=\s|%)|(?<![\w.,])\d{1,3}(?:,\d{3})+(?![\w,])", target, random
    )
    if not place:
        return None
    return source, _put(target, place, place[0].replace(",", "\u202f").replace(".", ","))


_SPELLINGS = {"center": "centre", "color": "colour", "program": "programme", "kilometers": "kilometres", "labor": "labour", "recognized": "recognised", "organized": "organised", "behavior": "behaviour", "realized": "realised", "theater": "theatre", "traveled": "travelled", "favor": "favour", "defense": "defence", "pediatric": "paediatric"}  # fmt: skip


def change_spelling(source: str, target: str, random: Random) -> Pair | None:
    """Write a word the British way in an American text."""
    place = _pick(rf"\b(?:{'|'.join(_SPELLINGS)})\b", target, random)
    return (source, _put(target, place, _SPELLINGS[place[0]])) if place else None


def change_article(source: str, target: str, random: Random) -> Pair | None:
    """Write “a” for “an” or the other way round."""
    place = _pick(r"\ban?(?= (?!uni|eu|one|hon|hour|heir|us)[a-z]{3,})", target, random)
    return (source, _put(target, place, "an" if place[0] == "a" else "a")) if place else None


_LOOKALIKES = {"a": "\u0430", "e": "\u0435", "o": "\u043e", "p": "\u0440", "c": "\u0441"}


def mix_scripts(source: str, target: str, random: Random) -> Pair | None:
    """Put a Cyrillic letter in the place of a Latin one that looks alike."""
    place = _pick(r"(?<=[a-z])[aeopc](?=[a-z])", target, random)
    return (source, _put(target, place, _LOOKALIKES[place[0]])) if place else None


def cut_short(source: str, target: str, random: Random) -> Pair | None:
    """Break off after a third."""
    return (source, target[: len(target) // 3].rsplit(" ", 1)[0] + ".") if len(target) > 120 else None


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

WARNINGS: Mapping[str, Case] = {
    "acronym case": Case(change_acronym, ("acronym-altered",), ("acronyms",)),
    "changed name": Case(change_name, ("name-altered", "name-missing")),
    "lost negation": Case(lose_negation, ("negation",)),
    "untranslated word": Case(leave_word, ("french-left",)),
    "doubled word": Case(double_word, ("doubled-word",), ("doublewords",)),
    "guillemets": Case(leave_guillemets, ("guillemets",), ("doublequoting",)),
    "lost quotation mark": Case(lose_quote, ("quotation-marks",), ("doublequoting",)),
    "space before a stop": Case(space_stop, ("space-before-stop",), ("puncspacing",)),
    "double space": Case(double_space, ("spacing",), ("doublespacing",)),
    "lost end stop": Case(lose_stop, ("end-punctuation",), ("endpunc",)),
    "lost first capital": Case(lose_capital, ("start-capital",), ("startcaps",)),
    "lost bracket": Case(lose_bracket, ("brackets",), ("brackets",)),
    "French figure": Case(leave_figure, ("number-format",)),
    "British spelling": Case(change_spelling, ("spelling-variant",)),
    "a for an": Case(change_article, ("article",)),
    "Cyrillic letter": Case(mix_scripts, ("mixed-scripts",)),
    "cut short": Case(cut_short, ("length-ratio", "sentence-dropped"), ("short",)),
}
"""Faults that must be warnings at least."""
