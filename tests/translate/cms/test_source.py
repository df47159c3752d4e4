"""The French of a catalogue is found where it should lie, and nowhere else."""

from pathlib import Path

import pytest

from passerelle.translate.catalog.entry import Catalog, Header
from passerelle.translate.cms.source import find_source


@pytest.fixture(autouse=True)
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in ``site``, beside which another folder lies; the names lead in and out."""
    for name in (
        "site/articles/a.md",
        "site/po/a.po",
        "site/po/beside.md",
        "other/secret.md",
        "other/old/a.md",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "site" / "out.md").symlink_to("../other/secret.md")
    (tmp_path / "site" / "in.md").symlink_to("articles/a.md")
    (tmp_path / "site" / "door").symlink_to("../other")
    (tmp_path / "home").symlink_to("site")
    monkeypatch.chdir(tmp_path / "site")
    return tmp_path


def find(named: str, given: Path | None = None) -> Path | None:
    return find_source(Path("po/a.po"), Catalog(Header("a", named), ()), given)


@pytest.mark.parametrize(
    ("named", "found"),
    [
        ("articles/a.md", "articles/a.md"),
        ("a/long/way/beside.md", "po/beside.md"),
        ("in.md", "in.md"),
        ("articles/../articles/a.md", "articles/a.md"),
        ("../site/articles/a.md", "articles/a.md"),
    ],
)
def test_it_is_found_in_the_current_folder(named: str, found: str) -> None:
    """Where the catalogue says, or beside the catalogue; a link may be one of ours."""
    place = find(named)
    assert place is not None
    assert place.samefile(found)


@pytest.mark.parametrize(
    "named",
    [
        "",
        ".",
        "/",
        "../other/secret.md",
        "articles/../../other/secret.md",
        "po/../../other/secret.md",
        "out.md",
        "door/secret.md",
        "articles",
        "po/a.po",
        "~/secret.md",
        "/dev/zero",
        "/proc/self/environ",
        "C:\\other\\secret.md",
        "..\\other\\secret.md",
        "file:///etc/passwd",
        "//other/secret.md",
    ],
)
def test_nothing_else_is_read(named: str) -> None:
    """Not outside, not through a link that leads there, no folder, and not the catalogue itself."""
    assert find(named) is None


def test_an_absolute_name_must_lie_below(tree: Path) -> None:
    """It is the place that counts, not how it is written."""
    assert find(str(tree / "site/articles/a.md")) == tree / "site/articles/a.md"
    assert find(str(tree / "home/articles/a.md")) == tree / "home/articles/a.md"
    assert find(str(tree / "other/secret.md")) is None


def test_a_folder_that_is_given_takes_the_place_of_the_current_one(tree: Path) -> None:
    """Below it the longest part of the name counts that fits; out of it nothing leads either."""
    other = tree / "other"
    assert find("articles/a.md", other) is None
    assert find("somewhere/old/a.md", other) == other / "old/a.md"
    assert find("../elsewhere/secret.md", other) == other / "secret.md"
    assert find("../site/articles/a.md", other) is None
    assert find(str(other / "secret.md"), other) == other / "secret.md"


def test_a_file_that_is_given_is_taken(tree: Path) -> None:
    """The user may read what the catalogue may not."""
    assert find("x", tree / "other/secret.md") == tree / "other/secret.md"
