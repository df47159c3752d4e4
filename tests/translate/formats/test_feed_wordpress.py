"""WordPress exports (WXR) ↔ blocks."""

from io import BytesIO
from pathlib import Path

import pytest

from passerelle.translate.formats.feed.read import read_feed
from passerelle.translate.formats.feed.write import write_feed

WXR = """<?xml version="1.0" encoding="UTF-8" ?>
<!-- generator="WordPress/6.5" created="2026-05-04 10:00" -->
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Le bloc</title><description>Un carnet</description><language>fr-FR</language><wp:wxr_version>1.2</wp:wxr_version>
<wp:category><wp:category_nicename><![CDATA[soins]]></wp:category_nicename><wp:cat_name><![CDATA[Soins]]></wp:cat_name></wp:category>
<item><title><![CDATA[Deux salles]]></title><content:encoded><![CDATA[<!-- wp:paragraph {"dropCap":true} -->
<p>Un <strong>bloc</strong>
ouvre.</p>
<!-- /wp:paragraph -->

<!-- wp:heading -->
<h2 class="wp-block-heading">La suite</h2>
<!-- /wp:heading -->]]></content:encoded><excerpt:encoded><![CDATA[]]></excerpt:encoded><wp:post_name><![CDATA[deux-salles]]></wp:post_name>
<wp:post_type><![CDATA[post]]></wp:post_type>
<category domain="category" nicename="soins"><![CDATA[Soins]]></category>
<wp:postmeta><wp:meta_key><![CDATA[_edit_last]]></wp:meta_key><wp:meta_value><![CDATA[un]]></wp:meta_value></wp:postmeta>
<wp:postmeta><wp:meta_key><![CDATA[_yoast_wpseo_metadesc]]></wp:meta_key><wp:meta_value><![CDATA[Un bloc à voir]]></wp:meta_value></wp:postmeta>
<wp:comment><wp:comment_content><![CDATA[Bravo à vous]]></wp:comment_content></wp:comment></item>
<item><title>Classique</title><content:encoded><![CDATA[Un premier <em>temps</em> &amp; rien.

Une ligne
Une autre ligne
<pre>un

code</pre>
[gallery ids="1,2"]
Fin.]]></content:encoded><wp:post_type>page</wp:post_type></item>
<item><title>Styles du thème</title><content:encoded><![CDATA[body { color: red }]]></content:encoded><wp:post_type>custom_css</wp:post_type></item>
</channel></rss>
"""
BLOCKS = [
    ("title", "Le bloc"),
    ("paragraph", "Un carnet"),
    ("paragraph", "Soins"),
    ("title", "Deux salles"),
    ("paragraph", "Un <1>bloc</1> ouvre."),
    ("heading", "La suite"),
    ("paragraph", "Soins"),
    ("paragraph", "Un bloc à voir"),
    ("title", "Classique"),
    ("paragraph", "Un premier <1>temps</1> & rien."),
    ("paragraph", "Une ligne"),
    ("paragraph", "Une autre ligne"),
    ("paragraph", "Fin."),
]


def rewritten(targets: dict[str, str]) -> str:
    stream = BytesIO()
    write_feed(stream, WXR.encode(), targets)
    return stream.getvalue().decode()


def test_blocks() -> None:
    """Posts, pages, terms and descriptions are read; settings, identifiers and code are not, and comments are told."""
    document = read_feed(WXR.encode())
    assert [(block.kind.value, block.text) for block in document.blocks] == BLOCKS
    assert [(each.line, each.why.value, each.text) for each in document.left] == [
        (19, "comment", "Bravo à vous")
    ]


def test_all_but_the_texts_comes_back() -> None:
    """An export written with its own texts is the same file but for the language that it names."""
    own = {block.id: block.text for block in read_feed(WXR.encode()).blocks}
    assert rewritten(own) == WXR.replace(">fr-FR<", ">en-gb<")


