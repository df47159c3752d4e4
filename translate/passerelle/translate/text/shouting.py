"""ALL CAPS put into sentence case, accents found again: models read “SANTE” as rubble. Pure functions, same length out as in.

Only capitals and accents change, so that every offset into the text stays true.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import combinations, product

from passerelle.glossary import lemmas
from passerelle.glossary.words import read_words
from passerelle.translate.text.addresses import hide_addresses, show_addresses
from passerelle.translate.text.place_names import place_names

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LETTERS = re.compile(r"[^\W\d_]+")
# Capitals in a row, whatever stands between them but the end of a sentence.
_RUN = re.compile(r"[^\W\d_a-zà-öø-ÿœ]+(?:[\W\d_]+?[^\W\d_a-zà-öø-ÿœ]+)*(?![^\W\d_])")
_CAPITALS = re.compile(r"[^\W\d_a-zà-öø-ÿœ]-?[^\W\d_a-zà-öø-ÿœ]")
_ACCENTED = {"a": "aàâ", "c": "cç", "e": "eéèêë", "i": "iîï", "o": "oô", "u": "uùûü"}
_MOST_FORMS = 3000
_LONGEST_ACRONYM = 5
_ROMAN = re.compile(r"[IVXL]+")
_FEW_SMALL = 0.1
"""Share of small letters in a line in capitals: the “e” of “XXIe SIÈCLE”."""


def calm(texts: Sequence[str], proper: Iterable[str] = ()) -> list[str]:
    """Return the texts of one document with shouted passages in sentence case, each as long as it was.

    Addresses stay as they are. Names, acronyms and capitals are taken from where the document does not shout, then from
    ``proper`` (names and acronyms that a glossary writes with capitals; the first of several with the same letters).

    >>> calm(["LES HOPITAUX PUBLICS MANQUENT DE SOIGNANTS", "À Nantes, la HAS attend."])
    ['Les hôpitaux publics manquent de soignants', 'À Nantes, la HAS attend.']
    """
    hidden = [hide_addresses(text) for text in texts]
    shouted = [list(_shouted_runs(text)) for text, _ in hidden]
    if not any(shouted):
        return list(texts)
    wanted = {_fold(word) for runs in shouted for run in runs for word in _WORD.findall(run[0])}
    seen = _seen_forms([text for (text, _), runs in zip(hidden, shouted, strict=True) if not runs], wanted)
    names = _names(tuple(proper))
    return [
        show_addresses(_calm(text, runs, seen, names), addresses) if runs else whole
        for whole, (text, addresses), runs in zip(texts, hidden, shouted, strict=True)
    ]


@lru_cache(maxsize=4)
def _names(proper: tuple[str, ...]) -> Mapping[str, str]:
    return {_fold(name): name for name in (*reversed(proper), *place_names())}


def is_shouted(text: str) -> bool:
    """Tell whether a passage of a text is in capitals that are no acronym's.

    >>> [is_shouted(text) for text in ("SANTÉ", "CLCC et CHU", "URGENCES FERMÉES cette nuit", "Le SAMU de Nantes")]
    [True, False, True, False]
    """
    return any(True for _ in _shouted_runs(text))


def shouted_words(texts: Iterable[str]) -> frozenset[str]:
    """Return the words of the passages that `calm` puts into sentence case, as `folded_words` gives them.

    >>> sorted(shouted_words(["LES HÔPITAUX de Nantes", "Le SAMU de Nantes"]))
    ['hopitaux', 'les']
    """
    hidden = (hide_addresses(text)[0] for text in texts)
    return frozenset(word for text in hidden for run in _shouted_runs(text) for word in folded_words(run[0]))


def folded_words(text: str) -> frozenset[str]:
    """Return the words of a text without capitals and accents: a name of other words has no part in a passage.

    >>> sorted(folded_words("Île-de-France"))
    ['de', 'france', 'ile']
    """
    return frozenset(_LETTERS.findall(_fold(text)))


def _shouted_runs(text: str) -> Iterable[re.Match[str]]:
    if not _CAPITALS.search(text):
        return
    for run in _RUN.finditer(text):
        words = [word for word in _WORD.findall(run[0]) if len(word) > 1]
        if any(map(_is_spoken, words)) and (len(words) > 1 or _is_in_capitals(text)):
            yield run


@lru_cache(maxsize=4)  # asked of each word in capitals of a text
def _is_in_capitals(text: str) -> bool:
    letters = list(filter(str.isalpha, text))
    return sum(map(str.islower, letters)) <= _FEW_SMALL * len(letters)


def _is_spoken(word: str) -> bool:
    """Tell a word from an acronym: French knows it, or it is too long for one."""
    return (len(word) > 2 and _fold(word) in _function_words()) or (
        len(word) > 3 and (_spell(word) is not None or len(word) > _LONGEST_ACRONYM)
    )


@cache
def _function_words() -> Mapping[str, str]:
    return {_fold(word): word for word in reversed(read_words(__file__, "function-words.txt"))}


def _seen_forms(texts: Sequence[str], wanted: Container[str]) -> Mapping[str, str]:
    """Return how words of which the folded form is wanted are written in texts that do not shout; small letters win."""
    counts: dict[str, Counter[str]] = {}
    for text in texts:
        for found in _WORD.finditer(text):
            key = _fold_word(found[0])
            if key not in wanted:
                continue
            before = text[: found.start()].rstrip()
            opens = not before or before[-1] in ".!?:«“"
            if not opens or found[0][1:] != found[0][1:].lower():
                counts.setdefault(key, Counter())[found[0]] += 1
    return {
        key: min(forms, key=lambda form: (not form.islower(), -forms[form])) for key, forms in counts.items()
    }


def _calm(text: str, runs: Iterable[re.Match[str]], seen: Mapping[str, str], names: Mapping[str, str]) -> str:
    out = list(text)
    for run in runs:
        words = list(_WORD.finditer(text, *run.span()))
        for index, found in enumerate(words):
            after = words[index + 1][0] if index + 1 < len(words) else ""
            if not _is_unit(text, *found.span()):
                out[slice(*found.span())] = _calm_word(found[0], after, seen, names)
        _restore_names(out, run, names)
        _open_sentences(out, text, run)
    return "".join(out)


def _calm_word(word: str, after: str, seen: Mapping[str, str], names: Mapping[str, str]) -> str:
    key = _fold(word)
    if word == "A":
        return "a" if _is_participle(_spell(after) or "") else "à"
    known = _function_words().get(key) or seen.get(key) or names.get(key)
    if known and len(known) == len(word):
        accented = word.lower() != key  # capitals that kept their accents are believed
        return word.lower() if known.islower() and accented else known
    parts = [_function_words().get(_fold(part)) or _spell(part) for part in word.split("-")]
    if all(parts):
        return "-".join(part or "" for part in parts)
    if _ROMAN.fullmatch(word) or len(word) <= _LONGEST_ACRONYM:
        return word
    return "-".join(
        part if part and part in _function_words().values() else own.capitalize()
        for part, own in zip(parts, word.split("-"), strict=True)
    )


def _is_participle(word: str) -> bool:
    lemma = lemmas.lemmatize(word, lang="fr") if word else ""
    return bool(re.search(r"ée?s?$", word)) or (word != lemma and lemma.endswith(("er", "ir", "re", "oir")))


def _is_unit(text: str, start: int, end: int) -> bool:
    """Tell letters that belong to a figure or a sign: 3 M€, 12 G."""
    return end - start <= 2 and (
        text[end : end + 1] in ("€", "$", "£") or bool(re.search(r"\d\s?$", text[:start]))
    )


def _restore_names(out: list[str], run: re.Match[str], names: Mapping[str, str]) -> None:
    """Give names of several words the capitals that the glossary writes them with."""
    folded = _fold("".join(out[run.start() : run.end()]))
    for key, name in names.items():
        if " " in key and len(key) == len(name) and key in folded:
            for found in re.finditer(rf"(?<!\w){re.escape(key)}(?!\w)", folded):
                start = run.start() + found.start()
                out[start : start + len(name)] = name


def _open_sentences(out: list[str], text: str, run: re.Match[str]) -> None:
    for found in re.finditer(r"[^\W_]", run[0]):
        place = run.start() + found.start()
        before = text[:place].rstrip(" «“\"('’\u00a0\u202f")
        if not before or before[-1] in ".!?\n":
            out[place] = out[place].upper()


@lru_cache(maxsize=4096)
def _spell(word: str) -> str | None:
    """Return a French word in small letters with its accents, or None if it is none that is known.

    >>> _spell("DEPISTAGE"), _spell("MARCHE"), _spell("CLCC")
    ('dépistage', 'marche', None)
    """
    small = word.lower()
    if len(small) < 2 or _is_known(small):
        return small
    choices = [_ACCENTED.get(letter, letter) for letter in small]
    count = 1
    for letters in choices:
        count *= len(letters)
    if count > _MOST_FORMS:
        choices = [letters[:3] for letters in choices]
    found = [form for letters in _few(choices) if _is_known(form := "".join(letters))]
    return min(
        found,
        key=lambda form: sum(ours != theirs for ours, theirs in zip(form, small, strict=True)),
        default=None,
    )


def _few(choices: Sequence[str]) -> Iterable[tuple[str, ...]]:
    """Yield spellings in which at most three letters carry an accent."""
    places = [index for index, letters in enumerate(choices) if len(letters) > 1]
    plain = [letters[0] for letters in choices]
    for count in (1, 2, 3):
        yield from _with_accents(plain, choices, places, count)


def _with_accents(
    plain: Sequence[str], choices: Sequence[str], places: Sequence[int], count: int
) -> Iterable[tuple[str, ...]]:
    for chosen in combinations(places, count):
        for accents in product(*(choices[place][1:] for place in chosen)):
            spelt = list(plain)
            for place, accent in zip(chosen, accents, strict=True):
                spelt[place] = accent
            yield tuple(spelt)


@cache
def _is_known(word: str) -> bool:
    return lemmas.is_known(word, lang="fr")


def _fold(text: str) -> str:
    """Return a text without capitals and accents, letter for letter.

    >>> _fold("Élysée Œuvre")
    'elysee œuvre'
    """
    if text.isascii():
        return text.lower()
    return "".join(unicodedata.normalize("NFD", letter)[:1] or letter for letter in text).lower()


_fold_word = lru_cache(maxsize=16_384)(_fold)
