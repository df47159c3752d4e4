"""The tokens of a text with markup in it: plain words, HTML and XLIFF tags, placeholders of programs."""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from passerelle.glossary.words import read_words
from passerelle.translate.formats.entities import ENTITY, escape, unescape
from passerelle.translate.formats.opaque import opaque_kind
from passerelle.translate.formats.scripts import exponent
from passerelle.translate.text.sentences import line_ends
from passerelle.translate.text.templates import find_formulas, find_templates


class Kind(Enum):
    """What a token is; a BLOCK tag begins or ends a paragraph, heading or cell."""

    TEXT = auto()
    OPEN = auto()
    CLOSE = auto()
    ALONE = auto()
    BREAK = auto()
    PLACEHOLDER = auto()
    BLOCK = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """One piece. ``raw`` is how the file has it, ``text`` what it says; ``name`` pairs an OPEN with its CLOSE."""

    kind: Kind
    raw: str
    text: str = ""
    name: str = ""


VOID = frozenset(read_words(__file__, "void-tags.txt"))
BLOCKS = frozenset(read_words(__file__, "block-tags.txt"))
_HTML = re.compile(
    r"(?P<comment><!--.*?(?:-->|\Z))"
    r"|(?P<opaque><(?P<what>script|style)\b.*?(?:</(?P=what)\s*>|\Z))"
    r"|<(?P<end>/?)(?P<name>[A-Za-z][\w:-]*)(?P<rest>(?:\s(?:\"[^\"]*\"|'[^']*'|[^<>\"'])*)?)(?P<empty>/?)>",
    re.IGNORECASE | re.DOTALL,
)
_KNOWN = VOID | BLOCKS | frozenset(read_words(__file__, "inline-tags.txt"))


def looks_like_html(text: str) -> bool:
    """Whether a text holds HTML: a tag of a known name, or an entity.

    >>> looks_like_html("Voir <b>ici</b>"), looks_like_html("si p < 0,05 & n > 3")
    (True, False)
    """
    names = (found["name"] or found["what"] or "p" for found in _HTML.finditer(text))
    return any(name.lower() in _KNOWN for name in names) or any(
        html.unescape(found[0]) != found[0] for found in ENTITY.finditer(text)
    )


def html_tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of an HTML fragment; tags come back as they are written, and so does a tag in a template's expression."""
    position = 0
    templates = [*find_templates(text), *find_formulas(text)]
    for found in _HTML.finditer(text):
        if found.start() < position or any(start < found.start() < end for start, end in templates):
            continue
        yield from _words(text[position : found.start()], entities=True)
        position = found.end()
        yield _tag(found)
    yield from _words(text[position:], entities=True)


def _tag(found: re.Match[str]) -> Token:
    name = (found["name"] or "").lower()
    if not name:
        return Token(Kind.ALONE, found[0], name=found["what"] or "")
    if name == "br":
        return Token(Kind.BREAK, found[0], name=name)
    if name in BLOCKS:
        return Token(Kind.BLOCK, found[0], name=found["end"] + name)
    if name in VOID or found["empty"] or found["rest"].endswith("/"):
        return Token(Kind.ALONE, found[0], name=name)
    return Token(Kind.CLOSE if found["end"] else Kind.OPEN, found[0], name=name)


def join_opaque(tokens: Iterable[Token]) -> Iterator[Token]:
    """Make one token of each element that is carried whole with all it holds: a placeholder, or a block that parts texts."""
    waiting = [*tokens]
    index = 0
    while index < len(waiting):
        end = _opaque_end(waiting, index)
        if end is None:
            yield waiting[index]
            index += 1
            continue
        kind = Kind.BLOCK if waiting[index].kind is Kind.BLOCK else Kind.PLACEHOLDER
        yield Token(kind, "".join(token.raw for token in waiting[index:end]))
        index = end


def _opaque_end(tokens: Sequence[Token], start: int) -> int | None:
    """Return the index after an opaque element that begins at ``start``; None where none begins, or it has no end."""
    first = tokens[start]
    if first.kind not in (Kind.OPEN, Kind.BLOCK) or first.name.startswith("/"):
        return None
    tag = unescape(first.raw, XML_ENTITIES)
    attributes = {name.lower(): one or two for name, one, two in _ATTRIBUTE.findall(tag)}
    if not opaque_kind(first.name, attributes):
        return None
    depth = 0
    for index in range(start, len(tokens)):
        token = tokens[index]
        if token.name.removeprefix("/") == first.name:
            closes = token.kind is Kind.CLOSE or token.name.startswith("/")
            depth += -1 if closes else 1
            if depth == 0:
                return index + 1
    return None


