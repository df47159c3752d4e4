"""The stories of a Word document, as Word calls them: its main text, headers, footers, notes and comments.

Source: ECMA-376, part 1, chapter 11.3; each story but the main one is a part of its own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from lxml import etree

from passerelle.translate.text.document import BlockKind

_KINDS = {
    RELATIONSHIP_TYPE.HEADER: BlockKind.HEADER,
    RELATIONSHIP_TYPE.FOOTER: BlockKind.FOOTER,
    RELATIONSHIP_TYPE.FOOTNOTES: BlockKind.FOOTNOTE,
    RELATIONSHIP_TYPE.ENDNOTES: BlockKind.ENDNOTE,
    RELATIONSHIP_TYPE.COMMENTS: BlockKind.COMMENT,
}


@dataclass(frozen=True, slots=True)
class Story:
    """The tree of a story, the kind of its blocks (None in the main text, where styles tell), and its links' addresses by id."""

    root: Any
    kind: BlockKind | None
    links: Mapping[str, str]
    part: Any


def open_stories(document: Any) -> Iterator[Story]:
    """Yield the main text, then the other stories kind by kind."""
    yield Story(document.element.body, None, _links(document.part), document.part)
    seen = set()
    for relation_type, kind in _KINDS.items():
        for relation in document.part.rels.values():
            if relation.reltype != relation_type or relation.is_external:
                continue
            part = relation.target_part
            if part.partname not in seen:
                seen.add(part.partname)
                yield Story(_tree(part), kind, _links(part), part)


def save_story(story: Story) -> None:
    """Put a changed tree back where python-docx knows the part only as bytes."""
    if not hasattr(story.part, "element"):
        # python-docx has no public way to change such a part.
        story.part._blob = etree.tostring(  # noqa: SLF001
            story.root, xml_declaration=True, encoding="UTF-8", standalone=True
        )


def _tree(part: Any) -> Any:
    return part.element if hasattr(part, "element") else parse_xml(part.blob)


def _links(part: Any) -> dict[str, str]:
    return {key: relation.target_ref for key, relation in part.rels.items() if relation.is_external}
