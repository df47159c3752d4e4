"""Pages drawn by hand: what stands where, and what is read of it."""

from collections.abc import Callable

import pytest

from passerelle.translate.formats.pdf.read import read_pdf
from passerelle.translate.text.document import Document

MakePdf = Callable[..., bytes]
Text = tuple[object, ...]
LEFT = [
    "Le centre de soins ouvre demain matin",
    "ses portes aux habitants de la commune",
    "et des villages voisins. Les patients y",
    "trouvent deux médecins, une infirmière",
    "et un kinésithérapeute, cinq jours sur",
]
RIGHT = [
    "sept. Les consultations sont prises en",
    "charge, et le dépassement est interdit",
    "par la convention. La région finance la",
    "moitié des travaux, la commune prête un",
    "terrain et les murs pour trente années.",
]
WHOLE = " ".join(LEFT + RIGHT)


def block(lines: list[str], left: float, top: float, step: float = 12, *look: object) -> list[Text]:
    return [(left, top + step * index, line, *look) for index, line in enumerate(lines)]


def said(document: Document) -> list[str]:
    return [each.text for each in document.blocks]


def kinds(document: Document) -> list[tuple[str, int, str]]:
    return [(str(each.kind), each.level, each.text) for each in document.blocks]


@pytest.mark.parametrize("shift", [0, 5])
def test_columns(make_pdf: MakePdf, shift: float) -> None:
    """Left before right, whether their lines stand level or not, with what spans them above and below."""
    head = (50, 80, "La maison de santé", 18, "B")
    foot = (
        50,
        220,
        "Cette phrase occupe toute la largeur de la page, sous les deux colonnes du texte qui précède.",
    )
    found = read_pdf(make_pdf([head, *block(LEFT, 50, 120), *block(RIGHT, 250, 120 + shift), foot]))
    assert said(found) == ["La maison de santé", WHOLE, foot[2]]


def test_a_heading_below_columns_belongs_to_what_follows(make_pdf: MakePdf) -> None:
    """Though it stands in the first of them, and the second is shorter."""
    foot = (
        50,
        230,
        "Cette phrase occupe toute la largeur de la page, sous les deux colonnes du texte qui précède.",
    )
    found = read_pdf(
        make_pdf(
            [
                *block(LEFT, 50, 120),
                *block([*RIGHT[:3], "moitié."], 250, 120),
                (50, 210, "Et ailleurs", 13, "B"),
                foot,
            ]
        )
    )
    assert said(found)[1:] == ["Et ailleurs", foot[2]]


def test_paragraphs_go_on_over_pages(make_pdf: MakePdf) -> None:
    """Running heads, with any numbers in them, and page numbers come between and go."""
    pages = [
        [(50, 40, f"Lettre n° {number}", 8), *block(lines, 50, 100), (290, 810, f"– {number} –", 8)]
        for number, lines in enumerate((LEFT, RIGHT), 12)
    ]
    found = read_pdf(make_pdf(*pages))
    assert (said(found), found.left_out) == ([WHOLE], ("Lettre n° 12", "– 12 –"))


@pytest.mark.parametrize(
    ("lines", "texts"),
    [
        (block(LEFT[:2], 50, 100) + block(RIGHT[3:], 50, 130), 2),  # a gap
        (
            [(62, 100, LEFT[0]), *block(LEFT[1:3], 50, 112), (62, 136, "La région"), (50, 148, RIGHT[4])],
            2,
        ),  # an indent
        (
            [*block([*LEFT[:3], "soignent.", "Les patients viennent de loin, parfois"], 50, 100)],
            2,
        ),  # a short line
        (block(["Anne Petit", "12, rue des Lilas, bâtiment B", "44000 Nantes"], 50, 100), 2),
    ],
)
def test_paragraphs(make_pdf: MakePdf, lines: list[Text], texts: int) -> None:
    """They are told by gaps, indents and lines that end before their time."""
    assert len(said(read_pdf(make_pdf(lines)))) == texts


def test_headings(make_pdf: MakePdf) -> None:
    """By their size, or bold before a text that is not."""
    page = [
        (50, 80, "La maison de santé", 20, "B"),
        (50, 110, "Un projet commun", 14, "B"),
        *block(LEFT, 50, 130),
        (50, 205, "Le financement", 10, "B"),
        *block(RIGHT, 50, 220),
    ]
    assert kinds(read_pdf(make_pdf(page))) == [
        ("title", 1, "La maison de santé"),
        ("heading", 2, "Un projet commun"),
        ("paragraph", 0, " ".join(LEFT)),
        ("heading", 3, "Le financement"),
        ("paragraph", 0, " ".join(RIGHT)),
    ]


