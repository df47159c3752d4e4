"""What all commands share: where messages go, and the one border at which errors become messages."""

import json
import shlex
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from passerelle.glossary.errors import PasserelleError
from passerelle.glossary.files import written_files
from passerelle.translate.cli.terminal import emit, err, escape_json, show, show_error
from passerelle.translate.text.phrases import counted

if TYPE_CHECKING:  # every command imports this; few tell of what these are
    from rich.progress import Progress

    from passerelle.translate.catalog.summary import Summary
    from passerelle.translate.cms import Held
    from passerelle.translate.memory import Learned

BAD_INPUT = 2
FINDINGS = 1


@contextmanager
def errors_as_messages() -> Iterator[None]:
    """Turn what the library raises on purpose into one sentence and exit code 2."""
    try:
        yield
    except PasserelleError as error:
        tell_error(str(error))
        raise typer.Exit(BAD_INPUT) from None
    except KeyboardInterrupt:
        show_error(_what_stands(written_files()))
        raise typer.Exit(130) from None


_MOST_WRITTEN = 10
_CHECKPOINT = ".pt"
"""The ending of files in the cache from which `adapt` goes on."""


def _what_stands(written: Sequence[Path] | None) -> str:
    """Say what a command that was stopped leaves: which files it wrote, and whether the next one goes on from there."""
    from passerelle.translate.places import cache_folder  # noqa: PLC0415  (a run that was stopped has them)
    from passerelle.translate.workflows.stretches import BEGUN  # noqa: PLC0415

    if written is None:
        return "Stopped."
    cache = cache_folder().resolve()
    cached = [path for path in written if path.resolve().is_relative_to(cache)]
    files = list(dict.fromkeys(str(path) for path in written if path.suffix != BEGUN and path not in cached))
    more = f" and {len(files) - _MOST_WRITTEN} more" if len(files) > _MOST_WRITTEN else ""
    stands = f"written before: {', '.join(files[:_MOST_WRITTEN])}{more}" if files else "no file was changed"
    translated = any(path.suffix == BEGUN and path.exists() for path in written)
    learned = any(path.suffix == _CHECKPOINT for path in cached)
    done = "translated" if translated else "learned" if learned else ""
    return f"Stopped; {stands}{f'; what was {done} is kept for the next run' if done else ''}."


def tell_error(message: str) -> None:
    """Print an error on the error stream."""
    show_error(message, "error:", "bold red")


_MANY = 10


@dataclass(slots=True)
class FileErrors:
    """Tells what is wrong with single files as it comes, while the others are done, and keeps what it told.

    ``kind`` is what is counted: files, or the articles in them.
    """

    kind: str = "file"
    messages: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    def __call__(self, error: PasserelleError) -> None:
        """Tell of one file."""
        # A name that is no UTF-8 cannot be written into a page.
        self.messages.append(str(error).encode(errors="backslashreplace").decode())
        tell_error(str(error))
        if error.path is not None:
            self.files.append(str(error.path))

    def tell_again(self, done: int) -> None:
        """Name the files again where so many others were told of in the meantime that they are out of sight."""
        if self.files and done >= _MANY:
            count = len(self.files)
            show_error(
                f"{counted(count, self.kind)} of {count + done:,} could not be used: {', '.join(self.files)}"
            )


def end(failed: FileErrors, *, findings: bool = False) -> None:
    """End the command: with 2 where a file could not be used, else with 1 where there are findings."""
    if failed.messages:
        raise typer.Exit(BAD_INPUT)
    if findings:
        raise typer.Exit(FINDINGS)


def say(text: str) -> None:
    """Print a line; line ends within it are blanks, so that no text from a file can make a line of its own."""
    show(text)


def warn(text: str) -> None:
    """Print a warning on the error stream."""
    show_error(text, "warning:", "yellow")


def print_json(value: Any) -> None:
    """Print plain data as JSON, whatever the width of the terminal."""
    emit(json.dumps(value, ensure_ascii=False, indent=2) + "\n", escape_json)


_Start = Callable[[int], Callable[[int], None]]


