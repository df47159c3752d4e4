"""The termbase: all concepts of the curated glossary and of the user's own files."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from passerelle.glossary.concept import Concept
from passerelle.glossary.errors import GlossaryError
from passerelle.glossary.files import read_bytes
from passerelle.glossary.formats.tsv import scan_tsv
from passerelle.glossary.layers import Located, Override, Place, find_clashes, merge_layers

CURATED = Path(__file__).parent / "terms"
"""The folder of the curated glossary, one TSV file a domain."""


CURATED_NAME = "curated"
"""What the curated glossary is called where files are named."""


@dataclass(frozen=True, slots=True)
class GlossaryFile:
    """A glossary by its name, as the user gave it, and a digest of what binds a translation in it."""

    name: str
    digest: str

    def __str__(self) -> str:
        """Return the name with the digest in brackets."""
        return f"{self.name} ({self.digest})"


@dataclass(frozen=True)
class Termbase:
    """Concepts in a fixed order, each id once.

    ``overrides`` are the forms and concepts that a later glossary took from an earlier one, ``places`` where each concept is
    written, by id, ``files`` the glossaries in the order given, the curated one as one.
    """

    concepts: tuple[Concept, ...]
    overrides: tuple[Override, ...] = ()
    places: Mapping[str, Place] = field(default_factory=dict, compare=False)
    files: tuple[GlossaryFile, ...] = field(default=(), compare=False)

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        # What is kept for a termbase is looked up for every text, and two thousand concepts take milliseconds to hash.
        return hash((self.concepts, self.overrides))

    def __getstate__(self) -> dict[str, object]:
        """Leave the hash out of what is pickled: it differs from process to process."""
        return {name: value for name, value in vars(self).items() if name != "_hash"}

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
        digest = _hash_concepts(self.concepts)
        for each in self.overrides:
            digest.update(f"{each.forms}\t{each.winner.concept.id}\t{each.loser.concept.id}".encode())
        return digest.hexdigest()[:12]


def _hash_concepts(concepts: Iterable[Concept]) -> "hashlib._Hash":
    digest = hashlib.sha256()
    for concept in sorted(concepts, key=lambda concept: concept.id):
        digest.update(concept_key(concept).encode())
    return digest


BINDING = (
    "id", "source", "target", "source_variants", "abbreviations", "target_variants", "short", "first_use", "article",
    "short_article", "forbidden", "pos", "case", "do_not_translate", "status", "cues",
)  # fmt: skip
"""The attributes of a concept that bind a translation, beside American forms; the others explain."""


def concept_key(concept: Concept) -> str:
    """Return a fingerprint of what binds a translation: a new note or definition does not change it."""
    values = [getattr(concept, name) for name in BINDING]
    if concept.american:  # fingerprints from before this column stay true
        values.append(concept.american)
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
    folders = [*([CURATED] if curated else []), *paths]
    read: set[Path] = set()
    layers, errors = [], []
    for number, folder in enumerate(folders):
        located, wrong = _read_layer(folder, number, read)
        layers.append(located)
        errors += wrong
    merged, overrides = merge_layers(layers)
    return Reading(
        Termbase(
            tuple(each.concept for each in merged),
            overrides,
            {each.concept.id: each.place for each in merged},
            tuple(_name_file(folder, located) for folder, located in zip(folders, layers, strict=True)),
        ),
        tuple(errors),
    )


def _read_layer(folder: Path, number: int, read: set[Path]) -> tuple[list[Located], list[GlossaryError]]:
    """Return the concepts of a file or folder and what is wrong there; ``read`` are the files so far."""
    located: list[Located] = []
    errors: list[GlossaryError] = []
    for path in term_files(folder):
        if path.resolve() in read:
            raise GlossaryError("is given twice; name it once, in the place where it counts.", path=path)
        read.add(path.resolve())
        concepts, wrong = scan_tsv(read_bytes(path), domain=path.stem, path=path)
        shown = Path(CURATED_NAME, path.name) if folder is CURATED else path
        located += [Located(concept, Place(shown, line, number)) for line, concept in concepts]
        errors += wrong
    # The curated glossary is held to this by its tests, and looking takes time.
    return located, errors if folder is CURATED else [*errors, *find_clashes(located)]


def _name_file(folder: Path, located: Iterable[Located]) -> GlossaryFile:
    digest = _hash_concepts(each.concept for each in located).hexdigest()[:12]
    return GlossaryFile(CURATED_NAME if folder is CURATED else folder.as_posix(), digest)


def term_files(path: Path) -> list[Path]:
    """Return the files of a glossary: itself, or those in its folder.

    Raises:
        GlossaryError: the folder holds none.
    """
    if not path.is_dir():
        return [path]
    files = sorted(
        each
        for each in path.iterdir()
        if each.suffix.lower() in (".tsv", ".csv") and not each.name.startswith(".")
    )
    if not files:
        raise GlossaryError(
            "holds no .tsv file and no .csv file; name a folder of glossary files or one file.", path=path
        )
    return files
