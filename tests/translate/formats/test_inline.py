"""Inline markup ↔ numbered marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.translate.formats.inline import (
    CLOSE,
    Piece,
    Role,
    Tag,
    number_marks,
    plain_pieces,
    restore_marks,
    to_marks,
)

BOLD = Tag(Role.OPEN, "bold")
LINK = Tag(Role.OPEN, "link", (("href", "x"),))
BREAK = Tag(Role.EMPTY, "break")
IMAGE = Tag(Role.EMPTY, "image")

NUMBERED: list[tuple[list[Piece], str]] = [
    (["un ", BOLD, "deux", CLOSE, " trois"], "un <1>deux</1> trois"),
    (["un", BOLD, " deux ", CLOSE, "trois"], "un <1>deux</1> trois"),
    ([BOLD, "  ", CLOSE, "un"], "un"),
    ([BOLD, LINK, "un", CLOSE, CLOSE], "<1><2>un</2></1>"),
    (["un", BREAK, "\n  deux"], "un\n<1/>deux"),
    (["un ", IMAGE, " deux"], "un <1/> deux"),
    (["  un\n\tdeux  "], "un deux"),
    (["un\u00a0", BOLD, "\u00a0deux", CLOSE], "un\u00a0<1>\u00a0deux</1>"),
    (["score <3> et </3>"], "score <1/> et <2/>"),
    (["a\x07b"], "ab"),
    (["hospi\u00ad", BOLD, "ta\u200blière", CLOSE, ", mi\u2011temps"], "hospi<1>talière</1>, mi-temps"),
]


@pytest.mark.parametrize(("pieces", "text"), NUMBERED)
def test_number_marks(pieces: list[Piece], text: str) -> None:
    """Marks are numbered as they open; spaces collapse outside them; empty pairs vanish."""
    numbered, tags = number_marks(pieces)
    assert numbered == text
    assert number_marks(restore_marks(numbered, tags))[0] == text


BROKEN = [
    ("<1>un", [BOLD, "un", CLOSE]),
    ("un</1>", ["un"]),
    ("<9>un</9>", ["un"]),
    ("<1>a<2>b</1>c</2>", [BOLD, "a", LINK, "b", CLOSE, CLOSE, LINK, "c", CLOSE]),
    ("a <1> b </1> c", ["a ", BOLD, "b", CLOSE, " c"]),
]


@pytest.mark.parametrize(("text", "pieces"), BROKEN)
def test_restore_marks(text: str, pieces: list[Piece]) -> None:
    """Whatever a translation did to the marks, what comes back is well nested and holds all the text."""
    assert restore_marks(text, {1: BOLD, 2: LINK}) == pieces


@given(st.lists(st.sampled_from(["a ", " b", "c", "<1>", "</1>", "<2>", "</2>", "<1/>", "\n"])))
def test_any_marks_nest(parts: list[str]) -> None:
    """No sequence of marks leaves one open or closes one twice, and no letter is lost."""
    text = "".join(parts)
    pieces = restore_marks(text, {1: BOLD, 2: LINK})
    depth = 0
    for piece in pieces:
        if isinstance(piece, Tag):
            depth += {Role.OPEN: 1, Role.CLOSE: -1, Role.EMPTY: 0}[piece.role]
            assert depth >= 0
    assert depth == 0
    letters = [char for char in text if char.isalpha()]
    assert [char for char in plain_pieces(pieces) if char.isalpha()] == letters


def test_to_marks() -> None:
    """A block tells number, kind and attributes of its marks."""
    _, tags = number_marks([LINK, "x", CLOSE])
    assert [(mark.number, mark.kind, mark.attributes) for mark in to_marks(tags)] == [
        (1, "link", (("href", "x"),))
    ]


TEMPLATES = [
    (["Le {{ jour }}, 50 % des cas"], "Le <1/>, 50 % des cas"),
    (["Le {{ ", "jour }} ", BOLD, "%(lieu)s", CLOSE], "Le <1/> <2><3/></2>"),
    (["{% if a %}", LINK, "<1> {0}", CLOSE], "<1/><2><3/> <4/></2>"),
]


@pytest.mark.parametrize(("pieces", "text"), TEMPLATES)
def test_templates_are_marks(pieces: list[Piece], text: str) -> None:
    """No template's expression is part of the text, whatever the format; it comes back to the letter."""
    numbered, tags = number_marks(pieces)
    assert numbered == text
    assert plain_pieces(restore_marks(numbered, tags)) == plain_pieces(pieces)
