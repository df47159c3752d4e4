"""Sheets that were set aside belong to their catalogues, and a folder is looked through once for all of them."""

from pathlib import Path

import pytest

from passerelle.translate.workflows.set_aside import SetAside, kept_sheets

NAMES = (
    "a.review.kept-20260101-120000.xlsx",
    "a.review.kept-20260101-120000-2.xlsx",
    "a.review.xlsx",
    "a.review.kept-20260101-120000.po",
    "[a].review.kept-20260101-120000.xlsx",
    "a.kept-b.review.kept-20260101-120000.xlsx",
)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("a", [NAMES[1], NAMES[0]]),
        ("[a]", [NAMES[4]]),
        ("a.kept-b", [NAMES[5]]),
        ("*", []),
        ("b", []),
        ("none/b", []),
    ],
)
def test_each_has_its_own(name: str, found: list[str], tmp_path: Path) -> None:
    """Names that look like patterns, or like another's, take nothing from others; a folder may not be there."""
    for each in NAMES:
        (tmp_path / each).touch()
    (tmp_path / "b.review.kept-1.xlsx").mkdir()
    assert [path.name for path in kept_sheets(tmp_path / f"{name}.po")] == found


def test_a_folder_is_looked_through_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever number of catalogues lie there."""
    (tmp_path / NAMES[0]).touch()
    aside = SetAside()
    assert len(aside.of(tmp_path / "a.po")) == 1
    monkeypatch.delattr("os.scandir")
    assert [aside.of(tmp_path / f"{number}.po") for number in range(9)] == [()] * 9
