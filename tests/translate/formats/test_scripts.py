"""Powers of ten and of units, whatever the format raises their figures with."""

from io import BytesIO

import docx
import pytest

from passerelle.translate.formats.docx.read import read_docx
from passerelle.translate.formats.docx.write import write_docx
from passerelle.translate.formats.html.read import read_html
from passerelle.translate.formats.inline import CLOSE, Piece, Role, Tag, plain_pieces
from passerelle.translate.formats.scripts import join_exponents

UP, BOLD = Tag(Role.OPEN, "sup"), Tag(Role.OPEN, "bold")


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        (["10", UP, "6", CLOSE, " cellules"], "10⁶ cellules"),
        (["12 m", UP, "2", CLOSE, " et 3 cm", UP, "3", CLOSE], "12 m² et 3 cm³"),
        (["5 mL s", UP, "−1", CLOSE], "5 mL s⁻¹"),
        (["10", UP, "6", CLOSE, BOLD, "oui", CLOSE], "10⁶oui"),
    ],
)
def test_exponents_are_signs(pieces: list[Piece], text: str) -> None:
    """A figure that reads 106 would be another one."""
    joined = join_exponents(pieces, "sup")
    assert plain_pieces(joined) == text
    assert UP not in joined


@pytest.mark.parametrize(
    "pieces",
    [
        ["patients", UP, "1", CLOSE],
        ["en 2010", UP, "1", CLOSE],
        ["10", UP, BOLD, "6", CLOSE, CLOSE],
        ["10", BOLD, "6", CLOSE],
        ["CO", UP, "2", CLOSE],
        [UP, "1", CLOSE, " Étude"],
    ],
)
def test_other_figures_stay_marks(pieces: list[Piece]) -> None:
    """Calls of notes and what holds markup of its own are left."""
    assert join_exponents(pieces, "sup") == pieces


def test_pages_and_word_documents() -> None:
    page = (
        "<p>Plus de 10<sup>6</sup> cellules sur 2 m<sup>2</sup> ont été comptées dans le tube ce matin.</p>"
    )
    assert read_html(page.encode()).blocks[0].text.startswith("Plus de 10⁶ cellules sur 2 m² ont")
    document = docx.Document()
    paragraph = document.add_paragraph("Plus de 10")
    paragraph.add_run("6").font.superscript = True
    paragraph.add_run(" cellules.")
    source, written = BytesIO(), BytesIO()
    document.save(source)
    [block] = [each for each in read_docx(source.getvalue()).blocks if "cellules" in each.text]
    assert block.text == "Plus de 10⁶ cellules."
    write_docx(written, source.getvalue(), {block.id: "More than 10⁶ cells."})
    assert docx.Document(BytesIO(written.getvalue())).paragraphs[0].text == "More than 10⁶ cells."
