"""Names of columns in tables that have none: they would be taken for a term."""

from collections.abc import Sequence

from passerelle.glossary.formats.pairs import Entry, looks_short
from passerelle.glossary.lemmas import is_known

_LONGEST = 40  # characters of a column's name


def header_doubts(entries: Sequence[Entry]) -> list[str]:
    """Return one sentence where the first of a table's entries looks like names of columns, else nothing.

    It does where both cells are single words in ASCII, different, and not both in their languages, and the cells of another
    entry are: colA → colB before rein → kidney.
    """
    if not entries or not _names_columns(entries[0]):
        return []
    if not any(_in_languages(entry) for entry in entries[1:]):
        return []
    first = entries[0]
    told = (
        f"no column names were recognised, and “{first.source}” → “{first.targets[0]}” was taken as a term; if they"
        " name the columns, take it out of your glossary again, and call them fr and en in the file."
    )
    return [told]


def _names_columns(entry: Entry) -> bool:
    cells = (entry.source, entry.targets[0])
    if (
        not all(cell.isascii() and " " not in cell and len(cell) <= _LONGEST for cell in cells)
        or cells[0] == cells[1]
    ):
        return False
    if any("_" in cell for cell in cells) or all(len(cell) == 1 for cell in cells):
        return True
    return not all(map(looks_short, cells)) and not _in_languages(entry)


def _in_languages(entry: Entry) -> bool:
    return _has_word(entry.source, "fr") and _has_word(entry.targets[0], "en")


def _has_word(text: str, language: str) -> bool:
    return any(is_known(word.lower(), language) for word in text.split() if len(word) > 1)
