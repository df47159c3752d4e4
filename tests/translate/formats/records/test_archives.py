"""Archives are read record by record; what is wrong with one is told by its place, and the others are read."""

import gzip
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from passerelle.glossary.errors import FileError, PasserelleError
from passerelle.translate.catalog.entry import Catalog, Entry, Header
from passerelle.translate.catalog.findings import Finding, Severity
from passerelle.translate.constraints.constraint import ConstraintKind, Record, Stage
from passerelle.translate.formats.records import jsonl
from passerelle.translate.formats.records.files import (
    count_records,
    read_archive,
    require_archive,
    write_archive,
)
from passerelle.translate.formats.records.rows import is_row, read_row, write_row
from passerelle.translate.formats.records.unread import RecordError, Unread
from passerelle.translate.text.document import BlockKind, Document, Left, Why

GOOD = b'{"id": "a", "text": "x"}'


def told(records: Iterable[Unread]) -> list[Any]:
    """Return the ids of records, and in their places what is wrong with others."""
    found: list[Any] = []
    for record in records:
        try:
            found.append(record.values()["id"])
        except RecordError as error:
            found.append(f"{record.place.rpartition(':')[2]}: {error}")
    return found


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", []),
        (b"\n \r\n", []),
        (GOOD, ["a"]),
        (GOOD + b"\r\n\n" + GOOD + b"\n", ["a", "a"]),
        (b"\xef\xbb\xbf" + GOOD, ["a"]),
        (b'{"id": NaN, "text": "x"}\n', [None]),
        (b'{"id": "a", "te\n' + GOOD, ["1: is no JSON", "a"]),
        (GOOD + b'\n{"id": "b", "te', ["a", "its end may be missing"]),
        (b"[1]\n" + GOOD, ["1: holds no JSON object", "a"]),
        (b'{"id": "\xe9"}\n' + GOOD, ["1: is not UTF-8 (byte 9 of the line)", "a"]),
        (b'{"id": "a", "id": "b"}\n' + GOOD, ["1: names “id” twice", "a"]),
        (b"[" * 100_000 + b"\n" + GOOD, ["1: is nested too deeply", "a"]),
        (b'{"id": ' + b"9" * 5000 + b"}\n" + GOOD, ["1: is no JSON", "a"]),
        (b"\0" * 40 + b"\n" + GOOD, ["1: is no JSON", "a"]),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_each_line_of_json_is_an_article(
    content: bytes, found: list[Any], tmp_path: Path, *, packed: bool
) -> None:
    """A broken line is named by its number."""
    path = tmp_path / f"news.jsonl{'.gz' if packed else ''}"
    path.write_bytes(gzip.compress(content) if packed else content)
    said = told(read_archive(path))
    assert len(said) == len(found)
    assert all(want == each or str(want) in str(each) for want, each in zip(found, said, strict=True))


