"""Markdown ↔ blocks."""

from io import BytesIO
from pathlib import Path

import pytest

from passerelle.translate.formats.markdown.read import read_markdown
from passerelle.translate.formats.markdown.write import write_markdown
from passerelle.translate.text.document import Block, DocumentError

ARTICLE = (Path(__file__).parents[2] / "fixtures/documents/article.md").read_bytes()

SENTENCE = (
    "Une <1>unité mobile</1> suit les fumeurs avant l’opération, selon <2>le protocole</2> et l’outil "
    "<3/>, puis après.\n<4/>Deuxième ligne. H₂O, <5>gras</5>, <6>https://example.org</6>, <7>guide</7>, note<8/>."
)
BLOCKS = [
    ("title", 1, "Tabac : l’hôpital de jour s’en mêle"),
    ("paragraph", 0, "Une unité mobile suit les fumeurs opérés."),
    ("title", 1, "Tabac : <1>l’hôpital de jour</1> s’en mêle"),
    ("paragraph", 0, SENTENCE),
    ("caption", 0, "PDF"),
    ("heading", 2, "Trois temps"),
    ("item", 1, "Repérer le fumeur"),
    ("item", 2, "à 10 % près"),
    ("item", 1, "Prescrire"),
    ("item", 1, "Suivre : p < 0,05"),
    ("quotation", 0, "Une citation sur deux lignes — <1>Dr Anne Roche</1>"),
    ("item", 1, "et son item"),
    ("caption", 0, "Le bloc, la nuit"),
    ("caption", 0, "Vue du couloir"),
    ("cell", 0, "Site"),
    ("cell", 0, "Patients"),
    ("cell", 0, "<1>Nord</1>"),
    ("cell", 0, "1 200"),
    ("cell", 0, "Sud | Est"),
    ("cell", 0, "12"),
    ("heading", 2, "Bilan"),
    ("paragraph", 0, "Un encadré en HTML"),
    ("paragraph", 0, "Première note."),
    ("paragraph", 0, "Seconde note."),
    ("caption", 0, "Guide"),
    ("caption", 0, "tabac"),
    ("caption", 0, "chirurgie"),
]
KINDS_OF_MARKS = ["italic", "link", "code", "break", "bold", "link", "link", "note"]


def rewritten(source: bytes, targets: dict[str, str]) -> bytes:
    stream = BytesIO()
    write_markdown(stream, source, targets)
    return stream.getvalue()


def only(source: str) -> Block:
    (block,) = read_markdown(source.encode()).blocks
    return block


def test_blocks() -> None:
    """Front matter, headings, lists, quotations, captions, tables and notes become blocks in order."""
    blocks = read_markdown(ARTICLE).blocks
    assert [(block.kind.value, block.level, block.text) for block in blocks] == BLOCKS
    assert [mark.kind for mark in blocks[3].marks] == KINDS_OF_MARKS
    assert dict(blocks[3].marks[1].attributes) == {"href": "https://example.org/a_(b)", "title": "PDF"}
    assert dict(blocks[3].marks[6].attributes)["href"] == "https://example.org/guide"


def test_writing_the_source_changes_the_language_only() -> None:
    """A document's own texts leave the file as it was, but for the language it declares."""
    own = {block.id: block.text for block in read_markdown(ARTICLE).blocks}
    assert rewritten(ARTICLE, own) == ARTICLE.replace(b"lang: fr", b"lang: en")


def test_written_targets_read_back() -> None:
    """Every target reads back as written, with the same kinds and marks."""
    blocks = read_markdown(ARTICLE).blocks
    targets = {block.id: block.text.replace("e", "E").replace("a", "Å") for block in blocks}
    again = read_markdown(rewritten(ARTICLE, targets)).blocks
    assert [block.text for block in again] == [targets[block.id] for block in blocks]
    assert [(block.kind, block.level) for block in again] == [(block.kind, block.level) for block in blocks]


