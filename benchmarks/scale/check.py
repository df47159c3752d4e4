"""What `passerelle check` costs: a catalogue of so many entries, and as many in catalogues of 50."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.scale.data import ARTICLE, many_entries, read_entries, write_catalogues
from benchmarks.scale.measure import Cost, measure


def measure_check(
    examples: Path, folder: Path, sizes: Sequence[int], environment: Mapping[str, str]
) -> Iterator[Cost]:
    """Yield the cost of one catalogue of each size, and of many catalogues."""
    entries = read_entries(examples)

    def check(name: str, size: int, each: int) -> Iterator[Cost]:
        own = folder / f"{size}-{each}"
        arguments = [
            "check",
            *(path.name for path in write_catalogues(own, many_entries(entries), size, each)),
        ]
        yield measure(f"`check`, {name}", size, arguments, own, environment)
        yield measure("`check`, again", size, arguments, own, environment, again=True)

    list(check("", 1, 1))  # all is compiled
    for size in sizes:
        yield from check("one catalogue", size, size)
    yield from check(f"catalogues of {ARTICLE}", max(sizes), ARTICLE)
