"""A workbook saved with no trace of when: the same content makes the same bytes, so that a run can tell that nothing changed."""

from os import PathLike
from pathlib import Path
from shutil import copyfileobj
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter


class _Undated(ZipFile):
    """A zip file whose members have the date that the format begins with, as `ZipInfo` gives it."""

    def writestr(
        self,
        zinfo_or_arcname: str | ZipInfo,
        data: Any,
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        """Add a member."""
        name = zinfo_or_arcname if isinstance(zinfo_or_arcname, str) else zinfo_or_arcname.filename
        super().writestr(_member(name), data, compress_type or ZIP_DEFLATED, compresslevel)

    def write(
        self,
        filename: str | PathLike[str],
        arcname: str | PathLike[str] | None = None,
        compress_type: int | None = None,
        compresslevel: int | None = None,  # noqa: ARG002  (openpyxl gives none)
    ) -> None:
        """Add a file piece by piece: a long sheet has hundreds of megabytes before it is compressed."""
        member = _member(str(arcname or filename))
        member.compress_type = compress_type or ZIP_DEFLATED
        member.file_size = Path(filename).stat().st_size
        with Path(filename).open("rb") as file, self.open(member, "w") as place:
            copyfileobj(file, place)


def _member(name: str) -> ZipInfo:
    member = ZipInfo(name)
    member.external_attr = 0o600 << 16  # as zipfile itself sets for a name
    return member


def save_undated(book: Workbook, stream: IO[bytes]) -> None:
    """Write a workbook as `Workbook.save` does, but for the dates of now, which that gives to all it writes."""
    ExcelWriter(book, _Undated(stream, "w", ZIP_DEFLATED)).save()
