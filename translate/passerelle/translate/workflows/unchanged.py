"""What runs made of articles, remembered in the user's cache: where nothing has changed since, there is nothing to do.

One small file a catalogue, named after where that lies. It holds digests of all that went in (source, glossaries, model,
options, program) and came out (catalogue, sheet), and the figures of the run. Digests are of contents, never of dates. A file
that is gone, cut short or foreign is no more than a run that does its work again.
"""

import hashlib
import json
import os
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from passerelle.glossary.errors import PasserelleError
from passerelle.glossary.files import digest, read_bytes
from passerelle.glossary.sealed import read_sealed, write_sealed
from passerelle.translate.catalog.summary import Effort, Summary, summary_from_json
from passerelle.translate.places import cache_folder
from passerelle.translate.text.traces import Traces
from passerelle.translate.workflows.ground import Ground
from passerelle.translate.workflows.names import Named
from passerelle.translate.workflows.options import Options, catalog_path, sheet_path
from passerelle.translate.workflows.run_state import RunState

if TYPE_CHECKING:  # it reads the glossaries
    from passerelle.translate.workflows.untouched import Today

_LAYOUT = 4
"""Changes with what a record holds."""


@dataclass(frozen=True, slots=True)
class Files:
    """The digests of an article's file and of those that a run wrote for it."""

    source: str
    catalog: str
    sheet: str


@dataclass(frozen=True, slots=True)
class Made:
    """What a run in ``state`` made of the article at ``path``: files and figures.

    ``bearing`` is the digest of what of the glossaries bore on it, by its ``traces``; see `Bearing`.
    """

    path: str
    state: RunState
    files: Files
    summary: Summary
    traces: Traces
    bearing: str

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "layout": _LAYOUT,
            "path": self.path,
            "state": asdict(self.state),
            "files": asdict(self.files),
            "summary": self.summary.as_json(),
            "traces": asdict(self.traces),
            "bearing": self.bearing,
        }


def _made_from_json(data: Any) -> Made:
    if data["layout"] != _LAYOUT:
        raise ValueError(data["layout"])
    return Made(
        data["path"],
        RunState(**data["state"]),
        Files(**data["files"]),
        summary_from_json(data["summary"]),
        Traces(**{name: tuple(texts) for name, texts in data["traces"].items()}),
        data["bearing"],
    )


def find_unchanged(
    articles: Sequence[Named], ground: Ground, step: Callable[[int], None] = lambda _: None
) -> dict[Named, Summary]:
    """Return those of ``articles`` of which a run would write what stands there, with the figures of the run that wrote it.

    Where no change of the glossaries bears on an article, its catalogue is made to name those of today. ``step`` is called
    with 1 for each article.
    """
    if ground.options.fresh or ground.state is None:
        return {}
    names = Counter(each.name for each in articles)
    keep = _Keep(ground, ground.state)
    unchanged = {}
    for each in articles:
        made = _recall(each, ground.options) if names[each.name] == 1 else None
        if made is not None and keep(each, made):
            unchanged[each] = made.summary
        step(1)
    return unchanged


@dataclass
class _Keep:
    """Tells of articles whose files are as a run left them whether they may stay, in view of what has changed of its state."""

    ground: Ground
    state: RunState

    def __call__(self, article: Named, made: Made) -> bool:
        changed = self.state.changed(made.state)
        if changed == {"glossaries"}:
            return self._today is not None and self._today.keep(article, made)
        return not changed

    @cached_property
    def _today(self) -> "Today | None":
        from passerelle.translate.workflows.untouched import read_today  # noqa: PLC0415  (rarely needed)

        return read_today(self.ground)


def written_sheet(options: Options, name: str) -> str:
    """Return the digest of the sheet that the last run wrote for a document, or nothing where that is not known."""
    with suppress(*_UNREADABLE):
        return _read(options, name).files.sheet
    return ""


_UNREADABLE = (OSError, LookupError, TypeError, ValueError, AttributeError, PasserelleError)


def _read(options: Options, name: str) -> Made:
    return _made_from_json(json.loads(read_sealed(_record_path(options, name))))


def _recall(article: Named, options: Options) -> Made | None:
    """Return what was made of an article, if its file and those that were written for it are as they were."""
    with suppress(*_UNREADABLE):
        made = _read(options, article.name)
        if (made.path, made.files) == (str(article.path), digest_files(article, options)):
            return made
    return None


def digest_files(article: Named, options: Options) -> Files:
    """Return the digests of an article's files as they are.

    Raises:
        FileError: one of them cannot be read.
    """
    paths = (article.path, catalog_path(options.out, article.name), sheet_path(options.out, article.name))
    return Files(*(digest(read_bytes(path)) for path in paths))


def remember(made: Made, options: Options) -> None:
    """Remember what a run made of an article.

    A cache that cannot be written is no one's loss.
    """
    name = made.summary.document
    kept = Effort(kept=made.summary.blocks, sentences=made.summary.effort.sentences)
    paths = (catalog_path(options.out, name), sheet_path(options.out, name))
    figures = replace(
        made.summary, effort=kept, files=tuple(map(str, paths)), unapplied=(), backup="", unchanged=True
    )
    content = json.dumps(replace(made, summary=figures).as_json()).encode()
    with suppress(OSError):
        write_sealed(_record_path(options, name), content)


def _record_path(options: Options, name: str) -> Path:
    place = os.fsencode(catalog_path(options.out, name).resolve())
    return cache_folder() / "made" / f"{hashlib.sha256(place).hexdigest()[:32]}.json"
