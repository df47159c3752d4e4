"""`passerelle translate … --to ARCHIVE`: articles in, rows of one archive out."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from passerelle.translate.cli.console import (
    FileErrors,
    counted_findings,
    counted_stages,
    end,
    errors_as_messages,
    print_json,
    progress_bar,
    say,
    warn,
)
from passerelle.translate.text.phrases import counted
from passerelle.translate.workflows.archive import ArchiveSummary, translate_archive
from passerelle.translate.workflows.options import Options


def translate_to(paths: Sequence[Path], to: Path, options: Options, *, strict: bool, json: bool) -> None:
    """Translate articles into an archive, and tell of it."""
    failed = FileErrors("article")
    with errors_as_messages(), progress_bar("Translating") as start:
        summary = translate_archive(paths, to, options, progress=start, failed=failed, doubted=warn)
    if json:
        with errors_as_messages():
            print_json(summary.as_json())
    else:
        _print(summary)
    failed.tell_again(summary.articles)
    end(failed, findings=strict and bool(summary.unmet))


def _print(summary: ArchiveSummary) -> None:
    if not summary.articles:
        say("no article was translated; nothing is written")
        return
    unchanged = ": unchanged" if summary.unchanged else ""
    say(
        f"{summary.file}{unchanged}: {counted(summary.articles, 'article')}, {counted(summary.blocks, 'block')}"
    )
    if summary.unchanged:
        return
    say(f"  translated  {counted(summary.translated, 'article')}; kept {summary.kept:,}")
    for name, counts in (("terms     ", summary.terms), ("figures, names, codes", summary.literals)):
        say(f"  {name}  {_met(counts)}")
    if summary.findings:
        say(f"  findings    {counted_findings(summary.findings)}")
    say(f"  wrote       {summary.file}")


def _met(counts: Counter[str]) -> str:
    found = counts.total()
    return f"{found:,} found, {found - counts['unmet']:,} met{counted_stages(counts)}"