def test_structure_stays() -> None:
    """Quote signs, bullets, table rules, code and reference definitions stand where they stood."""
    blocks = read_markdown(ARTICLE).blocks
    written = rewritten(ARTICLE, {block.id: f"{block.text} X" for block in blocks}).decode()
    for line in (
        "## Trois temps X ##",
        "  - à 10 % près X",
        "> Une citation sur deux lignes — **Dr Anne Roche** X",
        "> - et son item X",
        '![Le bloc, la nuit X](bloc.png "Vue du couloir X")',
        "| *Nord* X | 1 200 X |",
        r"| Sud \| Est X | 12 X |",
        "code laissé tel quel",
        "Bilan X",
        "[^2]: Seconde note. X",
        '[1]: https://example.org/guide "Guide X"',
        "tags: [tabac X, chirurgie X]",
    ):
        assert line in written.splitlines()


TEXTS = [
    "1. Not a list",
    "- not a bullet",
    "# not a heading",
    "a * b * c and _under_ and snake_case",
    "[not](a link)",
    "&amp; stays",
    "<b>not bold</b> but p<0.05",
    "back\\slash and `tick`",
    "~~not struck~~",
    "2026. A year",
    "> not a quotation",
    "+ plus",
    "Wait [^1] and {{ x }}",
]


@pytest.mark.parametrize("text", TEXTS)
def test_plain_text_is_escaped(text: str) -> None:
    """A translation that looks like markup reads back as the text it is."""
    block = only("Une phrase.")
    again = only(rewritten(b"Une phrase.", {block.id: text}).decode())
    assert again.kind == "paragraph"
    assert again.text == text or again.marks[0].kind == "template"


MOVED = [
    ("Le **chat** noir", "The black<1>cat</1>s"),
    ("Le _chat_ noir", "The black<1>cat</1>s"),
    ("Le **chat** noir", "<1>“Cat”</1>s, black"),
    ("Un [lien](https://example.org) et `code`", "<2>a`b</2> and <1>link</1>"),
    ("Un <b>mot <i>gras</b> ici", "here <1>bold <2/>word</1>"),
    ("**[lien](https://example.org)** ici", "here <1><2>link</2></1>"),
    ("Le **chat *noir* ici**", "<1>here <2>black</2></1> cat"),
]


@pytest.mark.parametrize(("source", "target"), MOVED)
def test_marks_move(source: str, target: str) -> None:
    """Marks that a translation moved hold the same markup in their new place."""
    block = only(source)
    again = only(rewritten(source.encode(), {block.id: target}).decode())
    assert sorted(mark.kind for mark in again.marks) == sorted(mark.kind for mark in block.marks)
    assert [part for part in again.text if part.isalpha()] == [part for part in target if part.isalpha()]


FRONT = [
    ("title: Un titre simple", "Un titre simple"),
    ("title: 'L''essor'", "L'essor"),
    ('title: "Un \\"titre\\""', 'Un "titre"'),
    ("titre: >\n  Sur deux\n  lignes", "Sur deux lignes"),
    ("title: Sur deux\n  lignes", "Sur deux lignes"),
]


@pytest.mark.parametrize(("field", "value"), FRONT)
def test_front_matter(field: str, value: str) -> None:
    """A title is read however YAML writes it, and written so that it reads back."""
    source = f"---\n{field}\ndate: 2026-01-01\n---\n"
    assert only(source).text == value
    written = rewritten(source.encode(), {only(source).id: 'A: "title"'}).decode()
    assert only(written).text == 'A: "title"'
    assert written.endswith("\ndate: 2026-01-01\n---\n")


def test_a_caption_alone_changes_its_image_alone() -> None:
    """An image inside a sentence takes its caption; the sentence stays."""
    source = b"Voir ![le plan](p.png) ici."
    blocks = read_markdown(source).blocks
    assert [block.text for block in blocks] == ["Voir <1/> ici.", "le plan"]
    assert rewritten(source, {blocks[1].id: "the map"}) == b"Voir ![the map](p.png) ici."


def test_no_text() -> None:
    """A file that holds code only is an error."""
    with pytest.raises(DocumentError, match="no text"):
        read_markdown(b"```\ncode\n```\n")
