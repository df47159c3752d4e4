"""Markdown's inline tokens ↔ pieces: a pair of inverse functions."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from passerelle.translate.formats.inline import CLOSE, Piece, Role, Tag, plain_pieces, text_tag
from passerelle.translate.formats.markdown.escape import escape, escape_lines
from passerelle.translate.formats.markdown.links import destination, image_markdown, link_end
from passerelle.translate.formats.markdown.opaque import Masked
from passerelle.translate.formats.markdown.scripts import write_scripts
from passerelle.translate.formats.markdown.tags import DASH, glue_attributes, pair_tags, raw_tag

_KINDS = {
    "strong": "bold",
    "em": "italic",
    "s": "strike",
    "link": "link",
    "sup": "superscript",
    "sub": "subscript",
}
HARD_BREAK = "  \n"
_HIGHLIGHT = re.compile(r"(==|\+\+|\^\^)(?=[^\s=+^])([^=+^\n]{1,300}?)(?<=\S)\1")


@dataclass(frozen=True, slots=True)
class Context:
    """What inline tokens do not tell: what was masked, the labels of link references and the breaks of lines as they are written."""

    masked: Masked
    labels: Mapping[str, str] = field(default_factory=dict)
    breaks: tuple[str, ...] = ()


def read_pieces(children: Sequence[Token], context: Context) -> list[Piece]:
    """Return text and tags; a tag's origin is the Markdown to write before and after what it holds."""
    breaks = iter(context.breaks)
    pieces: list[Piece] = []
    for token in children:
        if token.type == "hardbreak":
            pieces.append(Tag(Role.EMPTY, "break", origin=next(breaks, HARD_BREAK)))
        else:
            pieces += _read_token(token, context)
    return glue_attributes(pair_tags(_keep_dashes(pieces)))


def _keep_dashes(pieces: Sequence[Piece]) -> list[Piece]:
    """Join a dash at the head of a line to the line's beginning: what someone says in a dialogue stays a line of its own."""
    out: list[Piece] = []
    for piece in pieces:
        last = out[-1] if out else ""
        end = last.origin if isinstance(last, Tag) and last.kind == "break" else last
        found = DASH.match(piece) if isinstance(piece, str) and str(end).endswith("\n") else None
        if found and isinstance(piece, str):
            out[-1] = Tag(Role.EMPTY, "break", origin=f"{end}{found[0]}")
            out.append(piece[found.end() :])
        else:
            out.append(piece)
    return out


def write_pieces(
    pieces: Sequence[Piece],
    *,
    one_line: bool = False,
    cell: bool = False,
    scripts: Mapping[str, str] | None = None,
) -> str:
    """Return the Markdown of pieces, with everything escaped that would read as markup.

    ``one_line`` keeps line breaks as ``<br>``, for headings and tables; ``cell`` also escapes the bar. ``scripts`` are the
    signs for figures above and below the line, as this text writes them.
    """
    out: list[str] = []
    closing: list[str] = []
    for index, piece in enumerate(pieces):
        if isinstance(piece, str):
            text = write_scripts(escape(piece), scripts or {})
            out.append(text.replace("|", r"\|") if cell else text)
        elif piece.role is Role.CLOSE:
            out.append(closing.pop())
        elif piece.kind == "break":
            out[-1:] = [out[-1].rstrip(" \n")] if out else []
            out.append("<br>" if one_line else str(piece.origin))
        elif piece.role is Role.EMPTY:
            out.append(str(piece.origin))
        else:
            opening, ending = _delimiters(pieces, index)
            out.append(opening)
            closing.append(ending)
    return escape_lines("".join(out))


def line_breaks(content: str) -> tuple[str, ...]:
    r"""Return how a text breaks each of its lines that it breaks: with a backslash or with blanks.

    >>> line_breaks("un\\\ndeux  \ntrois\nquatre")
    ('\\\n', '  \n')
    """
    lines = content.split("\n")[:-1]
    return tuple(
        "\\\n" if line.endswith("\\") else HARD_BREAK for line in lines if line.endswith(("\\", "  "))
    )


