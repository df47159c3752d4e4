"""Reading a saved HTML page: the article is found, the rest of the page is left out."""

import re

from passerelle.translate.formats.html.kept import asks_to_stay
from passerelle.translate.formats.html.page import find_page, open_page
from passerelle.translate.formats.html.places import place_blocks
from passerelle.translate.text.document import Document, DocumentError

_PAGE = re.compile(rb"<(?:!doctype|html|head|body)\b", re.IGNORECASE)
_ASKED = "The page asks not to be translated; it was, since you gave it."


def read_html(source: bytes) -> Document:
    """Return the document in a saved page, without name and path; `write_html` is the inverse.

    Code and formulas, what asks not to be translated, and passages in another language are left as they are, and told.
    Menus, banners, comments, forms and teasers are left out. An image's alternative text is a caption; so is what only
    the page's head says: another window title, the description that search engines show. Other attributes that readers see
    or hear (``title``, ``aria-label``) are blocks of their own kind.

    Raises:
        DocumentError: the file is empty, binary, or a page without an article.
    """
    tree, decoded = open_page(source)
    page = find_page(tree)
    placed = place_blocks(tree, page)
    fewest = (
        4 if _PAGE.search(source) else 1
    )  # words: a fragment has no menus, and may be as short as it likes
    if not any(len(block.text.split()) >= fewest for block, _ in placed):
        raise DocumentError("holds only menus and links, no article; save the page of one article.")
    blocks = tuple(block for block, _ in placed)
    asked = (_ASKED,) if asks_to_stay(tree) else ()
    return Document("", "", blocks, page.left_out, (*decoded.warnings, *asked), page.left)
