"""PDF files → blocks; `communique-writer.pdf` was made by LibreOffice, `communique-web.pdf` by Chromium, from the sources beside them."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pytest

from passerelle.translate.formats.articles import PDF, read_document, write_document
from passerelle.translate.formats.pdf import file
from passerelle.translate.formats.pdf.read import read_pdf
from passerelle.translate.text.document import BlockKind, Document, DocumentError, Left, Mark, Why

FIXTURES = Path(__file__).parents[2] / "fixtures/documents"
WRITER, WEB = (read_pdf((FIXTURES / f"communique-{name}.pdf").read_bytes()) for name in ("writer", "web"))
MakePdf = Callable[..., bytes]
TEXT = "Le centre ouvre un hôpital de jour."


def texts(document: Document, *kinds: BlockKind) -> list[str]:
    return [block.text for block in document.blocks if not kinds or block.kind in kinds]


@pytest.mark.parametrize("document", [WRITER, WEB])
def test_kinds_of_blocks(document: Document) -> None:
    """One title, headings by their size, items of lists, cells of tables, each once."""
    assert len(texts(document, BlockKind.TITLE)) == 1
    assert {block.level for block in document.blocks if block.kind is BlockKind.HEADING} == {2}
    assert len({block.id for block in document.blocks}) == len(document.blocks)


def test_columns_are_read_one_after_the_other() -> None:
    """Paragraphs that the end of a column parts are whole, and the words that a line's end parts."""
    (found,) = (text for text in texts(WRITER) if text.startswith("Les clichés sont"))
    assert found.endswith(
        "Le financement associe l’agence régionale de santé et plusieurs collectivités territoriales."
    )
    (found,) = (text for text in texts(WEB) if text.startswith("Les fournisseurs"))
    assert "d’interopérabilité et de sécurité ne sont pas remboursées" in found
    assert "un délai de quatre-vingt-dix jours" in found
    order = texts(WEB, BlockKind.PARAGRAPH)
    assert [text.split()[1] for text in order[2:5]] == ["équipes", "fournisseurs", "ministère"]


def test_texts_of_two_pages_are_joined() -> None:
    """A list, a table, its caption, and a paragraph after each."""
    assert texts(WRITER, BlockKind.LIST_ITEM)[1] == "rendre les résultats en moins de quinze jours ;"
    assert texts(WRITER, BlockKind.CAPTION) == ["Tableau 1 – Étapes de mars 2026. © Centre Jean-Vasseur"]
    assert [block.line for block in WRITER.blocks[-5:]] == [2, 1, 1, 1, 1]


def test_tables_are_read_row_by_row() -> None:
    """With rules around their cells, and without."""
    assert texts(WRITER, BlockKind.TABLE_CELL) == [
        "Commune",
        "Dates",
        "Rendez-vous ouverts",
        "Châteaubriant",
        "du 9 au 13 mars",
        "120, dont 40 réservés aux femmes qui n’ont jamais participé au dépistage",
        "Segré",
        "du 16 au 20 mars",
        "96",
    ]
    assert texts(WEB, BlockKind.TABLE_CELL)[3:6] == ["Insuffisance cardiaque", "42 000", "73,33 €"]


def test_marks() -> None:
    """Bold, italic, links, and references to footnotes; ordinals come down to the line, powers stay up."""
    blocks = {block.text.split(" ")[0]: block for block in WRITER.blocks}
    assert (
        "participé<1/>. La prise en charge est intégrale et <2>sans avance de frais</2>."
        in blocks["Dans"].text
    )
    assert blocks["Dans"].marks == (Mark(1, "note", (("label", "1"),)), Mark(2, "bold"))
    assert "pour le 1er semestre 2027. Plus de 10⁴ femmes" in blocks["L’activité"].text
    assert blocks["L’activité"].marks == (Mark(1, "link", (("href", "https://example.org/camion"),)),)
    assert texts(WRITER, BlockKind.FOOTNOTE) == [
        "Données de l’Assurance maladie pour les années 2023 et 2024, hors outre-mer."
    ]
    assert texts(WEB)[2].startswith("<1>Paris, le 2 juin 2026.</1> Depuis le 1er juin, ")


