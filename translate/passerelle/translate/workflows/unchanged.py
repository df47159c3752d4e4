"""What runs made of articles, remembered in the user's cache: where nothing has changed since, there is nothing to do.

One small file a catalogue, named after where that lies. It holds a digest of all that went in (source, glossaries, model,
options, program) and came out (catalogue, sheet), and the figures of the run. Digests are of contents, never of dates. A file
that is gone, cut short or foreign is no more than a run that does its work again.
"""

import hashlib
import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import passerelle
from passerelle.glossary.errors import PasserelleError
from passerelle.glossary.files import digest, read_bytes
from passerelle.glossary.termbase import term_files
from passerelle.translate.catalog.summary import Effort, Summary, summary_from_json
from passerelle.translate.engine.packages import resolve_package
from passerelle.translate.places import cache_folder
from passerelle.translate.workflows.names import Named
from passerelle.translate.workflows.options import Options, catalog_path, sheet_path

_LAYOUT = "3"
"""Changes with what is digested, and how."""


@dataclass(frozen=True, slots=True)
class Files:
    """The digests of the files that a run wrote for one article."""

    catalog: str
    sheet: str


def find_unchanged(articles: Sequence[Named], options: Options) -> dict[Named, Summary]:
    """Return those of ``articles`` of which a run would write what stands there, with the figures of the run that wrote it."""
    state = run_state(options)
    if options.fresh or not state:
        return {}
    names = Counter(each.name for each in articles)
    found = ((each, _recall(each, options, state)) for each in articles if names[each.name] == 1)
    return {each: summary for each, summary in found if summary is not None}


def written_sheet(options: Options, name: str) -> str:
    """Return the digest of the sheet that the last run wrote for a document, or nothing where that is not known."""
    with suppress(*_UNREADABLE):
        return str(_read(options, name)["sheet"])
    return ""


_UNREADABLE = (OSError, LookupError, TypeError, ValueError, PasserelleError)


def _read(options: Options, name: str) -> Any:
    check, _, content = _record_path(options, name).read_bytes().partition(b"\n")
    if digest(content) != check.decode("ascii"):
        raise ValueError(name)
    return json.loads(content)


def _recall(article: Named, options: Options, state: str) -> Summary | None:
    name, file = article.name, article.path
    with suppress(*_UNREADABLE):
        stored = _read(options, name)
        files = Files(
            digest(read_bytes(catalog_path(options.out, name))),
            digest(read_bytes(sheet_path(options.out, name))),
        )
        if stored["state"] == _article_state(file, digest(read_bytes(file)), files, state):
            return summary_from_json(stored["summary"])
    return None


def remember(file: Path, source: str, options: Options, state: str, files: Files, summary: Summary) -> None:
    """Remember what a run with this `run_state` made of a file whose digest was ``source``.

    A cache that cannot be written is no one's loss.
    """
    kept = Effort(kept=summary.blocks, sentences=summary.effort.sentences)
    name = summary.document
    paths = (catalog_path(options.out, name), sheet_path(options.out, name))
    figures = replace(
        summary, effort=kept, files=tuple(map(str, paths)), unapplied=(), backup="", unchanged=True
    )
    made = _article_state(file, source, files, state)
    stored = {"state": made, "sheet": files.sheet, "summary": figures.as_json()}
    content = json.dumps(stored).encode()
    with suppress(OSError):
        _write(_record_path(options, name), digest(content).encode() + b"\n" + content)


def _write(path: Path, data: bytes) -> None:
    """Write a file whole: a part that a killed run leaves has no name that anyone reads."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(prefix=".", dir=path.parent)
    try:
        with open(handle, "wb") as stream:
            stream.write(data)
        Path(part).replace(path)
    except OSError:
        Path(part).unlink(missing_ok=True)
        raise


def _record_path(options: Options, name: str) -> Path:
    place = os.fsencode(catalog_path(options.out, name).resolve())
    return cache_folder() / "made" / f"{hashlib.sha256(place).hexdigest()[:32]}.json"


def _article_state(file: Path, source: str, files: Files, state: str) -> str:
    return _digest_of([state, str(file), source, files.catalog, files.sheet])


def run_state(options: Options) -> str:
    """Return a digest of all that shapes a run's results beside the articles, or nothing where it cannot be known.

    The memory is not among it: what stands in a catalogue is not looked up again.
    """
    try:
        return _digest_of(_shaping(options))
    except (OSError, PasserelleError):
        return ""


def _shaping(options: Options) -> Iterator[str]:
    yield from (_LAYOUT, sys.version, *_installed())
    for root in sorted(passerelle.__path__):
        yield from _contents(Path(root))
    package = resolve_package(options.model)
    yield package.label
    yield from _contents(package.folder)
    yield from (str(options.american), options.headings, options.language, str(options.comments))
    for name, values in (
        ("glossary", [each for path in options.glossaries for each in _glossary(path)]),
        ("waiver", [text for waiver in options.waivers for text in (waiver.check, waiver.reason)]),
        ("field", options.fields),
    ):
        yield from (name, str(len(values)), *values)


def _installed() -> list[str]:
    """Return the names and versions of what is installed, as folders tell them."""
    folders = [Path(entry) for entry in sys.path if entry and Path(entry).is_dir()]
    return sorted(each.name for folder in folders for each in folder.glob("*.dist-info"))


def _glossary(path: Path) -> list[str]:
    files = term_files(path)
    return [path.as_posix(), *(text for file in files for text in (file.name, digest(read_bytes(file))))]


def _contents(folder: Path) -> Iterator[str]:
    """Yield the name and digest of each file in a folder and below; not of what Python compiles, nor of packed models."""
    for path, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(name for name in files if not name.endswith(".argosmodel")):
            file = Path(path, name)
            yield file.relative_to(folder).as_posix()
            yield digest(file.read_bytes())


def _digest_of(parts: Iterable[str]) -> str:
    """Return a digest that no other list of texts has."""
    return digest(json.dumps(list(parts)).encode())
