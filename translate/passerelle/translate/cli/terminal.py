"""The only way to the terminal: texts lose what would steer it, and what it cannot show is replaced."""

import errno
import io
import json
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import typer
from rich.console import Console
from rich.text import Text

_LINE_ENDS = re.compile("[\n\r\v\f\x85\u2028\u2029]+")
# C0 and C1 but for tab and line feed, the bidirectional marks, and halves of characters.
_CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"
_HALVES = "\ud800-\udfff"
_STEERING = re.compile(f"[{_CONTROLS}]")
_HALF = re.compile(f"[{_HALVES}]")
_UNSAFE = re.compile(f"[{_CONTROLS}{_HALVES}]")
_UNSAFE_OR_FOREIGN = re.compile(f"[{_CONTROLS}]|[^\x00-\x7f]")


class OutputError(Exception):
    """Nothing more can be printed: whoever read it is gone, or its disk is full."""


class _Terminal(Console):
    def on_broken_pipe(self) -> None:
        raise OutputError(explain_output(BrokenPipeError(errno.EPIPE, "")))


_out = _Terminal(highlight=False, soft_wrap=True)
err = _Terminal(stderr=True, highlight=False, soft_wrap=True)
"""The error stream, for what draws on it by itself: a progress bar."""


def clean_line(text: str) -> str:
    r"""Return a text as one line that cannot steer a terminal, whatever file it comes from.

    >>> clean_line("title\x1b]0;owned\x07\nerror: \u202enone")
    'title]0;owned error: none'
    """
    return _HALF.sub("\ufffd", _STEERING.sub("", _LINE_ENDS.sub(" ", text)))


def show(text: str) -> None:
    """Print a line.

    Raises:
        OutputError: it cannot be printed.
    """
    with _told():
        _out.print(Text(clean_line(text)))


def show_error(text: str, label: str = "", style: str = "") -> None:
    """Print a line on the error stream, behind a label; where even that cannot be, nothing is left to do it with."""
    with suppress(OSError, OutputError):
        err.print(Text.assemble((label, style), " " if label else "", clean_line(text)))


def escape_json(character: str) -> str:
    r"""Return a character as it is written within the strings of JSON.

    >>> escape_json("\x9b")
    '\\u009b'
    """
    return json.dumps(character)[1:-1]


def escape_xml(character: str) -> str:
    """Return a character as XML's reference to it."""
    return f"&#{ord(character)};"


def emit(text: str, escape: Callable[[str], str]) -> None:
    """Print what a program reads: nothing of it is lost, so what would steer a terminal or cannot be encoded is escaped.

    Raises:
        OutputError: it cannot be printed.
    """
    whole = (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("-", "") == "utf8"
    pattern = _UNSAFE if whole else _UNSAFE_OR_FOREIGN
    with _told():
        typer.echo(pattern.sub(lambda found: escape(found[0]), text), nl=False)


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(explain_output(error)) from error


def explain_output(error: OSError) -> str:
    """Return the sentence for an error of the output itself."""
    if error.errno == errno.EPIPE:
        return "The output was closed before all was printed."
    return f"The output cannot be written ({(error.strerror or str(error)).lower()})."


def set_up_streams() -> None:
    """Make the streams print what they can and replace the rest, whatever their encoding."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def flush_output() -> None:
    """Print what still waits.

    Raises:
        OutputError: it cannot be printed.
    """
    with _told():
        if sys.stdout is not None:
            sys.stdout.flush()


def drop_output() -> None:
    """Send what still waits nowhere, so that the interpreter does not try to print it once more as it ends."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
