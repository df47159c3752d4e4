"""XML counted while it streams: small files can hold more than any memory, and a tree is built of all of it."""

import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import IO
from xml.parsers import expat  # nothing is built and no entity expanded: defusing has nothing to do

_CHUNK = 1 << 18  # bytes

ALL = ""
"""The name under which elements of every name are counted."""


def count_beyond(archive: zipfile.ZipFile, limits: Mapping[str, int]) -> str | None:
    """Return the first name of which the XML in ``archive`` holds more elements than ``limits`` allows, None where all fit.

    Names are without prefix; `ALL` stands for all elements. What is no XML is left to whoever reads it.

    Raises:
        what `ARCHIVE_DAMAGE` names: a part cannot be unpacked.
    """
    before: Counter[str] = Counter()
    for part in archive.infolist():
        if not part.filename.endswith(".xml"):
            continue
        counts = defaultdict[str, int](int)
        with archive.open(part) as stream:
            for _ in _parse(stream, counts):
                found = before + _total(counts)
                beyond = next((name for name, most in limits.items() if found[name] > most), None)
                if beyond is not None:
                    return beyond
        before += _total(counts)
    return None


def _parse(stream: IO[bytes], counts: dict[str, int]) -> Iterable[None]:
    """Count the elements of a stream, and pause after each piece of it."""
    parser = expat.ParserCreate()

    def start(name: str, _: object) -> None:
        counts[name] += 1

    parser.StartElementHandler = start
    try:
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk)
            yield
    except expat.ExpatError:
        return


def _total(counts: Mapping[str, int]) -> Counter[str]:
    total = Counter({ALL: sum(counts.values())})
    for name, count in counts.items():
        total[name.rpartition(":")[2]] += count
    return total
