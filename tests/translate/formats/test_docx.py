"""Word documents ↔ blocks."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from passerelle.translate.formats.docx.read import read_docx
from passerelle.translate.formats.docx.write import write_docx
from passerelle.translate.text.document import Block, DocumentError


def saved(document: Any) -> bytes:
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def rewritten(source: bytes, targets: dict[str, str]) -> bytes:
    stream = BytesIO()
    write_docx(stream, source, targets)
    return stream.getvalue()


def add(document: Any, inner: str) -> None:
    """Append a paragraph of raw WordprocessingML."""
    document.element.body.insert(-1, parse_xml(f"<w:p {nsdecls('w', 'r', 'wp', 'a')}>{inner}</w:p>"))


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def article() -> bytes:
    document = docx.Document()
    document.core_properties.title = "Le bloc se chauffe"
    document.sections[0].header.paragraphs[0].text = "La revue du bloc"
    document.sections[0].footer.paragraphs[0].text = "Page 1"
    document.add_paragraph("Le bloc se chauffe", style="Title")
    document.add_paragraph("Un sous-titre", style="Subtitle")
    document.add_paragraph("Premier temps", style="Heading 1")
    mixed = document.add_paragraph("L’équipe a mesuré ")
    mixed.add_run("12\u00a0%").bold = True
    mixed.add_run(" de gain")
    mixed.add_run(", puis\nrien").italic = True
    document.add_paragraph("Un item", style="List Bullet")
    document.add_paragraph("Plus bas", style="List Number 2")
    document.add_paragraph("« Voilà. »", style="Quote")
    document.add_paragraph("Le bloc vu du couloir", style="Caption")
    table = document.add_table(2, 2)
    for cell, text in zip((cell for row in table.rows for cell in row.cells), "ABCD", strict=True):
        cell.text = f"Case {text}"
    document.add_paragraph("")
    document.add_paragraph("La fin.")
    return saved(document)


BLOCKS = [
    ("title", 1, "Le bloc se chauffe"),
    ("paragraph", 0, "Un sous-titre"),
    ("heading", 1, "Premier temps"),
    ("paragraph", 0, "L’équipe a mesuré <1>12\u00a0%</1> de gain<2>, puis\n<3/>rien</2>"),
    ("item", 1, "Un item"),
    ("item", 2, "Plus bas"),
    ("quotation", 0, "« Voilà. »"),
    ("caption", 0, "Le bloc vu du couloir"),
    *[("cell", 0, f"Case {letter}") for letter in "ABCD"],
    ("paragraph", 0, "La fin."),
    ("header", 0, "La revue du bloc"),
    ("footer", 0, "Page 1"),
]


def facts(blocks: tuple[Block, ...]) -> list[tuple[str, int, str]]:
    return [(block.kind.value, block.level, block.text) for block in blocks]


def test_blocks() -> None:
    """Styles tell the kinds; bold and italics become marks; headers and footers follow."""
    document = read_docx(article())
    assert facts(document.blocks) == BLOCKS
    assert [block.line for block in document.blocks] == [*range(1, len(BLOCKS) + 1)]
    assert [mark.kind for mark in document.blocks[3].marks] == ["bold", "italic", "break"]


def test_writing_the_source_reads_the_same() -> None:
    """A document written with its own texts reads into the same blocks."""
    source = article()
    own = {block.id: block.text for block in read_docx(source).blocks}
    assert read_docx(rewritten(source, own)) == read_docx(source)


def test_written_targets_read_back() -> None:
    """Every target reads back as written, with kinds, levels and marks."""
    blocks = read_docx(article()).blocks
    targets = {block.id: block.text.replace("e", "E") for block in blocks}
    again = read_docx(rewritten(article(), targets)).blocks
    assert facts(again) == [(block.kind.value, block.level, targets[block.id]) for block in blocks]
    assert [block.marks for block in again] == [block.marks for block in blocks]


def test_formatting_follows_its_mark() -> None:
    """Bold goes where the translation put its mark; paragraphs keep their styles; the title property follows."""
    blocks = read_docx(article()).blocks
    targets = {
        blocks[0].id: "The theatre warms up",
        blocks[3].id: "A gain of <1>12%</1> was measured<2>.</2>",
    }
    written = docx.Document(BytesIO(rewritten(article(), targets)))
    assert written.core_properties.title == "The theatre warms up"
    assert '<w:pStyle w:val="Title"/>' in written.paragraphs[0]._p.xml
    runs = [(part.text, part.bold, part.italic) for part in written.paragraphs[3].runs]
    assert runs == [
        ("A gain of ", None, None),
        ("12%", True, None),
        (" was measured", None, None),
        (".", None, True),
    ]
    assert written.paragraphs[4].text == "Un item"


def note_part(document: Any, kind: str, inner: str) -> None:
    """Give a document footnotes or endnotes, as Word writes them."""
    name = kind + "s"
    separator = f"<w:{kind} w:type='separator' w:id='-1'><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>"
    note = f"<w:{kind} w:id='1'><w:p><w:r><w:{kind}Ref/></w:r>{inner}</w:p></w:{kind}>"
    content = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{name}+xml"
    xml = f"<w:{name} {nsdecls('w', 'r')}>{separator}{note}</w:{name}>".encode()
    part = Part(PackURI(f"/word/{name}.xml"), content, xml, document.part.package)
    document.part.relate_to(part, getattr(RELATIONSHIP_TYPE, name.upper()))


def with_notes() -> bytes:
    document = docx.Document()
    add(document, run("Un essai") + "<w:r><w:footnoteReference w:id='1'/></w:r>" + run(" mené à Lyon."))
    note_part(document, "footnote", run(" Voir pour cela ") + run("le rapport", "<w:b/>"))
    note_part(document, "endnote", run(" Chiffres de 2024."))
    document.add_section()
    for section in document.sections:
        section.header.is_linked_to_previous = False
        section.header.paragraphs[0].text = "Lettre de l’agence"
    document.sections[1].footer.paragraphs[0].text = "Pied de page"
    paragraph = document.add_paragraph("Une phrase à revoir.")
    document.add_comment(paragraph.runs, "À vérifier avec le service", author="Anne", initials="AP")
    return saved(document)


STORIES = [
    ("paragraph", 0, "Un essai<1/> mené à Lyon."),
    ("paragraph", 0, "Une phrase à revoir."),
    ("header", 0, "Lettre de l’agence"),
    ("footer", 0, "Pied de page"),
    ("footnote", 0, "<1/> Voir pour cela <2>le rapport</2>"),
    ("endnote", 0, "<1/> Chiffres de 2024."),
    ("comment", 0, "À vérifier avec le service"),
]


def test_every_story_is_read_and_written() -> None:
    """Headers, footers, notes and comments are blocks of their own kinds; equal headers are one, and all are written."""
    source = with_notes()
    blocks = read_docx(source).blocks
    assert facts(blocks) == STORIES
    assert read_docx(rewritten(source, {})).blocks == blocks
    again = rewritten(source, {block.id: block.text.upper() for block in blocks})
    assert facts(read_docx(again).blocks) == [(kind, level, text.upper()) for kind, level, text in STORIES]
    headers = [section.header.paragraphs[0].text for section in docx.Document(BytesIO(again)).sections]
    assert headers == ["LETTRE DE L’AGENCE"] * 2


PROPERTIES = [
    ({"title": "Un essai à Lyon"}, ["Un essai à Lyon"]),
    ({"title": "Le bloc se chauffe", "subject": "Les soins à domicile"}, ["Les soins à domicile"]),
    (
        {"title": "Les soins", "subject": "Les soins", "comments": "Une note pour la presse"},
        ["Les soins", "Une note pour la presse"],
    ),
    ({"title": "rapport-2.docx", "subject": "Microsoft Word - note.doc", "keywords": "soins, ville"}, []),
    ({"title": "2024", "comments": "generated by python-docx"}, []),
]


@pytest.mark.parametrize(("properties", "texts"), PROPERTIES)
def test_properties_speak_english_with_the_document(properties: dict[str, str], texts: list[str]) -> None:
    """Title, subject and description are blocks where no paragraph says the same; else they follow it."""
    document = docx.Document()
    document.core_properties.comments = ""
    document.add_paragraph("Le bloc se chauffe", style="Title")
    for name, value in properties.items():
        setattr(document.core_properties, name, value)
    source = saved(document)
    blocks = read_docx(source).blocks
    assert [block.text for block in blocks if block.kind == "attribute"] == texts
    written = docx.Document(BytesIO(rewritten(source, {block.id: block.text.upper() for block in blocks})))
    known = {*texts, "Le bloc se chauffe"}
    for name, value in properties.items():
        expected = value.upper() if value in known else value
        assert getattr(written.core_properties, name) == expected


def test_a_property_has_room_for_so_much() -> None:
    """English that is longer than Word allows is cut at a word; nothing fails."""
    document = docx.Document()
    document.core_properties.title = "Un titre"
    document.add_paragraph("Le bloc se chauffe")
    source = saved(document)
    written = rewritten(source, {read_docx(source).blocks[-1].id: "word " * 100})
    title = docx.Document(BytesIO(written)).core_properties.title
    assert 200 < len(title) <= 255


def test_notes_and_comments_keep_what_binds_them() -> None:
    """A paragraph that is rewritten has its notes' and comments' anchors, a note its number, a comment its author."""
    source = with_notes()
    written = rewritten(source, {block.id: f"X {block.text}" for block in read_docx(source).blocks})
    with zipfile.ZipFile(BytesIO(written)) as archive:
        body = archive.read("word/document.xml").decode()
        notes, comments = (archive.read(f"word/{name}.xml").decode() for name in ("footnotes", "comments"))
    for tag in ("footnoteReference", "commentRangeStart", "commentRangeEnd", "commentReference"):
        assert body.count(f"<w:{tag} ") == 1
    assert notes.count("<w:footnoteRef/>") == 1
    assert comments.count("<w:annotationRef/>") == 1
    assert 'w:author="Anne"' in comments


def test_what_stays_french_in_a_story_is_labelled() -> None:
    """A note without English says so in the written file."""
    source = with_notes()
    note = next(block for block in read_docx(source).blocks if block.kind == "footnote")
    stream = BytesIO()
    write_docx(stream, source, {}, [note.id])
    assert "[In French]" in next(
        block.text for block in read_docx(stream.getvalue()).blocks if block.kind == "footnote"
    )


def test_runs_split_by_the_editor_are_one() -> None:
    """Language, proofing and revision marks split runs without a reader seeing it."""
    document = docx.Document()
    add(
        document,
        run("Le cen")
        + "<w:proofErr w:type='spellStart'/>"
        + run("tre", "<w:lang w:val='fr-FR'/>")
        + run(" ouvre."),
    )
    assert read_docx(saved(document)).blocks[0].text == "Le centre ouvre."


def test_an_all_bold_paragraph_has_no_marks() -> None:
    """What all of a paragraph has is its base format, kept without a mark."""
    document = docx.Document()
    document.add_paragraph().add_run(
        "Un chapo tout en gras, long de plusieurs mots et clos par un point."
    ).bold = True
    document.add_paragraph("Une phrase.")
    source = saved(document)
    block = read_docx(source).blocks[0]
    assert block.marks == ()
    written = docx.Document(BytesIO(rewritten(source, {block.id: "All bold."})))
    assert [(part.text, part.bold) for part in written.paragraphs[0].runs] == [("All bold.", True)]


def test_tracked_changes_are_accepted() -> None:
    """Insertions are read, deletions are not; a rewritten paragraph has neither."""
    document = docx.Document()
    change = "w:id='1' w:author='A' w:date='2026-01-01T00:00:00Z'"
    deleted = f"<w:del {change}><w:r><w:delText>vieux </w:delText></w:r></w:del>"
    inserted = f"<w:ins {change}>{run('nouveau ')}</w:ins>"
    add(document, run("Le ") + deleted + inserted + run("bloc ouvre."))
    source = saved(document)
    block = read_docx(source).blocks[0]
    assert block.text == "Le nouveau bloc ouvre."
    written = docx.Document(BytesIO(rewritten(source, {block.id: "The new theatre opens."})))
    assert "w:del" not in written.element.xml
    assert "w:ins " not in written.element.xml
    assert written.paragraphs[0].text == "The new theatre opens."


def with_link() -> bytes:
    document = docx.Document()
    key = document.part.relate_to("https://example.org/x", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    add(
        document,
        run("Voir ")
        + f"<w:hyperlink r:id='{key}'>{run('le guide', '<w:u w:val=' + chr(34) + 'single' + chr(34) + '/>')}</w:hyperlink>"
        + run(" ici."),
    )
    return saved(document)


def with_field() -> bytes:
    document = docx.Document()
    field = [f"<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>" for kind in ("begin", "separate", "end")]
    code = '<w:r><w:instrText>HYPERLINK "https://example.org"</w:instrText></w:r>'
    add(document, run("Voir ") + field[0] + code + field[1] + run("le guide") + field[2] + run(" ici."))
    return saved(document)


INLINE = [
    (with_link, "Voir <1>le guide</1> ici.", ["link"], "See <1>the guide</1> here.", "w:hyperlink r:id="),
    (
        with_field,
        "Voir <1/>le guide<2/> ici.",
        ["field", "field"],
        "See <1/>the guide<2/> here.",
        "w:instrText",
    ),
]


@pytest.mark.parametrize(("make", "text", "kinds", "target", "kept"), INLINE)
def test_links_and_fields(
    make: Callable[[], bytes], text: str, kinds: list[str], target: str, kept: str
) -> None:
    """Links and fields are marks and are written again around the English."""
    block = read_docx(make()).blocks[0]
    assert (block.text, [mark.kind for mark in block.marks]) == (text, kinds)
    written = rewritten(make(), {block.id: target})
    assert read_docx(written).blocks[0].text == target
    assert read_docx(written).blocks[0].marks == block.marks
    assert kept in docx.Document(BytesIO(written)).element.xml


def test_a_link_tells_its_address() -> None:
    """The mark of a link holds the address, not Word's key for it."""
    assert read_docx(with_link()).blocks[0].marks[0].attributes == (("href", "https://example.org/x"),)


