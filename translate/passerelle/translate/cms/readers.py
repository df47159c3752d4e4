"""What people and programs read without a content system: the article rebuilt in English, and plain data."""

import io
import json
from collections.abc import Iterable
from pathlib import Path

from passerelle.glossary.files import write_atomically
from passerelle.translate.cms.notice import append_lines
from passerelle.translate.cms.view import View
from passerelle.translate.formats.articles import read_document, write_document
from passerelle.translate.text.document import Block


def write_json(path: Path, view: View, lines: list[str]) -> None:
    """Write the entries as JSON, with null where nothing may be seen; ``lines`` are the file's notes on itself."""
    header = view.catalog.header
    value = {
        "document": header.document,
        "source_file": header.path,
        "source_language": "fr",
        "language": header.language,
        "notes": lines,
        "entries": [
            {
                "id": entry.block_id,
                "kind": str(entry.kind),
                "section": entry.section,
                "source": entry.source,
                "target": entry.target if view.shows(entry) else None,
                "reviewed": entry.state.reviewed and entry.block_id not in view.changed,
            }
            for entry in view.catalog.current
        ],
    }
    with write_atomically(path) as stream:
        json.dump(value, stream, ensure_ascii=False, indent=2)
        stream.write("\n")


def write_article(path: Path, view: View, source: Path, kind: str, lines: list[str]) -> list[str]:
    """Rebuild the article; what may not be seen stays French, and the caller is told."""
    blocks = read_document(source).blocks
    targets = _targets_by_block(blocks, view)
    buffer = io.BytesIO()
    write_document(buffer, source, targets)
    with write_atomically(path, binary=True) as stream:
        stream.write(append_lines(buffer.getvalue(), kind, lines))
    missing = len(blocks) - len(targets)
    told = f"{missing} of {len(blocks)} blocks stand in French in {path}: their English is not reviewed."
    return [told] if missing else []


def _targets_by_block(blocks: Iterable[Block], view: View) -> dict[str, str]:
    """Return the English by the block ids of today; a catalogue may know a block whose words changed by an older id."""
    by_id = {entry.block_id: entry for entry in view.catalog.current}
    by_text = {entry.source: entry for entry in view.catalog.current}
    targets = {}
    for block in blocks:
        entry = by_id.get(block.id)
        if entry is None or entry.source != block.text:
            entry = by_text.get(block.text)
        if entry is not None and view.shows(entry):
            targets[block.id] = entry.target
    return targets