def join_powers(tokens: Iterable[Token]) -> Iterator[Token]:
    """Yield powers of ten and of units as text, signs that ``name`` tells from other text: 10⁶ is no 106."""
    own = [*tokens]
    index = 0
    while index < len(own):
        kinds = [token.kind for token in own[index : index + 3]]
        if index and own[index].name == "sup" and kinds == [Kind.OPEN, Kind.TEXT, Kind.CLOSE]:
            sign = exponent(own[index - 1].text, own[index + 1].text)
            if sign:
                raw = "".join(token.raw for token in own[index : index + 3])
                yield Token(Kind.TEXT, raw, sign, "sup")
                index += 3
                continue
        yield own[index]
        index += 1


def plain_tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a text without markup: lines, items and columns are blocks, unless a sentence runs on in the next line."""
    for piece in re.split(r"(\s*\n[ \t]*\n\s*)", text):
        if piece and not piece.strip():
            yield Token(Kind.BLOCK, piece)
        else:
            yield from _plain_lines(piece)


# Between two texts of a plain string: a bullet or number at the head of a line, a line feed, a tab.
_SEAM = re.compile(
    r"(?:\A|[ \t\u00a0]*\n)[ \t\u00a0]*(?P<item>(?:[•●◦▪‣·*+–—-]|\d{1,3}[.)])[ \t\u00a0]+(?=\S))"
    r"|[ \t\u00a0]*\n[ \t]*|[ ]*\t[ \t]*"
)


def _plain_lines(text: str) -> Iterator[Token]:
    ends = set(line_ends(text))
    position = 0
    for found in _SEAM.finditer(text):
        feed = text.find("\n", found.start(), found.end())
        if feed >= 0 and feed not in ends and not found["item"]:
            continue
        yield from _tagged_words(text[position : found.start()])
        yield Token(Kind.BLOCK, found[0])
        position = found.end()
    yield from _tagged_words(text[position:])


def _tagged_words(text: str) -> Iterator[Token]:
    position = 0
    templates = [*find_templates(text), *find_formulas(text)]
    for found in _FOREIGN_TAG.finditer(text):
        if found["name"].lower() in _KNOWN or any(start <= found.start() < end for start, end in templates):
            continue
        yield from _words(text[position : found.start()], entities=False)
        kind = Kind.CLOSE if found["end"] else Kind.ALONE if found["empty"] else Kind.OPEN
        yield Token(kind, found[0], name=found["name"])
        position = found.end()
    yield from _words(text[position:], entities=False)


# Drupal's placeholders, those of programs that hide their own from a translator (Weblate: [X5X]), what looks like a numbered mark.
_PLACEHOLDER = re.compile(
    r"(?<![\w.@])[@!:][a-z][a-z0-9]*(?:_[a-z0-9]+)*(?![\w@])(?=[\s.,;:!?)<]|\Z)"
    r"|(?<![\w\d%])(?<!\d[ \u00a0\u202f])%[a-z][a-z0-9]*_[a-z0-9_]+"
    r"|\[X\d+X\]|\[\[\d+\]\]|(?<![\w#@])(?P<fence>__|##|@@)\d+(?P=fence)(?![\w#@])|⟦/?\d+/?⟧|</?\d+/?>"
)
# A tag of another vocabulary than HTML's in a text that is none: <t0>, <x id="1"/>.
_FOREIGN_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>[A-Za-z][\w:.-]*)(?:\s+[\w:.-]+=(?:\"[^\"<>]*\"|'[^'<>]*'))*\s*(?P<empty>/?)>"
)


def _words(text: str, *, entities: bool) -> Iterator[Token]:
    position = 0
    for start, end in _placeholders(text):
        yield from _plain(text[position:start], entities=entities)
        yield _hidden(text, start, end)
        position = end
    yield from _plain(text[position:], entities=entities)


def _hidden(text: str, start: int, end: int) -> Token:
    """Return a placeholder; one of Weblate's that stands before words or after them as tags do is taken for one."""
    raw = text[start:end]
    before, after = text[start - 1 : start].isalnum(), text[end : end + 1].isalnum()
    if not raw.startswith("[X") or before == after:
        return Token(Kind.PLACEHOLDER, raw)
    return Token(Kind.OPEN if after else Kind.CLOSE, raw, name="[X]")


def _plain(text: str, *, entities: bool) -> Iterator[Token]:
    if not text:
        return
    if not entities:
        yield Token(Kind.TEXT, text, text)
        return
    said = ENTITY.sub(lambda found: html.unescape(found[0]), text)
    # What only looks like a numbered mark once it is decoded travels behind a mark of its own.
    if re.search(r"</?\d+/?>", said) is None:
        yield Token(Kind.TEXT, text, said)
        return
    for piece in re.split(r"(</?\d+/?>)", said):
        if piece:
            written = escape(piece)
            yield (
                Token(Kind.PLACEHOLDER, written)
                if re.fullmatch(r"</?\d+/?>", piece)
                else Token(Kind.TEXT, written, piece)
            )