def test_bold_stands_for_missing_headings() -> None:
    """In a document without heading styles a short bold line is a heading, the first one the title."""
    document = docx.Document()
    for text, bold in [
        ("Le titre", True),
        ("Une phrase.", False),
        ("Un intertitre", True),
        ("Une phrase.", False),
    ]:
        document.add_paragraph().add_run(text).bold = bold or None
    assert [block.kind for block in read_docx(saved(document)).blocks] == [
        "title",
        "paragraph",
        "heading",
        "paragraph",
    ]


def test_first_heading_is_the_title_where_there_is_none() -> None:
    """A document that begins with a heading has it for title."""
    document = docx.Document()
    document.add_heading("Le titre", 1)
    document.add_heading("Une partie", 1)
    assert facts(read_docx(saved(document)).blocks) == [
        ("title", 1, "Le titre"),
        ("heading", 1, "Une partie"),
    ]


def test_nested_tables_and_text_boxes() -> None:
    """Paragraphs inside a cell's table or a text box are blocks, and each is written in its place."""
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "Dehors"
    cell.add_table(1, 1).cell(0, 0).text = "Dedans"
    box = "<w:txbxContent><w:p><w:r><w:t>Dans la boîte</w:t></w:r></w:p></w:txbxContent>"
    add(document, run("Autour. ") + f"<w:r><w:pict>{box}</w:pict></w:r>")
    source = saved(document)
    blocks = read_docx(source).blocks
    assert [block.text for block in blocks] == ["Dehors", "Dedans", "Autour. <1/>", "Dans la boîte"]
    written = rewritten(source, {block.id: f"X {block.text}" for block in blocks})
    assert [block.text for block in read_docx(written).blocks] == [f"X {block.text}" for block in blocks]


