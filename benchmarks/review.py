"""How long the review round trip of a large document takes, and how much memory: each step in a process of its own.

python benchmarks/review.py [ROWS]
"""

import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import openpyxl

from passerelle.translate.catalog.entry import Catalog, Entry, Header
from passerelle.translate.catalog.findings import Finding, Severity
from passerelle.translate.catalog.merge import merge_catalog
from passerelle.translate.constraints.constraint import ConstraintKind, Record, Stage
from passerelle.translate.formats.catalog_file import load_catalog
from passerelle.translate.formats.po.write import write_po
from passerelle.translate.formats.review_sheet.columns import COLUMNS, FIRST_ROW
from passerelle.translate.text.document import BlockKind
from passerelle.translate.workflows.review import apply_sheets, save_sheet

_NOW = datetime(2024, 11, 20, tzinfo=UTC)
_FRENCH = (
    "Les centres de lutte contre le cancer ont réuni 1 200 participants à Lyon, où la présidente de la fédération a "
    "rappelé que 12,5 % des patients y sont soignés et que leur financement reste fragile. "
)
_ENGLISH = (
    "The comprehensive cancer centres brought together 1,200 participants in Lyon, where the federation's president "
    "recalled that 12.5% of patients are treated there and that their funding remains fragile. "
)


def make_catalog(rows: int) -> Catalog:
    """Return a catalogue of paragraphs of about 350 characters, each with two terms and a finding."""
    records = (
        Record(
            ConstraintKind.TERM,
            "clcc",
            "centres de lutte contre le cancer",
            4,
            37,
            "preferred",
            "comprehensive cancer centres",
            Stage.PLAIN,
            (4, 32),
            -0.1,
        ),
        Record(ConstraintKind.TERM, "fed", "fédération", 94, 104, "preferred", "federation", Stage.UNMET),
    )
    finding = Finding("length-ratio", Severity.WARNING, "length", "The English is longer than usual.")
    return Catalog(
        Header("large", generator="benchmark", created=_NOW),
        tuple(
            Entry(
                f"paragraph-{number:08x}",
                BlockKind.PARAGRAPH,
                f"{_FRENCH * 2}({number})",
                f"{_ENGLISH * 2}({number})",
                key="k",
                records=records,
                findings=(finding,),
            )
            for number in range(rows)
        ),
    )


def measure(name: str, step: Callable[[Path, int], None], folder: Path, rows: int) -> None:
    """Run ``step`` in a fresh process and print its wall time and its peak memory."""
    context = multiprocessing.get_context("spawn")
    queue = context.Queue()
    process = context.Process(target=_timed, args=(step, folder, rows, queue))
    process.start()
    wall, cpu, megabytes = queue.get()
    process.join()
    print(f"{name:<38}{wall:7.1f} s wall{cpu:7.1f} s CPU{megabytes:7.0f} MB peak")


def _timed(
    step: Callable[[Path, int], None],
    folder: Path,
    rows: int,
    queue: "multiprocessing.Queue[tuple[float, float, float]]",
) -> None:
    wall, cpu = time.perf_counter(), time.process_time()
    step(folder, rows)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    queue.put((time.perf_counter() - wall, time.process_time() - cpu, peak))


def write_catalog(folder: Path, rows: int) -> None:
    """Write the catalogue as PO."""
    with (folder / "large.po").open("w", encoding="utf-8") as stream:
        write_po(stream, make_catalog(rows))


def export(folder: Path, _rows: int) -> None:
    """Read the PO and write the sheet."""
    save_sheet(folder / "large.review.xlsx", load_catalog(folder / "large.po"), now=_NOW)


def review(folder: Path, rows: int) -> None:
    """Change every tenth row, as a reviewer would."""
    book = openpyxl.load_workbook(folder / "large.review.xlsx")
    column = [column.key for column in COLUMNS].index("revised") + 1
    for row in range(FIRST_ROW, FIRST_ROW + rows, 10):
        book.worksheets[0].cell(row, column).value = f"Changed {row}"
    book.save(folder / "large.review.xlsx")


def apply(folder: Path, rows: int) -> None:
    """Apply the sheet to the PO."""
    (done,) = apply_sheets([folder / "large.review.xlsx"], now=_NOW)
    assert sum(result.outcome == "edited" for result in done.results) == len(range(0, rows, 10))


def run_again(folder: Path, rows: int) -> None:
    """Merge the reviewed PO with a second run in which every hundredth paragraph changed."""
    new = make_catalog(rows)
    entries = tuple(
        replace(entry, source=entry.source + " Enfin.", block_id=f"{entry.block_id}x")
        if number % 100 == 0
        else entry
        for number, entry in enumerate(new.entries)
    )
    merged = merge_catalog(load_catalog(folder / "large.po"), replace(new, entries=entries))
    assert sum(bool(entry.previous_source) for entry in merged.entries) == len(range(0, rows, 100))


def main() -> None:
    """Print the table."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(f"{rows} paragraphs of about {len(_FRENCH) * 2} characters")
        measure("write the PO", write_catalog, folder, rows)
        measure("export: PO read, sheet written", export, folder, rows)
        print(f"the sheet has {(folder / 'large.review.xlsx').stat().st_size / 1e6:.1f} MB")
        measure("a reviewer's program opens and saves", review, folder, rows)
        measure("apply: sheet and PO read, PO written", apply, folder, rows)
        measure("second run merged with the PO", run_again, folder, rows)


if __name__ == "__main__":
    main()
