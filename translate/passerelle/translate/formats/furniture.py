"""What the furniture of a French web page says: known labels, bylines, calls to click, headers of other lists.

Each test looks at one line alone; where the article stands is for `boilerplate` to find.
"""

import re
from functools import cache

from passerelle.glossary.words import read_words

_FURNITURE = frozenset(read_words(__file__, "page-labels.txt"))


@cache
def _any_of(name: str) -> re.Pattern[str]:
    return re.compile("|".join(read_words(__file__, name)), re.IGNORECASE)


_MONTH = r"(?:janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc)[\w.]*"
_DATE = (
    r"(?i:(?:(?:lun|mar|mercre|jeu|vendre|same)di |dimanche )?"
    rf"(?:\d{{1,2}}(?:er)? {_MONTH}(?: \d{{4}})?|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}|hier|aujourd'hui))"
)
_TIME = r"(?:,? ?(?:à|·|-|\|)? ?\d{1,2} ?[h:] ?\d{0,2})?"
_NAME = r"[A-ZÀ-Ý][\w'’.-]*(?: (?:de|du|la|le|et|avec|[A-ZÀ-Ý][\w'’.-]*)){0,7}"
_BY = r"(?i:par|propos recueillis par|rédigée? par|écrit par)"
_STAMP = (
    r"(?i:publiée?s?|mise? à jour|mise? en ligne|modifiée?|actualisée?|postée?|dernière (?:mise à jour|modification))"
    rf"(?i: ?:| le)? {_DATE}{_TIME}"
)
_GAP = r"[\s.,|•·–—()/-]*"
_BREADCRUMB = re.compile(
    r"(?:(?:vous êtes ici|fil d'ariane) ?:? ?)?(?:accueil|home|actualités?)\b[^.]{0,40}[>›»/→].*",
    re.IGNORECASE,
)
_STAMPED = re.compile(_STAMP)
_TEASER = re.compile(r"(?:à lire|lire) (?:aussi|également) ?:", re.IGNORECASE)
_ENDING = re.compile(r"[.!?…][\s”\"»’')\]]*$")
_FULL_STOP = re.compile(r"[.!…][\s”\"»’')\]]*$")


@cache
def _byline() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?:{_BY} )?{_NAME})?{_GAP}(?:{_STAMP}{_GAP}){{1,3}}(?:{_BY} {_NAME}|\d+ min.{{0,12}})?{_GAP}"
        rf"|(?i:le )?{_DATE}{_TIME}{_GAP}(?:{_BY} {_NAME})?|{_BY} (?=\S+ \S){_NAME}(?: ?[|•·–—-] ?[^.|•·]{{1,40}}){{0,4}}(?:, [^.]{{1,60}})?"
        r"|La rédaction(?: d.{1,30})?"
    )


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does, closing quotes and brackets aside.

    >>> ends_sentence("« C’est fait. »"), ends_sentence("Former à l’IA")
    (True, False)
    """
    return bool(_ENDING.search(text[-12:]))


def ends_with_full_stop(text: str) -> bool:
    """Whether a text ends a statement: as `ends_sentence`, but for questions, which are often titles."""
    return bool(_FULL_STOP.search(text[-12:]))


def is_byline(text: str) -> bool:
    """Whether a line names author or date and says no more.

    >>> is_byline("Par Anne Petit. Publié le 3 mai 2024 à 8h30"), is_byline("Publié le 3 mai, le décret précise")
    (True, False)
    """
    return len(text) < 220 and bool(_byline().fullmatch(_plain(text)))


def is_stamped(text: str) -> bool:
    """Whether a byline tells when a page was published, which only a page does."""
    return is_byline(text) and bool(_STAMPED.search(_plain(text)))


def is_teaser(text: str) -> bool:
    """Whether a line sends the reader to another article: « À lire aussi : … »."""
    return len(text) < 250 and bool(_TEASER.match(_plain(text)))


def is_breadcrumb(text: str) -> bool:
    """Whether a line is the path to a page: « Accueil > Industrie > … »."""
    return len(text) < 300 and bool(_BREADCRUMB.fullmatch(_plain(text)))


def is_related_header(text: str) -> bool:
    """Whether a line opens a list of other articles: « À lire », « Sur le même sujet »."""
    return bool(len(text) < 60 and _any_of("related-headers.txt").fullmatch(_bare(text)))


def is_comments_header(text: str) -> bool:
    """Whether a line opens the readers' comments."""
    return bool(len(text) < 40 and _any_of("comment-headers.txt").fullmatch(_bare(text)))


def is_aside(text: str) -> bool:
    """Whether a line invites to click, subscribe, share or accept, or claims rights."""
    return bool(_any_of("asides.txt").match(_plain(text)))


def is_furniture(text: str) -> bool:
    """Whether a line is the label of a menu, a button or a footer: « Mentions légales », « Je me connecte »."""
    return len(text) < 50 and _bare(text) in _FURNITURE


def _plain(text: str) -> str:
    """Return a line with ordinary spaces and straight apostrophes, as the tables have it."""
    return " ".join(text.split()).replace("’", "'")


def _bare(text: str) -> str:
    return _plain(text).strip(" :>»›→•|…-").casefold()
