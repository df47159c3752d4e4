"""Writing Word documents (.docx): English in the place of the French, all else as it was."""

from collections.abc import Collection, Mapping
from typing import IO, Any

from passerelle.translate.formats.docx.package import damage_told, open_package
from passerelle.translate.formats.docx.places import place_blocks
from passerelle.translate.formats.docx.properties import follow_in_properties
from passerelle.translate.formats.docx.runs import label_paragraph, paragraph_pieces, replace_paragraph
from passerelle.translate.formats.docx.stories import save_story
from passerelle.translate.formats.inline import number_marks, restore_marks
from passerelle.translate.text.document import plain_words


def write_docx(
    stream: IO[bytes], source: bytes, targets: Mapping[str, str], french: Collection[str] = ()
) -> None:
    """Write ``source`` to ``stream`` with the blocks named in ``targets`` (by id) replaced.

    Formatting, links, pictures and fields stay; a paragraph that is replaced loses its tracked changes. The blocks in
    ``french`` are labelled.

    Raises:
        DocumentError: as `open_package`.
    """
    document = open_package(source)
    with damage_told():
        _replace(document, targets, french)
        document.save(stream)


def _replace(document: Any, targets: Mapping[str, str], french: Collection[str]) -> None:
    english: dict[str, str] = {}
    # Last first: the paragraphs of a text box follow the one that holds it, which is then written with them.
    for place in reversed(place_blocks(document)):
        block, paragraph = place.block, place.paragraph
        target = targets.get(block.id, block.text)
        is_french = block.id in french
        if target != block.text and not is_french:
            english[plain_words(block.text)] = plain_words(target)
        if place.story is None or (target == block.text and not is_french):
            continue
        if is_french:
            label_paragraph(paragraph)
        else:
            tags = number_marks(paragraph_pieces(paragraph, {}))[1]
            replace_paragraph(paragraph, restore_marks(target, tags))
        save_story(place.story)
    follow_in_properties(document, english)
