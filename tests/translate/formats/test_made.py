"""Any article can be made as another format, for readers."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from lxml import html

from passerelle.translate.formats.articles import MADE, make_document, read_document, suffix_of
from passerelle.translate.formats.docx.make import make_docx
from passerelle.translate.formats.html.make import make_html
from passerelle.translate.formats.made import parts_of
from passerelle.translate.formats.markdown.make import make_markdown
from passerelle.translate.text.document import Block, BlockKind, Mark

BLOCKS = (
    Block(BlockKind.HEADER, "Revue", id="h"),
    Block(BlockKind.TITLE, "Un <b> & lit", id="t"),
    Block(BlockKind.HEADING, "Un intertitre", level=1, id="i"),
    Block(
        BlockKind.PARAGRAPH,
        "Un <1>lit</1>, un <2>lien</2>, <3>un autre</3>.<4/>Du <5/> et <6/>.",
        marks=(
            Mark(1, "bold"),
            Mark(2, "link", (("href", "https://example.org/?a=1&b=2"),)),
            Mark(3, "link", (("href", "javascript:alert(1)"),)),
            Mark(4, "break"),
            Mark(5, "code", (("text", "x < y"),)),
            Mark(6, "image", (("src", "a.png"),)),
        ),
        id="p",
    ),
    Block(BlockKind.LIST_ITEM, "Un", level=1, id="l1"),
    Block(BlockKind.LIST_ITEM, "Deux", level=1, id="l2"),
    Block(BlockKind.FOOTNOTE, "Une note.", id="n"),
    Block(BlockKind.TABLE_CELL, "Une case", id="c"),
    Block(BlockKind.ATTRIBUTE, "Une image", id="a"),
)
TARGETS = {"t": "A <b> & bed", "l1": "One"}


def made(make: Callable[..., None]) -> bytes:
    stream = io.BytesIO()
    make(stream, parts_of(BLOCKS), TARGETS)
    return stream.getvalue()


def test_html() -> None:
    """Kinds and plain markup stay, an address that would run a script does not, and nothing of a text is read as markup."""
    page: Any = html.document_fromstring(made(make_html))
    told = [(each.tag, str(each.xpath("string()"))) for each in page.xpath("//body//*")]
    assert told == [
        ("h1", "A <b> & bed"),
        ("h2", "Un intertitre"),
        ("p", "Un lit, un lien, un autre.Du x < y et ."),
        ("strong", "lit"),
        ("a", "lien"),
        ("br", ""),
        ("ul", "\nOne\nDeux\n"),
        ("li", "One"),
        ("li", "Deux"),
        ("p", "Une case"),
        ("p", "Une note."),
    ]
    assert page.xpath("//@href") == ["https://example.org/?a=1&b=2"]
    assert (page.get("lang"), page.findtext(".//title")) == ("en", "A <b> & bed")


def test_markdown() -> None:
    text = made(make_markdown).decode()
    assert "# A \\<b> & bed" in text
    assert "## Un intertitre" in text
    assert "Un **lit**, un [lien](https://example.org/?a=1&b=2), un autre.<br>Du x < y" in text
    assert "- One\n- Deux\n" in text


def test_word() -> None:
    document = docx.Document(io.BytesIO(made(make_docx)))
    told = [(each.style and each.style.name, each.text) for each in document.paragraphs]
    assert told == [
        ("Title", "A <b> & bed"),
        ("Heading 1", "Un intertitre"),
        ("Normal", "Un lit, un lien, un autre.\nDu x < y et ."),
        ("List Bullet", "One"),
        ("List Bullet", "Deux"),
        ("Normal", "Une case"),
        ("Normal", "Une note."),
    ]


EXAMPLES = sorted(
    path for path in (Path(__file__).parents[3] / "examples").iterdir() if path.name != "README.md"
)


@pytest.mark.parametrize("kind", MADE)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_articles_are_made_as_every_kind(path: Path, kind: str, tmp_path: Path) -> None:
    """What was made holds the titles and paragraphs of the article, and is read again."""
    blocks = read_document(path).blocks
    made = tmp_path / f"made{suffix_of(kind)}"
    with made.open("wb") as stream:
        make_document(stream, path, {block.id: block.text for block in blocks}, kind)
    again = {block.text for block in read_document(made).blocks}
    plain = [
        block.text
        for block in blocks
        if block.kind in (BlockKind.TITLE, BlockKind.PARAGRAPH) and not block.marks
    ]
    assert len(set(plain) - again) <= 1  # a byline of a page of its own may look like furniture
