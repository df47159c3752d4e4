"""A report on disk: its first page under the name that was asked for, the others in a folder beside it."""

import glob
import re
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from passerelle.glossary.errors import FileError
from passerelle.glossary.files import write_atomically
from passerelle.glossary.termbase import Termbase
from passerelle.translate.report.gather import Document
from passerelle.translate.report.page import MARK, Report, file_name, write_page
from passerelle.translate.report.pages import SIZE, part_pages

_HEAD = 2_000  # bytes of a page in which its mark stands
_DAY = 86_400.0  # seconds; no run takes so long


def write_report(
    path: Path,
    documents: Sequence[Document],
    *,
    language: str = "en",
    termbase: Termbase | None = None,
    missing: Sequence[str] = (),
) -> int:
    """Write the pages of a report; return how many they are. ``termbase`` gives the definitions of terms.

    ``missing`` says of each file that was to be shown, too, why it is not. The report that stands at ``path`` is replaced whole
    or not at all, and pages that it had more are removed.

    Raises:
        FileError: a page cannot be written, or the folder for the others holds files that are no pages of a report.
    """
    folder = path.with_name(f"{path.stem}-pages")
    pages = part_pages(documents, SIZE)
    report = Report(documents, pages, path.name, folder.name, language, termbase or Termbase(()), missing)
    if len(pages) > 1:
        _refuse_foreign(folder)
    with write_atomically(path) as stream:
        write_page(stream, report, pages[0])
        if len(pages) > 1 or _own(folder):
            with _replaced(folder) as place:
                for page in pages[1:]:
                    with (place / file_name(page)).open("w", encoding="utf-8", newline="\n") as other:
                        write_page(other, report, page)
    return len(pages)


def _refuse_foreign(folder: Path) -> None:
    """Refuse to put pages where something else lies."""
    taken = folder.is_symlink() or folder.exists()
    if taken and (not folder.is_dir() or folder.is_symlink() or {*folder.iterdir()} - {*_own(folder)}):
        raise FileError(
            "is where the further pages of the report belong, and holds other files; give the report another name with --out.",
            path=folder,
        )


def _own(folder: Path) -> list[Path]:
    """Return the files in a folder that are pages of a report."""
    found = folder.iterdir() if folder.is_dir() else ()
    return [file for file in found if re.fullmatch(r"\d+\.html", file.name) and _is_page(file)]


def _is_page(file: Path) -> bool:
    if not file.is_file():
        return False
    with file.open("rb") as stream:
        return MARK.encode() in stream.read(_HEAD)


@contextmanager
def _replaced(folder: Path) -> Iterator[Path]:
    """Give an empty folder; what the block writes there, if anything, takes the place of the pages in ``folder``."""
    prefix = f".{folder.name[:40]}."
    _sweep(folder.parent, prefix)
    with tempfile.TemporaryDirectory(prefix=prefix, suffix=".part", dir=folder.parent) as name:
        fresh, old = Path(name, "fresh"), Path(name, "old")
        fresh.mkdir()
        old.mkdir()
        yield fresh
        for page in _own(folder):
            page.rename(old / page.name)
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
        if any(fresh.iterdir()):
            fresh.rename(folder)


def _sweep(folder: Path, prefix: str) -> None:
    """Remove what runs that were killed have left."""
    for left in folder.glob(f"{glob.escape(prefix)}*.part"):
        if left.is_dir() and left.stat().st_mtime < time.time() - _DAY:
            shutil.rmtree(left, ignore_errors=True)
