"""Reading plain text: paragraphs, hard-wrapped or not, lists, and the text dump of a whole web page."""

from passerelle.translate.formats.encoding import decode_text
from passerelle.translate.formats.text.places import place_blocks
from passerelle.translate.text.document import Document


def read_text(source: bytes) -> Document:
    """Return the document in a plain text file, without name and path; `write_text` is the inverse.

    Raises:
        DocumentError: the file is empty, binary, or a web page's text without an article.
    """
    decoded = decode_text(source)
    reading = place_blocks(decoded.text.split("\n"))
    return Document("", "", reading.blocks, reading.left_out, decoded.warnings)
