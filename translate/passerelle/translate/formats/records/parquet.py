"""Parquet ↔ records, by means of pyarrow."""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import islice
from pathlib import Path
from typing import IO, Any

from passerelle.glossary.errors import FileError, PasserelleError
from passerelle.glossary.files import require_file
from passerelle.translate.formats.records.record import BODIES
from passerelle.translate.formats.records.unread import RecordError, Unread

_TOGETHER = 64  # rows that are unpacked at a time
_GROUP = 250  # rows of a group in what is written: about 10 MB


class MissingError(PasserelleError):
    """What reads and writes Parquet is not installed."""


def read_parquet(path: Path) -> Iterator[Unread]:
    """Yield the rows of a file, a few in memory at a time; `write_parquet` is the inverse.

    Raises:
        MissingError: pyarrow is not installed.
        FileError: the file cannot be read, is damaged, or has no columns of an archive.
    """
    pyarrow = _pyarrow()
    require_file(path)
    number = 0
    try:
        with pyarrow.parquet.ParquetFile(path) as file:
            _refuse_foreign(file.schema_arrow.names, path)
            for batch in file.iter_batches(batch_size=_TOGETHER):
                for index in range(batch.num_rows):
                    number += 1
                    row = batch.slice(index, 1)
                    yield Unread(f"{path} row {number}", partial(_values, row))
    except (pyarrow.ArrowException, OSError) as error:
        after = f" after row {number}" if number else ""
        raise FileError(f"is no Parquet file, or damaged{after}; write it again.", path=path) from error


def count_rows(path: Path) -> int:
    """Return how many rows a file has, 0 where it cannot be read."""
    pyarrow = _pyarrow()
    try:
        with pyarrow.parquet.ParquetFile(path) as file:
            return int(file.metadata.num_rows)
    except (pyarrow.ArrowException, OSError):
        return 0


def write_parquet(stream: IO[bytes], rows: Iterable[str]) -> None:
    """Write rows, each the text of a JSON object as `rows.write_row` makes it, a group of rows in memory at a time.

    Raises:
        MissingError: pyarrow is not installed.
    """
    pyarrow = _pyarrow()
    schema = _schema(pyarrow)
    waiting = iter(rows)
    with pyarrow.parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        while group := [_cells(json.loads(row)) for row in islice(waiting, _GROUP)]:
            writer.write_table(pyarrow.Table.from_pylist(group, schema))


def require_parquet() -> None:
    """Refuse to begin what cannot be written.

    Raises:
        MissingError: pyarrow is not installed.
    """
    _pyarrow()


def _pyarrow() -> Any:
    try:
        import pyarrow.parquet  # noqa: PLC0415  (optional, and a tenth of a second)
    except ImportError as error:
        raise MissingError(
            "Parquet needs pyarrow, which is not installed; “pip install 'passerelle[cluster]'” installs it."
        ) from error
    return pyarrow


def _refuse_foreign(names: list[str], path: Path) -> None:
    told = f"(it has: {', '.join(names)})"
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise FileError(f"has two columns “{twice}”; rename one.", path=path)
    if "id" not in names:
        raise FileError(f"has no column “id” {told}.", path=path)
    if "blocks" not in names and not any(kind in names for kind in BODIES):
        raise FileError(f"has no column “html”, “markdown” or “text” {told}.", path=path)


def _values(row: Any) -> Mapping[str, Any]:
    try:
        [values] = row.to_pylist()
    except UnicodeDecodeError as error:
        raise RecordError("holds a text that is not UTF-8; write the column again.") from error
    except (ValueError, OverflowError) as error:
        raise RecordError(f"holds a value that cannot be read ({error}).") from error
    return dict(values)


def _cells(row: Mapping[str, Any]) -> dict[str, Any]:
    return {**row, "other": json.dumps(row["other"], ensure_ascii=False)}


def _schema(pyarrow: Any) -> Any:
    """Return the types of the columns; see the README for what they mean."""
    text, number, score = pyarrow.string(), pyarrow.int32(), pyarrow.float64()
    span = pyarrow.list_(number)
    ledger = {
        "kind": text, "concept": text, "source": text, "source_span": span, "rule": text, "rendering": text,
        "stage": text, "met": pyarrow.bool_(), "found": text, "target_span": span, "score": score, "reason": text,
    }  # fmt: skip
    finding = {
        "check": text, "severity": text, "its_type": text, "message": text, "source_span": span,
        "target_span": span, "suggestion": text, "waiver": text,
    }  # fmt: skip
    block = {
        "id": text, "kind": text, "article": text, "section": text, "line": number, "french": text,
        "english": text, "origin": text, "confidence": number, "key": text, "ledger": _structs(pyarrow, ledger),
        "findings": _structs(pyarrow, finding),
    }  # fmt: skip
    left = {"line": number, "why": text, "text": text}
    return pyarrow.schema(
        {
            "schema": number, "id": text, "title": text, "blocks": _structs(pyarrow, block),
            "warnings": pyarrow.list_(text), "left_out": pyarrow.list_(text),
            "left_in_french": _structs(pyarrow, left), "generator": text, "model": text, "glossary": text,
            "other": text, "digest": text, "bearing": text,
        }
    )  # fmt: skip


def _structs(pyarrow: Any, fields: Mapping[str, Any]) -> Any:
    return pyarrow.list_(pyarrow.struct(fields))
