"""Dictionaries say the same whether a process has its own or shares them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import simplemma

from passerelle.glossary import lemmas
from passerelle.glossary.files import record_writes
from passerelle.glossary.word_table import WordTable

WORDS = [
    "maisons",
    "Maisons",
    "PARIS",
    "l'",
    "aujourd'hui",
    "-",
    "été",
    "xyzzy",
    "soignants",
    "vingt-deux",
    "chevaux",
]


@pytest.fixture(autouse=True)
def own_again() -> Iterator[None]:
    """Let the tests that come have this process's own."""
    yield
    lemmas._dictionaries.folder = None
    lemmas._dictionaries.loaded.clear()


def say() -> list[tuple[bool, str]]:
    lemmas._lemmatizer()._cached_lemmatize.cache_clear()
    return [(lemmas.is_known(word, lang="fr"), lemmas.lemmatize(word, lang="fr")) for word in WORDS]


def expected() -> list[tuple[bool, str]]:
    return [(simplemma.is_known(word, lang="fr"), simplemma.lemmatize(word, lang="fr")) for word in WORDS]


def test_as_simplemma_says() -> None:
    """Where nothing is shared."""
    assert say() == expected()


def test_shared(tmp_path: Path) -> None:
    """The file is made once, and is no file of the user's."""
    with record_writes() as written:
        lemmas.share_dictionaries(tmp_path / "words")
        assert say() == expected()
    assert written == []
    (path,) = (tmp_path / "words").iterdir()
    before = path.stat().st_mtime_ns
    lemmas.share_dictionaries(tmp_path / "words")
    assert say() == expected()
    assert path.stat().st_mtime_ns == before


def test_a_shared_dictionary_is_not_looked_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the words of a file, those that are asked for are read: there are hundreds of thousands."""
    lemmas.share_dictionaries(tmp_path)
    say()
    lemmas.share_dictionaries(tmp_path)
    monkeypatch.setattr(WordTable, "__iter__", None)
    assert say() == expected()


def test_a_damaged_file_is_made_again(tmp_path: Path) -> None:
    """One that is cut short, or another's."""
    lemmas.share_dictionaries(tmp_path)
    say()
    (path,) = tmp_path.iterdir()
    path.unlink()
    path.write_bytes(b"something else")
    lemmas.share_dictionaries(tmp_path)
    assert say() == expected()
    assert path.stat().st_size > 1_000_000


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """A process then has its own."""
    (tmp_path / "file").write_bytes(b"")
    lemmas.share_dictionaries(tmp_path / "file")
    assert say() == expected()
