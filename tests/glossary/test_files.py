"""Files are written whole or not at all, through links, and never over what another program wrote in between."""

import errno
import os
from pathlib import Path

import pytest

from passerelle.glossary.errors import FileError
from passerelle.glossary.files import (
    NO_FILE,
    FileChangedError,
    digest,
    free_path,
    read_bytes,
    record_writes,
    write_atomically,
)


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


def put(path: Path, text: str, expected: str | None = None) -> None:
    with write_atomically(path, expected=expected) as stream:
        stream.write(text)


def test_only_what_was_read_is_replaced(tmp_path: Path) -> None:
    """A file that is another than the one expected stands, one that came or went in between as well."""
    path = tmp_path / "file.txt"
    put(path, "one", NO_FILE)
    put(path, "two", digest(b"one"))
    for expected in (digest(b"one"), NO_FILE):
        with pytest.raises(FileChangedError, match="by another program"):
            put(path, "three", expected)
    assert path.read_text() == "two"
    path.unlink()
    with pytest.raises(FileChangedError):
        put(path, "three", digest(b"two"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("there", [True, False], ids=["standing", "dangling"])
def test_a_link_is_written_through(tmp_path: Path, *, there: bool) -> None:
    """The file to which links lead is replaced, and the links stay."""
    real = tmp_path / "elsewhere" / "real.txt"
    real.parent.mkdir()
    if there:
        real.write_text("old")
    (tmp_path / "link").symlink_to(Path("elsewhere") / "real.txt")
    (tmp_path / "link to a link").symlink_to("link")
    put(tmp_path / "link to a link", "new")
    assert real.read_text() == "new"
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "link to a link").is_symlink()
    assert list(real.parent.iterdir()) == [real]


def test_only_files_are_read_and_replaced(tmp_path: Path) -> None:
    """Pipes, devices and links in a circle are told of: nothing waits for them, and none is replaced by a file."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "circle").symlink_to("circle")
    (tmp_path / "zero").symlink_to("/dev/zero")
    for name in ("pipe", "zero", "circle"):
        with pytest.raises(FileError, match=r"pipe or a device|symbolic links"):
            read_bytes(tmp_path / name)
        with pytest.raises(FileError, match=r"pipe or a device|symbolic links"):
            put(tmp_path / name, "new")
    assert (tmp_path / "pipe").is_fifo()
    assert Path("/dev/zero").is_char_device()


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        (b"a\x1b]0;b\x07.txt", "control character"),
        (b"a\nb.txt", "control character"),
        ("a\x9bb.txt".encode(), "control character"),
        (b"essai-\xe9.txt", "not UTF-8"),
    ],
)
def test_names_that_no_text_can_hold(tmp_path: Path, name: bytes, problem: str) -> None:
    """A name with control characters or bytes that are no UTF-8 is told of before the file is read."""
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))
    path.write_text("x")
    with pytest.raises(FileError, match=problem):
        read_bytes(path)


def test_a_name_too_long_is_told(tmp_path: Path) -> None:
    """A name longer than a disk allows is an error like any other; one as long as it allows can be written."""
    with pytest.raises(FileError, match="name too long"):
        read_bytes(tmp_path / ("a" * 300))
    with pytest.raises(FileError, match="name too long"):
        put(tmp_path / ("a" * 300), "x")
    put(tmp_path / ("é" * 127), "x")


def test_what_was_written_is_recorded(tmp_path: Path) -> None:
    """Only files that were replaced are named, in their order."""
    put(tmp_path / "before", "x")
    with record_writes() as written:
        put(tmp_path / "b", "x")
        with pytest.raises(FileChangedError):
            put(tmp_path / "b", "y", NO_FILE)
        put(tmp_path / "a", "x")
    assert written == [tmp_path / "b", tmp_path / "a"]


def test_free_names_are_numbered_at_the_end(tmp_path: Path) -> None:
    """The number stands after the name and before the suffix; a dangling link is no free name."""
    assert free_path(tmp_path / "x.po.bak") == tmp_path / "x.po.bak"
    (tmp_path / "x.po.bak").touch()
    (tmp_path / "x.po.bak-2").symlink_to("nowhere")
    assert free_path(tmp_path / "x.po.bak") == tmp_path / "x.po.bak-3"
    (tmp_path / "x.xlsx").touch()
    assert free_path(tmp_path / "x", ".xlsx") == tmp_path / "x-2.xlsx"