def zipped(*files: tuple[str, bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return stream.getvalue()


def spreadsheet() -> bytes:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    types = f"<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'><Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/><Override PartName='/xl/workbook.xml' ContentType='{kind}'/></Types>"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    relations = f"<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='rId1' Type='{office}' Target='xl/workbook.xml'/></Relationships>"
    return zipped(
        ("[Content_Types].xml", types.encode()),
        ("_rels/.rels", relations.encode()),
        ("xl/workbook.xml", b"<workbook/>"),
    )


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
MANY = b"<w:d>" + b"<w:p/>" * 100_001 + b"</w:d>"
BROKEN = [
    (b"", "is empty"),
    (b"PK\x03\x04 cut short", "damaged"),
    (zipped(("a.txt", b"x")), "is not a Word document"),
    (zipped(("[Content_Types].xml", b"<broken")), "damaged"),
    (zipped(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", bytes(40_000_000))), "unpacks to"),
    (
        zipped(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", MANY)),
        "more than 100,000 paragraphs",
    ),
    (
        zipped(
            ("[Content_Types].xml", b"<Types/>"),
            *((f"word/footnotes{n}.xml", MANY[:400_000]) for n in range(3)),
        ),
        "more than 100,000 paragraphs",
    ),
    (spreadsheet(), "is not a Word document"),
    (OLE + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
    (OLE + "WordDocument".encode("utf-16-le"), "Word 97-2003"),
    (OLE, "is not a Word document"),
    (article()[:-300], "damaged"),
    (saved(docx.Document()), "holds no text"),
]


@pytest.mark.parametrize(("source", "message"), BROKEN)
def test_broken_files(source: bytes, message: str) -> None:
    """What is no readable Word document gets one sentence that says what it is."""
    with pytest.raises(DocumentError, match=message):
        read_docx(source)


@pytest.mark.parametrize(
    "words",
    [
        b"application/vnd.openxmlformats-package.core-properties+xml",
        b"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
    ],
)
def test_properties_that_cannot_be_read_are_left_alone(words: bytes) -> None:
    """A package whose facts about itself are of another kind is written without a second part for them."""
    document = docx.Document()
    document.add_paragraph("Un essai à Nantes.")
    whole = BytesIO()
    document.save(whole)
    damaged = BytesIO()
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(damaged, "w") as new:
        for part in old.infolist():
            new.writestr(part, old.read(part).replace(words, b"application/xml"))
    (block,) = read_docx(damaged.getvalue()).blocks
    written = rewritten(damaged.getvalue(), {block.id: "A trial in Nantes."})
    assert [again.text for again in read_docx(written).blocks] == ["A trial in Nantes."]
    with zipfile.ZipFile(BytesIO(written)) as new:
        assert len(new.namelist()) == len(set(new.namelist()))
