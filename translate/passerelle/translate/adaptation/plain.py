"""Sentences as a model learns them: composed, in one kind of blanks, quotation marks and apostrophes."""

import re
import unicodedata

_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"'})
_INVISIBLE = str.maketrans(dict.fromkeys("\u00ad\u200b\ufeff"))


def tidy(text: str) -> str:
    """Compose accents, drop invisible characters, make every run of spaces one space.

    >>> tidy("l\u2019e\u0301te\u0301 :\u00a0 fin ")
    'l’été : fin'
    """
    return " ".join(unicodedata.normalize("NFC", text).translate(_INVISIBLE).split())


def straighten(text: str) -> str:
    """Make quotation marks and apostrophes plain ones, without the spaces inside guillemets.

    >>> print(straighten("l’essai « ouvert »"))
    l'essai "ouvert"
    """
    return re.sub(r"«\s*|\s*»", '"', text).translate(_STRAIGHT)
