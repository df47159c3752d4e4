"""The catalogues of a folder: listed, found by id, and parsed once while their files are the same."""

import os
from contextlib import suppress
from pathlib import Path

import pytest

from passerelle.glossary.errors import FileError
from passerelle.translate.formats import catalog_file
from passerelle.translate.workflows import shelf as module
from passerelle.translate.workflows.shelf import NoSuchCatalogueError, Shelf
from tests.translate.workflows.test_review import ENTRIES, put_catalog


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Return the paths of all catalogues that are parsed."""
    paths: list[Path] = []
    parse = catalog_file.parse_catalog

    def note(data: bytes, path: Path) -> object:
        paths.append(path)
        return parse(data, path)

    monkeypatch.setattr(module, "parse_catalog", note)
    return paths


def test_catalogues_below_the_folder_are_listed_by_name(tmp_path: Path) -> None:
    """Hidden files, folders that are called like catalogues, and backups are none."""
    (tmp_path / "2024").mkdir()
    (tmp_path / ".git").mkdir()
    (tmp_path / "folder.po").mkdir()
    for folder, name in (
        (tmp_path / "2024", "essai"),
        (tmp_path, "Zone"),
        (tmp_path, "avis"),
        (tmp_path, ".x"),
    ):
        put_catalog(folder, name)
    put_catalog(tmp_path / ".git", "hidden")
    put_catalog(tmp_path, "old").rename(tmp_path / "old.po.bak-20241120-093000")
    shelf = Shelf(tmp_path)
    assert [each.name for each in shelf.list_all()] == ["2024/essai", "avis", "Zone"]
    assert len({each.id for each in shelf.list_all()}) == 3
    assert all("essai" not in each.id for each in shelf.list_all())


def test_links_lead_nowhere(tmp_path: Path) -> None:
    """Neither a link to a catalogue nor one to a folder is listed, nor is one followed that is put in a catalogue's place."""
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()
    secret = put_catalog(outside, "secret")
    (inside / "link.po").symlink_to(secret)
    (inside / "folder").symlink_to(outside)
    (inside / "below").mkdir()
    moved = put_catalog(inside / "below", "secret")
    shelf = Shelf(inside)
    (listed,) = shelf.list_all()
    assert listed.name == "below/secret"
    moved.unlink()
    moved.symlink_to(secret)
    with pytest.raises(NoSuchCatalogueError):
        shelf.find(listed.id)
    moved.unlink()
    (inside / "below").rmdir()
    (inside / "below").symlink_to(outside)
    with pytest.raises(NoSuchCatalogueError):
        shelf.find(listed.id)


@pytest.mark.parametrize(
    "key",
    [
        "",
        "..",
        "../outside",
        "avis",
        "avis.po",
        "/etc/passwd",
        "%2e%2e",
        "a\x00b",
        "\ud800",
        "0" * 16,
        "x" * 9999,
    ],
)
def test_nothing_but_an_id_finds_a_catalogue(tmp_path: Path, key: str) -> None:
    put_catalog(tmp_path, "avis")
    with pytest.raises(NoSuchCatalogueError):
        Shelf(tmp_path).find(key)


@pytest.mark.parametrize(
    "name", [b"\xff\xfe", b"a\nb", b"a\x1b[31m", "é ’“”<script>".encode(), b"-rf", b"a" * 250]
)
def test_odd_names_are_listed_so_that_they_can_be_shown(tmp_path: Path, name: bytes) -> None:
    put_catalog(tmp_path).rename(tmp_path / os.fsdecode(name + b".po"))
    shelf = Shelf(tmp_path)
    (listed,) = shelf.list_all()
    listed.name.encode()
    assert listed.name.isprintable()
    assert shelf.find(listed.id) == listed
    with suppress(FileError):  # tells what is wrong with the name
        assert shelf.read(listed).catalog


def test_a_catalogue_is_parsed_once_while_its_file_is_the_same(tmp_path: Path, parsed: list[Path]) -> None:
    """Its date alone is not enough to parse it again; a file written anew, or deleted, is noticed."""
    path = put_catalog(tmp_path)
    shelf = Shelf(tmp_path)
    (listed,) = shelf.list_all()
    first = shelf.read(listed)
    os.utime(path, (1, 1))
    assert shelf.read(listed).catalog is first.catalog
    assert len(parsed) == 1
    path.write_text(path.read_text(encoding="utf-8").replace("Text 1", "Text X"), encoding="utf-8")
    changed = shelf.read(listed).catalog
    assert changed is not None
    assert changed.entries[1].target == "Text X"
    path.unlink()
    with pytest.raises(FileError, match="does not exist"):
        shelf.read(listed)


def test_only_so_many_bytes_are_kept(tmp_path: Path, parsed: list[Path]) -> None:
    """The catalogue that was used longest ago is read again."""
    for name in "abc":
        put_catalog(tmp_path, name)
    room = 2 * (tmp_path / "a.po").stat().st_size
    shelf = Shelf(tmp_path, room)
    a, b, c = shelf.list_all()
    for each in (a, b, a, c, a):
        shelf.read(each)
    assert len(parsed) == 3
    shelf.read(b)
    assert len(parsed) == 4
    assert len(Shelf(tmp_path, 0).list_all()) == 3


def test_the_progress_is_remembered_beyond_what_is_kept(tmp_path: Path, parsed: list[Path]) -> None:
    """A list of catalogues that together have no room is not parsed at each look; one that changes is."""
    for name in "abc":
        put_catalog(tmp_path, name)
    shelf = Shelf(tmp_path, 0)
    for _ in range(3):
        assert [shelf.progress(each).open for each in shelf.list_all()] == [3, 3, 3]
    assert len(parsed) == 3
    put_catalog(tmp_path, "b", ENTRIES[:1])
    assert [shelf.progress(each).open for each in shelf.list_all()] == [3, 1, 3]
    (tmp_path / "a.po").unlink()
    (listed, _) = shelf.list_all()
    (tmp_path / "b.po").unlink()
    with pytest.raises(FileError):
        shelf.progress(listed)


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="no folder"):
        Shelf(tmp_path / "nothing")
