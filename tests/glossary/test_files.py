"""Files are written whole or not at all."""

import errno
import os
from pathlib import Path

import pytest

from passerelle.glossary.errors import FileError
from passerelle.glossary.files import read_bytes, write_atomically


def test_new_content_replaces_the_old(tmp_path: Path) -> None:
    """The file holds the new text and nothing else is left beside it."""
    path = tmp_path / "new" / "file.txt"
    for text in ("one\n", "two\n"):
        with write_atomically(path) as stream:
            stream.write(text)
    assert path.read_bytes() == b"two\n"
    assert list(path.parent.iterdir()) == [path]


def test_a_failure_leaves_the_old_file(tmp_path: Path) -> None:
    """Whatever breaks while writing, the old content stands and no half file remains."""
    path = tmp_path / "file.txt"
    path.write_text("old")

    def break_off() -> None:
        with write_atomically(path) as stream:
            stream.write("half")
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        break_off()
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_is_told_in_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fills becomes a FileError that names the file; the old file stands."""
    path = tmp_path / "file.txt"
    path.write_text("old")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with (
        pytest.raises(FileError, match=r"file\.txt: cannot be written \(no space left on device\)"),
        write_atomically(path) as stream,
    ):
        stream.write("new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_the_mode_is_kept(tmp_path: Path) -> None:
    """A rewritten file keeps its permissions."""
    path = tmp_path / "file.txt"
    path.write_text("old")
    path.chmod(0o640)
    with write_atomically(path, binary=True) as stream:
        stream.write(b"new")
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    """Writing or reading where a folder stands is told, not tried."""
    with pytest.raises(FileError, match="cannot be written"), write_atomically(tmp_path) as stream:
        stream.write("x")
    with pytest.raises(FileError, match="is a folder"):
        read_bytes(tmp_path)
    with pytest.raises(FileError, match="does not exist"):
        read_bytes(tmp_path / "none")


def test_a_limit_is_kept(tmp_path: Path) -> None:
    """A file over the limit is refused before it is read."""
    path = tmp_path / "large"
    path.write_bytes(b"x" * 2_000_001)
    with pytest.raises(FileError, match="larger than 2 MB"):
        read_bytes(path, limit=2_000_000)
