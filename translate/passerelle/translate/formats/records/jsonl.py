"""JSON Lines ↔ records: one JSON object a line, in UTF-8; packed with gzip, too."""

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import IO, Any, cast

from passerelle.glossary.errors import FileError
from passerelle.glossary.files import require_file
from passerelle.translate.formats.articles import LARGEST_FILE
from passerelle.translate.formats.records.unread import RecordError, Unread

_GZIP = b"\x1f\x8b"
_MARK = b"\xef\xbb\xbf"
_WIDE = (b"\xff\xfe", b"\xfe\xff")  # how UTF-16 and UTF-32 begin
_BLANK = b" \t\r\n"


def read_jsonl(path: Path) -> Iterator[Unread]:
    """Yield the lines of a file, one in memory at a time, blank ones passed over; `write_jsonl` is the inverse.

    Raises:
        FileError: it cannot be read, is packed and damaged, or is in UTF-16.
    """
    require_file(path)
    number = 0
    try:
        with _open(path) as stream:
            for number, line in enumerate(_lines(stream), 1):
                if number == 1 and line.startswith(_WIDE):
                    raise FileError("is in UTF-16 or UTF-32; save it as UTF-8.", path=path)
                text = line.removeprefix(_MARK) if number == 1 else line
                if text.strip(_BLANK):
                    yield Unread(f"{path}:{number}", partial(_parse, text), number)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise FileError(f"is damaged after line {number}; pack it again.", path=path) from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise FileError(f"cannot be read ({reason}).", path=path) from error


def count_lines(path: Path) -> int:
    """Return how many lines a file has, for a first idea: 0 where it cannot be read."""
    try:
        require_file(path)
        with _open(path) as stream:
            return sum(1 for _ in _lines(stream))
    except (FileError, OSError, EOFError, zlib.error):
        return 0


def write_jsonl(stream: IO[bytes], rows: Iterable[str]) -> None:
    """Write rows, each the text of a JSON object, one a line."""
    for row in rows:
        stream.write(row.encode("utf-8", "backslashreplace") + b"\n")


def write_packed(stream: IO[bytes], rows: Iterable[str]) -> None:
    """Write rows as `write_jsonl` does, packed; the same rows give the same bytes."""
    with gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=stream, mtime=0) as packed:
        write_jsonl(packed, rows)  # type: ignore[arg-type]  # it is written to like any stream


def _open(path: Path) -> IO[bytes]:
    with path.open("rb") as stream:
        packed = stream.read(2) == _GZIP
    return cast("IO[bytes]", gzip.open(path, "rb") if packed else path.open("rb"))


def _lines(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield lines; of one that is longer than any article only so much that this can be told."""
    while line := stream.readline(LARGEST_FILE + 1):
        rest = line
        while len(rest) > LARGEST_FILE and not rest.endswith(b"\n"):
            rest = stream.readline(LARGEST_FILE + 1)
        yield line


def _parse(line: bytes) -> Mapping[str, Any]:
    if len(line) > LARGEST_FILE:
        raise RecordError(f"is longer than {LARGEST_FILE // 1_000_000} MB; split the article.")
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RecordError(
            f"is not UTF-8 (byte {error.start + 1} of the line); save the file as UTF-8."
        ) from error
    cut = "" if line.endswith(b"\n") else ", and the file ends here: its end may be missing"
    try:
        values = json.loads(text, parse_constant=lambda _: None, object_pairs_hook=_once)
    except RecursionError as error:
        raise RecordError("is nested too deeply.") from error
    except ValueError as error:
        raise RecordError(f"is no JSON ({error}){cut}.") from error
    if not isinstance(values, dict):
        raise RecordError("holds no JSON object; write one article a line, as {“id”: …, “text”: …}.")
    return values


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in values if names.count(name) > 1)
        raise RecordError(f"names “{twice}” twice.")
    return values
