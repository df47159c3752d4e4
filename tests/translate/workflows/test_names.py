"""Articles are told apart by their folders, and keep the names that their catalogues have."""

from pathlib import Path

import pytest

from passerelle.translate.catalog.entry import Catalog, Entry, Header
from passerelle.translate.formats.po.write import write_po
from passerelle.translate.text.document import BlockKind
from passerelle.translate.workflows.names import find_named

FILES = ["a.md", "x/a.md", "x/b.md", "y/a.md", "y/deep/a.md", "y/deep/c.txt"]


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "desk"
    monkeypatch.chdir(tmp_path)
    for name in FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("Un essai.", encoding="utf-8")
    monkeypatch.chdir(folder)


def names(*paths: str) -> list[tuple[str, str]]:
    return [(each.path.as_posix(), each.name) for each in find_named(map(Path, paths), Path("out"))]


def catalogue(name: str, source: str) -> None:
    path = Path(f"out/{name}.po")
    path.parent.mkdir(parents=True, exist_ok=True)
    entry = Entry("p-1", BlockKind.PARAGRAPH, "Un essai.", "A trial.", key="k")
    with path.open("w", encoding="utf-8") as stream:
        write_po(stream, Catalog(Header(name, source), (entry,)))


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["."], ["a", "x/a", "x/b", "y/a", "y/deep/a", "y/deep/c"]),
        (["x"], ["a", "b"]),
        (["y"], ["a", "deep/a", "deep/c"]),
        (["x", "y"], ["x/a", "b", "y/a", "deep/a", "deep/c"]),
        (["a.md"], ["a"]),
        (["x/a.md"], ["a"]),
        (["x/a.md", "y/a.md"], ["x/a", "y/a"]),
        (["a.md", "x/a.md", "y/deep/a.md"], ["a", "x/a", "y/deep/a"]),
        (["y/a.md", "y/deep/a.md"], ["a", "deep/a"]),
        (["x", "x/a.md", "./x/../x/b.md"], ["a", "b"]),
        (["../desk/x/a.md", "x/a.md"], ["a"]),
    ],
)
def test_names(paths: list[str], expected: list[str]) -> None:
    """They tell the folders below the one that was given, or those in which files of one name differ; none comes twice."""
    assert [name for _, name in names(*paths)] == expected


def test_a_catalogue_that_stands_gives_the_name() -> None:
    """Whatever is translated with it today, an article goes on with its own catalogue; that of another is none."""
    catalogue("a", "x/a.md")
    assert names("x/a.md", "y/a.md") == [("x/a.md", "a"), ("y/a.md", "y/a")]
    assert dict(names("."))["x/a.md"] == "a"
    catalogue("y/a", "y/a.md")
    assert names("y/a.md") == [("y/a.md", "y/a")]
    assert names("y")[0] == ("y/a.md", "y/a")


def test_of_two_catalogues_the_usual_one_is_its_own() -> None:
    """A broken catalogue belongs to nobody."""
    catalogue("a", "x/a.md")
    catalogue("x/a", "x/a.md")
    assert (names("x/a.md"), dict(names("."))["x/a.md"]) == ([("x/a.md", "a")], "x/a")
    Path("out/x/a.po").write_bytes(b"\xff")
    assert dict(names("."))["x/a.md"] == "a"
