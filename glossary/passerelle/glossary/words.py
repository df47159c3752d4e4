"""Word lists and tables that stand in a folder ``data`` beside the code that uses them.

One entry a line; a line that begins with ``#`` is a remark, and tabs part the cells of a table.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path


@cache
def read_words(module: str, name: str) -> tuple[str, ...]:
    """Return the entries of the list ``name`` beside a module, which gives its ``__file__``.

    >>> read_words(__file__, "uncounted-nouns.txt")[:3]
    ('access', 'advice', 'aid')
    """
    lines = (Path(module).parent / "data" / name).read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


@cache
def read_table(module: str, name: str, columns: int) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a table beside a module; cells that a row lacks at its end are empty."""
    rows = (line.split("\t") for line in read_words(module, name))
    return tuple((*cells, *[""] * (columns - len(cells))) for cells in rows)


@cache
def read_pairs(module: str, name: str) -> Mapping[str, str]:
    """Return a table of two columns, the second by the first.

    >>> read_pairs(__file__, "english-plurals.tsv")["child"]
    'children'
    """
    return {row[0]: row[1] for row in read_table(module, name, 2)}