def test_what_stands_on_every_page_is_left_out() -> None:
    """Running heads and feet, and what a browser prints around a page."""
    assert WRITER.left_out == (
        "Centre Jean-Vasseur — Communiqué de presse",
        "Contact : presse@example.org — Page 1 sur 2",
    )
    assert WEB.left_out[1:] == (
        "La télésurveillance entre dans le droit commun",
        "http://localhost:8765/communique-web.html",
        "1/1",
    )


def test_letterspaced_lines_are_words() -> None:
    """In both files, one set by the program, one by style."""
    assert texts(WRITER)[0] == texts(WEB)[0] == "COMMUNIQUÉ DE PRESSE"


def test_properties_are_texts_where_nothing_else_says_them() -> None:
    """The title of the page made by Chromium is the article's own."""
    assert texts(WRITER, BlockKind.ATTRIBUTE) == [
        "Un dépistage mobile dans les Pays de la Loire",
        "Dépistage organisé",
        "dépistage, cancer du sein",
    ]
    assert not texts(WEB, BlockKind.ATTRIBUTE)


def test_made_as_markdown() -> None:
    """All marks, tables and footnotes are Markdown's own."""
    path = FIXTURES / "communique-writer.pdf"
    cells = {block.text: block.id for block in WRITER.blocks}
    out = BytesIO()
    write_document(out, path, {cells["Segré"]: "Se|gré", cells["96"]: "ninety-six"}, {cells["96"]})
    text = out.getvalue().decode()
    assert text.startswith('---\ntitle: "Un dépistage mobile dans les Pays de la Loire"\ndescription: ')
    assert "\n# Un camion de dépistage" in text
    assert "\n## Trois engagements\n\n- accueillir" in text
    assert "participé[^1]. La prise en charge est intégrale et **sans avance de frais**." in text
    assert "[le site du centre](https://example.org/camion)" in text
    assert "| Commune | Dates | Rendez-vous ouverts |\n|---|---|---|\n" in text
    assert "| Se\\|gré | du 16 au 20 mars | **[In French]** ninety-six |" in text
    assert "\n[^1]: Données" in text
    assert "Contact" not in text


def test_made_as_word() -> None:
    """The document opens with its styles, table, link and properties."""
    out = BytesIO()
    path = FIXTURES / "communique-writer.pdf"
    write_document(out, path, {WRITER.blocks[1].id: "A title"}, kind="docx")
    document = docx.Document(out)
    styles = {each.text: each.style.name for each in document.paragraphs if each.style}
    assert styles["A title"] == "Title"
    assert styles["Trois engagements"] == "Heading 1"
    assert styles["rendre les résultats en moins de quinze jours ;"] == "List Bullet"
    assert [cell.text for cell in document.tables[0].rows[0].cells] == [
        "Commune",
        "Dates",
        "Rendez-vous ouverts",
    ]
    assert [link.address for each in document.paragraphs for link in each.hyperlinks] == [
        "https://example.org/camion"
    ]
    assert document.core_properties.subject == "Dépistage organisé"
    assert any(
        run.bold and run.text == "sans avance de frais" for each in document.paragraphs for run in each.runs
    )


IMAGE = b"q 500 0 0 700 40 40 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \xff EI Q"


def test_pictures_are_told(make_pdf: MakePdf) -> None:
    """A scan is refused; a picture beside a text, or a page that is one, may hold text and is named."""
    with pytest.raises(DocumentError, match=r"recognised \(OCR\) first"):
        read_pdf(make_pdf([], [], raw=IMAGE))
    found = read_pdf(make_pdf([(50, 100, TEXT)], raw=IMAGE))
    assert found.left == (Left(1, Why.PICTURE, "page 1"),)


@pytest.mark.parametrize(
    ("turned", "drawn"),
    [
        ("", "1 0 0 1 50 700"),
        ("/Rotate 90", "0 1 -1 0 300 100"),
        ("/Rotate 180", "-1 0 0 -1 500 300"),
        ("", "0 1 -1 0 300 100"),
    ],
)
def test_turned_pages_are_read_as_they_are_shown(make_pdf: MakePdf, turned: str, drawn: str) -> None:
    """A page that lies on its side is read from its side."""
    line = f"BT /F 10 Tf {drawn} Tm 12 TL (Le centre ouvre) Tj T* (ses portes.) Tj ET".encode()
    assert texts(read_pdf(make_pdf([], raw=line, page=turned))) == ["Le centre ouvre ses portes."]


