"""Glossaries as they were in their git repository."""

import subprocess
from pathlib import Path

import pytest

from passerelle.glossary.errors import GlossaryError
from passerelle.glossary.revision import load_revision


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(folder), *who, *arguments], check=True, capture_output=True)


def table(path: Path, *words: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    rows = "".join(f"{word}\t{word}\t{word} in English\n" for word in words)
    path.write_text(f"id\tfr\ten\n{rows}", encoding="utf-8")
    return path


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A folder with the glossary of yesterday committed and today's beside it."""
    folder = tmp_path / "été 24"
    table(folder / "soins.tsv", "pansement")
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "yesterday")
    table(folder / "soins.tsv", "pansement", "perfusion")
    table(folder / "new.tsv", "plâtre")
    return folder


def ids(revision: str, *paths: Path) -> list[str]:
    return [concept.id for concept in load_revision(revision, paths, curated=False).concepts]


def test_a_file_is_read_as_it_was(house: Path) -> None:
    assert ids("HEAD", house / "soins.tsv") == ["pansement"]


def test_a_folder_is_read_as_it_was(house: Path) -> None:
    """What was not there yet is left out."""
    assert ids("HEAD", house) == ["pansement"]


def test_a_file_that_did_not_exist_is_left_out(house: Path) -> None:
    assert ids("HEAD", house / "soins.tsv", house / "new.tsv") == ["pansement"]


def test_a_glossary_of_an_own_repository_stands_on_the_curated_one_of_today(house: Path) -> None:
    """Its revisions say nothing of that."""
    concepts = load_revision("HEAD", [house / "soins.tsv"]).by_id
    assert "pansement" in concepts
    assert "clcc" in concepts


@pytest.mark.parametrize("revision", ["nowhere", "--help", "HEAD:soins.tsv", ""])
def test_an_unknown_revision_is_told(house: Path, revision: str) -> None:
    with pytest.raises(GlossaryError, match="has no revision"):
        ids(revision, house / "soins.tsv")


def test_what_was_read_is_named_with_its_revision(house: Path) -> None:
    """Not by the place where it was restored."""
    (file,) = load_revision("HEAD", [house / "soins.tsv"], curated=False).files
    assert file.name == f"{house / 'soins.tsv'} at HEAD"


def test_without_a_repository_there_is_no_revision(tmp_path: Path) -> None:
    with pytest.raises(GlossaryError, match="stands in no git repository"):
        ids("HEAD", table(tmp_path / "soins.tsv", "pansement"))


def test_what_was_broken_then_is_told_with_the_revision(house: Path) -> None:
    house.joinpath("soins.tsv").write_text("id\tfr\na\tb\n", encoding="utf-8")
    git(house, "commit", "-q", "-am", "broken")
    with pytest.raises(GlossaryError, match="at HEAD"):
        ids("HEAD", house / "soins.tsv")