@pytest.mark.parametrize("sign", ["•", "–", "o", "1.", "a)"])
def test_items(make_pdf: MakePdf, sign: str) -> None:
    """Bullets and numbers are no part of them, further lines and deeper items hang from them."""
    page = [
        (50, 88, "Le centre propose :"),
        (50, 100, f"{sign} Un accueil tous les jours de la semaine, sans"),
        (60, 112, "rendez-vous ;"),
        (50, 124, f"{sign} Des soins ;"),
        (70, 136, f"{sign} Une vaccination."),
        (50, 160, "Il ferme le dimanche."),
    ]
    assert kinds(read_pdf(make_pdf(page))) == [
        ("paragraph", 0, "Le centre propose :"),
        ("item", 1, "Un accueil tous les jours de la semaine, sans rendez-vous ;"),
        ("item", 1, "Des soins ;"),
        ("item", 2, "Une vaccination."),
        ("paragraph", 0, "Il ferme le dimanche."),
    ]


def test_bullets_that_are_drawn(make_pdf: MakePdf) -> None:
    """As browsers do."""
    page = [(70, 100, "Un accueil tous les jours ;"), (70, 112, "Des soins ;")]
    dots = b"58 744 4 4 re f 58 732 4 4 re f"
    assert [kind for kind, _, _ in kinds(read_pdf(make_pdf(page, raw=dots)))] == ["item", "item"]


def test_a_table_without_rules(make_pdf: MakePdf) -> None:
    """Short texts in rows are cells; a sentence may go on below them."""
    rows = [("Centre", "Patients"), ("Nantes", "1 200"), ("Angers", "850"), ("Le Mans", "90")]
    page = [
        *block(LEFT, 50, 60),
        *(
            (left, 150 + 14 * row, cell)
            for row, cells in enumerate(rows)
            for left, cell in zip((50, 200), cells, strict=True)
        ),
        *block(RIGHT, 50, 230),
    ]
    found = kinds(read_pdf(make_pdf(page)))
    assert [text for kind, _, text in found if kind == "cell"] == [cell for row in rows for cell in row]
    assert [text for kind, _, text in found if kind == "paragraph"] == [WHOLE]


def test_a_table_with_rules(make_pdf: MakePdf) -> None:
    """Cells may hold several lines, and stand close to the rule between them."""
    grid = b"\n".join(
        [b"50 %d m 350 %d l S" % (y, y) for y in (742, 715, 690)]
        + [b"%d 690 m %d 742 l S" % (x, x) for x in (50, 120, 350)]
    )
    page = [
        (55, 115, "Nantes, CHU"),
        (122, 115, "ouvert le matin,"),
        (122, 126, "fermé le soir"),
        (55, 140, "Angers"),
        (122, 140, "fermé"),
    ]
    found = read_pdf(make_pdf(page, raw=grid))
    assert said(found) == ["Nantes, CHU", "ouvert le matin, fermé le soir", "Angers", "fermé"]


def test_two_columns_are_no_table(make_pdf: MakePdf) -> None:
    """Though their lines stand level."""
    found = read_pdf(make_pdf([*block(LEFT, 50, 120), *block(RIGHT, 250, 120)]))
    assert kinds(found) == [("paragraph", 0, WHOLE)]


def test_letters_set_apart(make_pdf: MakePdf) -> None:
    """By the space between signs, or with blanks."""
    raw = b"BT /F 10 Tf 4 Tc 50 700 Td (DOSSIER DE PRESSE) Tj ET"
    found = read_pdf(
        make_pdf([(50, 200, "C O M M U N I Q U É  D E  P R E S S E"), *block(LEFT, 50, 300)], raw=raw)
    )
    assert said(found)[:2] == ["DOSSIER DE PRESSE", "COMMUNIQUÉ DE PRESSE"]


def test_words_without_blanks_between_them(make_pdf: MakePdf) -> None:
    """A gap is a blank; letters drawn twice are one."""
    page = [(50, 100, "Le"), (64, 100, "centre"), (95, 100, "ouvre."), (95.3, 100, "ouvre.")]
    assert said(read_pdf(make_pdf(page))) == ["Le centre ouvre."]


def test_a_tall_capital(make_pdf: MakePdf) -> None:
    """It belongs to the first line beside it."""
    page = [
        (50, 122, "D", 30),
        (74, 108, "epuis deux ans, la maison de santé reçoit"),
        (74, 120, "chaque jour des patients venus de loin."),
        *block(LEFT, 50, 132),
    ]
    assert said(read_pdf(make_pdf(page)))[0].startswith(
        "Depuis deux ans, la maison de santé reçoit chaque jour"
    )


@pytest.mark.parametrize(
    ("raised", "text"),
    [
        ("(Le 1) Tj /F 6 Tf 4 Ts (er) Tj /F 10 Tf 0 Ts ( juin) Tj", "Le 1er juin"),
        ("(Un million, 10) Tj /F 6 Tf 4 Ts (6) Tj /F 10 Tf 0 Ts ( cellules) Tj", "Un million, 10⁶ cellules"),
        ("(Le CO) Tj /F 6 Tf -2 Ts (2) Tj /F 10 Tf 0 Ts ( dans le sang) Tj", "Le CO₂ dans le sang"),
        ("(La loi) Tj /F 6 Tf 4 Ts (3) Tj /F 10 Tf 0 Ts ( le dit) Tj", "La loi³ le dit"),
    ],
)
def test_above_and_below_the_line(make_pdf: MakePdf, raised: str, text: str) -> None:
    """Letters come down, figures stay as signs of their own."""
    raw = f"BT /F 10 Tf 50 700 Td {raised} ET".encode()
    assert said(read_pdf(make_pdf(block(LEFT, 50, 300), raw=raw)))[0] == text


