"""How a command of the training says what is wrong."""

import contextlib
import sys
from collections.abc import Iterator

from passerelle.glossary.errors import PasserelleError


@contextlib.contextmanager
def reported() -> Iterator[None]:
    """Turn an error that the user can mend into one line and exit code 2."""
    try:
        yield
    except PasserelleError as error:
        print(f"error: {error}", file=sys.stderr)
        raise SystemExit(2) from error
