"""The command: measure the jobs asked for, print their table, and write it into its place in the report."""

import argparse
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from platform import machine, python_version

from benchmarks.scale.articles import measure_articles
from benchmarks.scale.check import measure_check
from benchmarks.scale.fill import measure_fill
from benchmarks.scale.measure import Cost
from benchmarks.scale.report import measure_report
from benchmarks.scale.review import measure_review
from passerelle.glossary.errors import PasserelleError
from passerelle.glossary.files import write_atomically

Job = Callable[[Path, Path, Sequence[int], Mapping[str, str]], Iterator[Cost]]
"""Takes a folder of catalogues to be varied, an empty folder to work in, sizes, and the environment of commands."""

JOBS: Mapping[str, Job] = {
    "articles": measure_articles,
    "check": measure_check,
    "report": measure_report,
    "review": measure_review,
    "fill": measure_fill,
}
"""A job that joins needs no more than a line here."""

_HEAD = """# How commands grow

Seconds of commands in processes of their own, as `python -m benchmarks.scale` measures them; memory is what all processes of a
command held at once, what they share counted once. Entries are paragraphs of the examples, two or three sentences each, their words and
figures varied; articles are of three sentences. Where a command runs again, nothing has changed; otherwise nothing is known of earlier ones.
"""


def show_section(job: str, costs: Sequence[Cost]) -> str:
    """Return the table of a job as a section of the report."""
    rows = [
        f"| {each.name} | {each.size:,} | {each.clock:.1f} | {each.processor:.1f} | {each.size / each.clock:,.{1 if each.clock > each.size / 10 else 0}f} |"
        f" {each.memory / 1e6:,.0f} |"
        for each in costs
    ]
    host = f"{datetime.now(UTC):%Y-%m-%d}, Python {python_version()}, {os.cpu_count()} cores ({machine()})."
    table = ["| command | how many | on the clock, s | of processor time, s | a second | memory, MB |"]
    return "\n".join([f"## {job}", "", *table, "|---|--:|--:|--:|--:|--:|", *rows, "", host, ""])


def place_section(report: str, job: str, section: str) -> str:
    r"""Return a report with the section of a job in place of its old one, or at its end.

    >>> place_section("# All\n\n## a\n\nold\n\n## b\n\nx\n", "a", "## a\n\nnew\n")
    '# All\n\n## a\n\nnew\n\n## b\n\nx\n'
    """
    head, *sections = re.split(r"(?m)^(?=## )", report or _HEAD)
    kept = {each.splitlines()[0]: each.strip() for each in sections}
    kept[f"## {job}"] = section.strip()
    return "\n\n".join([head.strip(), *kept.values()]) + "\n"


def main() -> int:
    """Measure, print the tables, and write them."""
    parser = argparse.ArgumentParser(prog="benchmarks.scale", description="Measure how commands grow.")
    parser.add_argument("--examples", type=Path, default=Path("locales/en/LC_MESSAGES"))
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 50_000])
    parser.add_argument("--only", choices=JOBS, action="append", help="a job to measure (default: all)")
    parser.add_argument("--out", type=Path, help="the report in which to write the tables")
    options = parser.parse_args()
    try:
        for job in options.only or JOBS:
            section = show_section(job, list(_measured(job, options.examples, options.sizes)))
            print(section)
            if options.out:
                report = options.out.read_text(encoding="utf-8") if options.out.exists() else ""
                with write_atomically(options.out) as stream:
                    stream.write(place_section(report, job, section))
    except PasserelleError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


def _measured(job: str, examples: Path, sizes: Sequence[int]) -> Iterator[Cost]:
    with tempfile.TemporaryDirectory() as place:
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment = {**kept, "PASSERELLE_CACHE": str(Path(place) / "cache")}
        for cost in JOBS[job](examples, Path(place), sizes, environment):
            print(f"{cost.name}: {cost.size:,} in {cost.clock:.1f} s", file=sys.stderr, flush=True)
            yield cost


if __name__ == "__main__":
    sys.exit(main())
