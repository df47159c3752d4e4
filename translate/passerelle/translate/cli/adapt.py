"""`passerelle adapt`: a package learns the house's English from work that people approved."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Any

import typer

from passerelle.glossary.errors import PasserelleError
from passerelle.translate.adaptation.prove import Proof
from passerelle.translate.adaptation.select import Reason, Selected
from passerelle.translate.cli.console import (
    FileErrors,
    end,
    errors_as_messages,
    print_json,
    say,
    warn,
)
from passerelle.translate.cli.given import context_for
from passerelle.translate.cli.model import warn_overruled
from passerelle.translate.cli.options import (
    English,
    Glossaries,
    Json,
    Language,
    MemoryFile,
    Model,
    Spelling,
    Waive,
)
from passerelle.translate.engine.packages import resolve_package
from passerelle.translate.memory import TranslationMemoryError
from passerelle.translate.text.phrases import counted
from passerelle.translate.workflows.adapt import Adapted, Watch, Wish
from passerelle.translate.workflows.adapt import adapt as run_adaptation
from passerelle.translate.workflows.models import undo_adaptation

if TYPE_CHECKING:  # with PyTorch
    from passerelle.translate.adaptation.network.learn import Stand

_MOST_PROBLEMS = 5
"""Problems of one kind that are told: many of one hide none of another."""
_TOLD_EVERY = 10.0  # seconds


def adapt(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="PO catalogues, TMX files, and folders of them.", show_default=False),
    ] = None,
    *,
    memory: MemoryFile = None,
    glossary: Glossaries = None,
    model: Model = None,
    english: Spelling = English.GB,
    minutes: Annotated[
        float, typer.Option("--minutes", min=1, max=600, help="How long it may take in all.")
    ] = 15,
    name: Annotated[str, typer.Option("--name", help="Name of the adapted package.")] = "house",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Learn and measure, and install nothing.")
    ] = False,
    undo: Annotated[
        bool, typer.Option("--undo", help="Use the package again that was used before the last adaptation.")
    ] = False,
    waive: Waive = None,
    json: Json = False,
) -> None:
    """Let the package learn from approved translations; exit with 1 if it would be worse than before."""
    if undo:
        _undo(paths, json=json)
        return
    failed = FileErrors()
    with errors_as_messages():
        wish = Wish(
            tuple(paths or ()),
            _memory(memory, paths),
            context_for(glossary, Language.EN, english, waive),
            minutes,
            name,
            dry_run,
        )
        show = _Show(quiet=json)
        with _ctrl_c(show):
            watch = Watch(show.stage, show.stand, lambda: show.stopped, failed, show.selected)
            done = run_adaptation(resolve_package(model), wish, watch)
    if json:
        print_json(_as_json(done))
    else:
        _tell(done, wish)
    end(failed, findings=not done.proof.passed or done.proof.saved <= 0)


def _undo(paths: list[Path] | None, *, json: bool) -> None:
    with errors_as_messages():
        if paths:
            raise PasserelleError("--undo goes back to the package before; leave the files out.")
        former, adapted = undo_adaptation()
    if json:
        print_json(
            {"package": former.label, "folder": str(former.folder), "undone": adapted and adapted.label}
        )
        return
    say(f"From now on {former.label} translates again ({former.folder}).")
    if adapted:
        key = adapted.key
        say(
            f"{adapted.label} is kept: “passerelle model use {key}” takes it again, “passerelle model remove {key}” removes it."
        )
    warn_overruled(former)


def _memory(given: Path | None, paths: list[Path] | None) -> Path | None:
    if given is not None and not given.exists():
        raise TranslationMemoryError("does not exist; name the file of a translation memory.", path=given)
    if given is None and not paths:
        raise PasserelleError(
            "Name what to learn from: PO catalogues, TMX files, a folder, or --memory FILE."
        )
    return given


@dataclass(slots=True)
class _Show:
    """Tells how far it is, a line at a time; remembers whether it learns, and whether the user wants that to end."""

    quiet: bool = False
    learning: bool = False
    stopped: bool = False
    told: float = 0.0

    def stage(self, words: str) -> None:
        self.learning = False
        if not self.quiet:
            say(f"{words} …")

    def selected(self, selected: Selected) -> None:
        if self.quiet:
            return
        say(f"  {counted(len(selected.units), 'approved unit')} to learn from")
        for reason, count in selected.left_out.items():
            say(f"  {count:>6,} left out: {reason}")
        for reason in Reason:
            problems = [problem for problem in selected.problems if problem.reason is reason]
            for problem in problems[:_MOST_PROBLEMS]:
                place = f"{problem.unit.document}: " if problem.unit.document else ""
                warn(f"{place}“{problem.unit.french}”: {reason}: {problem.message}")
            if len(problems) > _MOST_PROBLEMS:
                warn(f"and {len(problems) - _MOST_PROBLEMS:,} more, {reason}; --json names them all.")

    def stand(self, stand: "Stand") -> None:
        self.learning = True
        if self.quiet or monotonic() - self.told < _TOLD_EVERY:
            return
        self.told = monotonic()
        held = f"held-back {stand.held[-1]:.3f} (before: {stand.held[0]:.3f})"
        left = f"about {max(1, round(stand.left / 60))} min left"
        say(f"  {stand.step:>5} of {stand.steps} steps, loss {stand.loss:.3f}, {held}, {left}")


@contextmanager
def _ctrl_c(show: _Show) -> Iterator[None]:
    """Let the first Ctrl-C end the learning and keep the best so far, and the second end the command."""

    def stop(number: int, frame: FrameType | None) -> None:
        del number, frame
        if show.stopped or not show.learning:
            raise KeyboardInterrupt
        show.stopped = True
        warn(
            "learning ends; the best so far is measured. Ctrl-C again stops at once, and the next run goes on."
        )

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _tell(done: Adapted, wish: Wish) -> None:
    say(
        f"Learned from {counted(done.learned, 'unit')} and {counted(done.contexts, 'context')} of the glossary, "
        f"measured on {counted(done.held, 'unit')} held back, in {max(1, round(done.seconds / 60))} min:"
    )
    for line in table(done.proof):
        say(line)
    say(f"Word edits saved: {done.proof.saved:.1f} %")
    if not done.finished:
        parent = "embedded" if done.parent.origin == "embedded" else done.parent.folder.name
        # Once the adapted package is in use, the same command would adapt that one.
        where = f" with --model {parent}" if done.package else ""
        say(f"Learning was ended early; the same command{where} goes on from there.")
    if done.package is not None:
        say(
            f"Installed {done.package.label} in {done.package.folder}; from now on it translates; --undo goes back."
        )
        warn_overruled(done.package)
    elif not done.proof.passed:
        worse = ", ".join(figure.name for figure in done.proof.figures if figure.worse)
        warn(f"worse than {done.parent.label} beyond noise: {worse}. Nothing was installed.")
    elif done.proof.saved <= 0:
        warn(f"no better than {done.parent.label}: no word edit is saved. Nothing was installed.")
    elif wish.dry_run:
        say("Nothing was installed (--dry-run).")


def table(proof: Proof) -> Iterator[str]:
    """Yield the lines of a table of what was measured.

    >>> from passerelle.translate.adaptation.prove import Figure
    >>> for line in table(Proof((Figure("house chrF2", 55.7, 59.1, 2.5, 4.2),))): print(line.rstrip())
                                            before   after   difference, 95 %
      house chrF2                             55.7    59.1   +2.5 to +4.2
    """
    yield f"  {'':<35}  {'before':>7} {'after':>7}   difference, 95 %"
    for each in proof.figures:
        mark = "  worse" if each.worse else ""
        yield f"  {each.name:<35}  {each.old:>7.1f} {each.new:>7.1f}   {each.low:+.1f} to {each.high:+.1f}{mark}"


def _as_json(done: Adapted) -> dict[str, Any]:
    return {
        "from": done.parent.label,
        "package": done.package.label if done.package else None,
        "folder": str(done.package.folder) if done.package else None,
        "learned": done.learned,
        "held_back": done.held,
        "contexts": done.contexts,
        "left_out": {reason.name.lower(): count for reason, count in done.selected.left_out.items()},
        "problems": [
            {
                "document": each.unit.document,
                "french": each.unit.french,
                "english": each.unit.english,
                "reason": each.reason.name.lower(),
                "message": each.message,
            }
            for each in done.selected.problems
        ],
        "losses": [round(loss, 4) for loss in done.losses],
        "finished": done.finished,
        "seconds": round(done.seconds),
        "edits_saved": round(done.proof.saved, 1),
        "passed": done.proof.passed,
        "figures": [
            {
                "name": each.name,
                "before": round(each.old, 2),
                "after": round(each.new, 2),
                "low": round(each.low, 2),
                "high": round(each.high, 2),
                "worse": each.worse,
            }
            for each in done.proof.figures
        ],
    }
