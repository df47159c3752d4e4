"""What the reader and the writer of TMX both name.

What TMX has no place for stands in ``<prop>`` elements; the neighbouring sentences in those that memoQ uses.
"""

XML = "http://www.w3.org/XML/1998/namespace"

LANG = f"{{{XML}}}lang"

SOURCE, TARGET = "fr", "en"

PROPS = {
    "document": "x-document",
    "block_id": "x-block-id",
    "block": "x-block-hash",
    "glossary": "x-glossary",
    "key": "x-glossary-key",
    "previous": "x-context-pre",
    "following": "x-context-post",
}
