"""What `passerelle review` costs: the sheet of one catalogue out, back with every fourth text decided, and the status."""

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.scale.data import many_entries, read_entries, write_catalogues
from benchmarks.scale.measure import Cost, measure
from passerelle.translate.formats.review_sheet.columns import COLUMNS, FIRST_ROW

_SHEET = "xl/worksheets/sheet1.xml"
_EMPTY = re.compile(r'(<c r="([A-Z]+)(\d+)" s="\d+") t="n"(?:/>|></c>)')
_EVERY = 4  # texts, of which one is decided


def measure_review(
    examples: Path, folder: Path, sizes: Sequence[int], environment: Mapping[str, str]
) -> Iterator[Cost]:
    """Yield the cost of a sheet written, applied, and of what the status tells of its catalogue, for each size."""
    entries = read_entries(examples)

    def steps(size: int) -> Iterator[Cost]:
        own = folder / str(size)
        [path] = write_catalogues(own, many_entries(entries), size, size)
        yield measure("`review export`", size, ["review", "export", path.name], own, environment)
        decide_rows(own / f"{path.stem}.review.xlsx", own / "back.xlsx")
        memory = ["--memory", "memory.sqlite"]
        yield measure("`review apply`", size, ["review", "apply", "back.xlsx", *memory], own, environment)
        yield measure("`review status`", size, ["review", "status", path.name], own, environment)

    list(steps(1))  # all is compiled
    for size in sizes:
        yield from steps(size)


def decide_rows(sheet: Path, back: Path) -> None:
    """Write a sheet as it comes back: every fourth text approved, or marked as needing work with a remark."""
    columns = {column.key: chr(ord("A") + place) for place, column in enumerate(COLUMNS)}

    def decide(found: re.Match[str]) -> str:
        start, column, row = found[1], found[2], int(found[3])
        turn, left = divmod(row - FIRST_ROW, _EVERY)
        if row < FIRST_ROW or left:
            return found[0]
        approves = turn % _EVERY
        said = {
            columns["decision"]: "approved" if approves else "needs work",
            columns["comment"]: "" if approves else "Voir le rapport.",
        }
        text = said.get(column)
        return f'{start} t="inlineStr"><is><t>{text}</t></is></c>' if text else found[0]

    with zipfile.ZipFile(sheet) as before, zipfile.ZipFile(back, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            data = before.read(name)
            after.writestr(name, _EMPTY.sub(decide, data.decode()) if name == _SHEET else data)
