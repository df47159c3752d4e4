"""What can be wrong with training material, and how a command says so."""

import contextlib
import sys
from collections.abc import Iterator

from passerelle.glossary.errors import PasserelleError


class TrainingError(PasserelleError):
    """A corpus, a checkpoint or a package does not fit."""


@contextlib.contextmanager
def reported() -> Iterator[None]:
    """Turn an error that the user can mend into one line and exit code 2."""
    try:
        yield
    except PasserelleError as error:
        print(f"error: {error}", file=sys.stderr)
        raise SystemExit(2) from error
