"""Every word of the pages in English and in French, and which of the two a reader wants."""

import re

from starlette.requests import Request

from passerelle.translate.report import words as report
from passerelle.translate.text.phrases import LANGUAGES, read_phrases

COOKIE = "lang"
_OWN = read_phrases(__file__, "phrases.tsv", "review.tsv")
_WEIGHED = re.compile(r"\s*([a-zA-Z]{1,8})[\w-]*\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?))?\s*")


def say(key: str, language: str, **values: object) -> str:
    """Return the words of a key; what the report shows as well is said in its words."""
    table = _OWN.say if key in _OWN.table else report.say
    return table(key, language, **values)


def has_words(key: str) -> bool:
    """Return whether there are words for a key."""
    return key in _OWN.table


def language_of(request: Request) -> str:
    """Return the language that the address asks for (``?lang=fr``), or was asked for before, or that the browser prefers."""
    for asked in (request.query_params.get("lang"), request.cookies.get(COOKIE)):
        if asked in LANGUAGES:
            return asked
    return preferred_language(request.headers.get("accept-language", ""))


def preferred_language(accepted: str) -> str:
    """Return the heavier of French and English in an ``Accept-Language`` header; English where it names neither.

    >>> preferred_language("de, fr-CH;q=0.8, en;q=0.5"), preferred_language("*")
    ('fr', 'en')
    """
    found = (_WEIGHED.fullmatch(each) for each in accepted[:500].split(","))
    weighed = [(float(each[2] or 1), each[1].lower()) for each in found if each]
    ours = [(weight, code) for weight, code in weighed if code in LANGUAGES and weight]
    return max(ours, key=lambda each: each[0], default=(1.0, "en"))[1]
