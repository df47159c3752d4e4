"""What `passerelle fill` costs but for the model: an export whose strings all stand reviewed in the catalogue of an earlier run."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from benchmarks.scale.data import many_entries, read_entries
from benchmarks.scale.measure import Cost, measure
from passerelle.translate.catalog.entry import Catalog, Entry, Header, State
from passerelle.translate.cms.export import unit_id
from passerelle.translate.formats.po.lines import quote_po
from passerelle.translate.formats.po.write import write_po
from passerelle.translate.text.markup import unmark

_HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nLanguage: en\\n"\n'


def measure_fill(
    examples: Path, folder: Path, sizes: Sequence[int], environment: Mapping[str, str]
) -> Iterator[Cost]:
    """Yield the cost of filling one export of each size."""
    entries = read_entries(examples)

    def fill(size: int) -> Cost:
        own = folder / str(size)
        write_filled(own, islice(many_entries(entries), size))
        return measure("`fill`", size, ["fill", "export.po", "--out", "out", "--no-memory"], own, environment)

    fill(1)  # all is compiled
    for size in sizes:
        yield fill(size)


def write_filled(folder: Path, entries: Iterator[Entry]) -> None:
    """Write an export of the entries' French as ``export.po``, and below ``out`` the catalogue that has their English."""
    own = [_plain(entry) for entry in entries]
    (folder / "out").mkdir(parents=True)
    export = folder / "export.po"
    strings = (f'\nmsgid {quote_po(entry.source)}\nmsgstr ""\n' for entry in own)
    export.write_text(_HEAD + "".join(strings), encoding="utf-8")
    with (folder / "out" / export.name).open("w", encoding="utf-8") as stream:
        write_po(stream, Catalog(Header(export.stem, str(export)), tuple(own)))


def _plain(entry: Entry) -> Entry:
    source, target = (unmark(text)[0] for text in (entry.source, entry.target))
    return replace(
        entry, block_id=unit_id(None, source), source=source, target=target, section="", state=State.APPROVED
    )
