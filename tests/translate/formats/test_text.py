"""Plain text and page dumps ↔ blocks."""

from io import BytesIO
from pathlib import Path

import pytest

from passerelle.translate.formats.text.read import read_text
from passerelle.translate.formats.text.write import write_text
from passerelle.translate.text.document import BlockKind, DocumentError

FIXTURES = Path(__file__).parents[2] / "fixtures"
PAGES = sorted((FIXTURES / "pages").glob("*.txt"))


def rewritten(source: bytes, targets: dict[str, str]) -> bytes:
    stream = BytesIO()
    write_text(stream, source, targets)
    return stream.getvalue()


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_page_dump(page: Path) -> None:
    """Of a web page's text exactly the article is kept, each block with its kind."""
    expected = [line.split("\t") for line in page.with_suffix(".expected").read_text().splitlines()]
    blocks = read_text(page.read_bytes()).blocks
    assert [block.kind for block in blocks] == [kind for kind, _ in expected]
    for block, (_, start) in zip(blocks, expected, strict=True):
        assert block.text.startswith(start)


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_every_line_is_kept_or_left_out(page: Path) -> None:
    """No word of a page is lost without a trace: it is in a block or in what was left out."""
    document = read_text(page.read_bytes())
    told = " ".join([*(block.text for block in document.blocks), *document.left_out])
    for word in page.read_text().split():
        assert word in told or not any(char.isalpha() for char in word)


KINDS = [
    ("Un titre\n\nUne phrase.", ["title", "paragraph"]),
    ("Une phrase.\n\nUne autre.", ["paragraph", "paragraph"]),
    (
        "Un titre\n\nUne phrase.\n\nUn intertitre\n\nUne phrase.",
        ["title", "paragraph", "heading", "paragraph"],
    ),
    ("Titre\n\nVoici :\n- un\n• deux\n* trois\n1. quatre\n2) cinq", ["title", "paragraph", *["item"] * 5]),
    ("Titre\n\nPhrase.\n\nUne signature", ["title", "paragraph", "paragraph"]),
    ("Titre\n\n> Une citation.\n\nFin.", ["title", "quotation", "paragraph"]),
    ("# Titre\n\nPhrase.\n\n## Intertitre\nPhrase.", ["title", "paragraph", "heading", "paragraph"]),
    ("Bonjour à tous.", ["paragraph"]),
]


@pytest.mark.parametrize(("text", "kinds"), KINDS)
def test_kinds(text: str, kinds: list[str]) -> None:
    """Titles, headings, list items and quotations are told by their shape."""
    assert [block.kind for block in read_text(text.encode()).blocks] == kinds


def test_levels_of_lists() -> None:
    """A list item's level is its depth of indentation."""
    blocks = read_text(b"Liste :\n- un\n  - deux\n    - trois\n- quatre").blocks
    assert [block.level for block in blocks[1:]] == [1, 2, 3, 1]


WRAPPED = """La maison de santé

Installée depuis mars dans l’ancienne gare, la maison de santé reçoit
cent vingt patients par jour. Elle réunit quatre médecins, deux sages-
femmes et une diététicienne. Un second étage ouvrira en septembre, et
l’agence régionale de santé l’a financé.

Elle garde :

- les consultations sans rendez-vous du matin, auxquelles le quartier
  tient beaucoup ;
- le planning familial.
"""


def test_wrapped_lines_join() -> None:
    """Lines wrapped at a column are one paragraph or list item."""
    blocks = read_text(WRAPPED.encode()).blocks
    assert [block.kind for block in blocks] == ["title", "paragraph", "paragraph", "item", "item"]
    assert "reçoit cent vingt" in blocks[1].text
    assert blocks[3].text.endswith("le quartier tient beaucoup ;")