def _placeholders(text: str) -> Iterator[tuple[int, int]]:
    position = 0
    own = (found.span() for found in _PLACEHOLDER.finditer(text))
    for start, end in sorted([*find_templates(text), *find_formulas(text), *own]):
        if start >= position:
            yield start, end
            position = end


_XML = re.compile(
    r"<!\[CDATA\[(?P<cdata>.*?)\]\]>|(?P<other><!--.*?-->|<\?.*?\?>)"
    r"|<(?P<end>/?)(?P<name>[\w:.-]+)(?P<rest>(?:\"[^\"]*\"|'[^']*'|[^<>\"'])*?)(?P<empty>/?)>",
    re.DOTALL,
)
_NATIVE = frozenset(("bpt", "ept", "ph", "it"))
"""Elements of XLIFF 1.2 whose content is a tag of the original, never text."""
_ATTRIBUTE = re.compile(r"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
XML_ENTITIES = {"&quot;": '"', "&apos;": "'"}


def xml_tokens(text: str, *, as_html: bool) -> Iterator[Token]:
    """Yield the tokens of the content of an XLIFF source or target: its inline elements, and what its text holds."""
    position = 0
    blocks: set[str] = set()
    while position < len(text):
        found = _XML.search(text, position)
        before = text[position : found.start() if found else len(text)]
        yield from _inner(_decode(before), as_html=as_html)
        if found is None:
            return
        position = found.end()
        if found["cdata"] is not None:
            yield from _inner(found["cdata"], as_html=as_html)
        elif found["other"]:
            yield Token(Kind.ALONE, found[0])
        else:
            if found["name"].rpartition(":")[2] in _NATIVE and not found["empty"]:
                position = _element_end(text, found)
            yield _inline(text[found.start() : position], found, blocks)


def _decode(text: str) -> str:
    said = re.sub(
        r"&#(\d+|x[0-9a-fA-F]+);",
        lambda ref: chr(int(ref[1][1:], 16) if ref[1][0] == "x" else int(ref[1])).replace("&", "&amp;"),
        text,
    )
    return unescape(said, XML_ENTITIES)


def _inner(text: str, *, as_html: bool) -> Iterator[Token]:
    for token in html_tokens(text) if as_html else plain_tokens(text):
        yield replace(token, raw=escape(token.raw))


def _element_end(text: str, found: re.Match[str]) -> int:
    """Return where the element that ``found`` opens ends; it may hold others of its name."""
    depth = 0
    for tag in _XML.finditer(text, found.start()):
        if tag["name"] == found["name"] and not tag["empty"]:
            depth += -1 if tag["end"] else 1
            if depth == 0:
                return tag.end()
    return len(text)


def _inline(raw: str, found: re.Match[str], blocks: set[str]) -> Token:
    """Return the token of an inline element; ``blocks`` are the pairs that were seen to stand for block tags."""
    attributes = {name: first or second for name, first, second in _ATTRIBUTE.findall(found["rest"])}
    local = found["name"].rpartition(":")[2]
    pair = _pair_name(local, attributes)
    meant = _meant_tag(local, raw, attributes)
    if meant == "br" or attributes.get("ctype") == "lb":
        return Token(Kind.BREAK, raw, name="br")
    if meant.lstrip("/") in BLOCKS or (pair in blocks and (local == "ept" or found["end"])):
        blocks.add(pair)
        return Token(Kind.BLOCK, raw, name=meant or "/")
    if local in ("g", "mrk", "pc"):
        kind = Kind.CLOSE if found["end"] else Kind.ALONE if found["empty"] else Kind.OPEN
        return Token(kind, raw, name=local)
    if local in ("bpt", "bx", "sc"):
        return Token(Kind.OPEN, raw, name=pair)
    if local in ("ept", "ex", "ec"):
        return Token(Kind.CLOSE, raw, name=pair)
    return Token(Kind.ALONE, raw, name=local)


def _pair_name(local: str, attributes: dict[str, str]) -> str:
    family = {"bpt": "bpt", "ept": "bpt", "bx": "bx", "ex": "bx", "sc": "sc", "ec": "sc"}.get(local, local)
    number = attributes.get("startRef") or attributes.get("rid") or attributes.get("id", "")
    return f"{family}:{number}"


def _meant_tag(local: str, raw: str, attributes: dict[str, str]) -> str:
    """Return the name of the HTML tag that an inline element stands for, where it tells; an end tag's with a slash."""
    if local in _NATIVE:
        native = _HTML.search(_decode(re.sub(r"\A<[^>]*>|</[^<>]*>\Z", "", raw)))
        return native["end"] + native["name"].lower() if native and native["name"] else ""
    kind = attributes.get("ctype") or attributes.get("type") or ""
    return kind.removeprefix("x-html-").removeprefix("html:").lower() if "html" in kind else ""
