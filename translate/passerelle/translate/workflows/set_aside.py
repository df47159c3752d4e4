"""Which review sheets were set aside beside a catalogue; light to import, since a run with nothing to do asks it."""

import os
import re
from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from passerelle.translate.workflows.options import sheet_path

_SIGN = re.compile(r"\.kept-")


class SetAside:
    """The sheets in folders, each of which is looked through once: one of thousands of articles takes as long as they."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._found: dict[Path, Mapping[str, list[Path]]] = {}

    def of(self, catalog: Path) -> tuple[Path, ...]:
        """Return the sheets that were set aside beside a catalogue, oldest first."""
        sheet = sheet_path(catalog.parent, catalog.stem)
        if sheet.parent not in self._found:
            self._found[sheet.parent] = _by_stem(sheet.parent, sheet.suffix)
        return tuple(self._found[sheet.parent].get(sheet.stem, ()))


def kept_sheets(catalog: Path) -> tuple[Path, ...]:
    """Return the sheets that were set aside beside one catalogue, oldest first."""
    return SetAside().of(catalog)


def _by_stem(folder: Path, suffix: str) -> Mapping[str, list[Path]]:
    """Return the sheets that were set aside in a folder by what may be the stem of the sheet that they were."""
    found: dict[str, list[Path]] = defaultdict(list)
    with suppress(OSError), os.scandir(folder) as entries:
        names = sorted(each.name for each in entries if each.name.endswith(suffix) and each.is_file())
        for name in names:
            for sign in _SIGN.finditer(name):
                found[name[: sign.start()]].append(folder / name)
    return found
