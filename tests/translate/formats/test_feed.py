"""RSS and Atom feeds ↔ blocks."""

from io import BytesIO
from pathlib import Path

import pytest

from passerelle.translate.formats.articles import FEED, detect_format
from passerelle.translate.formats.feed.read import read_feed
from passerelle.translate.formats.feed.write import add_lines_to_feed, write_feed
from passerelle.translate.text.document import Block, DocumentError

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<!-- Une agence -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel>
  <title>Les brèves du bloc</title>
  <link>https://example.org/</link>
  <description>Ce qui bouge au bloc</description>
  <language>fr-FR</language>
  <image><title>Les brèves du bloc</title><url>https://example.org/a.png</url></image>
  <item>
    <title>L&#8217;équipe s&rsquo;étoffe</title>
    <link>https://example.org/?a=1&amp;b=2</link>
    <guid isPermaLink="false">bloc-1</guid>
    <category><![CDATA[Chirurgie]]></category>
    <description>&lt;p&gt;Un &lt;b&gt;bloc&lt;/b&gt; ouvre.&lt;/p&gt;</description>
    <content:encoded><![CDATA[<h2>Deux salles</h2>
<p>Voir <a href="https://example.org/x?a=1&amp;b=2">le site</a>.</p><ul><li>Un point</li></ul>]]></content:encoded>
  </item>
  <item>
    <title>Sant&amp;eacute; au bloc</title>
    <description>&amp;lt;p&amp;gt;Moins de 5 &amp;lt;em&amp;gt;gestes&amp;lt;/em&amp;gt;.&amp;lt;/p&amp;gt;</description>
  </item>
