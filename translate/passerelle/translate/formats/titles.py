"""Which blocks of a word processor's document are title and headings, where its styles leave that open."""

from collections.abc import Sequence
from dataclasses import replace

from passerelle.translate.formats.furniture import ends_sentence
from passerelle.translate.text.document import Block, BlockKind

_LONGEST_HEADING = 150  # characters


def entitle(blocks: Sequence[Block], bold: Sequence[bool]) -> list[Block]:
    """Return the blocks with one title, and with headings where bold stands for the missing styles.

    ``bold`` tells of each block whether all of its text is.
    """
    changed = list(blocks)
    kinds = [block.kind for block in blocks]
    if BlockKind.TITLE in kinds:
        first = kinds.index(BlockKind.TITLE)
        return [
            replace(block, kind=BlockKind.HEADING, level=1)
            if block.kind is BlockKind.TITLE and index > first
            else block
            for index, block in enumerate(changed)
        ]
    if BlockKind.HEADING not in kinds:
        changed = [
            replace(block, kind=BlockKind.HEADING, level=2)
            if is_bold and _looks_like_heading(block)
            else block
            for block, is_bold in zip(changed, bold, strict=True)
        ]
    if changed and changed[0].kind is BlockKind.HEADING:
        changed[0] = replace(changed[0], kind=BlockKind.TITLE, level=1)
    return changed


def _looks_like_heading(block: Block) -> bool:
    if (
        block.kind is not BlockKind.PARAGRAPH
        or len(block.text) > _LONGEST_HEADING
        or ends_sentence(block.text)
    ):
        return False
    return not block.text.endswith((":", ",", ";"))
