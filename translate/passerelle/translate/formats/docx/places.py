"""Where each block of a Word document stands: what reading and writing share."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from docx.oxml.ns import qn

from passerelle.translate.formats.docx.package import is_contents_style, style_id, style_kinds
from passerelle.translate.formats.docx.properties import own_properties
from passerelle.translate.formats.docx.runs import paragraph_pieces, whole_format
from passerelle.translate.formats.docx.stories import Story, open_stories
from passerelle.translate.formats.inline import number_marks, plain_pieces, to_marks
from passerelle.translate.formats.titles import entitle
from passerelle.translate.text.document import Block, BlockKind, identify_blocks, plain_words

PROPERTIES = "<properties>"
"""The section of what stands under no heading, but in the document's properties."""

Kinds = Mapping[str, tuple[BlockKind, int]]


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph of a story, or with neither a property, and the block that stands for it.

    Headers that say the same share one block.
    """

    block: Block
    paragraph: Any = None
    story: Story | None = None


def place_blocks(document: Any) -> list[Place]:
    """Return the paragraphs with text: those of the main text in reading order, then those of the other stories.

    The properties that no paragraph repeats come last.
    """
    kinds = style_kinds(document)
    main, *others = [_read_story(story, kinds) for story in open_stories(document)]
    bold = [whole_format(place.paragraph) == "bold" for place in main]
    blocks = entitle([place.block for place in main], bold)
    identified = identify_blocks(blocks)
    placed = [replace(place, block=block) for place, block in zip(main, identified, strict=True)]
    beside = _share(place for story in others for place in story)
    said = [plain_words(place.block.text) for place in (*placed, *beside)]
    own = [Block(BlockKind.ATTRIBUTE, found.text) for found in own_properties(document, said)]
    properties = [Place(replace(block, section=PROPERTIES)) for block in identify_blocks(own)]
    return _number([*placed, *beside, *properties])


def _read_story(story: Story, kinds: Kinds) -> list[Place]:
    found: list[Place] = []
    for paragraph in _paragraphs(story.root):
        pieces = paragraph_pieces(paragraph, story.links)
        if any(char.isalnum() for char in plain_pieces(pieces)):
            text, tags = number_marks(pieces)
            kind, level = (story.kind, 0) if story.kind else _kind(paragraph, kinds)
            found.append(Place(Block(kind, text, level=level, marks=to_marks(tags)), paragraph, story))
    return found


def _share(places: Iterable[Place]) -> list[Place]:
    """Return places with identified blocks, one for all that are equal."""
    waiting = [*places]
    distinct = dict.fromkeys(place.block for place in waiting)
    identified = dict(zip(distinct, identify_blocks(distinct), strict=True))
    return [replace(place, block=identified[place.block]) for place in waiting]


def _number(places: Sequence[Place]) -> list[Place]:
    lines = {block: line for line, block in enumerate(dict.fromkeys(place.block for place in places), 1)}
    return [replace(place, block=replace(place.block, line=lines[place.block])) for place in places]


def _paragraphs(root: Any) -> Iterator[Any]:
    """Yield a story's paragraphs, those of tables, text boxes and content controls included."""
    for paragraph in root.iter(qn("w:p")):
        if is_contents_style(style_id(paragraph)):
            continue
        # A text box is written twice, for new and for old programs; deleted table rows are gone.
        if not any(_is_gone(above) for above in paragraph.iterancestors()):
            yield paragraph


def _is_gone(element: Any) -> bool:
    if element.tag.endswith("}Fallback") or element.tag in (qn("w:del"), qn("w:moveFrom")):
        return True
    return element.tag == qn("w:tr") and element.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None


def _kind(paragraph: Any, kinds: Kinds) -> tuple[BlockKind, int]:
    """Return kind and level: a heading's or title's style first, then the table, the list, other styles."""
    styled = kinds.get(style_id(paragraph), (BlockKind.PARAGRAPH, 0))
    outline = paragraph.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
    if styled[0] in (BlockKind.TITLE, BlockKind.HEADING):
        return styled
    if outline is not None and int(outline.get(qn("w:val"))) < 9:
        return BlockKind.HEADING, int(outline.get(qn("w:val"))) + 1
    if any(above.tag == qn("w:tc") for above in paragraph.iterancestors()):
        return BlockKind.TABLE_CELL, 0
    numbering = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
    number = numbering.find(qn("w:numId")) if numbering is not None else None
    if number is not None and number.get(qn("w:val")) != "0":
        level = numbering.find(qn("w:ilvl"))
        return BlockKind.LIST_ITEM, 1 + int(level.get(qn("w:val")) if level is not None else 0)
    return styled
