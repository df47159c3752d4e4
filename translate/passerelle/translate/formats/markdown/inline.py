"""Markdown's inline tokens ↔ pieces: a pair of inverse functions."""

import html
import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from passerelle.translate.formats.inline import CLOSE, Piece, Role, Tag

_KINDS = {"strong": "bold", "em": "italic", "s": "strike", "link": "link"}
_HTML_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "a": "link",
    "code": "code",
    "br": "break",
}
_HTML_TAG = re.compile(r"<(/?)([A-Za-z][\w-]*)")
# Footnote references and the short codes of site generators, which CommonMark takes for text.
_RAW = re.compile(r"(\[\^[\w-]+\]|\{\{[^{}\n]{1,300}\}\}|\{%[^{}\n]{1,300}%\})")
_SPECIAL = re.compile(r"[\\`*\[\]]|<(?=[A-Za-z/!?])|&(?=#?\w+;)|(?<![^\W_])_|_(?![^\W_])|~(?=~)")
_LINE_START = re.compile(
    r"^(?=#{1,6}(?:\s|$)|[-+](?:\s|$)|>|~{3}|[=-]+\s*$)|(?<=^\d)(?=[.)]\s)|(?<=^\d\d)(?=[.)]\s)|(?<=^\d{4})(?=[.)]\s)"
)


def read_pieces(children: Sequence[Token]) -> list[Piece]:
    """Return text and tags; a tag's origin is the Markdown to write before and after what it holds."""
    pieces: list[Piece] = []
    paired = _pair_html(children)
    for index, token in enumerate(children):
        if token.type == "html_inline":
            pieces.append(_read_html(token.content, paired.get(index, 0)))
        elif token.type == "text":
            pieces += _read_text(token.content)
        elif token.type == "softbreak":
            pieces.append("\n")
        elif token.type == "hardbreak":
            pieces.append(Tag(Role.EMPTY, "break", origin="\\\n"))
        elif token.type == "code_inline":
            pieces += [Tag(Role.OPEN, "code", origin=("`", "`")), token.content, CLOSE]
        elif token.type == "image":
            pieces.append(_read_image(token))
        elif token.nesting == 1:
            pieces.append(_read_opening(token))
        elif token.nesting == -1:
            pieces.append(CLOSE)
    return pieces


def write_pieces(pieces: Sequence[Piece], *, one_line: bool = False, cell: bool = False) -> str:
    """Return the Markdown of pieces, with everything escaped that would read as markup.

    ``one_line`` keeps line breaks as ``<br>``, for headings and tables; ``cell`` also escapes the bar.
    """
    out: list[str] = []
    closing: list[str] = []
    for index, piece in enumerate(pieces):
        if isinstance(piece, str):
            in_code = bool(closing) and closing[-1].startswith("`")
            text = piece if in_code else _escape(piece)
            out.append(text.replace("|", r"\|") if cell else text)
        elif piece.role is Role.CLOSE:
            out.append(closing.pop())
        elif piece.role is Role.EMPTY:
            out.append("<br>" if piece.kind == "break" and one_line else str(piece.origin))
        else:
            opening, ending = _delimiters(pieces, index)
            out.append(opening)
            closing.append(ending)
    lines = "".join(out).split("\n")
    return "\n".join(_LINE_START.sub(r"\\", line) for line in lines)


def image_markdown(alt: str, attributes: tuple[tuple[str, str], ...]) -> str:
    """Return the Markdown of an image with this alternative text."""
    named = dict(attributes)
    return f"![{_escape(alt)}]({_destination(named.get('src', ''))}{_title(named.get('title', ''))})"


def _read_text(content: str) -> Iterator[Piece]:
    for part in _RAW.split(content):
        yield Tag(Role.EMPTY, "code", (("text", part),), part) if _RAW.fullmatch(part) else part


def _read_image(token: Token) -> Tag:
    alt = "".join(child.content for child in token.children or [] if child.type in ("text", "code_inline"))
    attributes = (
        ("src", str(token.attrs.get("src", ""))),
        ("alt", alt),
        ("title", str(token.attrs.get("title", ""))),
    )
    named = tuple((name, value) for name, value in attributes if value)
    return Tag(Role.EMPTY, "image", named, image_markdown(alt, named))


