"""OpenDocument texts ↔ blocks; `bulletin.odt` was saved by LibreOffice."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree

from passerelle.translate.formats.odt.names import name
from passerelle.translate.formats.odt.read import read_odt
from passerelle.translate.formats.odt.write import add_paragraphs, write_odt
from passerelle.translate.text.document import Block, DocumentError, Left, Why

BULLETIN = (Path(__file__).parents[2] / "fixtures/documents/bulletin.odt").read_bytes()
TEXT = b"application/vnd.oasis.opendocument.text"
ROOT = " ".join(
    f'xmlns:{prefix}="{name(f"{prefix}:")[1:-1]}"'
    for prefix in ("office", "text", "table", "style", "fo", "draw", "xlink", "dc")
)
STYLES = (
    '<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="T2" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>'
    '<style:style style:name="T3" style:family="text"><style:text-properties fo:language="fr"/></style:style>'
)


def zipped(*parts: tuple[str, bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, data in parts:
            archive.writestr(part, data)
    return stream.getvalue()


def document(body: str, *others: tuple[str, bytes]) -> bytes:
    content = (
        f"<office:document-content {ROOT}><office:automatic-styles>{STYLES}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return zipped(("mimetype", TEXT), ("content.xml", content.encode()), *others)


def rewritten(source: bytes, targets: dict[str, str], french: frozenset[str] = frozenset()) -> bytes:
    stream = BytesIO()
    write_odt(stream, source, targets, french)
    return stream.getvalue()


def part(source: bytes, which: str = "content.xml") -> str:
    with zipfile.ZipFile(BytesIO(source)) as archive:
        return archive.read(which).decode()


def facts(blocks: tuple[Block, ...]) -> list[tuple[str, int, str]]:
    return [(block.kind.value, block.level, block.text) for block in blocks]


BLOCKS = [
    ("title", 1, "Le bloc se chauffe"),
    ("paragraph", 0, "Un sous-titre"),
    ("heading", 1, "Premier temps"),
    (
        "paragraph",
        0,
        "L’équipe a mesuré <1>12\u00a0%</1><2/> de gain<3>, puis\n<4/>rien</3> : voir <5>le site</5>.",
    ),
    ("footnote", 0, "Mesure de mars."),
    ("item", 1, "Un point"),
    ("item", 2, "Plus bas"),
    ("quotation", 0, "« Voilà. »"),
    ("cell", 0, "Case A"),
    ("cell", 0, "Case B"),
    ("paragraph", 0, "<1/>Une phrase à côté du cadre."),
    ("caption", 0, "Le bloc vu du couloir"),
    ("paragraph", 0, "La fin."),
    ("header", 0, "La lettre du bloc"),
    ("footer", 0, "Page <1/>"),
]


def test_blocks() -> None:
    """Styles tell the kinds; notes follow their paragraph, headers and footers come last; contents stay out, comments are told."""
    read = read_odt(BULLETIN)
    assert facts(read.blocks) == BLOCKS
    assert [mark.kind for mark in read.blocks[3].marks] == ["bold", "note", "italic", "break", "link"]
    assert dict(read.blocks[3].marks[4].attributes) == {"href": "https://example.org/a"}
    assert read.left_out == ("Premier temps 1",)
    assert read.left == (Left(0, Why.COMMENT, "À vérifier."),)


def test_writing_the_source_reads_the_same() -> None:
    """A document written with its own texts reads into the same blocks, and keeps its tracked changes."""
    own = {block.id: block.text for block in read_odt(BULLETIN).blocks}
    written = rewritten(BULLETIN, own)
    assert read_odt(written) == read_odt(BULLETIN)
    assert "tracked-changes" in part(written)


def test_written_targets_read_back() -> None:
    """Every target reads back as written, with kinds, levels and marks."""
    blocks = read_odt(BULLETIN).blocks
    targets = {block.id: block.text.replace("e", "E") for block in blocks}
    again = read_odt(rewritten(BULLETIN, targets)).blocks
    assert facts(again) == [(block.kind.value, block.level, targets[block.id]) for block in blocks]
    assert [block.marks for block in again] == [block.marks for block in blocks]


def test_what_is_no_text_stays() -> None:
    """Bookmarks, comments, pictures and fields stay; changes are accepted; title property and language follow."""
    blocks = read_odt(BULLETIN).blocks
    written = rewritten(BULLETIN, {block.id: block.text.upper() for block in blocks})
    content = part(written)
    assert all(sign in content for sign in ("text:bookmark-start", "À vérifier.", "draw:frame"))
    assert "tracked-changes" not in content
    assert "change-start" not in content
    assert "<dc:title>LE BLOC SE CHAUFFE</dc:title>" in part(written, "meta.xml")
    assert 'fo:language="en" fo:country="GB"' in part(written, "styles.xml")
    assert "page-number" in part(written, "styles.xml")


def test_properties_are_texts() -> None:
    """What title, subject and description say beside the text is translated; names of files are not."""
    meta = (
        f"<office:document-meta {ROOT}><office:meta><dc:title>Un titre</dc:title><dc:subject>lettre.odt</dc:subject>"
        "<dc:description>Ce que dit la lettre</dc:description></office:meta></office:document-meta>"
    )
    source = document("<text:h>Un titre</text:h><text:p>Un texte.</text:p>", ("meta.xml", meta.encode()))
    block = read_odt(source).blocks[-1]
    assert (block.kind.value, block.section, block.text) == (
        "attribute",
        "<properties>",
        "Ce que dit la lettre",
    )
    written = part(
        rewritten(source, {each.id: each.text.upper() for each in read_odt(source).blocks}), "meta.xml"
    )
    assert "UN TITRE" in written
    assert "lettre.odt" in written
    assert "CE QUE DIT LA LETTRE" in written


def test_the_package_stays() -> None:
    """All parts come back, the type first and unpacked as the standard wants it, without signatures that hold no more."""
    source = document("<text:p>Un.</text:p>", ("META-INF/documentsignatures.xml", b"<x/>"), ("a.png", b"1"))
    with zipfile.ZipFile(BytesIO(rewritten(source, {}))) as archive:
        assert archive.namelist() == ["mimetype", "content.xml", "a.png"]
    with zipfile.ZipFile(BytesIO(rewritten(BULLETIN, {}))) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)


@pytest.mark.parametrize(
    ("inner", "text", "kinds"),
    [
        ("Le cen<text:span text:style-name='T3'>tre</text:span> ouvre.", "Le centre ouvre.", []),
        ("Un<text:s text:c='3'/>point<text:soft-page-break/> ici", "Un point ici", []),
        ("Le <text:date>4 mai</text:date>, ici", "Le <1/>, ici", ["field"]),
        (
            "Un <text:span text:style-name='T1'>gras <text:span text:style-name='T2'>penché</text:span></text:span> ici, et d’autres",
            "Un <1>gras</1> <2>penché</2> ici, et d’autres",
            ["bold", "bold"],
        ),
        ("<text:span text:style-name='T1'>Tout en gras, jusqu’au point.</text:span>", "Tout en gras, jusqu’au point.", []),
        ("Voir <draw:frame/>ici", "Voir <1/>ici", ["image"]),
        ("Un <text:ruby><text:ruby-base>mot</text:ruby-base><text:ruby-text>x</text:ruby-text></text:ruby>", "Un mot", []),
        ("Un<!-- remarque --> mot", "Un mot", []),
    ],
)  # fmt: skip
def test_inline(inner: str, text: str, kinds: list[str]) -> None:
    """What a reader does not see makes no mark, and what is no text is one mark."""
    source = document(f"<text:p>Avant.</text:p><text:p>{inner}</text:p>")
    block = read_odt(source).blocks[1]
    assert block.text == text
    assert [mark.kind for mark in block.marks] == kinds
    again = read_odt(rewritten(source, {block.id: block.text.replace("ici", "here")})).blocks[1]
    assert again.text == text.replace("ici", "here")


def test_bold_stands_for_headings() -> None:
    """Where no style says heading, short bold lines are; the first is the title."""
    bold = "<text:p><text:span text:style-name='T1'>{}</text:span></text:p>"
    source = document(bold.format("Un titre") + "<text:p>Du texte.</text:p>" + bold.format("Un intertitre"))
    kinds = [(block.kind.value, block.level) for block in read_odt(source).blocks]
    assert kinds == [("title", 1), ("paragraph", 0), ("heading", 2)]


def test_what_stays_french_is_labelled() -> None:
    """A label stands before a text without English, in a style that exists."""
    blocks = read_odt(BULLETIN).blocks
    written = rewritten(BULLETIN, {}, frozenset({blocks[1].id}))
    assert read_odt(written).blocks[1].text == "<1>[In French]</1> Un sous-titre"
    assert [mark.kind for mark in read_odt(written).blocks[1].marks] == ["bold"]


def test_lines_around() -> None:
    """Lines of the translation stand in italics before the first text and after the last."""
    source = add_paragraphs(BULLETIN, ["Partial & so."], ["Reviewed."])
    texts = [block.text for block in read_odt(source).blocks]
    assert texts[0] == "Partial & so."
    assert texts[-3:] == ["Reviewed.", "La lettre du bloc", "Page <1/>"]
    etree.fromstring(part(source).encode())


def test_macros_are_left_alone() -> None:
    """Macros are told of, and stay."""
    source = document("<text:p>Un texte.</text:p>", ("Basic/Standard/Module1.xml", b"<x/>"))
    assert "macros" in read_odt(source).warnings[0]
    assert part(rewritten(source, {}), "Basic/Standard/Module1.xml") == "<x/>"


ENCRYPTED = b'<m xmlns="urn:x"><file-entry><encryption-data/></file-entry></m>'


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04 and no more", "damaged"),
        (BULLETIN[:6000], "damaged"),
        (zipped(("mimetype", TEXT), ("content.xml", b"<x")), "damaged"),
        (zipped(("mimetype", TEXT), ("content.xml", b"<x/>")), "damaged"),
        (zipped(("mimetype", TEXT)), "is not an OpenDocument text"),
        (zipped(("a.txt", b"x")), "is not an OpenDocument text"),
        (zipped(("mimetype", TEXT.replace(b"text", b"spreadsheet"))), "OpenDocument spreadsheet"),
        (document("<text:p/>"), "no text"),
        (document("<text:p>x</text:p>", ("META-INF/manifest.xml", ENCRYPTED)), "password"),
        (zipped(("mimetype", TEXT), ("encrypted-package", b"x")), "password"),
        (document("", ("styles.xml", bytes(40_000_000))), "unpacks to"),
        (document("<text:p/>" * 100_001), "more than 100,000 paragraphs"),
    ],
)  # fmt: skip
def test_bad_input(source: bytes, words: str) -> None:
    """One sentence says what is wrong."""
    with pytest.raises(DocumentError, match=words):
        read_odt(source)
