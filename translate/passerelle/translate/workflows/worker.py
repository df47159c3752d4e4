"""What a worker of a cluster does: batches of articles in, their catalogues back. It reads no file of the client's."""

import hashlib
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path
from threading import Lock

import passerelle
from passerelle.glossary.compiled import load_compiled
from passerelle.glossary.termbase import Termbase
from passerelle.translate.catalog.begun import Begun
from passerelle.translate.catalog.entry import Catalog, Entry
from passerelle.translate.engine.decode import Engine
from passerelle.translate.engine.packages import resolve_package
from passerelle.translate.pipeline import Translation
from passerelle.translate.places import termbases_folder
from passerelle.translate.text.document import Document
from passerelle.translate.workflows.options import Options
from passerelle.translate.workflows.translate import translate_read


@dataclass(frozen=True, slots=True)
class Identity:
    """What shapes a machine's English, each by name and digest: two that are equal give the same bytes."""

    program: str
    glossary: str
    model: str


@dataclass(frozen=True, slots=True)
class Setup:
    """What all batches of a run share.

    ``options`` name no file of the client's; ``termbase`` is given where a house has glossaries of its own, ``memory`` is the
    content of the translation memory. ``identity`` is what a worker must be.
    """

    options: Options
    identity: Identity
    termbase: Termbase | None = None
    memory: bytes | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """Articles that are translated together, the catalogues and drafts that stand of them, by the names of documents."""

    documents: tuple[Document, ...]
    previous: Mapping[str, Catalog]
    drafts: Mapping[str, Begun]

    def begun(self, document: str) -> Begun:
        """Return what a run that was stopped has kept."""
        return self.drafts.get(document, {})

    def keep(self, document: str, entries: Sequence[Entry], finished: int, total: int) -> None:
        """Keep nothing: a batch comes back whole."""


def translate_batch(setup: Setup, batch: Batch) -> list[Translation] | Identity:
    """Translate a batch as `translate_read` does; a worker that is not what it must be returns what it is."""
    own = identify(setup.options.model)
    if own != setup.identity:
        return own
    options = replace(setup.options, memory=_memory_file(setup.memory))
    termbase = setup.termbase or _curated()
    engine = _engine(setup.options.model)
    return translate_read(batch.documents, termbase, options, batch.previous, stretches=batch, loaded=engine)


@cache
def identify(model: str | None) -> Identity:
    """Return what this machine is.

    Raises:
        PackageError: there is no such model.
    """
    package = resolve_package(model)
    program = f"passerelle {version('passerelle')} {_program()}, CTranslate2 {version('ctranslate2')}"
    return Identity(program, _curated().version, f"{package.label} ({_digest(package.folder)})")


def differences(own: Identity, other: Identity) -> list[str]:
    """Return in which respects another machine is not like this one, in words.

    >>> differences(Identity("a", "b", "c"), Identity("a", "x", "c"))
    ['glossary (x, here b)']
    """
    pairs = [(each.name, getattr(own, each.name), getattr(other, each.name)) for each in fields(Identity)]
    return [f"{name} ({theirs}, here {ours})" for name, ours, theirs in pairs if ours != theirs]


@cache
def _curated() -> Termbase:
    return load_compiled(termbases_folder())


@cache
def _program() -> str:
    """Return a digest of the program's code and word lists; glossary and model have their own."""
    roots = sorted(map(Path, passerelle.__path__))
    return _digest(*roots, left=("__pycache__", "terms", "models"))


@cache
def _digest(*folders: Path, left: tuple[str, ...] = ()) -> str:
    found = hashlib.sha256()
    for folder in folders:
        for path in _files(folder, left):
            found.update(f"{path.relative_to(folder).as_posix()}\0{path.stat().st_size}\0".encode())
            found.update(path.read_bytes())
    return found.hexdigest()[:12]


def _files(folder: Path, left: tuple[str, ...]) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in left)
        yield from (Path(place, name) for name in sorted(names))


_lock = Lock()
_engines: dict[str | None, Engine] = {}


def _engine(model: str | None) -> Engine:
    """Return the model, loaded once a process, whichever of its threads asks first."""
    from distributed import get_worker  # noqa: PLC0415  (optional: only a cluster needs it)

    with _lock:
        if model not in _engines:
            _engines[model] = Engine(resolve_package(model), threads=int(get_worker().state.nthreads))
        return _engines[model]


@cache
def _memory_file(content: bytes | None) -> Path | None:
    """Return a file of this worker's own with the content of the client's memory, written once a process."""
    if content is None:
        return None
    path = Path(tempfile.mkdtemp(prefix="passerelle-")) / "memory.sqlite"
    path.write_bytes(content)
    return path