def _read_token(token: Token, context: Context) -> Iterator[Piece]:
    if token.type in ("text", "html_inline"):
        yield from _read_text(token, context.masked)
    elif token.type == "softbreak":
        yield "\n"
    elif token.type == "code_inline":
        code = context.masked.restore(token.content)
        opening, ending = _code_delimiters(code, token.markup)
        yield text_tag("code", code, opening + code + ending)
    elif token.type in ("math_inline", "math_inline_double"):
        formula = token.markup + context.masked.restore(token.content) + token.markup
        yield text_tag("math", formula, formula)
    elif token.type == "footnote_ref":
        raw = f"[^{token.meta['label']}]"
        yield text_tag("note", raw, raw)
    elif token.type == "image":
        yield _read_image(token, context)
    elif token.nesting == 1:
        yield _read_opening(token, context)
    elif token.nesting == -1:
        yield CLOSE


def _read_text(token: Token, masked: Masked) -> Iterator[Piece]:
    if token.type == "html_inline":
        raw = masked.restore(token.content)
        if "task-list-item-checkbox" not in raw:
            yield raw_tag(raw)
        return
    for part, opaque in masked.split(token.content):
        if opaque:
            yield part if part.startswith("http") else raw_tag(part)
            continue
        position = 0
        for found in _HIGHLIGHT.finditer(part):
            yield part[position : found.start()]
            yield from (Tag(Role.OPEN, "highlight", origin=(found[1], found[1])), found[2], CLOSE)
            position = found.end()
        yield part[position:]


def _read_image(token: Token, context: Context) -> Tag:
    inner = (child.content for child in token.children or [] if child.type in ("text", "code_inline"))
    restore = context.masked.restore
    label = context.labels.get(token.meta.get("label", ""), "")
    named = {
        "src": "" if label else restore(str(token.attrs.get("src", ""))),
        "alt": restore("".join(inner)),
        "title": "" if label else restore(str(token.attrs.get("title", ""))),
        "label": label,
    }
    attributes = tuple((name, value) for name, value in named.items() if value)
    return Tag(Role.EMPTY, "image", attributes, image_markdown(attributes))


def _read_opening(token: Token, context: Context) -> Tag:
    kind = _KINDS.get(token.type.removesuffix("_open"), token.tag)
    if kind != "link":
        return Tag(Role.OPEN, kind, origin=(token.markup, token.markup))
    restore = context.masked.restore
    href, title = restore(str(token.attrs.get("href", ""))), restore(str(token.attrs.get("title", "")))
    label = context.labels.get(token.meta.get("label", ""), "")
    if label:
        return Tag(Role.OPEN, kind, (("href", href),), ("[", f"][{label}]"))
    attributes = (("href", href), ("title", title)) if title else (("href", href),)
    if token.markup == "autolink":
        return Tag(Role.OPEN, kind, attributes, ("<", ">"))
    return Tag(Role.OPEN, kind, attributes, ("[", link_end(attributes)))


def _delimiters(pieces: Sequence[Piece], index: int) -> tuple[str, str]:
    """Return what to write around the pieces that the tag at ``index`` opens."""
    tag = pieces[index]
    assert isinstance(tag, Tag)
    opening, ending = tag.origin
    end = _closing_index(pieces, index)
    if opening == "<" and ending == ">":
        inner, href = plain_pieces(pieces[index:end]), dict(tag.attributes)["href"]
        same = href in (inner, f"mailto:{inner}")
        return (opening, ending) if same else ("[", f"]({destination(href)})")
    if tag.kind not in ("bold", "italic") or opening[0] not in "*_":
        return opening, ending
    stars = "*" * len(opening)
    for delimiter in (opening, stars):
        if _flanks(pieces, index, end, delimiter):
            return delimiter, delimiter
    name = "strong" if tag.kind == "bold" else "em"
    return f"<{name}>", f"</{name}>"


def _code_delimiters(inner: str, fence: str) -> tuple[str, str]:
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


def _flanks(pieces: Sequence[Piece], start: int, end: int, delimiter: str) -> bool:
    """Whether CommonMark takes a delimiter for one at both ends: by the signs on either side of it."""
    outside = _sign(pieces[start - 1 : start], -1), _sign(pieces[end + 1 : end + 2], 0)
    inside = _sign(pieces[start + 1 : start + 2], 0), _sign(pieces[end - 1 : end], -1)
    if delimiter[0] == "_" and any(map(str.isalnum, outside)):
        return False
    return not any(
        within.isspace() or (not within.isalnum() and without.isalnum())
        for within, without in zip(inside, outside, strict=True)
    )


def _sign(neighbour: Sequence[Piece], end: int) -> str:
    """Return the sign of a neighbouring piece that touches: a blank where there is none, punctuation for markup."""
    if not neighbour:
        return " "
    piece = neighbour[0]
    return piece[end] if isinstance(piece, str) and piece else "*"
