"""From a path to a document and back."""

from io import BytesIO
from pathlib import Path

import docx
import pytest

from passerelle.glossary.errors import FileError
from passerelle.translate.formats.articles import detect_format, find_articles, read_document, write_document
from passerelle.translate.text.document import DocumentError, Left, Why

FIXTURES = Path(__file__).parents[2] / "fixtures"
FILES = [FIXTURES / "documents/article.md", FIXTURES / "documents/page.html", FIXTURES / "pages/blog.txt"]

CONTENTS = [
    ("a.txt", b"Un texte.", "text"),
    ("a", b"Un texte.", "text"),
    ("a.TXT", b"<!DOCTYPE html><html>", "html"),
    ("a.txt", b"\xef\xbb\xbf\n<!-- saved -->\n<html lang='fr'>", "html"),
    ("a.md", b"<html>", "markdown"),
    ("a.Markdown", b"# Titre", "markdown"),
    ("a.mdx", b"# Titre", "markdown"),
    ("a.htm", b"<p>Fragment</p>", "html"),
    ("a.txt", b"PK\x03\x04", "docx"),
    ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "docx"),
    ("a.docx", b"Un texte.", "docx"),
]


@pytest.mark.parametrize(("name", "source", "expected"), CONTENTS)
def test_detect_format(name: str, source: bytes, expected: str) -> None:
    """Content beyond doubt goes before the suffix, the suffix before plain text."""
    assert detect_format(Path(name), source).name == expected


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.suffix)
def test_read_document(path: Path) -> None:
    """A document is named after its file, and its blocks have ids of their own."""
    document = read_document(path)
    assert (document.name, document.path) == (path.stem, str(path))
    ids = [block.id for block in document.blocks]
    assert all(ids)
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.suffix)
def test_write_document(path: Path, tmp_path: Path) -> None:
    """A document written with its own texts, in its own format, reads into the same blocks."""
    blocks = read_document(path).blocks
    stream = BytesIO()
    write_document(stream, path, {block.id: block.text for block in blocks})
    copy = tmp_path / path.name
    copy.write_bytes(stream.getvalue())
    assert read_document(copy).blocks == blocks


def test_another_language_is_left(tmp_path: Path) -> None:
    """A passage in another language stays as it is and is told of; a text that is foreign throughout is warned of instead."""
    path = tmp_path / "a.md"
    french = "Le congrès de la société a réuni des médecins et des chercheurs de toute la France.\n\n"
    quoted = "> The patient is at the centre of all that we do.\n"
    path.write_text(french * 3 + quoted)
    document = read_document(path)
    assert [block.kind for block in document.blocks] == ["paragraph"] * 3
    assert document.left == (Left(7, Why.LANGUAGE, "The patient is at the centre of all that we do."),)
    path.write_text(quoted * 3)
    assert not read_document(path).left


def test_ids_survive_edits_elsewhere(tmp_path: Path) -> None:
    """A paragraph put in before the others leaves their ids alone."""
    path = tmp_path / "a.md"
    path.write_text("# Titre\n\nUn.\n\nDeux.\n")
    before = {block.id for block in read_document(path).blocks}
    path.write_text("# Titre\n\nNouveau.\n\nUn.\n\nDeux.\n")
    assert before < {block.id for block in read_document(path).blocks}


def test_english_is_warned_about(tmp_path: Path) -> None:
    """An English text is read, with a warning."""
    path = tmp_path / "a.txt"
    path.write_text(
        "The title\n\n"
        + "The results of the trial were presented in Lyon and they are good for most of us. " * 3
    )
    document = read_document(path)
    assert len(document.blocks) == 2
    assert "English" in document.warnings[0]


UNREADABLE = [
    ("a.txt", b"", "is empty"),
    ("a.md", b"\n\n", "is empty"),
    ("a.html", b"", "is empty"),
    ("a.docx", b"", "is empty"),
    ("a.docx", b"Un texte.", "not a Word document"),
    ("a.odt", b"", "is empty"),
    ("a.odt", b"Un texte.", "damaged"),
    ("a.txt", bytes(range(256)) * 9, "binary"),
    ("a.pdf", b"%PDF-1.7", "PDF"),
    ("a.rtf", b"{\\rtf1", "RTF"),
    ("a.txt", b"Menu\nAccueil\nContact\nCGU\nNewsletter\n", "only menus"),
]


@pytest.mark.parametrize(("name", "source", "message"), UNREADABLE)
def test_unreadable_files(name: str, source: bytes, message: str, tmp_path: Path) -> None:
    """What cannot be read gets one sentence that begins with the file, whether it is to be read or written."""
    path = tmp_path / name
    path.write_bytes(source)
    with pytest.raises(DocumentError, match=message) as caught:
        read_document(path)
    assert str(caught.value).startswith(f"{path}: ")
    with pytest.raises(DocumentError, match=message):
        write_document(BytesIO(), path, {})


def test_missing_file(tmp_path: Path) -> None:
    """A missing file and a folder are told apart."""
    with pytest.raises(FileError, match="does not exist"):
        read_document(tmp_path / "nowhere.txt")
    with pytest.raises(FileError, match="is a folder"):
        read_document(tmp_path)


def test_find_articles(tmp_path: Path) -> None:
    """A folder's articles come sorted, those in folders within too; other files are passed over."""
    names = [
        "b.md",
        "a.txt",
        "deep/c.HTML",
        "deep/d.docx",
        ".hidden/e.md",
        "~$d.docx",
        "README.md",
        "x.png",
        "po.po",
    ]
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = [path.relative_to(tmp_path).as_posix() for path in find_articles(tmp_path)]
    assert found == ["a.txt", "b.md", "deep/c.HTML", "deep/d.docx"]


def test_feeds_of_a_folder_are_articles(tmp_path: Path) -> None:
    """An .xml file is an article if it is a feed."""
    (tmp_path / "a.xml").write_text('<?xml version="1.0"?><rss version="2.0"><channel/></rss>')
    (tmp_path / "b.xml").write_text("<xliff version='1.2'/>")
    (tmp_path / "c.xml").mkdir()
    (tmp_path / "d.xml").symlink_to(tmp_path / "nowhere.xml")
    (tmp_path / "e.xml").write_bytes(b"%PDF-1.7")
    assert [path.name for path in find_articles(tmp_path)] == ["a.xml"]


def test_folder_without_articles(tmp_path: Path) -> None:
    """A folder without articles, or none at all, is an error that says so."""
    (tmp_path / "x.png").touch()
    with pytest.raises(FileError, match="holds no article"):
        find_articles(tmp_path)
    with pytest.raises(FileError, match="is not a folder"):
        find_articles(tmp_path / "nowhere")


def test_comments_of_a_word_document_are_read_on_request(tmp_path: Path) -> None:
    """What colleagues wrote in the margin is no part of the article, which the summary says."""
    document = docx.Document()
    paragraph = document.add_paragraph("Le service ouvre demain.")
    document.add_comment(paragraph.runs, "À vérifier", author="Anne", initials="AP")
    document.save(str(tmp_path / "note.docx"))
    plain, full = (read_document(tmp_path / "note.docx", comments=asked) for asked in (False, True))
    assert [block.kind for block in plain.blocks] == ["paragraph"]
    assert plain.warnings == ("1 comment stays in French; --comments translates what comments say.",)
    assert [block.kind for block in full.blocks] == ["paragraph", "comment"]
    assert full.warnings == ()
