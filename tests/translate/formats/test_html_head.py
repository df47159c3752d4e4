"""The words of a page's head: told where no block says them, and written in English with the rest."""

import json
from io import BytesIO

import pytest
from lxml import html

from passerelle.translate.formats.html.read import read_html
from passerelle.translate.formats.html.write import write_html

TITLE = "Un essai prometteur dans le cancer du sein"
BODY = (
    f"<body><article><h1>{TITLE}</h1><p>Un paragraphe assez long pour que le lecteur le tienne sans hésiter pour de"
    " la prose.</p></article></body>"
)
DESCRIPTION = "Une étude française change la prise en charge."


LINKED = (
    '<script type="application/ld+json">{"@graph": [{"@type": ["NewsArticle"], "description": "L&#8217;espoir d’une'
    ' \\"ville\\"", "publisher": {"@type": "Organization", "description": "Le fil qui vous informe mieux"}}]}</script>'
)


def page(head: str) -> bytes:
    return f"<html><head><meta charset='utf-8'>{head}</head>{BODY}</html>".encode()


def told(head: str) -> list[str]:
    """Return the captions of the page, which are what its head alone says."""
    return [block.text for block in read_html(page(head)).blocks if block.kind == "caption"]


def written(head: str) -> dict[str | None, str | None]:
    """Return the head's texts after all blocks were put into capitals, by the name of each."""
    source = page(head)
    stream = BytesIO()
    write_html(stream, source, {block.id: block.text.upper() for block in read_html(source).blocks})
    tree = html.document_fromstring(stream.getvalue())
    metas = {meta.get("property") or meta.get("name"): meta.get("content") for meta in tree.iter("meta")}
    return {"title": tree.findtext(".//title"), **metas}


@pytest.mark.parametrize(
    ("head", "texts"),
    [
        ("", []),
        (f"<title>{TITLE}</title>", []),
        (f"<title>{TITLE} | Le Fil santé</title>", []),
        (f"<title>Le Fil santé : {TITLE}</title>", []),
        ("<title>Le Fil santé</title>", []),
        (
            "<title>Cancer du sein : espoir à Lyon | Le Fil santé</title>",
            ["Cancer du sein : espoir à Lyon"],
        ),
        (
            "<meta property='og:site_name' content='Le Fil'><title>Cancer du sein : espoir à Lyon - Le Fil</title>",
            ["Cancer du sein : espoir à Lyon"],
        ),
        (f"<meta name='description' content='{DESCRIPTION}'>", [DESCRIPTION]),
        (
            f"<meta name='description' content='{DESCRIPTION}'><meta property='og:description' content='{DESCRIPTION}'>",
            [DESCRIPTION],
        ),
        (f"<meta property='og:description' content='{TITLE}'>", []),
        ("<meta name='description' content='Actualités en santé'>", []),
        ("<meta name='keywords' content='cancer, sein, essai clinique, Lyon'>", []),
        ("<meta name='description'><title></title>", []),
        ("<meta property='og:title' content='Sein : l’espoir'>", ["Sein : l’espoir"]),
        ("<meta property='og:site_name' content='Le Fil'><meta property='og:title' content='Le Fil'>", []),
        (
            "<meta property='og:image:alt' content='Une chercheuse à son microscope'>",
            ["Une chercheuse à son microscope"],
        ),
        ("<meta name='dcterms.title' content='Espoir à Lyon'>", ["Espoir à Lyon"]),
        ('<script type="application/ld+json">{"headline": "Espoir à Lyon"}</script>', ["Espoir à Lyon"]),
        ('<script type="application/ld+json">{"headline": broken,}</script>', []),
        (
            LINKED,
            ['L’espoir d’une "ville"'],
        ),
    ],
)
def test_what_only_the_head_says_is_told(head: str, texts: list[str]) -> None:
    """A description or another title becomes a block, once; repetitions, names of sites and keywords do not."""
    assert told(head) == texts


def test_head_speaks_english_with_the_page() -> None:
    """Titles change in the part that was translated, descriptions as a whole; a site keeps its name."""
    head = (
        "<title>Cancer du sein : espoir à Lyon | Le Fil santé</title>"
        f"<meta property='og:title' content='{TITLE}'><meta name='twitter:title' content='{TITLE} | Le Fil santé'>"
        f"<meta name='description' content='{DESCRIPTION}'><meta name='author' content='Une étude'>"
    )
    assert written(head) == {
        None: None,
        "title": "CANCER DU SEIN : ESPOIR À LYON | Le Fil santé",
        "og:title": TITLE.upper(),
        "twitter:title": f"{TITLE.upper()} | Le Fil santé",
        "description": DESCRIPTION.upper(),
        "author": "Une étude",
    }


def test_linked_data_speaks_english_with_the_page() -> None:
    """Headline and description follow; names, addresses, layout and what cannot be read stay to the letter."""
    script = '{ "@type" : "NewsArticle",\n  "headline":"%s",\n "description" : "%s", "author": {"name": "Une étude"} }'
    broken = '<script type="application/ld+json">{"headline": "Un <b>essai</b>",}</script>'
    source = page(f'<script type="application/ld+json">{script % (TITLE, DESCRIPTION)}</script>{broken}')
    stream = BytesIO()
    targets = {block.id: block.text.upper() for block in read_html(source).blocks}
    write_html(stream, source, targets)
    text = stream.getvalue().decode()
    assert script % (TITLE.upper(), DESCRIPTION.upper()) in text
    assert broken in text


def test_linked_data_cannot_end_its_script() -> None:
    """Whatever the English says, the script stays one."""
    source = page('<script type="application/ld+json">{"headline": "Espoir à Lyon"}</script>')
    stream = BytesIO()
    blocks = read_html(source).blocks
    write_html(stream, source, {blocks[-1].id: 'Hope </script><b> & "Lyon" \\n'})
    tree = html.document_fromstring(stream.getvalue())
    assert json.loads(tree.findtext(".//script") or "")["headline"] == 'Hope </script><b> & "Lyon" \\n'


def test_written_head_reads_back() -> None:
    """A page that was written reads into the same blocks with the new texts."""
    source = page(
        f"<title>Cancer du sein : espoir à Lyon | Le Fil santé</title><meta name='description' content='{DESCRIPTION}'>"
    )
    blocks = read_html(source).blocks
    stream = BytesIO()
    write_html(stream, source, {block.id: block.text.upper() for block in blocks})
    assert [block.text for block in read_html(stream.getvalue()).blocks] == [
        block.text.upper() for block in blocks
    ]


def test_what_the_head_says_stands_under_no_heading() -> None:
    """The sheet shows where such a text comes from, and not the last heading of the article."""
    body = BODY.replace("</article>", "<h2>Et après ?</h2><p>Rien de plus.</p></article>")
    source = page(f"<meta name='description' content='{DESCRIPTION}'>").replace(BODY.encode(), body.encode())
    assert [block.section for block in read_html(source).blocks][-2:] == ["Et après ?", "<head>"]


def test_marks_in_a_description_are_text() -> None:
    """What looks like one of our marks is the page's own."""
    assert written("<meta name='description' content='Un essai &lt;1&gt; sur quatre patients'>")[
        "description"
    ] == ("UN ESSAI <1> SUR QUATRE PATIENTS")
