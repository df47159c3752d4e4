"""Reading Markdown: CommonMark with front matter and what site generators, notebooks and forges add to it."""

from passerelle.translate.formats.encoding import decode_text
from passerelle.translate.formats.markdown.left import left_texts
from passerelle.translate.formats.markdown.parser import parse
from passerelle.translate.formats.markdown.places import place_blocks
from passerelle.translate.text.document import Document, DocumentError


def read_markdown(source: bytes, fields: tuple[str, ...] = ()) -> Document:
    """Return the document in a Markdown file, without name and path; `write_markdown` is the inverse.

    Blocks of HTML, directives and containers are read for what they say. Code and what speaks to a program stays as it is, and the
    document tells of it. ``fields`` names the fields of the front matter that are translated, the usual ones where it is
    empty.

    Raises:
        DocumentError: the file is empty, binary, or has no text.
    """
    decoded = decode_text(source)
    parsed = parse(decoded.text)
    blocks = tuple(block for block, _ in place_blocks(parsed, fields))
    if not blocks:
        raise DocumentError("holds no text to translate.")
    return Document("", "", blocks, (), decoded.warnings, left_texts(parsed, fields), fields)