def test_a_line_longer_than_any_article_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is passed over without being held in memory."""
    monkeypatch.setattr(jsonl, "LARGEST_FILE", 50)
    path = tmp_path / "news.jsonl"
    path.write_bytes(b'{"id": "' + b"x" * 500 + b'"}\n' + GOOD)
    assert [str(each)[:16] for each in told(read_archive(path))] == ["1: is longer tha", "a"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("news.jsonl", (GOOD.decode() + "\n").encode("utf-16"), "is in UTF-16"),
        ("news.jsonl.gz", gzip.compress(GOOD * 9000)[:-30], "is damaged after line"),
        ("news.parquet", b"PAR1", "is no Parquet file"),
        ("news.parquet", b"", "is no Parquet file"),
        ("missing.jsonl", None, "does not exist"),
        ("missing.parquet", None, "does not exist"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(
    name: str, content: bytes | None, message: str, tmp_path: Path
) -> None:
    if name.endswith("parquet"):
        pytest.importorskip("pyarrow")
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(FileError, match=message):
        list(read_archive(path))
    assert count_records(path) <= 2


def parquet(path: Path, columns: dict[str, Any]) -> Path:
    pyarrow = pytest.importorskip("pyarrow")
    pytest.importorskip("pyarrow.parquet").write_table(pyarrow.table(columns), path)
    return path


def test_rows_of_parquet_are_articles(tmp_path: Path) -> None:
    """A row whose text is not UTF-8 is named, and the others are read."""
    pyarrow = pytest.importorskip("pyarrow")
    broken = pyarrow.array([b"x", b"\xe9", b"z"]).view(pyarrow.string())
    path = parquet(tmp_path / "news.parquet", {"id": [1, 2, 3], "text": broken})
    assert told(read_archive(path))[::2] == [1, 3]
    assert "row 2: holds a text that is not UTF-8" in told(read_archive(path))[1]
    assert count_records(path) == 3


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"name": ["a"], "text": ["x"]}, "has no column “id” .it has: name, text"),
        ({"id": ["a"], "body": ["x"]}, "has no column “html”, “markdown” or “text”"),
    ],
)
def test_parquet_of_other_columns_is_refused(columns: dict[str, Any], message: str, tmp_path: Path) -> None:
    with pytest.raises(FileError, match=message):
        list(read_archive(parquet(tmp_path / "news.parquet", columns)))


def test_without_pyarrow_one_sentence_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    for use in (require_archive, read_archive):
        with pytest.raises(PasserelleError, match="pip install 'passerelle\\[cluster\\]'"):
            list(use(tmp_path / "news.parquet") or ())


def rows() -> list[str]:
    """Return a row that uses every column, and one with as little as there can be."""
    record = Record(
        ConstraintKind.TERM, "chu", "CHU", 3, 6, "short form", "university hospital", Stage.SIGNS, (4, 23), -0.25
    )  # fmt: skip
    unmet = Record(ConstraintKind.NUMBER, "", "12", 9, 11, "value", "12", Stage.UNMET, reason="lost")
    finding = Finding("number-value", Severity.ERROR, "numbers", "12 is missing.", (9, 11), None, "12")
    entry = Entry(
        "paragraph-1", BlockKind.PARAGRAPH, "Le <1>CHU</1> ouvre 12 lits.", "The <1>university hospital</1> opens.",
        line=3, section="Lits", key="k", records=(record, unmet), findings=(finding,), confidence=71, article="x",
    )  # fmt: skip
    title = Entry("title-1", BlockKind.TITLE, "Douze <1/> lits", "Twelve <1/> beds", line=1)
    document = Document("../é\ud83d", "n.jsonl:1", (), ("Menu",), ("w",), (Left(4, Why.CODE, "pip"),))
    catalog = Catalog(Header("../é", "n.jsonl:1", "passerelle 1", "g", "m"), (title, entry))
    bare = Catalog(Header("b"), ())
    other = {"url": "https://example.org", "n": [1, None]}
    return [
        write_row(catalog, document, other, "d1", "b1"),
        write_row(bare, Document("b", "", ()), {}, "d2", "b2"),
    ]


@pytest.mark.parametrize("name", ["out.jsonl", "out.ndjson", "out.jsonl.gz", "out.parquet"])
def test_rows_come_back_as_they_were_written(name: str, tmp_path: Path) -> None:
    """Every column of the layout is the same in every format, and the same rows give the same bytes."""
    path = tmp_path / name
    if name.endswith("parquet"):
        pytest.importorskip("pyarrow")
    write_archive(path, rows())
    found = [dict(record.values()) for record in read_archive(path)]
    if name.endswith("parquet"):
        found = [{**row, "other": json.loads(row["other"])} for row in found]
    assert [json.dumps(row, ensure_ascii=False) for row in found] == rows()
    assert all(map(is_row, found))
    first = path.read_bytes()
    write_archive(path, rows())
    assert path.read_bytes() == first


def test_a_row_holds_what_a_catalogue_does() -> None:
    """Read again, it is the catalogue without its findings."""
    first = read_row(json.loads(rows()[0]))
    assert first.header.document == "../é"
    assert [entry.target for entry in first.entries] == [
        "Twelve <1/> beds",
        "The <1>university hospital</1> opens.",
    ]
    assert [str(record.stage) for record in first.entries[1].records] == [str(Stage.SIGNS), str(Stage.UNMET)]
    assert first.entries[1].records[0].target_span == (4, 23)
    assert json.loads(rows()[0])["title"] == "Twelve  beds"
    with pytest.raises(RecordError, match="no row"):
        read_row({"id": "a", "blocks": [{"id": 1}]})


def test_halves_of_characters_are_escaped(tmp_path: Path) -> None:
    """What JSON can say and UTF-8 cannot comes through."""
    write_archive(tmp_path / "out.jsonl", [json.dumps({"id": "a\ud83d"}, ensure_ascii=False)])
    assert (tmp_path / "out.jsonl").read_bytes() == b'{"id": "a\\ud83d"}\n'


@pytest.mark.parametrize("name", ["out.json", "out", "out.xlsx", "out.gz"])
def test_other_names_are_refused(name: str) -> None:
    with pytest.raises(FileError, match=r"let it end in \.jsonl"):
        require_archive(Path(name))
