"""A newsroom for races and kills: an article, its catalogue, two reviewers' sheets, and the jobs that people run on them.

The jobs are the workflows' own functions over real files; only the model is another: it writes the French in capitals.
"""

import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any
from unittest.mock import patch

import openpyxl

from passerelle.glossary.errors import PasserelleError
from passerelle.glossary.locks import Patience
from passerelle.glossary.termbase import Termbase
from passerelle.translate.catalog.summary import Summary
from passerelle.translate.cms import Published, PublishOptions, Target, publish
from passerelle.translate.engine.decode import Hypothesis
from passerelle.translate.engine.packages import ModelPackage
from passerelle.translate.formats.catalog_file import load_catalog
from passerelle.translate.formats.review_sheet.columns import COLUMNS, FIRST_ROW
from passerelle.translate.workflows import ground, groups
from passerelle.translate.workflows import translate as workflow
from passerelle.translate.workflows.options import Options
from passerelle.translate.workflows.remember import remember_reviews
from passerelle.translate.workflows.review import Applied, apply_sheets, save_sheet

ROWS = 16
"""Paragraphs of the article. The first reviewer has the first half, the second the other, and both the last one."""

REVIEWERS = ("claire", "paul")
CONTESTED = ROWS - 1


class Capitals:
    """An engine that writes the French in capitals."""

    def __init__(self, package: ModelPackage, *, threads: int | None = None) -> None:
        """Take what an engine takes; nothing is loaded."""
        self.package = package
        self.threads = threads

    def encode(self, source: str) -> list[str]:
        """Return words."""
        return source.split()

    def translate(self, sources: Sequence[str], **_: object) -> list[list[Hypothesis]]:
        """Return one hypothesis a source."""
        return [[Hypothesis(source.upper(), tuple(source.upper().split()), -0.5)] for source in sources]

    def score(self, sources: Sequence[str], targets: Sequence[str]) -> list[float]:
        """Return the same score for all."""
        return [-0.5 for _ in zip(sources, targets, strict=True)]


@contextmanager
def no_model() -> Iterator[None]:
    """Translate with `Capitals` and an empty glossary within the block."""
    package = ModelPackage("capitals", "1", Path())
    with (
        patch.multiple(workflow, Engine=Capitals, resolve_package=lambda _: package),
        patch.object(ground, "load_compiled", lambda *_: Termbase(())),
    ):
        yield


def write_article(folder: Path, *, changed: Sequence[int] = (), added: int = 0) -> None:
    """Write the article, some of its paragraphs changed and others added."""
    texts = [
        f"Le centre {_word(number)} accueille {'toujours ' if number in changed else ''}des patients."
        for number in range(ROWS + added)
    ]
    (folder / "article.md").write_text("\n\n".join(texts) + "\n", encoding="utf-8")


def _word(number: int) -> str:
    """Return a word of its own for each number: digits would be figures to be checked."""
    return "mo" + "aeiou"[number // 5 % 5] + "lr"[number // 25 % 2] + "aeiou"[number % 5]


def words_of(reviewer: str, row: int) -> str:
    """Return what a reviewer writes into a row."""
    return f"{reviewer}, on centre {_word(row)}."


def rows_of(reviewer: str) -> list[int]:
    """Return the rows in which a reviewer writes."""
    own = range(ROWS // 2) if reviewer == REVIEWERS[0] else range(ROWS // 2, CONTESTED)
    return [*own, CONTESTED]


def prepare(folder: Path) -> None:
    """Write the article, translate it, and write what the reviewers sent back."""
    folder.mkdir()
    write_article(folder)
    run_translate(folder)
    columns = [column.key for column in COLUMNS]
    for reviewer in REVIEWERS:
        book = openpyxl.load_workbook(folder / "article.review.xlsx", rich_text=True)
        for row in rows_of(reviewer):
            for key, value in (("revised", words_of(reviewer, row)), ("comment", f"{reviewer} was here")):
                book.worksheets[0].cell(FIRST_ROW + row, columns.index(key) + 1).value = value
        book.save(folder / f"{reviewer}.xlsx")
    (folder / "article.md").unlink()  # or the copies would be catalogues of another article


def copy(folder: Path, to: Path) -> Path:
    """Return a copy of a prepared folder, with the article."""
    shutil.copytree(folder, to)
    write_article(to)
    return to


def run_translate(folder: Path, wait: float = 60) -> Summary:
    """Do what `passerelle translate` does."""
    options = Options(folder, memory=folder / "memory.sqlite", patience=Patience(wait))
    with no_model():
        [done] = groups.translate_files([folder / "article.md"], options)
    return done


def run_apply(folder: Path, reviewer: str = REVIEWERS[0], wait: float = 60) -> Applied:
    """Do what `passerelle review apply` does."""
    now = datetime.now(UTC)
    [done] = apply_sheets([folder / f"{reviewer}.xlsx"], now=now, patience=Patience(wait))
    remember_reviews(folder / "memory.sqlite", [done], Termbase(()), now, Patience(wait))
    return done


def run_export(folder: Path) -> Path | None:
    """Do what `passerelle review export` does."""
    catalog = load_catalog(folder / "article.po")
    return save_sheet(folder / "article.review.xlsx", catalog, now=datetime.now(UTC)).aside


def run_publish(folder: Path) -> Published:
    """Do what `passerelle publish --profile json` does."""
    options = PublishOptions(Target.JSON, folder / "published", folder, allow_unreviewed=True)
    return publish(folder / "article.po", options)


Job = tuple[Callable[..., Any], tuple[Any, ...]]
"""A function of this module and its arguments."""


def serve(orders: Connection, start: Barrier) -> None:
    """Do one job after another, each at the same moment as the other process but for its delay, until there is none.

    An order is a job and a delay in seconds; the answer is what the job returned, or the error.
    """
    while (order := orders.recv()) is not None:
        (job, arguments), delay = order
        start.wait()
        time.sleep(delay)
        try:
            orders.send(job(*arguments))
        except PasserelleError as error:
            orders.send(error)
