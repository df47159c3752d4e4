"""A page that was translated says that it is English, wherever the French one said what it is."""

from io import BytesIO

import pytest

from passerelle.translate.formats.html.read import read_html
from passerelle.translate.formats.html.write import write_html

TEXT = "Un paragraphe assez long pour que le lecteur le tienne sans hésiter pour de la prose."


def written(head: str, body: str, html: str = '<html lang="fr-FR">', *, translated: bool = True) -> str:
    source = f"<!DOCTYPE html>{html}<head><meta charset='utf-8'>{head}</head><body>{body}</body></html>"
    targets = {block.id: block.text.upper() for block in read_html(source.encode()).blocks}
    stream = BytesIO()
    write_html(stream, source.encode(), targets if translated else {})
    return stream.getvalue().decode()


LINKED = '<script type="application/ld+json">{{"@type": "NewsArticle", "inLanguage": {}}}</script>'
SAID = [
    ('<meta property="og:locale" content="fr_FR">', '<meta property="og:locale" content="en_GB">'),
    ('<meta name="language" content="fr">', '<meta name="language" content="en">'),
    ('<meta http-equiv="Content-Language" content="fr-CA">', '<meta http-equiv="Content-Language" content="en-GB">'),
    ('<meta itemprop="inLanguage" content="fr-FR">', '<meta itemprop="inLanguage" content="en-GB">'),
    (LINKED.format('"fr"'), LINKED.format('"en"')),
    (LINKED.format('["fr-FR", "nl"]'), LINKED.format('["en-GB", "nl"]')),
    (
        LINKED.format('{"@type": "Language", "name": "French", "alternateName": "fr"}'),
        LINKED.format('{"@type": "Language", "name": "English", "alternateName": "en"}'),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("french", "english"), SAID)
def test_the_head_says_english(french: str, english: str) -> None:
    """Social networks and search engines are told, in the code's own style."""
    page = written(french, f"<h1>Le titre</h1><p>{TEXT}</p>")
    assert english in page
    assert '<html lang="en">' in page


@pytest.mark.parametrize(
    "element",
    [
        '<link rel="alternate" hreflang="fr" href="/fr">',
        '<meta property="og:locale:alternate" content="fr_CA">',
        '<meta property="og:locale" content="nl_BE">',
        '<meta name="author" content="fr">',
        LINKED.format('"nl"'),
    ],
)
def test_what_leads_to_other_languages_stays(element: str) -> None:
    assert element in written(element, f"<h1>Le titre</h1><p>{TEXT}</p>")


def test_elements_around_translated_texts_are_english() -> None:
    """One that holds none stays as it is."""
    body = f'<article lang="fr"><h1>Le titre</h1><p lang="fr-FR">{TEXT}</p><figure lang="fr"><img src="a.png"></figure></article>'
    page = written("", body)
    assert '<article lang="en">' in page
    assert '<p lang="en">' in page
    assert '<figure lang="fr">' in page
    assert '<article lang="fr">' in written("", body, translated=False)