def test_wrapped_text_stays_wrapped() -> None:
    """A translation is wrapped at the same column and reads back whole."""
    blocks = read_text(WRAPPED.encode()).blocks
    target = "Since March the health centre has stood in the old railway station. " * 4
    written = rewritten(WRAPPED.encode(), {blocks[1].id: target.strip(), blocks[3].id: target.strip()})
    assert max(map(len, written.decode().splitlines())) <= 72
    assert [block.text for block in read_text(written).blocks][1:4:2] == [target.strip()] * 2


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_writing_the_source_changes_nothing(page: Path) -> None:
    """Writing a document's own texts gives the same file, and so does writing nothing."""
    source = page.read_bytes()
    own = {block.id: block.text for block in read_text(source).blocks}
    assert rewritten(source, own) == rewritten(source, {}) == source


def test_only_blocks_with_a_target_change() -> None:
    """A block without a target stays French, and so does all that is left out."""
    source = (FIXTURES / "pages" / "magazine.txt").read_bytes()
    document = read_text(source)
    written = rewritten(source, {document.blocks[0].id: "Reuse in Quimper"}).decode()
    assert written == source.decode().replace(f"\n{document.blocks[0].text}\n", "\nReuse in Quimper\n")


def test_line_ends_stay() -> None:
    """A file with CRLF line ends keeps them."""
    source = b"Un titre\r\n\r\nUne phrase.\r\n"
    blocks = read_text(source).blocks
    assert rewritten(source, {blocks[1].id: "A sentence."}) == b"Un titre\r\n\r\nA sentence.\r\n"


KEPT = [
    "12\u00a0% des «\u00a0patients\u00a0»",
    "l’œdème",
    "\u200fשלום\u200e",
    "👩🏽‍⚕️ au bloc",
    "1\u202f200\u00a0€",
]


@pytest.mark.parametrize("text", KEPT)
def test_characters_survive(text: str) -> None:
    """No-break spaces, curly quotes, direction marks and emoji are text like any other."""
    assert read_text(f"Titre\n\nIl y a {text} ici.".encode()).blocks[1].text == f"Il y a {text} ici."


def test_text_like_a_mark() -> None:
    """Text that looks like a numbered mark stands behind a mark, and comes back as it was."""
    source = b"Titre\n\nLe score <1> et </2> ici."
    block = read_text(source).blocks[1]
    assert block.text == "Le score <1/> et <2/> ici."
    assert rewritten(source, {block.id: "Score <1/> and <2/>."}).decode().endswith("Score <1> and </2>.")


MENUS = "Menu\nAccueil\nS’abonner\nSe connecter\nNewsletters\nMentions légales\nCGU\nContact\n"


def test_only_menus() -> None:
    """A page without an article is an error, not an empty document."""
    with pytest.raises(DocumentError, match="only menus"):
        read_text(MENUS.encode())


def test_an_article_about_cookies_is_an_article() -> None:
    """Words of menus inside sentences are no menus."""
    text = (
        "Les cookies des hôpitaux\n\nLe partage des données inquiète. Publié le 3 mai au Journal officiel, le "
        "décret précise les mentions légales que chaque site doit afficher.\n\nPartager les résultats ne suffit pas."
    )
    document = read_text(text.encode())
    assert len(document.blocks) == 3
    assert document.blocks[0].kind is BlockKind.TITLE
    assert not document.left_out


def test_a_paragraph_without_end() -> None:
    """Twenty thousand words without a full stop are one paragraph."""
    text = "Titre\n\n" + "mot de la fin " * 5000
    blocks = read_text(text.encode()).blocks
    assert [len(block.text.split()) for block in blocks] == [1, 20_000]


def test_templates_stay() -> None:
    """A line of template is no text, and an expression within one stays in one line, blanks and all."""
    source = "{% for a in  liste %}\n" + "\n".join(
        ["Le {{ a.date | date:  'd m' }}, les équipes mobiles de chirurgie ont vu " + "des patients " * 2] * 4
    )
    (block,) = read_text(source.encode()).blocks
    assert block.text.startswith("Le <1/>, les équipes")
    lines = rewritten(source.encode(), {block.id: block.text.replace("Le", "On")}).decode().split("\n")
    assert lines[0] == "{% for a in  liste %}"
    assert sum("{{ a.date | date:  'd m' }}" in line for line in lines) == 4
