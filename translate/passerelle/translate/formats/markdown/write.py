"""Writing Markdown: English in the place of the French, all else as it was, to the character."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import IO

from passerelle.translate.formats.encoding import decode_text
from passerelle.translate.formats.inline import (
    Piece,
    Tag,
    label_french,
    number_marks,
    plain_pieces,
    restore_marks,
)
from passerelle.translate.formats.markdown.front_matter import set_english
from passerelle.translate.formats.markdown.inline import write_pieces
from passerelle.translate.formats.markdown.parser import Parsed, parse
from passerelle.translate.formats.markdown.places import place_blocks
from passerelle.translate.formats.markdown.region import Region
from passerelle.translate.formats.markdown.tags import NOTE, replace_spoken

Key = tuple[int, str] | None
"""What of a region is replaced: what one of its tags says, or None for its text."""


def write_markdown(
    stream: IO[bytes],
    source: bytes,
    targets: Mapping[str, str],
    french: Collection[str] = (),
    fields: Collection[str] = (),
) -> None:
    """Write ``source`` to ``stream`` as UTF-8 with the blocks named in ``targets`` (by id) replaced.

    What has no target stays as it is, to the character; the blocks in ``french`` are labelled. A front matter's ``lang: fr`` becomes ``en``.
    ``fields`` are those with which it was read.
    """
    decoded = decode_text(source)
    parsed = parse(decoded.text)
    changes: dict[int, tuple[Region, dict[Key, list[Piece]]]] = {}
    for block, place in place_blocks(parsed, fields):
        target = targets.get(block.id, block.text)
        if target != block.text or block.id in french:
            pieces = restore_marks(target, place.tags)
            labelled = label_french(pieces, place.region.bold) if block.id in french else pieces
            changes.setdefault(id(place.region), (place.region, {}))[1][place.spoken] = labelled
    edits = [(region.start, region.end, _region_text(region, texts)) for region, texts in changes.values()]
    text = _edited(parsed.text, [*edits, *_language_edits(parsed)])
    stream.write(text.replace("\n", decoded.newline).encode())


def _region_text(region: Region, texts: Mapping[Key, Sequence[Piece]]) -> str:
    """Return what to write in the place of a region with its text, the words of its tags, or both replaced."""
    pieces = texts[None] if None in texts else restore_marks(*number_marks(region.pieces))
    said: dict[int, dict[str, str]] = {}
    for key, new in texts.items():
        if key is not None:
            words = write_pieces(new) if key[1] == NOTE else plain_pieces(new)
            said.setdefault(key[0], {})[key[1]] = words
    tags = [piece for piece in region.pieces if isinstance(piece, Tag)]
    spoken = {id(tags[index]): replace_spoken(tags[index], words) for index, words in said.items()}
    return region.encode([spoken.get(id(piece), piece) for piece in pieces])


def _language_edits(parsed: Parsed) -> Iterable[tuple[int, int, str]]:
    for line, start in zip(parsed.lines[: parsed.head], parsed.starts, strict=False):
        if set_english(line) != line:
            yield start, start + len(line), set_english(line)


def _edited(text: str, edits: Iterable[tuple[int, int, str]]) -> str:
    out, position = [], 0
    for start, end, new in sorted(edits):
        out += [text[position:start], new]
        position = end
    return "".join(out) + text[position:]
