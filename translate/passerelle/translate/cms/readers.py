"""What people and programs read without a content system: the article rebuilt in English, and plain data."""

import io
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from passerelle.glossary.files import write_atomically
from passerelle.translate.catalog.entry import Entry
from passerelle.translate.cms.notice import add_lines, partial_line
from passerelle.translate.cms.view import Held, View
from passerelle.translate.formats.articles import write_document
from passerelle.translate.text.document import Document


def write_json(path: Path, view: View, lines: Sequence[str]) -> None:
    """Write the entries as JSON, with null where nothing may be seen; ``lines`` are the file's notes on itself."""
    header = view.catalog.header
    value = {
        "document": header.document,
        "source_file": header.path,
        "source_language": "fr",
        "language": header.language,
        "notes": list(lines),
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


@dataclass(frozen=True, slots=True)
class Page:
    """An article as it can be written: by the ids of its blocks the entries that stand in for some, and why not for others."""

    document: Document
    entries: Mapping[str, Entry]
    missing: tuple[Held, ...]

    @property
    def shown(self) -> Collection[Entry]:
        """The entries that readers see."""
        return self.entries.values()


def plan_page(document: Document, view: View) -> Page:
    """Return which entry stands in for which block of today's article.

    A catalogue may know a block whose words are the same by an older id.
    """
    held = {each.block_id: each for each in view.held()}
    by_id = {entry.block_id: entry for entry in view.catalog.current}
    by_text = {entry.source: entry for entry in view.catalog.current}
    entries: dict[str, Entry] = {}
    missing = []
    for block in document.blocks:
        entry = by_id.get(block.id)
        if entry is None or entry.source != block.text:
            entry = by_text.get(block.text)
        if entry is None:
            missing.append(Held(0, block.id, block.text, "not translated"))
        elif entry.block_id in held:
            missing.append(held[entry.block_id])
        else:
            entries[block.id] = entry
    return Page(document, entries, tuple(missing))


def write_article(path: Path, page: Page, source: Path, kind: str, lines: Sequence[str]) -> None:
    """Rebuild the article with ``lines`` at its end; what is missing stays French, which its label and the head say."""
    buffer = io.BytesIO()
    blocks, left_out = page.document.blocks, page.document.left_out
    targets = {name: entry.target for name, entry in page.entries.items()}
    french = frozenset(block.id for block in blocks if block.id not in targets)
    write_document(buffer, source, targets, french, fields=page.document.fields, kind=kind)
    head = [partial_line(len(french), len(blocks), len(left_out))] if french else []
    with write_atomically(path, binary=True) as stream:
        stream.write(add_lines(buffer.getvalue(), kind, head, lines))
