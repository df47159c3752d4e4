"""However a run ends, it ends with one sentence and an exit code, never with a traceback."""

import errno
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
import typer

from passerelle.glossary.errors import FileError
from passerelle.translate.cli.door import run

MAIN = "from passerelle.translate.cli import main; main()"


def raising(error: BaseException) -> object:
    def command(_: Sequence[str]) -> None:
        raise error

    return command


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (
            ValueError("negative seek value -12"),
            3,
            "(ValueError: negative seek value -12); --debug shows the details.",
        ),
        (KeyError(), 3, "(KeyError); --debug shows the details."),
        (RecursionError("too deep"), 3, "(RecursionError: too deep)"),
        (AssertionError("\x1b]0;x\x07" + "x" * 5000), 3, "(AssertionError: ]0;xx"),
        (FileError("is broken.", path="a.po"), 2, "a.po: is broken."),
        (MemoryError(), 2, "There is not enough memory"),
        (PermissionError(errno.EACCES, "Permission denied", "/x"), 2, "/x: permission denied."),
        (
            OSError(errno.ENOSPC, "No space left on device"),
            2,
            "The output cannot be written (no space left on device).",
        ),
        (BrokenPipeError(errno.EPIPE, "Broken pipe"), 2, "The output was closed before all was printed."),
    ],
)
def test_an_error_is_one_sentence(
    error: BaseException, code: int, words: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """What the user can mend ends with 2; what no one foresaw with 3, and says how to see the details."""
    assert run(raising(error), ["check"]) == code  # type: ignore[arg-type]
    told = capfd.readouterr().err
    assert words in told
    assert (told.count("\n"), told.startswith("error: "), "Traceback" in told) == (1, True, False)
    assert len(told) < 500
    assert "\x1b" not in told


@pytest.mark.parametrize("arguments", [["--debug", "x"], ["x", "--debug"], ["x", "--debug", "--", "y"]])
def test_debug_shows_the_details(arguments: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    """The option may stand anywhere before a double dash."""
    assert run(raising(ValueError("odd")), arguments) == 3  # type: ignore[arg-type]
    told = capfd.readouterr().err
    assert "Traceback" in told
    assert "ValueError: odd" in told
    assert told.splitlines()[-1].endswith("the details stand above.")


def test_debug_is_a_name_behind_a_double_dash() -> None:
    """A file may be called so; the command gets all but the option."""
    seen: list[str] = []
    assert run(seen.extend, ["--debug", "check", "--", "--debug"]) == 0
    assert seen == ["check", "--", "--debug"]


def test_a_file_that_looks_like_an_option_cannot_steer_the_terminal(
    capfd: pytest.CaptureFixture[str],
) -> None:
    """The command line would quote it as it is."""
    assert run(raising(AssertionError()), ["check", "-\x1b]0;x\x07.po"]) == 2  # type: ignore[arg-type]
    assert capfd.readouterr().err.startswith("error: “-]0;x.po” is no option; put ./ before")


@pytest.mark.parametrize(("end", "code"), [(SystemExit(), 0), (SystemExit(1), 1), (SystemExit("x"), 1)])
def test_exit_codes_pass_through(end: SystemExit, code: int) -> None:
    """What a command ends with is what the run ends with."""
    assert run(raising(end), []) == code  # type: ignore[arg-type]


COMMANDS = {
    "text": ["glossary", "find", "Le CHU de Nantes. " * 3000],
    "help": ["check", "--help"],
}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
@pytest.mark.parametrize("kind", COMMANDS)
def test_a_full_output_is_told(kind: str) -> None:
    """One sentence on the error stream and exit code 2."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-c", MAIN, *COMMANDS[kind]], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert (done.returncode, done.stderr) == (
        2,
        b"error: The output cannot be written (no space left on device).\n",
    )


@pytest.mark.parametrize("kind", COMMANDS)
def test_a_closed_output_is_told(kind: str) -> None:
    """Whoever read it has gone, as “head” does."""
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-c", MAIN, *COMMANDS[kind]], stdout=writing, stderr=subprocess.PIPE, check=False
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (2, b"error: The output was closed before all was printed.\n")


def test_a_closed_error_stream_changes_no_exit_code(tmp_path: Path) -> None:
    """Where nothing can be told, the code still tells."""
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-c", MAIN, "check", str(tmp_path / "none.po")],
        stdout=subprocess.DEVNULL,
        stderr=writing,
        check=False,
    )
    os.close(writing)
    assert done.returncode == 2


def test_usage_errors_keep_their_own_code(capfd: pytest.CaptureFixture[str]) -> None:
    """An option that does not exist is told by the command line itself."""
    app = typer.Typer()
    app.command()(lambda: None)
    assert run(app, ["--nothing"]) == 2
    assert "No such option" in capfd.readouterr().err
