"""A translated article ↔ its row in an archive: plain data of one layout, which the README describes."""

import json
from collections.abc import Mapping
from typing import Any

from passerelle.translate.catalog.entry import Catalog, Entry, Header
from passerelle.translate.catalog.findings import finding_as_json
from passerelle.translate.catalog.summary import record_as_json, record_from_json
from passerelle.translate.formats.records.unread import RecordError
from passerelle.translate.text.document import BlockKind, Document
from passerelle.translate.text.markup import unmark

LAYOUT = 1
"""Changes with what a row holds."""


def write_row(
    catalog: Catalog, document: Document, other: Mapping[str, Any], digest: str, bearing: str
) -> str:
    """Return an article's row as the text of a JSON object; `read_row` is the inverse, as far as a catalogue goes.

    ``digest`` tells what the article was made of, ``bearing`` what of the glossaries mattered to it, ``other`` are the values that
    are carried along.
    """
    header, entries = catalog.header, catalog.current
    title = next((entry.target for entry in entries if entry.kind is BlockKind.TITLE), "")
    row = {
        "schema": LAYOUT,
        "id": header.document,
        "title": unmark(title)[0] or None,
        "blocks": [_write_block(entry) for entry in entries],
        "warnings": list(document.warnings),
        "left_out": list(document.left_out),
        "left_in_french": [
            {"line": each.line, "why": str(each.why), "text": each.text} for each in document.left
        ],
        "generator": header.generator,
        "model": header.model,
        "glossary": header.glossary,
        "other": dict(other),
        "digest": digest,
        "bearing": bearing,
    }
    return json.dumps(row, ensure_ascii=False)


def _write_block(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.block_id,
        "kind": str(entry.kind),
        "article": entry.article or None,
        "section": entry.section or None,
        "line": entry.line,
        "french": entry.source,
        "english": entry.target,
        "origin": entry.origin,
        "confidence": entry.confidence,
        "key": entry.key,
        "ledger": [record_as_json(entry, record) for record in entry.records],
        "findings": [finding_as_json(finding) for finding in entry.findings],
    }


def read_row(row: Mapping[str, Any]) -> Catalog:
    """Return the catalogue in a row; its findings are for the checks to say again.

    Raises:
        RecordError: it is no row that `write_row` made.
    """
    try:
        header = Header(
            _text(row["id"]), generator=row["generator"], glossary=row["glossary"], model=row["model"]
        )
        return Catalog(header, tuple(_read_block(block) for block in row["blocks"]))
    except (LookupError, TypeError, ValueError) as error:
        raise RecordError("is no row that Passerelle wrote.") from error


def is_row(values: Mapping[str, Any]) -> bool:
    """Whether a record is a translated article."""
    if values.get("schema") != LAYOUT or not values.keys() >= _COLUMNS:
        return False
    blocks = values["blocks"]
    return isinstance(blocks, list) and all(
        isinstance(block, dict) and block.keys() >= _BLOCK_COLUMNS for block in blocks
    )


_COLUMNS = {"id", "digest", "blocks", "other"}
_BLOCK_COLUMNS = {"ledger", "findings"}


def row_text(values: Mapping[str, Any]) -> str:
    """Return a row that was read as `write_row` made it: in Parquet, what is carried along is the text of an object."""
    other = values["other"]
    return json.dumps(
        {**values, "other": json.loads(other) if isinstance(other, str) else other}, ensure_ascii=False
    )


def _read_block(block: Mapping[str, Any]) -> Entry:
    return Entry(
        _text(block["id"]),
        BlockKind(block["kind"]),
        _text(block["french"]),
        _text(block["english"]),
        line=int(block["line"]),
        section=_text(block["section"] or ""),
        origin=_text(block["origin"]),
        key=_text(block["key"]),
        records=tuple(record_from_json(record) for record in block["ledger"]),
        confidence=block["confidence"],
        article=_text(block["article"] or ""),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    value.encode()  # half a character is none
    return value
