"""Whether the English is English: French left over, negations, a or an, scripts that do not belong."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from passerelle.glossary.english import indefinite_article
from passerelle.glossary.words import read_words
from passerelle.translate.catalog.findings import Finding
from passerelle.translate.checks.messages import finding
from passerelle.translate.checks.pair import Context, Pair
from passerelle.translate.checks.words import FRENCH_FUNCTION, is_french_only

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")


def check_source_language(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield an entry whose French is English."""
    if pair.foreign:
        name = "English" if context.language == "en" else "anglais"
        yield finding("source-not-french", context.language, name=name)


def check_french_left(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield runs of words of the source that the English holds though no dictionary of English knows them."""
    if not pair.comparable or pair.french:
        return
    ours = {word.casefold() for word in _WORD.findall(pair.source)}
    for run in _runs(pair.target, ours):
        text = pair.target[run[0] : run[1]]
        if not _is_required(pair, run):
            yield finding("french-left", context.language, target_span=run, found=text)


def _runs(target: str, ours: set[str]) -> Iterator[tuple[int, int]]:
    """Yield the places of French words side by side; function words count only beside another French word."""
    run: list[re.Match[str]] = []
    for found in [*_WORD.finditer(target), None]:
        joined = bool(run) and found is not None and target[run[-1].end() : found.start()].isspace()
        french = found is not None and _is_left(found[0], ours)
        if found is not None and french and (joined or not run):
            run.append(found)
            continue
        if any(not _is_little(word[0].casefold()) for word in run) or len(run) > 2:
            yield run[0].start(), run[-1].end()
        run = [found] if found is not None and french else []


def _is_left(word: str, ours: set[str]) -> bool:
    low = word.casefold()
    if low not in ours or not word[1:].islower():
        return False
    if _is_little(low):
        return word.islower() and low not in ("a", "on", "y", "or", "par", "de", "la", "le", "en")
    return word.islower() and is_french_only(low)


def _is_little(word: str) -> bool:
    """Whether a word is too short and common to be French for sure: “les”, “dans”, but not “après”."""
    return word in FRENCH_FUNCTION and len(word) < 5 and word.isascii()


def _is_required(pair: Pair, run: tuple[int, int]) -> bool:
    """Whether the words are part of a rendering that the glossary asks for, or a name that must stay."""
    text = pair.target[run[0] : run[1]].casefold()
    return any(
        text in form.casefold() for constraint in pair.demands.constraints for form in constraint.accepted
    )


_FRENCH_NEGATION = re.compile(
    r"\b(?:ne|n['’])\s?(?:[\w’'-]+\s){0,4}?[\w’'-]*\s?(?:pas|jamais|rien|aucune?s?|personne|guère|nulle?)\b(?!\sseulement|\suniquement)",
    re.IGNORECASE,
)
# “Non vaccinées”, “non urgentes”: an adjective denied; “non-respect” has words of its own in English.
_FRENCH_DENIED = re.compile(
    r"\bnon[\s-](?!plus|pas|seulement)[^\W\d_]{2,}(?:és?|ées?|ente?s?|ante?s?|iques?|ale?s?|aux|ifs?|ives?|bles?|aires?)\b(?!\sseulement)"
)
_ENGLISH_DENIED = re.compile(r"\b(?:non\w{4,}|elective|routine|pending|spontaneous)\b", re.IGNORECASE)
_FRENCH_NEGATIVE = re.compile(
    rf"\b(?:{'|'.join(read_words(__file__, 'french-negatives.txt'))})\b", re.IGNORECASE
)
_ENGLISH_NEGATION = re.compile(
    r"\b(?:(?:not|no)(?!\s(?:more|fewer|less|later|earlier|higher|lower|older|younger|smaller|greater)\sthan)|never|none|nothing|nobody|nowhere|without|neither|nor|cannot|\w+n['’]t|unable|non)\b|\bnon-",
    re.IGNORECASE,
)
_ENGLISH_NEGATIVE = re.compile(
    rf"\b(?:{'|'.join(read_words(__file__, 'english-negatives.txt'))})\b", re.IGNORECASE
)


def check_negation(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield a negation that only one side holds; words of negative meaning count as one."""
    if not pair.comparable or pair.french:
        return
    ours, theirs = _FRENCH_NEGATION.search(pair.source), _ENGLISH_NEGATION.search(pair.target)
    if ours and not theirs and not _ENGLISH_NEGATIVE.search(pair.target):
        yield finding("negation", context.language, variant="lost", source_span=ours.span(), source=ours[0])
    denied = None if ours or theirs else _FRENCH_DENIED.search(pair.source)
    if denied and not (_ENGLISH_NEGATIVE.search(pair.target) or _ENGLISH_DENIED.search(pair.target)):
        yield finding(
            "negation", context.language, variant="lost", source_span=denied.span(), source=denied[0]
        )
    if theirs and not _FRENCH_NEGATIVE.search(pair.source):
        yield finding(
            "negation", context.language, variant="added", target_span=theirs.span(), found=theirs[0]
        )


_ARTICLE = re.compile(r"(?<![\w’'-])(a|an|A|An) ([“‘\"']?)([^\W\d_][\w-]*)")
# Words with an h that some sound, and those in u whose sound their letters do not tell.
_EITHER = re.compile(
    r"h(?:istor|otel|erb|abitual|allucin|eroic|ysteri|omage)|uni|u[gkt]|eu|one|once", re.IGNORECASE
)


def check_article(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield “a” before a vowel’s sound and “an” before a consonant’s, as a replaced term leaves them."""
    for found in _ARTICLE.finditer(pair.target):
        article, word = found[1], found[3]
        wanted = indefinite_article(word)
        if article.lower() == wanted or _EITHER.match(word) or len(word) == 1 or _letters_or_word(word):
            continue
        shown = f"{'A' + wanted[1:] if article[0] == 'A' else wanted} {found[2]}{word}"
        yield finding(
            "article",
            context.language,
            target_span=found.span(),
            suggestion=shown,
            found=found[0],
            rendering=shown,
        )


def _letters_or_word(word: str) -> bool:
    """Whether capitals may be spelled out or read as a word: “a NATO …”, “an NHS …”."""
    return sum(map(str.isupper, word)) > 1


_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK")


def check_scripts(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield words of letters that look alike in two scripts, and scripts that the French does not use."""
    unusual = [found for found in re.finditer(r"[^\W\d_]+", pair.target) if not found[0].isascii()]
    if not unusual:
        return
    known = {_script(letter) for letter in pair.source if letter.isalpha()} | {"LATIN", "GREEK"}
    for found in unusual:
        scripts = {_script(letter) for letter in found[0] if letter.isalpha()}  # not the ⁶ of 10⁶
        mixed = len(scripts & set(_SCRIPTS)) > 1 and found[0] not in pair.source and len(found[0]) > 2
        if mixed and not _is_symbol(found[0]):
            yield finding("mixed-scripts", context.language, target_span=found.span(), found=found[0])
        elif scripts - known:
            yield finding(
                "mixed-scripts", context.language, variant="foreign", target_span=found.span(), found=found[0]
            )


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    return (
        unicodedata.name(letter, "LATIN")
        .split(" ")[0]
        .replace("MICRO", "GREEK")
        .replace("FEMININE", "LATIN")
        .replace("MASCULINE", "LATIN")
    )


def _is_symbol(word: str) -> bool:
    """Whether Greek stands beside Latin by right: “IFNα”, “µg”, “TGFβ”."""
    return word[0] in "µμαβγδκλωΔ" or word[-1] in "αβγδκλωΔ"
