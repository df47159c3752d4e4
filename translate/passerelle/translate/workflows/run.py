"""A run of `translate` as its command asks for it: what is unchanged is told, and the rest is done."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from passerelle.translate.catalog.summary import Summary
from passerelle.translate.workflows.each import Failed
from passerelle.translate.workflows.ground import Ground
from passerelle.translate.workflows.names import Named, find_named
from passerelle.translate.workflows.options import Options, catalog_path
from passerelle.translate.workflows.set_aside import SetAside
from passerelle.translate.workflows.unchanged import find_unchanged

Start = Callable[[int], Callable[[int], None]]
"""Takes how many bytes the files have; what it returns is told how many are done."""

_MANY = 500  # articles: fewer are compared before anyone waits


def run_files(
    paths: Iterable[Path],
    options: Options,
    *,
    progress: Start | None = None,
    comparing: Start | None = None,
    failed: Failed | None = None,
    told: Callable[[str, int, int], None] | None = None,
    doubted: Callable[[str], None] | None = None,
) -> list[Summary]:
    """Translate files, or all articles of folders, where anything changed since they were translated; see `translate_files`.

    ``comparing`` is what ``progress`` is, in articles, for what comes before: many are compared with what is remembered of them.
    ``doubted`` learns what is doubtful about the options as a whole, one sentence each.

    Raises:
        PasserelleError: as `translate_files`.
    """
    articles = find_named(paths, options.out, failed)
    aside, ground = SetAside(), Ground(options)
    step = comparing(len(articles)) if comparing and len(articles) >= _MANY else lambda _: None
    unchanged = {
        each: _with_unapplied(summary, options, aside)
        for each, summary in find_unchanged(articles, ground, step).items()
    }
    rest = [each for each in articles if each not in unchanged]
    done = _translate(rest, ground, progress, failed, told) if rest or not unchanged else []
    if doubted and options.fields:
        from passerelle.translate.workflows.fields import doubt_fields  # noqa: PLC0415  (the readers of all formats)

        for doubt in doubt_fields((each.path for each in articles), options.fields):
            doubted(doubt)
    return _in_order(articles, (*unchanged.values(), *done))


def _with_unapplied(summary: Summary, options: Options, aside: SetAside) -> Summary:
    """Return a summary with the sheets that were set aside and not applied; the catalogue is read only where one was set aside."""
    path = catalog_path(options.out, summary.document)
    sheets = aside.of(path)
    if not sheets:
        return summary
    from passerelle.translate.formats.catalog_file import load_catalog  # noqa: PLC0415  (gettext, for this alone)
    from passerelle.translate.workflows.unapplied import those_unapplied  # noqa: PLC0415  (every check, Excel)

    return replace(summary, unapplied=tuple(map(str, those_unapplied(sheets, load_catalog(path)))))


def _translate(
    articles: Sequence[Named],
    ground: Ground,
    progress: Start | None,
    failed: Failed | None,
    told: Callable[[str, int, int], None] | None,
) -> list[Summary]:
    from passerelle.translate.workflows.groups import (  # noqa: PLC0415  (it knows the model, every check, Excel)
        translate_named,
    )

    return translate_named(articles, ground, progress=progress, failed=failed, told=told)


def _in_order(articles: Iterable[Named], summaries: Iterable[Summary]) -> list[Summary]:
    """Return summaries in the order of their articles."""
    own = {summary.document: summary for summary in summaries}
    return [own[name] for name in dict.fromkeys(each.name for each in articles) if name in own]