def test_written_targets_read_back() -> None:
    """Every target reads back as written; what speaks to WordPress stays."""
    blocks = read_feed(WXR.encode()).blocks
    targets = {block.id: block.text.upper() for block in blocks}
    written = rewritten(targets)
    assert [block.text for block in read_feed(written.encode()).blocks] == [
        targets[block.id] for block in blocks
    ]
    for part in (
        '<!-- wp:paragraph {"dropCap":true} -->\n<p>UN <strong>BLOC</strong> OUVRE.</p>\n<!-- /wp:paragraph -->',
        "UN PREMIER <em>TEMPS</em> &amp; RIEN.\n\nUNE LIGNE\nUNE AUTRE LIGNE\n<pre>un\n\ncode</pre>\n[gallery",
        'nicename="soins"><![CDATA[SOINS]]>',
        "<![CDATA[deux-salles]]>",
        "<![CDATA[body { color: red }]]>",
    ):
        assert part in written


EXPORT = (Path(__file__).parents[2] / "fixtures/documents/wordpress.xml").read_bytes()
TWICE = (Path(__file__).parents[2] / "fixtures/documents/twice.rss").read_bytes()


def test_an_export_laid_out_as_wordpress_6_does() -> None:
    """Posts, pages, terms and alternative texts are read, each post an article; code, shortcodes and settings are not."""
    texts = [(block.article, block.text) for block in read_feed(EXPORT).blocks]
    post, page = "Un robot au bloc", "Le CLCC vu d’en haut"
    assert [text for article, text in texts if article == post] == [
        "Un robot au bloc",
        "Le CLCC s’équipe d’un <1>robot</1>\u00a0: voir <2>le plan</2>.",
        "Deux salles",
        "Le robot vu de face",
        "Le robot, en mai",
        "Un bras",
        "Une console",
        "Chirurgie",
        "Robot",
    ]
    assert (f"{post} (excerpt)", "Le CLCC s’équipe.") in texts
    assert [text for article, text in texts if article == page][1:] == [
        "Le CLCC tient sur <1>trois</1> étages.",
        "Le premier reçoit.",
        "Le second soigne.",
    ]
    assert ("robot", "Le robot vu de face") in texts


def test_a_picture_s_words_stay_in_their_attribute() -> None:
    """Quotation marks in its English do not end it; the name of a file is no text."""
    block = next(block for block in read_feed(EXPORT).blocks if block.text == "Le robot vu de face")
    stream = BytesIO()
    write_feed(stream, EXPORT, {block.id: 'The "robot" & co'})
    assert b' alt="The \xe2\x80\x9drobot\xe2\x80\x9d &amp; co" class=' in stream.getvalue()
    named = EXPORT.replace(b"Le robot vu de face", b"IMG_0012.jpg")
    assert "IMG_0012.jpg" not in [block.text for block in read_feed(named).blocks if block.kind == "caption"]


@pytest.mark.parametrize(("source", "changed"), [(EXPORT, {}), (TWICE, {'"ISO-8859-1"': '"utf-8"'})])
def test_real_files_come_back(source: bytes, changed: dict[str, str]) -> None:
    """Written with its own texts a file is the same but for language and encoding; other texts read back as written."""
    encoding = "iso-8859-1" if changed else "utf-8"
    expected = source.decode(encoding).replace(">fr-FR<", ">en-gb<").replace(">fr<", ">en-gb<")
    for old, new in changed.items():
        expected = expected.replace(old, new)
    blocks = read_feed(source).blocks
    same, other = BytesIO(), BytesIO()
    write_feed(same, source, {block.id: block.text for block in blocks})
    assert same.getvalue().decode() == expected
    write_feed(other, source, {block.id: f"{block.text} ici" for block in blocks})
    assert [block.text for block in read_feed(other.getvalue()).blocks] == [
        f"{block.text} ici" for block in blocks
    ]
