"""What went wrong is told in the reader's language."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import passerelle.glossary.files
import passerelle.translate.server
from passerelle.glossary.words import read_pairs
from passerelle.translate.server.pages import messages
from passerelle.translate.server.pages.messages import say_message
from tests.translate.server.conftest import Serve
from tests.translate.server.test_translating import give, wait

FRENCH = read_pairs(messages.__file__, "messages.tsv")
SERVER = Path(passerelle.translate.server.__file__ or "").parent
JOINED = {
    "is damaged or is not a Word document (.docx); open it in a word processor and save it as .docx.",
    "Not Found",
    "Method Not Allowed",
}


def sentences(tree: ast.AST) -> Iterator[str]:
    """Every string of a program, what is filled in as {}."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(each.value) if isinstance(each, ast.Constant) else "{}" for each in node.values)


def trees(*files: Path) -> Iterator[ast.AST]:
    return (ast.parse(file.read_text(encoding="utf-8")) for file in files)


def test_every_message_is_one_that_is_told() -> None:
    """One that was changed where it is raised would be told in English."""
    modules = (*SERVER.parent.rglob("*.py"), Path(passerelle.glossary.files.__file__))
    said = {sentence for tree in trees(*modules) for sentence in sentences(tree)}
    assert FRENCH.keys() - said - JOINED == set()


def test_every_refusal_of_a_page_is_in_french() -> None:
    raised = {
        sentence
        for tree in trees(*(SERVER / "pages").glob("*.py"), SERVER / "guard.py")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "RequestError"
        for argument in node.args[1:2]
        for sentence in list(sentences(argument))[:1]
    }
    told = {sentence for sentence in raised if sentence.endswith(".")}
    assert len(told) > 10
    assert told - FRENCH.keys() == set()


@pytest.mark.parametrize("english", FRENCH)
def test_a_message_is_said_with_its_values(english: str) -> None:
    count = english.count("{}")
    filled = english.format(*(f"v{number}" for number in range(count)))
    told, language = say_message(filled, "fr")
    assert language == "fr"
    assert all(f"v{number}" in told for number in range(count))
    assert told != filled
    assert say_message(filled, "en") == (filled, "en")


def test_what_has_no_french_stays_english() -> None:
    assert say_message("is what nobody foresaw.", "fr") == ("is what nobody foresaw.", "en")
    assert say_message("has more than 500,000 characters; send it in parts.", "fr") == (
        "a plus de 500\u202f000 caractères ; envoyez-le en plusieurs parties.",
        "fr",
    )


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.docx", b"no zip", "est pas un document Word"),
        ("a.odt", b"no zip", "est un texte OpenDocument endommagé"),
        ("a.pdf", b"%PDF-1.4", "est un PDF endommagé"),
        ("a.txt", b"\x00\x01" * 100, "est pas un texte lisible"),
        ("a.html", b"<html><body><nav>Menu</nav></body></html>", "contient que des menus"),
        ("a.po", b"x", "PO"),
        ("a.xliff", b"<x/>", "est pas un fichier XLIFF"),
        ("a.md", b"", "est vide"),
    ],
)
def test_what_a_file_lacks_is_told_in_french(serve: Serve, name: str, content: bytes, told: str) -> None:
    client = serve()
    client.get("/?lang=fr")
    page = client.get(wait(client, give(client, files={"file": (name, content)}))).text
    assert told in page.replace("&#39;", "'")
    assert 'Le fichier <span lang="fr">' in page
    assert 'lang="en"' not in page.partition("<main")[2]


def test_what_a_form_lacks_is_told_in_french(serve: Serve) -> None:
    client = serve()
    client.get("/?lang=fr")
    for answer, words in (
        (give(client), "Il n’y a ni texte ni fichier"),
        (give(client, files={"file": ("a.exe", b"MZ")}), "ne sont pas lus"),
        (give(client, "Un lit.", data={"csrf": "0" * 64}), "Le formulaire a expiré"),
    ):
        assert '<p class="told" lang="fr">' in answer.text
        assert words in answer.text


def test_the_manual_begins_in_the_readers_language(serve: Serve) -> None:
    page = serve().get("/docs?lang=fr").text
    assert "<h1>L’API de Passerelle" in page
    assert page.index("Par exemple") < page.index('<div lang="en">')
