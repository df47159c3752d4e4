"""What killed runs leave is swept; what a living one is writing stays."""

import os
from pathlib import Path
from unittest.mock import Mock

import pytest

from passerelle.glossary import parts
from passerelle.glossary.files import write_atomically


def write(path: Path) -> None:
    with write_atomically(path) as stream:
        stream.write("x")


def test_parts_of_killed_runs_are_swept(tmp_path: Path) -> None:
    """Whatever file the killed run was writing, the next one that writes in the folder removes its part."""
    for name in (".doc.po.abcd_123.part", ".doc.po.bak-20241120-093000.00000000.part"):
        (tmp_path / name).write_text("half")
    write(tmp_path / "other.po")
    assert [path.name for path in tmp_path.iterdir()] == ["other.po"]


def test_nothing_else_is_swept(tmp_path: Path) -> None:
    """Parts that are being written, files of other programs, folders and links are left alone."""
    others = ["film.part", ".doc.po.part", "doc.po.abcd_123.part", ".doc.po.ABCD_123.part"]
    for name in others:
        (tmp_path / name).write_text("theirs")
    (tmp_path / ".folder.abcd_123.part").mkdir()
    (tmp_path / ".link.abcd_123.part").symlink_to("film.part")
    with write_atomically(tmp_path / "a.po") as stream:
        write(tmp_path / "b.po")
        stream.write("whole")
    assert (tmp_path / "a.po").read_text() == "whole"
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {*others, ".folder.abcd_123.part", ".link.abcd_123.part", "a.po", "b.po"}


def test_a_folder_is_swept_now_and_then(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not for each of the thousands of files that a run writes there."""
    looked = Mock(side_effect=os.scandir)
    monkeypatch.setattr("os.scandir", looked)
    for number in range(20):
        write(tmp_path / f"{number}.po")
    assert looked.call_count == 1
    (tmp_path / ".doc.po.abcd_123.part").write_text("half")
    monkeypatch.setattr(parts, "_OFTEN", 0.0)
    write(tmp_path / "later.po")
    assert len(list(tmp_path.iterdir())) == 21