</channel>
</rss>
"""
ATOM = """<?xml version="1.0" encoding="iso-8859-1"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title type="text">Les brèves</title><id>urn:x</id>
<entry><title>Un essai</title><author><name>Zoé</name></author><summary>Moins de 5 &amp; plus de 3.</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Un <em>essai</em><br/>ouvre.</p></div></content>
<source><title>Une autre source</title></source></entry>
<entry><title/><content type="image/png">iVBORw0</content></entry></feed>"""


def rewritten(source: bytes, targets: dict[str, str], french: frozenset[str] = frozenset()) -> str:
    stream = BytesIO()
    write_feed(stream, source, targets, french)
    return stream.getvalue().decode()


def facts(blocks: tuple[Block, ...]) -> list[tuple[str, int, str]]:
    return [(block.kind.value, block.line, block.text) for block in blocks]


def upper(source: bytes) -> dict[str, str]:
    return {block.id: block.text.upper() for block in read_feed(source).blocks}


def test_rss_blocks() -> None:
    """Each item begins with its title, its summary comes last; HTML is taken apart however it was escaped."""
    document = read_feed(RSS.encode())
    assert facts(document.blocks) == [
        ("title", 5, "Les brèves du bloc"),
        ("paragraph", 7, "Ce qui bouge au bloc"),
        ("paragraph", 9, "Les brèves du bloc"),
        ("title", 11, "L’équipe s’étoffe"),
        ("paragraph", 14, "Chirurgie"),
        ("heading", 16, "Deux salles"),
        ("paragraph", 16, "Voir <1>le site</1>."),
        ("item", 16, "Un point"),
        ("paragraph", 15, "Un <1>bloc</1> ouvre."),
        ("title", 20, "Santé au bloc"),
        ("paragraph", 21, "Moins de 5 <1>gestes</1>."),
    ]


def test_each_item_is_an_article() -> None:
    """What belongs to the feed itself belongs to none; sections end with their article."""
    named = [(block.article, block.section) for block in read_feed(RSS.encode()).blocks]
    first, second = "L’équipe s’étoffe", "Santé au bloc"
    texts = [(first, "")] * 2 + [(first, "Deux salles")] * 3 + [(f"{first} (description)", "")]
    assert named == [*[("", "")] * 3, *texts, *[(second, "")] * 2]


def test_lines_part_the_paragraphs_of_a_text() -> None:
    """Where no tag does, an empty line does; all but the texts comes back."""
    source = b"<rss><channel><item><description>Un &lt;b&gt;mot&lt;/b&gt;.\n\nUn autre.</description></item></channel></rss>"
    blocks = read_feed(source).blocks
    assert [block.text for block in blocks] == ["Un <1>mot</1>.", "Un autre."]
    assert rewritten(source, {block.id: block.text for block in blocks}).encode() == source


def test_articles_that_are_called_alike_are_told_apart() -> None:
    """An article without a title is called by its first words."""
    item = "<item><description>Un essai.</description></item>"
    blocks = read_feed(f"<rss><channel>{item}{item}</channel></rss>".encode()).blocks
    assert [block.article for block in blocks] == ["Un essai.", "Un essai. (2)"]


def test_atom_blocks() -> None:
    """XHTML is taken apart; names, sources and pictures are no texts; the declared encoding is believed."""
    document = read_feed(ATOM.encode("iso-8859-1"))
    assert facts(document.blocks) == [
        ("title", 2, "Les brèves"),
        ("title", 3, "Un essai"),
        ("paragraph", 4, "Un <1>essai</1>\n<2/>ouvre."),
        ("paragraph", 3, "Moins de 5 & plus de 3."),
    ]


@pytest.mark.parametrize("source", [RSS.encode(), RSS.replace("\n", "\r\n").encode()])
def test_all_but_the_texts_comes_back(source: bytes) -> None:
    """A feed written with its own texts is the same file but for the language that it names."""
    own = {block.id: block.text for block in read_feed(source).blocks}
    assert rewritten(source, own).encode() == source.replace(b">fr-FR<", b">en-gb<")


@pytest.mark.parametrize("source", [RSS.encode(), ATOM.encode("iso-8859-1")])
def test_written_targets_read_back(source: bytes) -> None:
    """Every target reads back as written."""
    targets = upper(source)
    again = read_feed(rewritten(source, targets).encode()).blocks
    assert [block.text for block in again] == [targets[block.id] for block in read_feed(source).blocks]


def test_escapes_stay() -> None:
    """Each text is escaped as the feed has it: once, twice, as CDATA, as XHTML; links and identifiers stay."""
    written = rewritten(RSS.encode(), upper(RSS.encode()))
    for part in (
        "<description>&lt;p&gt;UN &lt;b&gt;BLOC&lt;/b&gt; OUVRE.&lt;/p&gt;</description>",
        "<description>&amp;lt;p&amp;gt;MOINS DE 5 &amp;lt;em&amp;gt;GESTES&amp;lt;/em&amp;gt;.&amp;lt;/p&amp;gt;</description>",
        '<![CDATA[<h2>DEUX SALLES</h2>\n<p>VOIR <a href="https://example.org/x?a=1&amp;b=2">LE SITE</a>.</p><ul>',
        "<category><![CDATA[CHIRURGIE]]></category>",
        "<link>https://example.org/?a=1&amp;b=2</link>",
        "<language>en-gb</language>",
    ):
        assert part in written
    atom = rewritten(ATOM.encode("iso-8859-1"), upper(ATOM.encode("iso-8859-1")))
    assert 'encoding="utf-8"' in atom
    assert 'xml:lang="en-GB"' in atom
    assert "<p>UN <em>ESSAI</em><br/>OUVRE.</p>" in atom
    assert "<summary>MOINS DE 5 &amp; PLUS DE 3.</summary>" in atom


def test_what_stays_french_is_labelled() -> None:
    """A label stands before a text without English."""
    block = read_feed(RSS.encode()).blocks[8]
    written = rewritten(RSS.encode(), {}, frozenset({block.id}))
    assert "&lt;p&gt;[In French] Un &lt;b&gt;bloc" in written


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (RSS, "<description>Partial &lt; so. Ce qui bouge au bloc Reviewed.</description>"),
        (ATOM, "</title><subtitle>Partial &lt; so. Reviewed.</subtitle><id>"),
    ],
)
def test_lines_stand_where_a_feed_says_what_it_is(source: str, expected: str) -> None:
    assert expected in add_lines_to_feed(source.encode(), ["Partial < so."], ["Reviewed."]).decode()


@pytest.mark.parametrize(
    ("start", "is_feed"),
    [
        (RSS, True),
        (ATOM, True),
        ('<rdf:RDF xmlns="http://purl.org/rss/1.0/">', True),
        ('<rdf:RDF xmlns="http://example.org/">', False),
        ("<feed><title>x</title></feed>", False),
        ("<xliff version='1.2'/>", False),
        ("<!>" * 600, False),
    ],
)
def test_feeds_are_known_by_their_content(start: str, *, is_feed: bool) -> None:
    """A feed is known whatever its suffix; other XML is none."""
    assert (detect_format(Path("a.xml"), start.encode()) is FEED) is is_feed


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (b"", "is empty"),
        (b"<rss><channel><title>x</channel></rss>", "line 1 is not well-formed XML"),
        (b"<rss><channel><link>x</link></channel></rss>", "no text"),
        (b"<rss><channel><title>&#8217;</title></channel></rss>", "no text"),
    ],
)
def test_bad_input(source: bytes, words: str) -> None:
    """One sentence says what is wrong."""
    with pytest.raises(DocumentError, match=words):
        read_feed(source)
