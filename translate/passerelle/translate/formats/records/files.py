"""From a path to the records in it, and from rows to a file: the format by suffix."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from passerelle.glossary.errors import FileError
from passerelle.glossary.files import write_atomically
from passerelle.translate.formats.records.unread import Unread

_LINES = (".jsonl", ".ndjson")
_PACKED = tuple(f"{suffix}.gz" for suffix in _LINES)
_PARQUET = (".parquet",)
SUFFIXES = (*_LINES, *_PACKED, *_PARQUET)
"""How the names of archives end."""


def is_archive(path: Path) -> bool:
    """Whether a file is an archive, as its name tells.

    >>> is_archive(Path("news.JSONL.gz")), is_archive(Path("news.md"))
    (True, False)
    """
    return path.name.lower().endswith(SUFFIXES)


def require_archive(path: Path) -> None:
    """Refuse a file that no archive can be written as.

    Raises:
        FileError: its name ends otherwise.
        MissingError: it is Parquet, and pyarrow is not installed.
    """
    if not is_archive(path):
        raise FileError(f"is no name of an archive; let it end in {', '.join(SUFFIXES)}.", path=path)
    if _is_parquet(path):
        from passerelle.translate.formats.records.parquet import require_parquet  # noqa: PLC0415  (optional)

        require_parquet()


def read_archive(path: Path) -> Iterator[Unread]:
    """Yield the records of an archive, a few in memory at a time.

    Raises:
        FileError: it cannot be read.
        MissingError: it is Parquet, and pyarrow is not installed.
    """
    if _is_parquet(path):
        from passerelle.translate.formats.records.parquet import read_parquet  # noqa: PLC0415  (optional)

        return read_parquet(path)
    from passerelle.translate.formats.records.jsonl import read_jsonl  # noqa: PLC0415  (all readers of articles)

    return read_jsonl(path)


def count_records(path: Path) -> int:
    """Return how many records an archive has, about; 0 where it cannot be read."""
    if _is_parquet(path):
        from passerelle.translate.formats.records.parquet import count_rows  # noqa: PLC0415  (optional)

        return count_rows(path)
    from passerelle.translate.formats.records.jsonl import count_lines  # noqa: PLC0415  (as above)

    return count_lines(path)


def write_archive(path: Path, rows: Iterable[str]) -> None:
    """Write rows, each the text of a JSON object as `rows.write_row` makes it.

    Raises:
        FileError: the file cannot be written; what stood there stands.
        MissingError: it is Parquet, and pyarrow is not installed.
    """
    with write_atomically(path, binary=True) as stream:
        if _is_parquet(path):
            from passerelle.translate.formats.records.parquet import write_parquet  # noqa: PLC0415  (optional)

            write_parquet(stream, rows)
            return
        from passerelle.translate.formats.records.jsonl import write_jsonl, write_packed  # noqa: PLC0415  (as above)

        (write_packed if path.name.lower().endswith(_PACKED) else write_jsonl)(stream, rows)


def _is_parquet(path: Path) -> bool:
    return path.name.lower().endswith(_PARQUET)
