"""What of a Markdown file stays as it is though people may read it: code, fields, lines for programs, what is marked so."""

import re
from collections.abc import Collection, Iterator

from markdown_it.token import Token

from passerelle.translate.formats.markdown.front_matter import left_fields
from passerelle.translate.formats.markdown.html import left_elements
from passerelle.translate.formats.markdown.parser import Parsed
from passerelle.translate.formats.markdown.spoken import spoken_places
from passerelle.translate.text.document import Left, Why, left
from passerelle.translate.text.language import is_prose

_CODE = ("fence", "code_block", "raw_code")
_SIGNS = re.compile(r"[^\w\s'’.,?!-]+|\.\.")


def left_texts(parsed: Parsed, spoken: Collection[str] = ()) -> tuple[Left, ...]:
    """Return what stays as it is, in order: all code that has words, and elsewhere what reads as French.

    ``spoken`` is as in `place_blocks`.
    """
    fields = (
        left(row + 1, Why.FIELD, text) for row, text in left_fields(parsed.lines[: parsed.head], spoken)
    )
    return (*fields, *(each for token in parsed.tokens for each in _of_token(parsed, token)))


def _of_token(parsed: Parsed, token: Token) -> Iterator[Left]:
    if not token.map:
        return
    line, content = token.map[0] + 1, parsed.masked.restore(token.content)
    if token.type in _CODE:
        if any(map(str.isalpha, content)):
            yield left(line, Why.CODE, content)
    elif token.type == "raw" and not token.meta["titles"] and not spoken_places(content):
        said = " ".join(_SIGNS.sub(" ", content).split())
        if is_prose(said):
            yield left(line, Why.PROGRAM, content)
    elif token.type == "html_block":
        for offset, why, text in left_elements(content):
            yield left(line + content.count("\n", 0, offset), why, text)
