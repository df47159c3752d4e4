"""The door of the command line: however a run ends, it ends with a sentence and an exit code, and never with a traceback."""

import errno
import traceback
from collections.abc import Callable, Sequence

from passerelle.glossary.errors import PasserelleError
from passerelle.glossary.files import record_writes
from passerelle.translate.cli.console import BAD_INPUT, tell_error
from passerelle.translate.cli.terminal import (
    OutputError,
    clean_line,
    drop_output,
    explain_output,
    flush_output,
    set_up_streams,
    show_error,
)

UNEXPECTED = 3
"""The exit code of what no one foresaw."""

DEBUG = "--debug"
_LONGEST = 200  # characters of an error's own words
_OUTPUT = (errno.EPIPE, errno.ENOSPC, errno.EIO, errno.EFBIG)


def run(command: Callable[[Sequence[str]], object], arguments: Sequence[str]) -> int:
    """Run ``command`` with ``arguments`` and return the exit code: 2 for what the user can mend, 3 for the unexpected.

    ``--debug``, wherever it stands before ``--``, shows the details of the latter.
    """
    set_up_streams()
    end = list(arguments).index("--") if "--" in arguments else len(arguments)
    debug = DEBUG in arguments[:end]
    own = [*(each for each in arguments[:end] if each != DEBUG), *arguments[end:]]
    steering = next((each for each in own[:end] if _is_odd_option(each)), None)
    if steering is not None:
        tell_error(f"“{steering}” is no option; put ./ before the name of a file that begins with a hyphen.")
        return BAD_INPUT
    try:
        code = _code_of(command, own)
        flush_output()
    except Exception as error:  # noqa: BLE001  (this is the one place for whatever comes)
        drop_output()
        return _tell(error, debug=debug)
    return code


def _is_odd_option(argument: str) -> bool:
    """Whether an argument, a file's name perhaps, would steer the terminal when the command line quotes it as an option."""
    name = argument.partition("=")[0]
    return name.startswith("-") and clean_line(name) != name


def _code_of(command: Callable[[Sequence[str]], object], arguments: Sequence[str]) -> int:
    try:
        with record_writes():
            command(arguments)
    except SystemExit as end:
        if isinstance(end.__context__, BrokenPipeError):  # typer ends so when nobody reads its help
            raise OutputError(explain_output(end.__context__)) from end
        return end.code if isinstance(end.code, int) else bool(end.code)
    return 0


def _tell(error: Exception, *, debug: bool) -> int:
    """Tell of an error in one sentence; return the exit code."""
    if debug:
        for line in "".join(traceback.format_exception(error)).splitlines():
            show_error(line)
    known = _known(error)
    if known:
        tell_error(known)
        return BAD_INPUT
    words = str(error)[:_LONGEST]
    kind = f"{type(error).__name__}{f': {words}' if words else ''}"
    details = "the details stand above" if debug else f"{DEBUG} shows the details"
    tell_error(f"Something happened that Passerelle does not expect ({kind}); {details}.")
    return UNEXPECTED


def _known(error: Exception) -> str:
    """Return the sentence for an error that the user can mend, or nothing."""
    if isinstance(error, PasserelleError | OutputError):
        return str(error)
    if isinstance(error, MemoryError):
        return "There is not enough memory for this; split the file, or close other programs."
    if not isinstance(error, OSError) or error.errno is None:
        return ""
    if error.filename is None and error.errno in _OUTPUT:
        return explain_output(error)
    return f"{error.filename or 'a file'}: {(error.strerror or str(error)).lower()}."
