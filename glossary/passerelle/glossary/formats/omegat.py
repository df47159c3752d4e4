"""OmegaT's glossary.txt: UTF-8, a French form, its English and a remark a line, parted by tabs; nothing is quoted."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from passerelle.glossary.concept import Concept
from passerelle.glossary.errors import GlossaryError
from passerelle.glossary.formats.cells import decode_text, one_line
from passerelle.glossary.formats.comments import EXPLAINED
from passerelle.glossary.formats.headers import header_doubts
from passerelle.glossary.formats.imported import Imported
from passerelle.glossary.formats.losses import count_deprecated, count_left
from passerelle.glossary.formats.pairs import PAIRED, Entry, gather_targets, join_entries, list_entries

_HEADER = "# Glossary in tab-separated format -*- coding: utf-8 -*-"
_REMARK = "#"
_LINE_END = re.compile(r"\r\n|\r|\n")
_LOOKED_AT = 50  # lines, to tell the format
_KEEPS = PAIRED | EXPLAINED | {"target_variants"}


def read_omegat(data: bytes, *, domain: str, path: object = None) -> Imported:
    """Read the lines; several of one form give its English, the preferred one first.

    Raises:
        GlossaryError: it is no text.
    """
    entries: list[Entry] = []
    errors: list[GlossaryError] = []
    remarks: list[GlossaryError] = []
    for number, cells in _lines(decode_text(data, path)[0]):
        if len(cells) < 2:
            message = (
                "has no tab; a line holds a French form, a tab, its English, and may have a tab and a remark."
            )
            errors.append(GlossaryError(message, path=path, line=number))
        elif not cells[0] or not cells[1]:
            missing = "English" if cells[0] else "French"
            remarks.append(GlossaryError(f"has no {missing} and was left out.", path=path, line=number))
        else:
            entries.append(Entry(number, cells[0], (cells[1],), "".join(cells[2:3])))
    remarks += [GlossaryError(told, path=path, line=entries[0].line) for told in header_doubts(entries)]
    items = join_entries(gather_targets(entries), domain)
    return Imported(items, _KEEPS, tuple(errors), tuple(remarks))


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield number and cells of the lines that are neither empty nor remarks."""
    for number, line in enumerate(_LINE_END.split(text), 1):
        if line.strip() and not line.startswith(_REMARK):
            yield number, [one_line(cell) for cell in line.split("\t")]


def is_omegat(data: bytes) -> bool:
    """Whether the lines of a text have two or three cells, parted by tabs."""
    text = decode_text(data)[0]
    lines = [cells for _, cells in islice(_lines(text), _LOOKED_AT)]
    return bool(lines) and all(len(cells) in (2, 3) for cells in lines)


def write_omegat(concepts: Iterable[Concept]) -> bytes:
    """Return a line for every form and each of its renderings, with definition, forbidden renderings and note as its remark."""
    lines = [_HEADER]
    for source, targets, comment in _fitting(concepts):
        lines += ["\t".join(filter(None, (source, target, comment))) for target in targets]
    return ("\n".join(lines) + "\n").encode()


def _fitting(concepts: Iterable[Concept]) -> Iterator[tuple[str, tuple[str, ...], str]]:
    for _, source, targets, comment in list_entries(concepts):
        if not source.startswith(_REMARK):
            yield source, targets, comment


def leaves_omegat(concepts: Sequence[Concept]) -> Mapping[str, int]:
    """Return what OmegaT has no place for; a line that begins with # is a remark to it."""
    binding = [concept for concept in concepts if concept.binding]
    marked = sum(entry.source.startswith(_REMARK) for entry in list_entries(binding))
    lost = {**count_left(binding, _KEEPS), **count_deprecated(concepts)}
    return lost | ({"French forms that begin with #": marked} if marked else {})