def _read_opening(token: Token) -> Tag:
    kind = _KINDS.get(token.type.removesuffix("_open"), token.tag)
    if kind != "link":
        return Tag(Role.OPEN, kind, origin=(token.markup, token.markup))
    href, title = str(token.attrs.get("href", "")), str(token.attrs.get("title", ""))
    attributes = (("href", href), ("title", title)) if title else (("href", href),)
    if token.markup == "autolink":
        return Tag(Role.OPEN, kind, attributes, ("<", ">"))
    return Tag(Role.OPEN, kind, attributes, ("[", f"]({_destination(href)}{_title(title)})"))


def _read_html(raw: str, side: int) -> Tag:
    """Return an HTML tag's tag; ``side`` is 1 where it opens a pair, -1 where it closes one."""
    if side < 0:
        return CLOSE
    found = _HTML_TAG.match(raw)
    name = found[2].lower() if found else ""
    kind = _HTML_KINDS.get(name, "html")
    if side:
        return Tag(Role.OPEN, kind, (("html", raw),), (raw, f"</{name}>"))
    return Tag(Role.EMPTY, kind if kind == "break" else "html", (("html", raw),), raw)


def _pair_html(children: Sequence[Token]) -> dict[int, int]:
    """Return the indices of HTML tags that open (1) and close (-1) a pair inside the same Markdown."""
    sides: dict[int, int] = {}
    waiting: list[tuple[int, str, int]] = []
    depth = 0
    for index, token in enumerate(children):
        depth += token.nesting
        while waiting and waiting[-1][2] > depth:
            waiting.pop()
        found = _HTML_TAG.match(token.content) if token.type == "html_inline" else None
        if found is None:
            continue
        name = found[2].lower()
        if not found[1]:
            waiting.append((index, name, depth))
        elif any(other == name for _, other, _ in waiting[-20:]):
            while waiting[-1][1] != name:
                waiting.pop()
            start, _, started = waiting.pop()
            if started == depth:
                sides[start], sides[index] = 1, -1
    return sides


def _delimiters(pieces: Sequence[Piece], index: int) -> tuple[str, str]:
    """Return what to write around the pieces that the tag at ``index`` opens."""
    tag = pieces[index]
    assert isinstance(tag, Tag)
    opening, ending = tag.origin
    end = _closing_index(pieces, index)
    inner = "".join(piece for piece in pieces[index:end] if isinstance(piece, str))
    if opening == "`":
        return _code_delimiters(inner)
    if opening == "<" and ending == ">":
        href = dict(tag.attributes)["href"]
        same = href in (inner, f"mailto:{inner}")
        return (opening, ending) if same else ("[", f"]({_destination(href)})")
    if tag.kind in ("bold", "italic") and opening[0] in "*_" and not _flanks(pieces, index, end, inner):
        name = "strong" if tag.kind == "bold" else "em"
        return f"<{name}>", f"</{name}>"
    return opening, ending


def _code_delimiters(inner: str) -> tuple[str, str]:
    fence = "`" * (max((len(run) for run in re.findall("`+", inner)), default=0) + 1)
    space = " " if inner.startswith("`") or inner.endswith("`") else ""
    return fence + space, space + fence


def _closing_index(pieces: Sequence[Piece], start: int) -> int:
    depth = 0
    for index in range(start, len(pieces)):
        piece = pieces[index]
        if isinstance(piece, Tag):
            depth += {Role.OPEN: 1, Role.CLOSE: -1, Role.EMPTY: 0}[piece.role]
            if depth == 0:
                return index
    return len(pieces)


def _flanks(pieces: Sequence[Piece], start: int, end: int, inner: str) -> bool:
    """Whether CommonMark would take delimiters here: words inside, none touching outside."""
    before = pieces[start - 1] if start else ""
    after = pieces[end + 1] if end + 1 < len(pieces) else ""
    outside = (before[-1:] if isinstance(before, str) else "x") + (
        after[:1] if isinstance(after, str) else "x"
    )
    plain_inside = bool(inner) and inner[0].isalnum() and inner[-1].isalnum()
    return not any(char.isalnum() for char in outside) and (
        plain_inside or (not inner[:1].isspace() and not inner[-1:].isspace())
    )


def _escape(text: str) -> str:
    return _SPECIAL.sub(lambda found: "\\" + found[0], text)


def _destination(href: str) -> str:
    if not href or re.search(r"[\s()<>]", href):
        return f"<{html.escape(href, quote=False)}>" if re.search("[<>]", href) else f"<{href}>"
    return href


def _title(title: str) -> str:
    escaped = title.replace("\\", "\\\\").replace('"', '\\"')
    return f' "{escaped}"' if title else ""
