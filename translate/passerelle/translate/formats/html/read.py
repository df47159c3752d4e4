"""Reading a saved HTML page: the article is found, the rest of the page is left out."""

from passerelle.translate.formats.html.page import open_page
from passerelle.translate.formats.html.places import place_blocks
from passerelle.translate.text.document import Document, DocumentError


def read_html(source: bytes) -> Document:
    """Return the document in a saved page, without name and path; `write_html` is the inverse.

    Menus, banners, comments, forms and teasers are left out. An image's alternative text is a caption; so is what only
    the page's head says: another window title, the description that search engines show.

    Raises:
        DocumentError: the file is empty, binary, or a page without an article.
    """
    tree, decoded = open_page(source)
    placed, left_out = place_blocks(tree)
    if not any(len(block.text.split()) >= 4 for block, _ in placed):
        raise DocumentError("holds only menus and links, no article; save the page of one article.")
    return Document("", "", tuple(block for block, _ in placed), left_out, decoded.warnings)
