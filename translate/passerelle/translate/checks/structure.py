"""Whether there is a translation at all, of a likely length, without loops and leftovers."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations, pairwise

from passerelle.translate.catalog.entry import State
from passerelle.translate.catalog.findings import Finding
from passerelle.translate.checks.exonyms import english_names
from passerelle.translate.checks.messages import finding
from passerelle.translate.checks.pair import HIDDEN, Context, Pair, quote
from passerelle.translate.checks.words import is_french_only
from passerelle.translate.text.addresses import hide_addresses
from passerelle.translate.text.place_names import is_place_name


def check_empty(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield an entry without English, unless a person rejected it."""
    wanted = any(map(str.isalnum, pair.source)) and pair.entry.state is not State.REJECTED
    if wanted and not pair.target.strip(f" \t\n{HIDDEN}"):
        yield finding("empty", context.language)


def check_untranslated(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield English that is the French itself, or is in French; names and words common to both may be equal."""
    if not pair.comparable:
        return
    if _is_alike(pair.source, pair.target):
        if _is_french(hide_addresses(pair.source)[0]):
            yield finding("untranslated", context.language)
    elif pair.french:
        yield finding("untranslated", context.language, variant="language")


def _is_french(text: str) -> bool:
    """Whether a text has French words beside its names, or is one: “Chirurgie”, “Espagne”, but not “75012 Paris”."""
    name = " ".join(re.findall(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*", text))
    if is_place_name(name):
        return name.casefold() not in {
            own.casefold() for own in english_names().get(name.casefold(), (name,))
        }
    words = re.findall(r"[^\W\d_]+", text)
    small = [word.lower() for word in words if word[0].islower() or text.isupper()]
    if len(words) == 1 and words[0][1:].islower():  # its capital is that of a first word
        small = [words[0].lower()]
    return any(map(is_french_only, small))


def _is_alike(source: str, target: str) -> bool:
    """Whether two texts have the same words; most differ in the first."""
    ours, theirs = _FIRST.search(source), _FIRST.search(target)
    if ours and theirs and ours[0].casefold() != theirs[0].casefold():
        return False
    return _letters(source) == _letters(target)


_FIRST = re.compile(r"\w+")


def _letters(text: str) -> str:
    return " ".join(re.findall(r"\w+", text)).casefold()


_SHORT, _LONG = 0.5, 1.9
_SLACK = 20  # characters: short texts vary more


def check_length(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield English that is far shorter or longer than the French lets expect; terms spelled out make it longer by right."""
    ours, theirs = len(pair.source.replace(HIDDEN, "")), len(pair.target.replace(HIDDEN, ""))
    if not pair.comparable or not ours:
        return
    if theirs < _SHORT * ours - _SLACK:
        yield finding("length-ratio", context.language, variant="short", ours=ours, theirs=theirs)
    elif theirs - _spelled_out(pair) > _LONG * ours + _SLACK:
        yield finding("length-ratio", context.language, variant="long", ours=ours, theirs=theirs)


def _spelled_out(pair: Pair) -> int:
    """Return the characters by which what the glossary asks for is longer than its French: “HAS” in full at its first use."""
    return sum(max(0, len(demand.rendering) - len(demand.source)) for demand in pair.demands.constraints)


_LEFTOVER = re.compile(
    r"⟦[^⟧]*⟧?|⟧|</?\d*>?(?=\d+>)|<unk>|<pad>|</?s>|⁇|▁|@@|\b__\w*__\b|\[\[\w*\]\]|\{\{\w*\}\}"
)
_WRONG = re.compile("[\ufffdÃâÂ]")
_GARBLED = re.compile(
    "\\S{0,20}(?:\ufffd|Ã[\u0080-\u00bf©¨ª«´®]|â€[\u0080-\u00bf™œ“”\u009d]|Â[\u00a0«»°])\\S{0,20}"
)


def check_leftovers(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield what a translation program left behind, and characters read in the wrong encoding."""
    for found in _LEFTOVER.finditer(pair.target):
        if found[0] not in pair.source:
            yield finding("mark-left-over", context.language, target_span=found.span(), found=found[0])
    for found in _GARBLED.finditer(pair.target) if _WRONG.search(pair.target) else ():
        yield finding("garbled", context.language, target_span=found.span(), found=found[0])


_TOKEN = re.compile(r"\w+(?:['’-]\w+)*")


@lru_cache(maxsize=16)  # two checks look at the words of a text
def _tokens(text: str) -> Sequence[re.Match[str]]:
    return tuple(_TOKEN.finditer(text))


_RUN = 5  # words: as many said twice in a row are no figure of speech


def check_repetition(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield a loop: words said three times in a row, or five and more twice, where the French does no such thing."""
    found = _loop(pair.target)
    ours = (_loop(pair.source) if found else None) or (0, 0)
    if found and found[1] - found[0] > 1.5 * (ours[1] - ours[0]):
        yield finding(
            "repetition", context.language, target_span=found, found=quote(pair.target[slice(*found)])
        )


_LONGEST_LOOP = 120  # words


def _loop(text: str) -> tuple[int, int] | None:
    tokens = _tokens(text)
    words = [token[0].casefold() for token in tokens]
    for size in _sizes(words):
        run = 0
        for index in range(size, len(words)):
            run = run + 1 if words[index] == words[index - size] else 0
            if run >= 2 * size or run >= size >= _RUN:
                return tokens[index - run - size + 1].start(), tokens[index].end()
    return None


def _sizes(words: Sequence[str]) -> list[int]:
    """Return by how many words a loop may go on: as many words or more as make a loop stand so far before themselves."""
    places: dict[str, list[int]] = {}
    for index, word in enumerate(words):
        places.setdefault(word, []).append(index)
    distances = Counter(after - index for own in places.values() for index, after in combinations(own, 2))
    longest = min(_LONGEST_LOOP, len(words) // 2)
    return sorted(
        size
        for size, often in distances.items()
        if size <= longest and often >= (size if size >= _RUN else 2 * size)
    )


def check_doubled(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield a word that stands twice in a row, where the French has no such pair."""
    tokens = _tokens(pair.target)
    for one, other in pairwise(tokens):
        word = one[0].casefold()
        blank = pair.target[one.end() : other.start()]
        if (
            word == other[0].casefold()
            and word.isalpha()
            and blank.isspace()
            and not _may_double(pair, one[0], other[0])
        ):
            yield finding(
                "doubled-word",
                context.language,
                target_span=(one.start(), other.end()),
                suggestion=one[0],
                found=one[0],
            )


def _may_double(pair: Pair, one: str, other: str) -> bool:
    """Whether English doubles the word by right: “had had”, a name of two equal parts, a pair that the French has too."""
    if one.casefold() in ("had", "that"):
        return True
    double = re.compile(rf"\b({re.escape(one)})\W+{re.escape(other)}\b", re.IGNORECASE)
    return bool(double.search(pair.source))
