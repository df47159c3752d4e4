"""Glossaries as they were: at a revision of the git repository that they stand in."""

import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from passerelle.glossary.errors import GlossaryError
from passerelle.glossary.termbase import CURATED, CURATED_NAME, GlossaryFile, Termbase, load_termbase

_PATIENCE = 60  # seconds for one call of git


def load_revision(revision: str, paths: Sequence[Path], *, curated: bool = True) -> Termbase:
    """Load what `load_termbase` loads, each file as it was at ``revision``.

    A file that did not exist yet is left out. The curated glossary is that of today where it stands in another repository than
    ``paths``, or in none, as in an installed package.

    Raises:
        GlossaryError: a path stands in no git repository, git knows no such revision, or a file of then is broken.
    """
    with tempfile.TemporaryDirectory(prefix="glossary-") as folder:
        then: dict[Path, str] = {}
        kept = curated and not _shares_history(paths)
        for number, path in enumerate([*([CURATED] if curated and not kept else []), *paths]):
            restored = Path(folder, str(number), path.name)
            restored.parent.mkdir()
            if _restore(path, revision, restored):
                then[restored] = f"{CURATED_NAME if path is CURATED else path} at {revision}"
        try:
            termbase = load_termbase(then, curated=kept)
        except GlossaryError as error:
            raise GlossaryError(f"at {revision}: {error}") from error
    return replace(termbase, files=tuple(_named(file, then) for file in termbase.files))


def _named(file: GlossaryFile, then: Mapping[Path, str]) -> GlossaryFile:
    return replace(file, name=then.get(Path(file.name), file.name))


def _shares_history(paths: Sequence[Path]) -> bool:
    """Whether the curated glossary is kept where the user's files are, or is all there is."""
    root = _repository(CURATED)
    return root is not None and all(_repository(path) == root for path in paths)


def _restore(path: Path, revision: str, target: Path) -> bool:
    """Write a file or a folder's tables as they were below ``target``; return whether there was anything."""
    root = _repository(path)
    if root is None:
        raise GlossaryError(
            f"stands in no git repository, so that there is no {revision} of it; give the earlier file or folder instead.",
            path=path,
        )
    commit = _commit(root, revision, path)
    inside = path.resolve().relative_to(root).as_posix()
    names = [name for name in _names(root, commit, inside) if name.endswith((".tsv", ".csv"))]
    for name in names:
        place = target / Path(name).name if name != inside else target
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(_git(root, "show", f"{commit}:{name}") or b"")
    return bool(names)


def _names(root: Path, commit: str, inside: str) -> Iterator[str]:
    """Yield the files of then at ``inside``: itself, or those that stand in it."""
    for name in (inside, f"{inside}/"):
        listed = _git(root, "ls-tree", "-z", "--name-only", "--full-tree", commit, name) or b""
        for each in listed.decode(errors="surrogateescape").split("\0"):
            if each and (each != inside or name == inside):
                yield each


def _repository(path: Path) -> Path | None:
    """Return the root of the repository that a file or folder stands in."""
    folder = path.resolve() if path.is_dir() else path.resolve().parent
    found = _git(folder, "rev-parse", "--show-toplevel")
    return Path(found.decode().strip()) if found else None


def _commit(root: Path, revision: str, path: Path) -> str:
    found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}")
    if not found:
        raise GlossaryError(f"has no revision “{revision}” in its repository; see “git log”.", path=path)
    return found.decode().strip()


def _git(folder: Path, *arguments: str) -> bytes | None:
    """Return what git says, or None where it has nothing to say.

    Raises:
        GlossaryError: git is not there, or does not answer.
    """
    command = ["git", "-C", str(folder), "--no-optional-locks", *arguments]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=False)  # noqa: S603 - a list, no shell
    except FileNotFoundError as error:
        if folder.is_dir():
            raise GlossaryError("git is not installed; give an earlier file or folder instead.") from error
        return None
    except subprocess.TimeoutExpired as error:
        raise GlossaryError(f"git did not answer within {_PATIENCE} seconds.") from error
    return done.stdout if done.returncode == 0 else None
