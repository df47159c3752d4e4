"""The last part of a page's address, as content systems make it from a title."""

import re
import unicodedata

from passerelle.translate.text.document import plain_words

LONGEST = 80


def make_slug(title: str) -> str:
    """Return the words of ``title`` in lower case with hyphens between them.

    >>> make_slug("A <1>first</1>: 12.5% fewer relapses in Orléans")
    'a-first-12-5-fewer-relapses-in-orleans'
    """
    plain = unicodedata.normalize("NFKD", plain_words(title)).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.lower().replace("'", ""))
    slug = ""
    for word in words:
        if len(slug) + len(word) + 1 > LONGEST:
            break
        slug = f"{slug}-{word}" if slug else word
    return slug
