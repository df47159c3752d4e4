"""A run of `translate` as its command asks for it: what is unchanged is told, and the rest is done."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from passerelle.translate.catalog.summary import Summary
from passerelle.translate.formats.articles import find_articles
from passerelle.translate.workflows.each import Failed, do_each
from passerelle.translate.workflows.options import Options
from passerelle.translate.workflows.unchanged import find_unchanged

Start = Callable[[int], Callable[[int], None]]
"""Takes how many sentences there are to translate; what it returns is told how many are finished."""


def run_files(
    paths: Iterable[Path],
    options: Options,
    *,
    progress: Start | None = None,
    failed: Failed | None = None,
    told: Callable[[str, int, int], None] | None = None,
) -> list[Summary]:
    """Translate files, or all articles of folders, where anything changed since they were translated; see `translate_files`.

    Raises:
        PasserelleError: as `translate_files`.
    """
    found = do_each(paths, lambda path: find_articles(path) if path.is_dir() else (path,), failed)
    files = [file for each in found for file in each]
    unchanged = find_unchanged(files, options)
    rest = [file for file in files if file not in unchanged]
    done = _translate(rest, options, progress, failed, told) if rest or not unchanged else []
    return _in_order(files, (*unchanged.values(), *done))


def _translate(
    files: Sequence[Path],
    options: Options,
    progress: Start | None,
    failed: Failed | None,
    told: Callable[[str, int, int], None] | None,
) -> list[Summary]:
    from passerelle.translate.workflows.translate import (  # noqa: PLC0415  (it knows the model, every check, Excel)
        translate_files,
    )

    done = translate_files(files, options, progress=progress, failed=failed, told=told)
    return [translation.summary for translation in done]


def _in_order(files: Iterable[Path], summaries: Iterable[Summary]) -> list[Summary]:
    """Return summaries in the order of their files."""
    own = {summary.document: summary for summary in summaries}
    return [own[name] for name in dict.fromkeys(file.stem for file in files) if name in own]
