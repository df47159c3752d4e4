"""Files of a cache are whole or told to be damaged."""

from pathlib import Path

import pytest

from passerelle.glossary.sealed import read_sealed, write_sealed


@pytest.mark.parametrize("content", [b"", b"\n", b'{"a": 1}\nb', bytes(range(256))])
def test_read_as_written(tmp_path: Path, content: bytes) -> None:
    """Whatever it holds, and over an older one; the folder is made and nothing else lies there."""
    path = tmp_path / "cache" / "a"
    for written in (b"older and longer than the other", content):
        write_sealed(path, written)
    assert read_sealed(path) == content
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("damaged", [b"", b"\xff\xfe", b"no seal", b"0" * 64 + b"\nwords"])
def test_damage_is_told(tmp_path: Path, damaged: bytes) -> None:
    """A foreign file is no sealed one; nor is one that lacks its end."""
    path = tmp_path / "a"
    path.write_bytes(damaged)
    with pytest.raises(ValueError, match="a"):
        read_sealed(path)
    write_sealed(path, b"words of some length")
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(ValueError, match="a"):
        read_sealed(path)


def test_what_cannot_be_written(tmp_path: Path) -> None:
    """A folder in its place stays, and no part of the file is left."""
    (tmp_path / "a" / "b").mkdir(parents=True)
    with pytest.raises(OSError, match="a"):
        write_sealed(tmp_path / "a", b"words")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
