"""Tags and shortcodes in a text, as pieces: told apart, paired, and read for what they say to readers."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from passerelle.translate.formats.inline import CLOSE, Piece, Role, Tag, text_tag
from passerelle.translate.formats.markdown.links import image_markdown, link_end
from passerelle.translate.formats.markdown.opaque import tag_side
from passerelle.translate.formats.markdown.spoken import spoken_places, with_spoken

HTML_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "a": "link",
    "br": "break",
    "sub": "subscript",
    "sup": "superscript",
}
"""Kinds of marks by the names of elements."""

NOTE, ALIAS = "note", "alias"
"""What a note in the text (``^[…]``) and a link of a wiki (``[[page|…]]``) say, among what tags say."""

_SPOKEN = {"image": ("alt", "title"), "link": ("title",)}
DASH = re.compile(r"[–—•·][ \u00a0]+")
"""A dash or point at the head of a line, which no model keeps."""

_STATEMENT = re.compile(r"\{%|\{\{[<%]|\[/?[a-z]|\{:|\{[.#]|<|\{/\*")


def raw_tag(raw: str) -> Tag:
    """Return the tag of what is kept to the letter; its kind says what it is to the sentence."""
    kind = "template"
    if raw.startswith("<") and raw[1] not in "%?":
        name, _ = tag_side(raw)
        kind = HTML_KINDS.get(name, "code" if re.search(r"</", raw[1:]) else "html")
    elif re.match(r"\{:|\{[.#]|\{\.?[\w-]+[ =]", raw):
        kind = "attributes"
    elif raw.startswith((":", "![[")):
        kind = "image"
    elif raw.startswith(("^[", "[@", "[-@")):
        kind = "note"
    return text_tag(kind, raw, raw)


def pair_tags(pieces: Sequence[Piece]) -> list[Piece]:
    """Make pairs of tags and shortcodes that open and close around the same Markdown."""
    paired = list(pieces)
    waiting: list[tuple[int, str, int]] = []
    depth = 0
    for index, piece in enumerate(pieces):
        if isinstance(piece, str):
            continue
        depth += {Role.OPEN: 1, Role.CLOSE: -1, Role.EMPTY: 0}[piece.role]
        while waiting and waiting[-1][2] > depth:
            waiting.pop()
        name, side = (
            tag_side(raw_of(piece)) if piece.role is Role.EMPTY and isinstance(piece.origin, str) else ("", 0)
        )
        if side == 1 and piece.kind not in ("code", "math", "break"):
            waiting.append((index, name, depth))
        elif side == -1 and any(other == name for _, other, _ in waiting[-20:]):
            while waiting[-1][1] != name:
                waiting.pop()
            start, _, started = waiting.pop()
            if started == depth:
                opening = pieces[start]
                assert isinstance(opening, Tag)
                paired[start] = Tag(
                    Role.OPEN, opening.kind, opening.attributes, (opening.origin, piece.origin)
                )
                paired[index] = CLOSE
                if start + 1 == index:  # an anchor, an icon: a pair around nothing would be lost
                    raw = f"{opening.origin}{piece.origin}"
                    paired[start], paired[index] = text_tag("html", raw, raw), ""
    return paired


def glue_attributes(pieces: Sequence[Piece]) -> list[Piece]:
    """Join a list of attributes to the link or image that it follows: ``[lien](url){.bouton}``."""
    out: list[Piece] = []
    opened: list[int] = []
    ended = -1
    for piece in pieces:
        last = out[-1] if out else None
        if isinstance(piece, Tag) and piece.kind == "attributes" and isinstance(last, Tag):
            if last.role is Role.CLOSE and ended >= 0:
                tag = out[ended]
                assert isinstance(tag, Tag)
                out[ended] = replace(tag, origin=(tag.origin[0], tag.origin[1] + piece.origin))
                continue
            if last.kind == "image" and isinstance(last.origin, str):
                attributes = (*last.attributes, ("after", str(piece.origin)))
                out[-1] = replace(last, attributes=attributes, origin=last.origin + piece.origin)
                continue
        ended = -1
        if isinstance(piece, Tag) and piece.role is Role.OPEN:
            opened.append(len(out))
        elif isinstance(piece, Tag) and piece.role is Role.CLOSE and opened:
            ended = opened.pop()
        out.append(piece)
    return out


def trim_edges(pieces: Sequence[Piece]) -> tuple[str, list[Piece], str]:
    """Return what a text begins and ends with that speaks to a program, and the text between; a dash at its head stays out of it.

    >>> trim_edges(["Titre ", text_tag("attributes", "{#ancre}", "{#ancre}")])
    ('', ['Titre'], ' {#ancre}')
    """
    first, last = 0, len(pieces)
    while first < last and _is_edge(pieces[first]):
        first += 1
    while last > first and _is_edge(pieces[last - 1]):
        last -= 1
    core = list(pieces[first:last])
    before, after = _written(pieces[:first]), _written(pieces[last:])
    if before and isinstance(core[0] if core else None, str):
        text = str(core[0]).lstrip()
        before, core[0] = before + str(core[0])[: len(str(core[0])) - len(text)], text
    if after and isinstance(core[-1] if core else None, str):
        text = str(core[-1]).rstrip()
        after, core[-1] = str(core[-1])[len(text) :] + after, text
    dash = DASH.match(core[0]) if core and isinstance(core[0], str) else None
    if dash and isinstance(core[0], str):
        before, core[0] = before + dash[0], core[0][dash.end() :]
    return before, core, after


def spoken_of(tag: Tag) -> list[tuple[str, str]]:
    """Return what a tag says to readers besides the text it stands in: captions, titles, a note."""
    if tag.role is Role.CLOSE:
        return []
    raw = raw_of(tag)
    if tag.kind in _SPOKEN and not raw.startswith("<"):
        return [(name, value) for name, value in tag.attributes if name in _SPOKEN[tag.kind]]
    if tag.kind in ("code", "math"):
        return []
    if raw.startswith("^["):
        return [(NOTE, raw[2:-1])]
    if raw.startswith("[[") and "|" in raw:
        return [(ALIAS, raw.partition("|")[2][:-2])]
    return [(str(number), raw[start:end]) for number, (start, end) in enumerate(spoken_places(raw))]


def replace_spoken(tag: Tag, texts: Mapping[str, str]) -> Tag:
    """Return a tag that says something else; the keys are those of `spoken_of`."""
    if tag.kind == "image":
        attributes = tuple((name, texts.get(name, value)) for name, value in tag.attributes)
        return replace(tag, attributes=attributes, origin=image_markdown(attributes))
    if tag.kind == "link" and not isinstance(tag.origin, str) and tag.origin[0] == "[":
        attributes = tuple((name, texts.get(name, value)) for name, value in tag.attributes)
        rest = tag.origin[1].partition(link_end(tag.attributes))[2]
        return replace(tag, attributes=attributes, origin=("[", link_end(attributes) + rest))
    raw = raw_of(tag)
    if NOTE in texts:
        new = f"^[{texts[NOTE]}]"
    elif ALIAS in texts:
        new = f"{raw.partition('|')[0]}|{texts[ALIAS]}]]"
    else:
        new = with_spoken(raw, {int(key): text for key, text in texts.items()})
    return replace(tag, origin=new if isinstance(tag.origin, str) else (new, tag.origin[1]))


def raw_of(tag: Tag) -> str:
    return tag.origin if isinstance(tag.origin, str) else tag.origin[0] if tag.origin else ""


def _is_edge(piece: Piece) -> bool:
    if isinstance(piece, str):
        return not piece.strip()
    statement = piece.role is Role.EMPTY and piece.kind in ("template", "attributes", "html")
    return statement and bool(_STATEMENT.match(raw_of(piece)))


def _written(pieces: Sequence[Piece]) -> str:
    return "".join(piece if isinstance(piece, str) else str(piece.origin) for piece in pieces)
