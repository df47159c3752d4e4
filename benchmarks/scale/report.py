"""What `passerelle report` costs: the pages of one catalogue, of texts with errors or warnings, and of all."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.scale.data import many_entries, read_entries, write_catalogues
from benchmarks.scale.measure import Cost, measure


def measure_report(
    examples: Path, folder: Path, sizes: Sequence[int], environment: Mapping[str, str]
) -> Iterator[Cost]:
    """Yield the cost of the report of one catalogue of each size, and of the longest one that shows every text."""
    entries = read_entries(examples)

    def report(name: str, size: int, *options: str) -> Cost:
        own = folder / f"{size}{''.join(options)}"
        [path] = write_catalogues(own, many_entries(entries), size, size)
        return measure(name, size, ["report", path.name, *options], own, environment)

    report("", 1)  # all is compiled
    for size in sizes:
        yield report("`report`", size)
    yield report("`report --all`", max(sizes), "--all")
