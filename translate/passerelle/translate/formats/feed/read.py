"""Reading RSS and Atom feeds, and WordPress exports: every item is an article of its own."""

from passerelle.translate.formats.feed.elements import open_feed
from passerelle.translate.formats.feed.places import place_blocks
from passerelle.translate.formats.feed.wordpress import is_wordpress, left_comments
from passerelle.translate.text.document import Document, DocumentError


def read_feed(source: bytes) -> Document:
    """Return the document in a feed, without name and path; `write_feed` is the inverse.

    Titles, summaries, contents and categories are blocks; HTML in them is taken apart, escaped once or twice or as CDATA.
    Of a WordPress export the names of terms and some fields are blocks, too; readers' comments are left.

    An item's title is a heading, under which its other texts stand. A block's line is that of its element.

    Raises:
        DocumentError: the file is empty, binary, not well-formed, or has no text.
    """
    data, decoded = open_feed(source)
    blocks = tuple(block for place in place_blocks(data) for block in place.blocks)
    if not blocks:
        raise DocumentError("holds no text to translate; export a feed with articles.")
    comments = tuple(left_comments(data)) if is_wordpress(data) else ()
    return Document("", "", blocks, (), decoded.warnings, comments)
