"""Reading Markdown (CommonMark with tables and front matter)."""

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from passerelle.translate.formats.encoding import collapse_spaces, decode_text
from passerelle.translate.formats.markdown.places import has_words, parse_lines, place_blocks
from passerelle.translate.text.document import Document, DocumentError

_TAG = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE)


def read_markdown(source: bytes) -> Document:
    """Return the document in a Markdown file, without name and path; `write_markdown` is the inverse.

    Code blocks are left alone. Blocks of HTML are left out, and a warning names their lines.

    Raises:
        DocumentError: the file is empty, binary, or has no text.
    """
    decoded = decode_text(source)
    lines = decoded.text.split("\n")
    tokens = parse_lines(lines)
    blocks = tuple(block for block, _ in place_blocks(lines, tokens))
    if not blocks:
        raise DocumentError("holds no text to translate.")
    left_out = tuple(_html_texts(tokens))
    warnings = decoded.warnings
    if left_out:
        places = ", ".join(line for line, _ in left_out)
        warnings = (*warnings, f"HTML blocks stay in French (line {places}).")
    return Document("", "", blocks, tuple(text for _, text in left_out), warnings)


def _html_texts(tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    for token in tokens:
        if token.type == "html_block" and token.map:
            text = collapse_spaces(_TAG.sub(" ", token.content)).strip(" ")
            if has_words(text):
                yield str(token.map[0] + 1), text
