"""A command that the user stops says what it leaves."""

from pathlib import Path

import pytest
import typer

from passerelle.glossary.files import write_atomically
from passerelle.translate.cli.console import errors_as_messages
from passerelle.translate.cli.door import run
from passerelle.translate.memory import TranslationUnit, add_units, open_memory


def put(name: str) -> None:
    with write_atomically(Path(name)) as stream:
        stream.write("x")


def remember(name: str) -> None:
    with open_memory(Path(name)) as memory:
        add_units(memory, [TranslationUnit("Oui.", "Yes.")])


def stop(written: list[str], later: list[str]) -> None:
    """Run a command of two steps that is stopped at the end of the second."""
    app = typer.Typer()

    @app.command()
    def command() -> None:
        with errors_as_messages():
            for name in written:
                remember(name) if name.endswith(".sqlite") else put(name)
        with errors_as_messages():
            for name in later:
                put(name)
            raise KeyboardInterrupt

    assert run(app, []) == 130


@pytest.mark.parametrize(
    ("written", "later", "told"),
    [
        ([], [], "Stopped; no file was changed."),
        (["a.po"], [], "Stopped; written before: a.po."),
        (["a.po", "b.po"], ["a.po"], "Stopped; written before: a.po, b.po."),
        (["m.sqlite"], [], "Stopped; written before: m.sqlite."),
        (
            ["cache/adapt/1/best.pt", "cache/adapt/1/last.pt", "cache/termbases/1"],
            [],
            "Stopped; no file was changed; what was learned is kept for the next run.",
        ),
        (["cache/termbases/1"], ["a.po"], "Stopped; written before: a.po."),
        (
            [],
            [".a.po.p-1.begun"],
            "Stopped; no file was changed; what was translated is kept for the next run.",
        ),
        (
            [f"{n}.po" for n in range(12)],
            [],
            f"before: {', '.join(f'{n}.po' for n in range(10))} and 2 more.",
        ),
    ],
)
def test_what_was_written_is_named(
    written: list[str],
    later: list[str],
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Only where no file was written it says so; the steps of one command count together, and the cache is no file of the user's."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PASSERELLE_CACHE", "cache")
    stop(written, later)
    assert told in " ".join(capsys.readouterr().err.split())
