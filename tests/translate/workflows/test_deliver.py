"""A catalogue takes the place of the one that a run found, which is read again only where it changed."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from passerelle.glossary.files import digest
from passerelle.translate.catalog.entry import Catalog, Entry, Header
from passerelle.translate.formats.catalog_file import Stored, load_catalog, read_stored
from passerelle.translate.formats.po.write import write_po
from passerelle.translate.text.document import BlockKind
from passerelle.translate.workflows import deliver
from passerelle.translate.workflows.deliver import deliver_catalog

NOW = datetime(2024, 11, 20, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a catalogue of one text."""
    path = tmp_path / "doc.po"
    entry = Entry("p-1", BlockKind.PARAGRAPH, "Bonjour.", "Hello.")
    with path.open("w", encoding="utf-8") as stream:
        write_po(stream, Catalog(Header("doc"), (entry,)))
    return path


@pytest.mark.parametrize("changed", [False, True])
def test_only_a_file_that_changed_is_read_again(
    path: Path, monkeypatch: pytest.MonkeyPatch, *, changed: bool
) -> None:
    """What another run wrote meanwhile is merged."""
    read: list[Path] = []

    def read_noted(path: Path) -> Stored:
        read.append(path)
        return read_stored(path)

    base, seen = load_catalog(path), digest(path.read_bytes())
    ours = replace(base, entries=(replace(base.entries[0], target="Good morning."),))
    if changed:
        path.write_text(path.read_text("utf-8").replace("Bonjour.", "Bonsoir."), encoding="utf-8")
    monkeypatch.setattr(deliver, "read_stored", read_noted)
    done = deliver_catalog(path, ours, base, seen=seen, check=lambda catalog: catalog, now=NOW)
    assert (read, done.merged) == ([path] if changed else [], changed)
    assert load_catalog(path).entries == done.catalog.entries
    assert digest(path.read_bytes()) == done.digest
