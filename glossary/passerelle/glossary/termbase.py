"""The termbase: all concepts of the curated glossary and of the user's own files."""

import hashlib
import io
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path

from passerelle.glossary.concept import Concept
from passerelle.glossary.errors import GlossaryError
from passerelle.glossary.files import read_bytes
from passerelle.glossary.formats.tsv import read_tsv

CURATED = Path(__file__).parent / "terms"
"""The folder of the curated glossary, one TSV file a domain."""


@dataclass(frozen=True)
class Termbase:
    """Concepts in a fixed order, each id once."""

    concepts: tuple[Concept, ...]

    @cached_property
    def by_id(self) -> dict[str, Concept]:
        """Concepts by their id."""
        return {concept.id: concept for concept in self.concepts}

    @cached_property
    def version(self) -> str:
        """Return a content hash: equal for equal concepts, whatever files they came from."""
        digest = hashlib.sha256()
        for concept in sorted(self.concepts, key=lambda concept: concept.id):
            digest.update(concept_key(concept).encode())
        return digest.hexdigest()[:12]


def concept_key(concept: Concept) -> str:
    """Return a fingerprint of what binds a translation: a new note or definition does not change it."""
    values = [
        getattr(concept, field.name)
        for field in fields(concept)
        if field.name not in ("definition", "note", "domain")
    ]
    return hashlib.sha256(repr(values).encode()).hexdigest()[:16]


def load_termbase(paths: Iterable[Path] = (), *, curated: bool = True) -> Termbase:
    """Load the curated glossary, then the user's files and folders; a later concept replaces one of the same id.

    Raises:
        GlossaryError: a file is broken, or holds an id twice.
    """
    concepts: dict[str, Concept] = {}
    for folder in ([CURATED] if curated else []) + list(paths):
        for path in _term_files(folder):
            own: dict[str, int] = {}
            for line, concept in enumerate(_read_file(path), start=2):
                if concept.id in own:
                    raise GlossaryError(
                        f"the id “{concept.id}” stands twice (first as concept {own[concept.id] - 1}); rename one.",
                        path=path,
                    )
                own[concept.id] = line
                concepts[concept.id] = concept
    return Termbase(tuple(concepts.values()))


def _term_files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    files = sorted(path.glob("*.tsv"))
    if not files:
        raise GlossaryError("holds no .tsv file; name a folder of glossary files or one file.", path=path)
    return files


def _read_file(path: Path) -> list[Concept]:
    try:
        text = read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GlossaryError(
            "is not UTF-8 text; save it as UTF-8 (in Excel: “Unicode text”, then re-encode).", path=path
        ) from error
    return read_tsv(io.StringIO(text, newline="\n"), domain=path.stem, path=path)
