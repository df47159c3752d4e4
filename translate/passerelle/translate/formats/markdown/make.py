"""Making Markdown of texts that come from elsewhere, such as a PDF."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import IO

from passerelle.translate.formats.inline import Piece, Role, Tag, plain_pieces, restore_marks
from passerelle.translate.formats.made import Part, english_pieces, group_parts
from passerelle.translate.formats.markdown.inline import write_pieces
from passerelle.translate.formats.markdown.links import link_end
from passerelle.translate.text.document import BlockKind

_FIELDS = {"title": "title", "subject": "description", "keywords": "keywords"}
"""Fields of the front matter by the names of properties."""
_BOLD = Tag(Role.OPEN, "bold", origin=("**", "**"))
_ITEMS = "-"


def make_markdown(
    stream: IO[bytes], parts: Sequence[Part], targets: Mapping[str, str], french: Collection[str] = ()
) -> None:
    """Write the texts of a page to ``stream`` as Markdown in UTF-8, replaced by ``targets`` (by id).

    Properties are its front matter. The blocks in ``french`` are labelled.
    """
    fields = [part for part in parts if part.block.kind is BlockKind.ATTRIBUTE]
    texts = [part for part in parts if part.block.kind is not BlockKind.ATTRIBUTE]
    lines = [*_front_matter(fields, targets)]
    previous: Part | None = None
    for each in group_parts(texts):
        if isinstance(each, list):
            lines += ["", *_table(each, targets, french)]
            previous = None
            continue
        listed = previous is not None and {previous.block.kind, each.block.kind} == {BlockKind.LIST_ITEM}
        lines += [*([] if listed else [""]), _text(each, targets, french)]
        previous = each
    stream.write(("\n".join(lines).lstrip("\n") + "\n").encode())


def _front_matter(fields: Sequence[Part], targets: Mapping[str, str]) -> Iterator[str]:
    yield "---"
    for part in fields:
        said = plain_pieces(restore_marks(targets.get(part.block.id, part.block.text), part.tags))
        yield f"{_FIELDS.get(part.label, part.label)}: {json.dumps(said, ensure_ascii=False)}"
    yield from ("lang: en", "---")


def _text(part: Part, targets: Mapping[str, str], french: Collection[str]) -> str:
    text = write_pieces(_pieces(part, targets, french), one_line=True)
    match part.block.kind:
        case BlockKind.TITLE | BlockKind.HEADING:
            return f"{'#' * max(part.block.level, 1)} {text}"
        case BlockKind.LIST_ITEM:
            sign = part.label if part.label[:-1].isdigit() else _ITEMS
            return f"{'  ' * max(part.block.level - 1, 0)}{sign} {text}"
        case BlockKind.QUOTATION:
            return f"> {text}"
        case BlockKind.FOOTNOTE:
            return f"[^{part.label}]: {text}"
        case _:
            return text


def _pieces(part: Part, targets: Mapping[str, str], french: Collection[str]) -> list[Piece]:
    return [
        replace(piece, origin=_origin(piece))
        if isinstance(piece, Tag) and piece.role is not Role.CLOSE
        else piece
        for piece in english_pieces(part, targets, french, _BOLD)
    ]


def _origin(tag: Tag) -> object:
    match tag.kind:
        case "bold":
            return "**", "**"
        case "italic":
            return "*", "*"
        case "link":
            return "[", link_end(tag.attributes)
        case "note":
            return f"[^{dict(tag.attributes)['label']}]"
        case _:
            return tag.origin


def _table(
    rows: Sequence[Sequence[Part | None]], targets: Mapping[str, str], french: Collection[str]
) -> Iterator[str]:
    """Yield a table's lines; its first row is the head."""
    for number, row in enumerate(rows):
        cells = (
            write_pieces(_pieces(part, targets, french), one_line=True, cell=True) if part else ""
            for part in row
        )
        yield f"| {' | '.join(cells)} |"
        if not number:
            yield "|" + "---|" * len(row)
