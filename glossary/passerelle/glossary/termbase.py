"""The termbase: all concepts of the curated glossary and of the user's own files."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property
from pathlib import Path

from passerelle.glossary.concept import Concept
from passerelle.glossary.errors import GlossaryError
from passerelle.glossary.files import read_bytes
from passerelle.glossary.formats.tsv import scan_tsv
from passerelle.glossary.layers import Located, Override, Place, find_clashes, merge_layers

CURATED = Path(__file__).parent / "terms"
"""The folder of the curated glossary, one TSV file a domain."""


@dataclass(frozen=True)
class Termbase:
    """Concepts in a fixed order, each id once.

    ``overrides`` are the forms and concepts that a later glossary took from an earlier one, ``places`` where each concept is
    written, by id.
    """

    concepts: tuple[Concept, ...]
    overrides: tuple[Override, ...] = ()
    places: Mapping[str, Place] = field(default_factory=dict, compare=False)

    @cached_property
    def by_id(self) -> dict[str, Concept]:
        """Concepts by their id."""
        return {concept.id: concept for concept in self.concepts}

    def layer(self, concept: Concept) -> int:
        """Return how late the glossary of a concept was given: 0 for the first, which later ones override."""
        place = self.places.get(concept.id)
        return place.layer if place else 0

    def overrides_of(self, concept: Concept) -> tuple[Override, ...]:
        """Return what a concept took from others, and others from it."""
        return tuple(
            each for each in self.overrides if concept.id in (each.winner.concept.id, each.loser.concept.id)
        )

    @cached_property
    def version(self) -> str:
        """Return a content hash: equal for equal concepts, whatever files they came from."""
        digest = hashlib.sha256()
        for concept in sorted(self.concepts, key=lambda concept: concept.id):
            digest.update(concept_key(concept).encode())
        for each in self.overrides:
            digest.update(f"{each.form}\t{each.winner.concept.id}\t{each.loser.concept.id}".encode())
        return digest.hexdigest()[:12]


def concept_key(concept: Concept) -> str:
    """Return a fingerprint of what binds a translation: a new note or definition does not change it."""
    values = [
        getattr(concept, field.name)
        for field in fields(concept)
        if field.name not in ("definition", "note", "domain")
    ]
    return hashlib.sha256(repr(values).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Reading:
    """What glossary files hold, and all that is wrong with how they are written."""

    termbase: Termbase
    errors: tuple[GlossaryError, ...] = ()


def load_termbase(paths: Iterable[Path] = (), *, curated: bool = True) -> Termbase:
    """Load the curated glossary, then the user's files and folders; what a later one says of a French form wins.

    Raises:
        GlossaryError: a file is broken, holds an id twice, or contradicts itself.
    """
    reading = read_glossaries(paths, curated=curated)
    if reading.errors:
        raise _first(reading.errors)
    return reading.termbase


def _first(errors: Sequence[GlossaryError]) -> GlossaryError:
    """Return the first error; where there are more, it says who tells them all."""
    first, *more = errors
    if not more:
        return first
    told = f"{first.args[0]} {len(more)} more like this; “passerelle glossary lint” tells them all."
    return GlossaryError(told, path=first.path, line=first.line)


def read_glossaries(paths: Iterable[Path] = (), *, curated: bool = True) -> Reading:
    """Read what `load_termbase` loads, and go on after an error: what can be read is in the termbase.

    Raises:
        GlossaryError, FileError: a file cannot be read at all, or is given twice.
    """
    own = list(paths)
    layers: list[tuple[Located, ...]] = []
    errors: list[GlossaryError] = []
    read: set[Path] = set()
    for number, folder in enumerate([*([CURATED] if curated else []), *own]):
        located: list[Located] = []
        for path in _term_files(folder):
            if path.resolve() in read:
                raise GlossaryError("is given twice; name it once, in the place where it counts.", path=path)
            read.add(path.resolve())
            concepts, wrong = _read_file(path)
            shown = Path("curated", path.name) if folder is CURATED else path
            located += [Located(concept, Place(shown, line, number)) for line, concept in concepts]
            errors += wrong
        errors += find_clashes(located) if folder is not CURATED else ()
        layers.append(tuple(located))
    merged, overrides = merge_layers(layers)
    places = {each.concept.id: each.place for each in merged}
    return Reading(Termbase(tuple(each.concept for each in merged), overrides, places), tuple(errors))


def _term_files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    files = sorted(each for each in path.iterdir() if each.suffix.lower() in (".tsv", ".csv"))
    if not files:
        raise GlossaryError(
            "holds no .tsv file and no .csv file; name a folder of glossary files or one file.", path=path
        )
    return files


def _read_file(path: Path) -> tuple[list[tuple[int, Concept]], list[GlossaryError]]:
    return scan_tsv(read_bytes(path), domain=path.stem, path=path)
