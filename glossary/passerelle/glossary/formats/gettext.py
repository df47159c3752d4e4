"""gettext PO parsed strictly: polib takes much that is broken, in silence."""

import re
from typing import cast

import polib

from passerelle.glossary.errors import PasserelleError

HELP = "mend the line or take the file from a backup."
_STRING = re.compile(r'(?:#~ ?|#\| ?|#~\| ?)?(?:msg\S+\s+)?"(?:[^"\\]|\\.)*"')
_KEYWORD = re.compile(r"(?:#~ ?)?(msg[a-z]+)")


def parse_po(text: str, path: object, error: type[PasserelleError]) -> polib.POFile:
    """Parse the text of a PO file, LF its line ends.

    Raises:
        error: a string or an entry is broken or cut short; with the line.
    """
    _check_lines(text, path, error)
    try:
        return polib.pofile(cast("str", _Lines(text)), encoding="utf-8")
    except (OSError, ValueError, IndexError) as cause:
        found = re.search(r"\(line (\d+)\)", str(cause))
        line = int(found[1]) if found else None
        raise error(f"is not valid PO here; {HELP}", path=path, line=line) from cause


def _check_lines(text: str, path: object, error: type[PasserelleError]) -> None:
    """Refuse what polib misreads in silence: a string without its closing quote, a file that ends before a msgstr."""
    last, last_line = "", 0
    for number, line in enumerate(text.split("\n"), 1):
        stripped = line.strip()
        keyword = _KEYWORD.match(stripped)
        if keyword:
            last, last_line = keyword[1], number
        if (keyword or stripped.startswith('"')) and not _STRING.fullmatch(stripped):
            raise error(f"has a broken string here; {HELP}", path=path, line=number)
    if last != "msgstr":
        problem = f"ends after a {last}: its end is missing" if last else "holds no PO entries"
        raise error(f"{problem}; {HELP}", path=path, line=last_line or None)


class _Lines:
    """A text in the only form in which polib takes it neither for a path nor apart at other than line feeds."""

    def __init__(self, text: str) -> None:
        self._text = text

    def splitlines(self) -> list[str]:
        return self._text.split("\n")
