"""The articles of a feed published one by one: a page each, complete or not written."""

from pathlib import Path

import pytest

from passerelle.translate.catalog.entry import Catalog, Entry, Header, State
from passerelle.translate.cms import Published, PublishError, PublishOptions, Target, publish
from passerelle.translate.formats.articles import read_document
from passerelle.translate.formats.po.write import write_po

FEED = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Le bloc</title>
<item><title>Un &lt;b&gt;essai&lt;/b&gt;</title><description>En bref.</description>
<content:encoded><![CDATA[<p>Un essai.</p><p>La <em>suite</em>.</p>]]></content:encoded></item>
<item><title>Un essai</title><description>Moins de 5 &amp;amp; plus.

Une autre
ligne.</description></item>
<item><title>Sans texte</title></item>
<item><title>À revoir</title><description>Un texte à revoir.</description></item></channel></rss>
"""


def published(
    folder: Path, *unreviewed: str, target: Target = Target.HTML, partial: bool = False
) -> Published:
    """Publish the feed with its French in capitals, all reviewed but for what is named."""
    source = folder / "flux.rss"
    source.write_text(FEED, encoding="utf-8")
    entries = tuple(
        Entry(
            block.id, block.kind, block.text, block.text.upper(),
            State.DRAFT if block.text in unreviewed else State.APPROVED, block.line, article=block.article,
        )
        for block in read_document(source).blocks
    )  # fmt: skip
    catalogue = folder / "flux.po"
    with catalogue.open("w", encoding="utf-8", newline="\n") as stream:
        write_po(stream, Catalog(Header("flux", "flux.rss"), entries))
    return publish(catalogue, PublishOptions(target, folder / "out", partial=partial))


def pages(done: Published) -> dict[str, str]:
    assert done.path is not None
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(done.path.iterdir())}


def test_each_article_is_a_page(tmp_path: Path) -> None:
    """It is named after its English title and holds its fullest text; an item without a text is none."""
    done = published(tmp_path)
    assert done.whole
    written = pages(done)
    assert list(written) == ["a-revoir.en.html", "un-essai-2.en.html", "un-essai.en.html"]
    assert "<h1>UN ESSAI</h1>\n<p>UN ESSAI.</p><p>LA <em>SUITE</em>.</p>" in written["un-essai.en.html"]
    assert "<p>MOINS DE 5 &amp; PLUS.</p>\n<p>UNE AUTRE" in written["un-essai-2.en.html"]
    assert all('<html lang="en">' in page for page in written.values())


def test_an_article_that_is_not_complete_waits_for_itself_alone(tmp_path: Path) -> None:
    """The others are written, the run says which is not, and it ends as one that left something out."""
    done = published(tmp_path, "Un texte à revoir.")
    assert not done.whole
    assert list(pages(done)) == ["un-essai-2.en.html", "un-essai.en.html"]
    assert done.incomplete == ("À revoir",)
    assert any("1 article of flux is not written" in warning for warning in done.warnings)


def test_a_partial_page_marks_what_stays_french(tmp_path: Path) -> None:
    page = pages(published(tmp_path, "Un texte à revoir.", partial=True))["a-revoir.en.html"]
    assert "Partial translation: 1 of 2 texts" in page
    assert "[In French] Un texte à revoir." in page


def test_an_article_of_which_nothing_is_reviewed_is_no_page(tmp_path: Path) -> None:
    """What the feed says of itself is asked of no article."""
    done = published(tmp_path, "À revoir", "Un texte à revoir.", "Le bloc", partial=True)
    assert list(pages(done)) == ["un-essai-2.en.html", "un-essai.en.html"]


def test_other_formats_are_refused(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="feed, or html for a page an item"):
        published(tmp_path, target=Target.MARKDOWN)
