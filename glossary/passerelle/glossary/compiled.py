"""Termbases kept as they were read, in a cache: that of two thousand concepts is had in less than half the time.

One file a set of glossaries, named after a digest of their names, contents and of the program that reads them. It is
sealed, so that one that was cut short or comes from elsewhere is read as if it were not there; it holds data alone, nothing
that would be run. What is wrong with a glossary is never kept: it must be told again.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import MISSING, fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, get_type_hints

from passerelle.glossary.concept import Concept
from passerelle.glossary.files import digest, read_bytes
from passerelle.glossary.layers import Located, Override, Place
from passerelle.glossary.sealed import read_sealed, write_sealed
from passerelle.glossary.termbase import CURATED, GlossaryFile, Termbase, load_termbase, term_files

KEPT = 8
"""As many termbases as stay in the cache: those that were used last."""

_UNREADABLE = (OSError, LookupError, TypeError, ValueError)


def load_compiled(folder: Path, paths: Sequence[Path] = (), *, curated: bool = True) -> Termbase:
    """Return what `load_termbase` returns for these files, from the cache in ``folder`` where it is there.

    Raises:
        GlossaryError, FileError: as `load_termbase` says.
    """
    key = _key(paths, curated=curated)
    found = read_compiled(folder, key)
    if found is None:
        found = load_termbase(paths, curated=curated)
        if key == _key(paths, curated=curated):  # nobody wrote a glossary in between
            write_compiled(folder, key, found)
    return found


def _key(paths: Sequence[Path], *, curated: bool) -> str:
    return digest(json.dumps([*_program(), str(curated), *_contents(paths, curated=curated)]).encode())


def _contents(paths: Sequence[Path], *, curated: bool) -> Iterator[str]:
    """Yield the names of the glossaries as given, and the names and digests of their files, in the order read."""
    for path in (*([CURATED] if curated else []), *paths):
        yield path.as_posix()
        for file in term_files(path):
            yield file.name
            yield digest(read_bytes(file))


@cache
def _program() -> tuple[str, ...]:
    """Return digests of all that may shape a termbase: the program and the lists of words that it reads glossaries with."""
    here = Path(__file__).parent
    files = (file for kind in ("*.py", "data/*") for file in here.rglob(kind) if file.is_file())
    return (sys.version, *(digest(file.read_bytes()) for file in sorted(files)))


def read_compiled(folder: Path, key: str) -> Termbase | None:
    """Return the termbase that `write_compiled` kept under ``key``, or nothing where there is none to rely on."""
    path = _path(folder, key)
    with suppress(*_UNREADABLE):
        termbase = _termbase(json.loads(read_sealed(path)))
        os.utime(path)
        return termbase
    return None


def write_compiled(folder: Path, key: str, termbase: Termbase) -> None:
    """Keep a termbase under ``key``, whole or not at all; a cache that cannot be written is no one's loss."""
    content = json.dumps(_plain(termbase), ensure_ascii=False, separators=(",", ":"), default=str).encode()
    with suppress(OSError):
        write_sealed(_path(folder, key), content)
        _forget_oldest(folder)


def _path(folder: Path, key: str) -> Path:
    return folder / f"{key}.json"


def _forget_oldest(folder: Path) -> None:
    newest_first = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in newest_first[KEPT:]:
        path.unlink(missing_ok=True)


def _plain(termbase: Termbase) -> Any:
    located = [Located(concept, termbase.places[concept.id]) for concept in termbase.concepts]
    return {
        "concepts": [*map(_row, located)],
        "overrides": [[each.forms, _row(each.winner), _row(each.loser)] for each in termbase.overrides],
        "files": [[each.name, each.digest] for each in termbase.files],
    }


def _termbase(plain: Mapping[str, Any]) -> Termbase:
    located = [_located(*row) for row in plain["concepts"]]
    return Termbase(
        tuple(each.concept for each in located),
        tuple(
            Override(tuple(forms), _located(*winner), _located(*loser))
            for forms, winner, loser in plain["overrides"]
        ),
        {each.concept.id: each.place for each in located},
        tuple(GlossaryFile(*each) for each in plain["files"]),
    )


def _row(located: Located) -> list[Any]:
    """Return path, line, layer and what a concept does not leave open, by attribute."""
    concept, place = located.concept, located.place
    told = {name: getattr(concept, name) for name in _readers()}
    values = {name: value for name, value in told.items() if value != _OPEN.get(name)}
    return [str(place.path), place.line, place.layer, values]


def _located(path: str, line: int, layer: int, values: dict[str, Any]) -> Located:
    readers = _readers()
    for name, value in values.items():
        read = readers[name]
        if read is not str:
            values[name] = read(value)
    return Located(Concept(**values), Place(_path_of(path), line, layer))


_path_of = cache(Path)  # thousands of concepts stand in a handful of files


_OPEN: Mapping[str, Any] = {
    each.name: each.default for each in fields(Concept) if each.default is not MISSING
}


@cache
def _readers() -> dict[str, Callable[[Any], Any]]:
    """Return what makes the value of each attribute of JSON's."""
    return {name: _READERS.get(kind, kind) for name, kind in get_type_hints(Concept).items()}


_READERS: Mapping[Any, Callable[[Any], Any]] = {
    tuple[str, ...]: tuple,
    date | None: date.fromisoformat,
}
