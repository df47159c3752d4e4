"""Many files, one by one: what is wrong with one of them does not stop the others."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from passerelle.glossary.errors import PasserelleError

Item = TypeVar("Item")
Result = TypeVar("Result")

Failed = Callable[[PasserelleError], None]
"""Takes the error of one file."""


def do_each(
    items: Iterable[Item], step: Callable[[Item], Result], failed: Failed | None = None
) -> list[Result]:
    """Return what ``step`` makes of each item; those that it cannot do are told to ``failed`` and passed over.

    Raises:
        PasserelleError: the first error, where there is no one to tell.
    """
    done = []
    for item in items:
        try:
            done.append(step(item))
        except PasserelleError as error:
            if failed is None:
                raise
            failed(error)
    return done
