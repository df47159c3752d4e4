"""Month names of both languages, from the CLDR."""

import unicodedata

from babel.dates import get_month_names


def _forms(locale: str) -> dict[str, int]:
    """Every spelling of a month that a journalist may write, in lower case, with its number."""
    forms: dict[str, int] = {}
    full = {name.lower() for name in get_month_names("wide", locale=locale).values()}
    for width in ("wide", "abbreviated"):
        for number, name in get_month_names(width, locale=locale).items():
            bare = name.lower().rstrip(".")
            plain = unicodedata.normalize("NFD", bare).encode("ascii", "ignore").decode()
            forms |= {bare: number, plain: number}
            if width == "abbreviated" and bare not in full:
                forms[bare + "."] = number
    return forms


ENGLISH_NAMES: tuple[str, ...] = tuple(
    get_month_names("wide", locale="en_GB")[number] for number in range(1, 13)
)
ENGLISH_MONTHS = _forms("en_GB") | _forms("en_US")
FRENCH_MONTHS = _forms("fr")


def alternatives(months: dict[str, int]) -> str:
    """A pattern that matches any of the spellings, the longest first, and no part of a longer word."""
    forms = sorted(months, key=len, reverse=True)
    return "(?:" + "|".join(form.replace(".", r"\.") for form in forms) + r")(?!\w)"
