"""A sheet for which there is no room ends with one error, and the half-written sheets say nothing by themselves."""

import errno
import gc
import io
import os
import tempfile
from pathlib import Path
from typing import Any

import pytest

from passerelle.glossary.errors import FileError
from passerelle.glossary.files import write_atomically
from passerelle.translate.catalog.entry import Catalog, Entry, Header
from passerelle.translate.formats.review_sheet import write_review
from passerelle.translate.text.document import BlockKind

CATALOG = Catalog(
    Header("doc"), tuple(Entry(f"p-{number}", BlockKind.PARAGRAPH, "Un.", "One.") for number in range(500))
)


class _Full(io.BytesIO):
    def write(self, _: Any) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk() -> None:
    """The error of the disk comes through; what is left behind raises nothing more, which pytest would tell."""
    with pytest.raises(OSError, match="No space left"):
        write_review(_Full(), CATALOG)
    gc.collect()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_no_room_for_temporary_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The folder of temporary files is named, for it may be on another disk than the sheet."""
    monkeypatch.setattr("openpyxl.worksheet._writer.create_temporary_file", lambda: "/dev/full")
    path = tmp_path / "doc.review.xlsx"
    message = f"no room for temporary files in {tempfile.gettempdir()}"
    with pytest.raises(FileError, match=message), write_atomically(path, binary=True) as stream:
        write_review(stream, CATALOG)
    gc.collect()
    assert list(tmp_path.iterdir()) == []
