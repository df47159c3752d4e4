"""Writing Markdown: English in the place of the French, all else as it was, to the character."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import IO

from passerelle.translate.formats.encoding import decode_text
from passerelle.translate.formats.inline import (
    Piece,
    Role,
    Tag,
    label_french,
    number_marks,
    plain_pieces,
    restore_marks,
)
from passerelle.translate.formats.markdown.front_matter import front_matter_end, set_english, write_field
from passerelle.translate.formats.markdown.inline import image_markdown, write_pieces
from passerelle.translate.formats.markdown.places import Region, parse_lines, place_blocks
from passerelle.translate.text.document import BlockKind

_BAR = re.compile(r"(?<!\\)\|")
_BOLD = Tag(Role.OPEN, "bold", origin=("**", "**"))
Key = tuple[int, str] | None
"""What of a region is replaced: an image's attribute, or None for its text."""


def write_markdown(
    stream: IO[bytes], source: bytes, targets: Mapping[str, str], french: Collection[str] = ()
) -> None:
    """Write ``source`` to ``stream`` as UTF-8 with the blocks named in ``targets`` (by id) replaced.

    What has no target stays as it is, to the character; the blocks in ``french`` are labelled. A front matter's ``lang: fr`` becomes ``en``.
    """
    decoded = decode_text(source)
    lines = decoded.text.split("\n")
    changes: dict[int, tuple[Region, dict[Key, list[Piece]]]] = {}
    for block, place in place_blocks(lines, parse_lines(lines)):
        target = targets.get(block.id, block.text)
        if target != block.text or block.id in french:
            pieces = restore_marks(target, place.tags)
            labelled = label_french(pieces, _BOLD) if block.id in french else pieces
            changes.setdefault(id(place.region), (place.region, {}))[1][place.image] = labelled
    replaced = [(region, _region_text(region, texts)) for region, texts in changes.values()]
    head = front_matter_end(lines)
    written = [set_english(line) if index < head else line for index, line in enumerate(lines)]
    stream.write(decoded.newline.join(_splice(written, replaced)).encode())


def _region_text(region: Region, texts: Mapping[Key, list[Piece]]) -> str:
    """Return the Markdown of a region with its text, its images' captions, or both replaced."""
    if region.field is not None:
        return write_field(region.field, plain_pieces(texts[None]))
    pieces = texts[None] if None in texts else restore_marks(*number_marks(region.pieces))
    captioned = _caption(region, texts, pieces)
    one_line = region.cell >= 0 or region.kind in (BlockKind.TITLE, BlockKind.HEADING)
    return write_pieces(captioned, one_line=one_line, cell=region.cell >= 0)


def _caption(region: Region, texts: Mapping[Key, list[Piece]], pieces: Sequence[Piece]) -> list[Piece]:
    """Return ``pieces`` with the images' new captions."""
    images = [piece for piece in region.pieces if isinstance(piece, Tag) and piece.kind == "image"]
    captioned = {}
    for index, tag in enumerate(images):
        new = tuple(
            (name, plain_pieces(texts[index, name]) if (index, name) in texts else value)
            for name, value in tag.attributes
        )
        captioned[id(tag)] = replace(tag, origin=image_markdown(dict(new).get("alt", ""), new))
    return [captioned.get(id(piece), piece) if isinstance(piece, Tag) else piece for piece in pieces]


def _splice(lines: Sequence[str], replaced: Sequence[tuple[Region, str]]) -> list[str]:
    """Return the file's lines with regions replaced, last region first so that line numbers hold."""
    out = list(lines)
    for region, text in sorted(replaced, key=lambda pair: (pair[0].start, pair[0].cell), reverse=True):
        if region.field is not None:
            out[region.start : region.field.end] = [text]
        elif region.cell >= 0:
            out[region.start] = _set_cell(out[region.start], region.cell, text)
        else:
            count = region.content.count("\n") + 1
            out[region.start : region.start + count] = _set_lines(out, region, count, text)
    return out


def _set_cell(line: str, cell: int, text: str) -> str:
    parts = _BAR.split(line)
    if not parts[0].strip(" \t>"):
        cell += 1
    if cell < len(parts):
        old = parts[cell]
        before = old[: len(old) - len(old.lstrip())] or (" " if cell else "")
        parts[cell] = before + text + old[len(old.rstrip()) :]
    return "|".join(parts)


def _set_lines(lines: Sequence[str], region: Region, count: int, text: str) -> list[str]:
    """Return a region's new lines under the prefix (quote signs, bullets, indentation) of the old ones."""
    first = region.content.split("\n", 1)[0]
    line = lines[region.start]
    place = line.rfind(first)
    prefix = line[:place] if place >= 0 else line[: len(line) - len(line.lstrip())]
    suffix = line[place + len(first) :] if count == 1 and place >= 0 else ""
    further = re.sub(r"[^>\s]", " ", prefix)
    head, *rest = text.split("\n")
    return [prefix + head + (suffix if not rest else ""), *(further + part for part in rest)]
