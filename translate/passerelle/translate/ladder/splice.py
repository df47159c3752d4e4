"""Putting a required rendering into an English sentence, and mending what stands around it. Pure functions."""

import re
from collections.abc import Sequence

from passerelle.glossary.concept import Article
from passerelle.glossary.english import indefinite_article, pluralise, singularise
from passerelle.translate.constraints.constraint import Constraint

Place = tuple[int, int]


def splice(text: str, place: Place, rendering: str) -> str:
    """Replace ``place`` of ``text`` by ``rendering``; mend articles, capitals and words that now stand twice.

    >>> splice("A centre of fight is open.", (2, 17), "EHR")
    'An EHR is open.'
    >>> splice("Liquid biopsies grow.", (0, 15), "liquid biopsy")
    'Liquid biopsies grow.'
    """
    start, end = place
    wrong = text[start:end]
    rendering = agree(rendering, wrong)
    if _opens_sentence(text, start) and rendering[:1].islower():
        rendering = rendering[0].upper() + rendering[1:]
    before, after = _drop_doubles(text[:start], rendering, text[end:])
    before = _mend_article(before, rendering)
    return before + rendering + after


def agree(rendering: str, wrong: str) -> str:
    """Give a rendering the number of the words that it replaces, where these show one.

    >>> agree("liquid biopsy", "fluid biopsies"), agree("trials", "trial")
    ('liquid biopsies', 'trials')
    """
    last = re.search(r"[A-Za-z]{4,}$", wrong)
    if last and singularise(last[0].lower()) != last[0].lower() and _is_common_noun(rendering):
        return pluralise(rendering)
    return rendering


def _is_common_noun(rendering: str) -> bool:
    if any(map(str.isdigit, rendering)):
        return False
    return _bare(rendering).islower()


def _bare(rendering: str) -> str:
    """Return a rendering without its short form in brackets."""
    return re.split(r"\s[(\[]", rendering, maxsplit=1)[0]


def _opens_sentence(text: str, start: int) -> bool:
    return not text[:start].strip(" “”\"'‘(–-") or bool(re.search(r"[.!?]\s+[“\"‘(]?$", text[:start]))


def _drop_doubles(before: str, rendering: str, after: str) -> tuple[str, str]:
    """Remove the words just before and after that the rendering itself begins or ends with, its short form apart."""
    words = rendering.split()
    counts = range(min(3, len(words)), 0, -1)
    # The two comparisons spare a new pattern wherever the neighbour is another word: nearly everywhere.
    for count in counts:
        head = r"\s+".join(map(re.escape, words[:count]))
        near = before.rstrip().lower().endswith(words[count - 1].lower())
        if near and (found := re.search(rf"(?i)(?<![\w-]){head}\s+$", before)):
            before = before[: found.start()]
            break
    for ending in dict.fromkeys((rendering, _bare(rendering))):
        after = _drop_ending(ending.split(), after)
    return before, after


def _drop_ending(words: Sequence[str], after: str) -> str:
    for count in range(min(3, len(words)), 0, -1):
        tail = r"\s+".join(map(re.escape, words[-count:]))
        near = after.lstrip().lower().startswith(words[-count].lower())
        if near and (found := re.match(rf"(?i)\s+{tail}(?![\w-])", after)):
            return after[found.end() :]
    return after


def _mend_article(before: str, rendering: str) -> str:
    found = re.search(r"(?<![\w’'])([Aa])(n?)(\s+[“\"‘(]?)$", before)
    if not found:
        return before
    article = indefinite_article(rendering)
    return before[: found.start()] + (article.capitalize() if found[1] == "A" else article) + found[3]


def mend_articles(text: str) -> str:
    """Correct every “a” and “an” by the word that follows it.

    >>> mend_articles("It is an centre and a EHR.")
    'It is a centre and an EHR.'
    >>> mend_articles('"A intern told me.')
    '"An intern told me.'
    """

    def correct(found: re.Match[str]) -> str:
        article = indefinite_article(found[3])
        return (article.capitalize() if found[1][0] == "A" else article) + found[2] + found[3]

    return _ARTICLE.sub(correct, text)


# A capital A in mid-sentence is a letter (vitamin A), not an article.
_ARTICLE = re.compile(r"((?<![\w’'.-])an?|(?:^|(?<=[.!?]\s)|(?<=[“\"]))An?)(\s+[“\"‘(]?)([A-Za-z][\w-]+)")


_THE = re.compile(r"(?<![\w’'])[Tt]he\s+$")
_DETERMINED = re.compile(
    r"(?i)(?<![\w’'])(?:the|an?|its|his|her|their|our|your|my|this|these|those|each|every|no|another)\s+(?:[\w-]+\s+)?$"
    r"|['’]s?\s+(?:[\w-]+\s+)?$|[-/(]$"
)
_DEFINITE = re.compile(r"(?i)(?:(?<![\w’'])(?:la|le|les|du|des|aux?)\s+|(?<!\w)(?:de\s)?l['’])$")


def mend_name_articles(
    text: str, source: str, constraints: Sequence[Constraint], places: Sequence[Place | None]
) -> str:
    """Write “the” before the names that take it, and none before those that do not, where the French has its article.

    >>> from passerelle.translate.constraints.constraint import Constraint, ConstraintKind
    >>> has = Constraint(ConstraintKind.TERM, 3, 6, "HAS", "HAS", ("HAS",), article=Article.THE)
    >>> mend_name_articles("HAS says so.", "La HAS le dit.", [has], [(0, 3)])
    'The HAS says so.'
    """
    met = [pair for pair in zip(places, constraints, strict=True) if pair[0] is not None]
    for place, constraint in sorted(met, key=lambda pair: pair[0] or (0, 0), reverse=True):
        assert place is not None
        if constraint.article is not Article.ANY and _DEFINITE.search(source[: constraint.start]):
            before = text[: place[0]]
            text = _with_article(before, constraint.article) + text[place[0] :]
    return text


def _with_article(before: str, article: Article) -> str:
    """Return the English before a name with “the” put there or taken away; another determiner stays."""
    if article is Article.NONE:
        return _THE.sub("", before)
    if _DETERMINED.search(before):
        return before
    return before + ("The " if _opens_sentence(before, len(before)) else "the ")


def doubled_words(text: str, allowed: Sequence[str] = ("that", "had", "is")) -> list[Place]:
    """Return the places where a word or a group of words stands twice in a row.

    >>> doubled_words("The cancer centre cancer centre opened.")
    [(4, 31)]
    """
    return [
        (found.start(), found.end())
        for found in re.finditer(
            r"(?i)(?<![\w-])((?:[^\W\d_][\w’'-]*\s+){0,4}?[^\W\d_][\w’'-]*)(?:\s+\1s?(?![\w-]))+", text
        )
        if found[1].lower() not in allowed
    ]