@contextmanager
def progress_bar(description: str, *, counted: bool = True) -> Iterator[_Start]:
    """Give a function that adds so many steps to a bar; nothing is shown where no one is watching.

    Steps that are not ``counted`` for the user, as bytes, are shown as a percentage.
    """
    with progress_bars((description, counted)) as (start,):
        yield start


@contextmanager
def progress_bars(*stages: tuple[str, bool]) -> Iterator[tuple[_Start, ...]]:
    """Give such a function for each of several stages of work: where one begins, the bar of that before it goes.

    A stage is its description, and whether its steps are counted for the user.
    """
    if not err.is_terminal:
        yield tuple(lambda _: lambda _: None for _ in stages)
        return
    with ExitStack() as shown:
        yield tuple(_stage(shown, description, counted=counted) for description, counted in stages)


def _stage(shown: ExitStack, description: str, *, counted: bool) -> _Start:
    bar: Progress | None = None
    whole = 0

    def start(total: int) -> Callable[[int], None]:
        nonlocal bar, whole
        if bar is None:
            shown.close()
            bar = shown.enter_context(_bar(description, counted=counted))
        whole += total
        task = bar.task_ids[0]
        bar.update(task, total=whole)
        return lambda steps: bar.advance(task, steps)

    return start


_ESTIMATED = 300.0  # seconds by which the time left is told: groups of articles end in bursts, of which 30 s may hold none


def _bar(description: str, *, counted: bool) -> "Progress":
    from rich.progress import (  # noqa: PLC0415  (a tenth of a second, for commands that take seconds)
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    done = MofNCompleteColumn() if counted else TaskProgressColumn()
    columns = (TextColumn("{task.description}"), BarColumn(), done, TimeRemainingColumn())
    bar = Progress(*columns, console=err, transient=True, speed_estimate_period=_ESTIMATED)
    bar.add_task(description, total=0)
    return bar


def tell_broken(learned: "Learned") -> str:
    """Return how many approved blocks were kept out of the memory, and what to do."""
    blocks = counted(len(learned.broken), "approved block")
    return f"{blocks} not learned, for errors that nobody waived; mend or waive them, `check` names each."


_UNCOUNTABLE = ("waived", "info")


def counted_findings(findings: Mapping[str, int]) -> str:
    """Return how many findings there are of each severity.

    >>> counted_findings({"error": 1, "warning": 2, "waived": 1})
    '1 error, 2 warnings, 1 waived'
    """
    return ", ".join(
        f"{count} {severity}" if severity in _UNCOUNTABLE else counted(count, severity)
        for severity, count in findings.items()
    )


def counted_stages(counts: Mapping[str, int]) -> str:
    """Return how many constraints each step met, in brackets.

    >>> counted_stages({"plain": 12, "signs": 3})
    ' (plain 12, signs 3)'
    """
    return f" ({', '.join(f'{stage} {count}' for stage, count in counts.items())})" if counts else ""


_MOST_HELD = 100


def say_held(held: "Sequence[Held]") -> None:
    """Name the texts that are kept back, each with its row in the review sheet, its first words and the reason."""
    for each in held[:_MOST_HELD]:
        place = f"row {each.row}" if each.row else "no row"
        errors = f" ({', '.join(each.errors)})" if each.errors else ""
        say(f"  {place:<8}  {each.reason}{errors}: {each.words}")
    if len(held) > _MOST_HELD:
        say(f"  and {len(held) - _MOST_HELD} more; --json names them all.")


def say_written(summary: "Summary") -> None:
    """Say which files a run wrote, and where edits lie that nobody applied yet."""
    for file in summary.files:
        if file not in summary.unapplied:
            say(f"  wrote       {file}")
    if summary.backup:
        say(f"  old version {summary.backup}")
    warn_unapplied(summary.unapplied)


def warn_unapplied(sheets: Iterable[str | Path]) -> None:
    """Name the sheets that were set aside and that nobody applied, each with the command that does."""
    for sheet in map(str, sheets):
        command = f"passerelle review apply {shlex.quote(sheet)}"
        warn(f"your unapplied edits are in {sheet}; apply them with “{command}”")