def test_text_in_the_margin_is_left_out(make_pdf: MakePdf) -> None:
    """What runs up the side of a page is no line of its text."""
    side = b"BT /F 7 Tf 0 1 -1 0 580 300 Tm (Document non contractuel) Tj ET"
    found = read_pdf(make_pdf([(50, 100, TEXT), (50, 112, "Il reçoit les patients.")], raw=side))
    assert (texts(found), found.left_out) == (
        [f"{TEXT} Il reçoit les patients."],
        ("Document non contractuel",),
    )


def test_programs_and_attachments_are_not_looked_at(make_pdf: MakePdf) -> None:
    """Nor is a link that leads to a program."""
    source = make_pdf(
        [(50, 100, TEXT)],
        catalog="/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> /Names << /EmbeddedFiles << /Names [(a) 22 0 R] >> >>",
        page="/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 595 842] /A << /S /URI /URI (javascript:x) >> >>]",
        objects=[
            b"<< /Type /Filespec /F (a) /EF << /F 23 0 R >> >>",
            b"<< /Length 3 >>\nstream\nabc\nendstream",
        ],
    )
    assert texts(read_pdf(source)) == [TEXT]


def test_a_file_without_password_to_open_is_read(make_pdf: MakePdf) -> None:
    """Encryption alone keeps nobody out."""
    assert texts(read_pdf(make_pdf([(50, 100, TEXT)], password=""))) == [TEXT]


NO_MAP = b"BT /N 10 Tf 50 600 Td <0001000200030004> Tj ET"
UNMAPPED = (
    "/Resources << /Font << /N << /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts"
    " [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (X) /Ordering (Y) /Supplement 0 >> >>] >> >> >>"
)


def test_signs_that_are_no_letters_are_told(make_pdf: MakePdf) -> None:
    """A font may not say which letters its signs are."""
    with pytest.raises(DocumentError, match="does not tell which letters"):
        read_pdf(make_pdf([], raw=NO_MAP, page=UNMAPPED))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda data: data[:200], "damaged PDF"),
        (lambda data: data[:8], "damaged PDF"),
        (lambda data: data[:0], "is empty"),
        (
            lambda data: data.replace(b"/Kids [20 0 R]", b"/Kids []").replace(b"/Count 1", b"/Count 0"),
            "has no pages",
        ),
        (lambda data: data.replace(b"Tj", b"xx"), "without text"),
    ],
)
def test_bad_files(make_pdf: MakePdf, change: Callable[[bytes], bytes], message: str) -> None:
    """Each is refused in one sentence that says what to do."""
    with pytest.raises(DocumentError, match=message):
        read_pdf(change(make_pdf([(50, 100, TEXT)])))


def test_locked_files_are_refused(make_pdf: MakePdf) -> None:
    with pytest.raises(DocumentError, match="protected by a password"):
        read_pdf(make_pdf([(50, 100, TEXT)], password="secret"))


@pytest.mark.parametrize(
    ("limit", "message"),
    [("MOST_PAGES", "has 3 pages, more than 1"), ("MOST_GLYPHS", "more than 1 signs on page 1")],
)
def test_limits(make_pdf: MakePdf, monkeypatch: pytest.MonkeyPatch, limit: str, message: str) -> None:
    """What would fill the memory is refused."""
    monkeypatch.setattr(file, limit, 1)
    with pytest.raises(DocumentError, match=message):
        read_pdf(make_pdf(*[[(50.0, 100.0, TEXT)]] * 3))


def test_a_pdf_is_known_by_its_content(tmp_path: Path, make_pdf: MakePdf) -> None:
    """Under any name, and told that nothing can be written back."""
    path = tmp_path / "a.txt"
    path.write_bytes(make_pdf([(50, 100, TEXT)]))
    assert "published as Markdown or as a Word document" in read_document(path).warnings[0]
    assert not PDF.is_written
