"""Parts of addresses among the texts: content systems send a page's slug with its title, as if it were a text."""

import re
from collections.abc import Sequence

from passerelle.translate.cms.slug import make_slug
from passerelle.translate.workflows.strings import English

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
_SURE = 4  # parts of which no French word is made


def find_slugs(texts: Sequence[str]) -> dict[int, int | None]:
    """Return which texts are slugs, each with the text whose words it has; None where there is none, and it is to stay.

    A text with few hyphens may be a word, and is a slug only beside a title that writes its words without them.

    >>> find_slugs(["Des lits de réanimation", "lits-de-reanimation", "rendez-vous", "rien-de-tout-cela"])
    {1: 0, 3: None}
    """
    slugs = {}
    for number, text in enumerate(texts):
        if not _SLUG.fullmatch(text):
            continue
        title = next((own for own, other in enumerate(texts) if _names(text, other)), None)
        if title is not None or len(text.split("-")) >= _SURE:
            slugs[number] = title
    return slugs


def _names(slug: str, title: str) -> bool:
    """Tell whether the words of a slug stand in a title, in their order."""
    if len(slug.split("-")) < 3 or slug in title.lower():
        return False
    words = iter(make_slug(title).split("-"))
    return all(word in words for word in slug.split("-"))


def english_slug(title: English) -> str:
    """Return the slug of an English title."""
    return make_slug(" ".join(entry.target for entry in title.catalog.current) or title.text)
