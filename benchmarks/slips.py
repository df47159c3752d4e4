"""Slips that deserve a warning, put into good pairs one at a time; see `benchmarks.faults`."""

# ruff: noqa: ARG001  (every slip takes the same three things, whether it needs them or not)

import re
from collections.abc import Mapping
from random import Random

from benchmarks.faults import Case, Pair, pick, put_in


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
    place = pick(r"(?<![\w'’-])[a-z]{4,}(?![\w'’-])", target, random)
    return (source, put_in(target, place, random.choice(words))) if words and place else None


def double_word(source: str, target: str, random: Random) -> Pair | None:
    """Say a word twice."""
    place = pick(r"(?<![\w'’-])(?!had|that)[a-z]{2,}(?![\w'’-])", target, random)
    return (source, put_in(target, place, f"{place[0]} {place[0]}")) if place else None


def leave_guillemets(source: str, target: str, random: Random) -> Pair | None:
    """Leave the quotation marks as French has them."""
    new = re.sub(r"[\"“]([^\"“”]+)[\"”]", "« \\1 »", target)
    return (source, new) if new != target else None


def lose_quote(source: str, target: str, random: Random) -> Pair | None:
    """Lose one of two quotation marks."""
    signs = list(re.finditer(r"[\"“”]", target))
    return (source, put_in(target, random.choice(signs), "")) if len(signs) % 2 == 0 and signs else None


def space_stop(source: str, target: str, random: Random) -> Pair | None:
    """Put a blank before a stop."""
    place = pick(r"(?<=\w)[;:!?](?=\s|$)|(?<=\d)%", target, random)
    return (source, put_in(target, place, random.choice([" ", "\u00a0"]) + place[0])) if place else None


def double_space(source: str, target: str, random: Random) -> Pair | None:
    """Put two blanks where one belongs."""
    place = pick(r"(?<=\w) (?=\w)", target, random)
    return (source, put_in(target, place, "  ")) if place else None


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
    place = pick(r"[()]", target, random)
    balanced = target.count("(") == target.count(")")
    return (source, put_in(target, place, "")) if place and balanced else None


def leave_figure(source: str, target: str, random: Random) -> Pair | None:
    """Leave a figure in French typography."""
    place = pick(
        r"(?<![\w.,])\d+\.\d{1,2}(?![\w.,]\d)(?=\s|%)|(?<![\w.,])\d{1,3}(?:,\d{3})+(?![\w,])", target, random
    )
    if not place:
        return None
    return source, put_in(target, place, place[0].replace(",", "\u202f").replace(".", ","))


_SPELLINGS = {"center": "centre", "color": "colour", "program": "programme", "kilometers": "kilometres", "labor": "labour", "recognized": "recognised", "organized": "organised", "behavior": "behaviour", "realized": "realised", "theater": "theatre", "traveled": "travelled", "favor": "favour", "defense": "defence", "pediatric": "paediatric"}  # fmt: skip


def change_spelling(source: str, target: str, random: Random) -> Pair | None:
    """Write a word the British way in an American text."""
    place = pick(rf"\b(?:{'|'.join(_SPELLINGS)})\b", target, random)
    return (source, put_in(target, place, _SPELLINGS[place[0]])) if place else None


def change_article(source: str, target: str, random: Random) -> Pair | None:
    """Write “a” for “an” or the other way round."""
    place = pick(r"\ban?(?= (?!uni|eu|one|hon|hour|heir|us)[a-z]{3,})", target, random)
    return (source, put_in(target, place, "an" if place[0] == "a" else "a")) if place else None


_LOOKALIKES = {"a": "\u0430", "e": "\u0435", "o": "\u043e", "p": "\u0440", "c": "\u0441"}


def mix_scripts(source: str, target: str, random: Random) -> Pair | None:
    """Put a Cyrillic letter in the place of a Latin one that looks alike."""
    place = pick(r"(?<=[a-z])[aeopc](?=[a-z])", target, random)
    return (source, put_in(target, place, _LOOKALIKES[place[0]])) if place else None


def cut_short(source: str, target: str, random: Random) -> Pair | None:
    """Break off after a third."""
    return (source, target[: len(target) // 3].rsplit(" ", 1)[0] + ".") if len(target) > 120 else None


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
