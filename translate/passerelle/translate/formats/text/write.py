"""Writing plain text: English in the place of the French, menus and footers as they were."""

import textwrap
from collections.abc import Collection, Iterator, Mapping
from typing import IO

from passerelle.translate.formats.encoding import Decoded, decode_text
from passerelle.translate.formats.inline import IN_FRENCH, plain_pieces, restore_marks
from passerelle.translate.formats.text.places import Chunk, place_blocks, wrap_width
from passerelle.translate.text.templates import find_templates


def write_text(
    stream: IO[bytes], source: bytes, targets: Mapping[str, str], french: Collection[str] = ()
) -> None:
    """Write ``source`` to ``stream`` as UTF-8 with the blocks named in ``targets`` (by id) replaced.

    What has no target, menus and footers included, stays as it is; the blocks in ``french`` are labelled. A hard-wrapped text stays
    hard-wrapped.
    """
    decoded = decode_text(source)
    stream.write(decoded.newline.join(_rewrite(decoded, targets, french)).encode())


def _rewrite(decoded: Decoded, targets: Mapping[str, str], french: Collection[str]) -> Iterator[str]:
    lines = decoded.text.split("\n")
    reading = place_blocks(lines)
    width = wrap_width(lines)
    position = 0
    for block, chunk, tags in zip(reading.blocks, reading.chunks, reading.tags, strict=True):
        yield from lines[position : chunk.start]
        label = f"{IN_FRENCH} " if block.id in french else ""
        target = label + targets.get(block.id, block.text)
        if target == block.text:
            yield from lines[chunk.start : chunk.end]
        else:
            yield from _layout(plain_pieces(restore_marks(target, tags)), chunk, width)
        position = chunk.end
    yield from lines[position:]


def _layout(text: str, chunk: Chunk, width: int) -> list[str]:
    if not width:
        return [chunk.prefix + text]
    wrapped = textwrap.wrap(
        _bind_templates(text),
        width,
        initial_indent=chunk.prefix,
        subsequent_indent=" " * len(chunk.prefix),
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace(_BOUND, " ") for line in wrapped] or [chunk.prefix.rstrip()]


_BOUND = "\ue000"


def _bind_templates(text: str) -> str:
    """Hide the blanks in templates' expressions, so that no line ends in one."""
    for start, end in find_templates(text):
        text = text[:start] + text[start:end].replace(" ", _BOUND) + text[end:]
    return text
