"""A run of `translate` as its command asks for it: what is unchanged is told, and the rest is done."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from passerelle.translate.catalog.summary import Summary
from passerelle.translate.workflows.each import Failed
from passerelle.translate.workflows.names import Named, find_named
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
    articles = find_named(paths, options.out, failed)
    unchanged = find_unchanged(articles, options)
    rest = [each for each in articles if each not in unchanged]
    done = _translate(rest, options, progress, failed, told) if rest or not unchanged else []
    return _in_order(articles, (*unchanged.values(), *done))


def _translate(
    articles: Sequence[Named],
    options: Options,
    progress: Start | None,
    failed: Failed | None,
    told: Callable[[str, int, int], None] | None,
) -> list[Summary]:
    from passerelle.translate.workflows.translate import (  # noqa: PLC0415  (it knows the model, every check, Excel)
        translate_named,
    )

    done = translate_named(articles, options, progress=progress, failed=failed, told=told)
    return [translation.summary for translation in done]


def _in_order(articles: Iterable[Named], summaries: Iterable[Summary]) -> list[Summary]:
    """Return summaries in the order of their articles."""
    own = {summary.document: summary for summary in summaries}
    return [own[name] for name in dict.fromkeys(each.name for each in articles) if name in own]