def test_footnotes(make_pdf: MakePdf) -> None:
    """Small lines at the foot of a page whose sign stands above the line in the text; they come last."""
    raw = b"BT /F 10 Tf 50 700 Td (La loi) Tj /F 6 Tf 4 Ts (2) Tj /F 10 Tf 0 Ts ( le dit.) Tj ET"
    notes = [(50, 780, "2 Loi du 26 janvier 2016, dont les décrets sont", 7), (50, 788, "parus.", 7)]
    found = read_pdf(make_pdf([*block(LEFT, 50, 300), *notes], raw=raw))
    assert kinds(found)[0] == ("paragraph", 0, "La loi<1/> le dit.")
    assert kinds(found)[-1] == ("footnote", 0, "Loi du 26 janvier 2016, dont les décrets sont parus.")


@pytest.mark.parametrize(
    "text", ["Figure 2 – Les passages par mois", "© Anne Petit", "Source : ministère de la Santé"]
)
def test_captions(make_pdf: MakePdf, text: str) -> None:
    """By their first words."""
    assert ("caption", 0, text) in kinds(read_pdf(make_pdf([*block(LEFT, 50, 100), (50, 300, text, 8)])))


def test_a_letterhead(make_pdf: MakePdf) -> None:
    """What stands far apart at the head of a page is two texts, though one line high."""
    page = [
        (50, 60, "Agence régionale de santé"),
        (50, 72, "Direction de la communication"),
        (420, 60, "Rennes, le 3 février 2026"),
        (150, 110, "La grippe recule dans toute la région", 16, "B"),
        *block(LEFT, 50, 150),
    ]
    assert said(read_pdf(make_pdf(page))) == [
        "Agence régionale de santé Direction de la communication",
        "Rennes, le 3 février 2026",
        "La grippe recule dans toute la région",
        " ".join(LEFT),
    ]


def test_capitals_below_the_title_are_headings(make_pdf: MakePdf) -> None:
    """Above it they are a label."""
    page = [
        (50, 60, "COMMUNIQUÉ DE PRESSE"),
        (50, 90, "La grippe recule", 16, "B"),
        (50, 120, "UNE DÉCRUE NETTE"),
        *block(LEFT, 50, 140),
    ]
    assert [kind for kind, _, _ in kinds(read_pdf(make_pdf(page)))] == [
        "paragraph",
        "title",
        "heading",
        "paragraph",
    ]


def test_rows_of_several_lines(make_pdf: MakePdf) -> None:
    """Lines close below each other are one row of a table whose rows stand apart."""
    cells = [
        (50, 100, "Département"),
        (160, 100, "Évolution"),
        (50, 120, "Côtes-"),
        (160, 120, "en baisse"),
        (50, 131, "d'Armor"),
    ]
    cells += [(160, 131, "depuis lundi"), (50, 151, "Finistère"), (160, 151, "stable")]
    assert said(read_pdf(make_pdf([*cells, *block(LEFT, 50, 200)])))[2:6] == [
        "Côtes-d'Armor",
        "en baisse depuis lundi",
        "Finistère",
        "stable",
    ]


def test_numbers_far_from_their_items(make_pdf: MakePdf) -> None:
    """They are no column of their own."""
    page = [
        (50, 100, "1."),
        (90, 100, "Prescrire."),
        (50, 112, "2."),
        (90, 112, "Installer."),
        (50, 124, "3."),
        (90, 124, "Suivre."),
    ]
    assert kinds(read_pdf(make_pdf(page))) == [
        ("item", 1, text) for text in ("Prescrire.", "Installer.", "Suivre.")
    ]


def test_ligatures_keep_both_letters(make_pdf: MakePdf) -> None:
    """One glyph that says “ffi” is three letters in one place, and no letter drawn twice."""
    pairs = b"2 beginbfchar <30> <006600660069> <31> <00660066> endbfchar"
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /L def /CMapType 2 def "
        b"1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfrange <61> <7a> <0061> endbfrange "
        + pairs
        + b" endcmap end end"
    )
    font = (
        "/L << /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding /ToUnicode 22 0 R >>"
    )
    file = make_pdf(
        [],
        raw=b"BT /L 10 Tf 1 0 0 1 50 700 Tm (o0cine e1et) Tj ET",
        page=f"/Resources << /Font << {font} >> >>",
        objects=[b"<< /Length %d >>\nstream\n%s\nendstream" % (len(cmap), cmap)],
    )
    assert said(read_pdf(file)) == ["officine effet"]


@pytest.mark.parametrize("place", [55.2, 56.7])
def test_accents_that_are_drawn_over_letters(make_pdf: MakePdf, place: float) -> None:
    """As TeX does: wherever they begin, they are one sign with the letter."""
    page = [(50, 100, "d"), (55.6, 100, "e"), (place, 100, "´"), (61.2, 100, "but"), *block(LEFT, 50, 200)]
    assert said(read_pdf(make_pdf(page)))[0] == "début"
