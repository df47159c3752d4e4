"""The glyphs of a page as PDFium tells of them, one by one."""

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2.raw as pdfium

from passerelle.translate.formats.pdf.page import Box, Glyph, Style
from passerelle.translate.formats.pdf.turned import Turn

_BOLD = re.compile(r"bold|black|heavy|extrabd|demi\b|-bd\b|,bd", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique|-it\b|slanted", re.IGNORECASE)
_ITALIC_FLAG, _BOLD_FLAG = 1 << 6, 1 << 18
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
# Bullets, arrows and ticks of the fonts Symbol and Wingdings, whose places in Unicode are private.
_BULLETS = frozenset(
    "\uf0a7\uf0a8\uf0b7\uf0d8\uf0e0\uf0e8\uf0f0\uf0fc\uf06c\uf06e\uf071\uf076\uf0d2\uf0be\uf02d"
)
_UPRIGHT = 0.2  # how far a line may lean
_SLANTED = 4
"""The turn of what no turn by right angles makes upright."""


class Text:
    """The text of one page; `glyphs` fills ``rotated`` and counts the ``unmapped``."""

    def __init__(self, page: Any, turn: Turn, links: Sequence[tuple[Box, str]]) -> None:
        """Take a text page of PDFium, how its page is shown, and where it leads elsewhere."""
        self.rotated: list[str] = []
        self.unmapped = 0
        self._page = page
        self._turn = turn
        self._links = links
        self._width, self._height = turn.width, turn.height
        self._looks: dict[int | None, tuple[int, float, bool, bool]] = {}
        self._turns: Counter[int] = Counter()
        self._fonts: dict[tuple[bytes, int], tuple[bool, bool]] = {}

    @property
    def usual_turn(self) -> int:
        """How many quarters the page must be turned clockwise for most of its glyphs to stand upright."""
        return max(range(4), key=lambda turn: (self._turns[turn], -turn))

    def glyphs(self, count: int) -> Iterator[Glyph]:
        """Yield the first ``count`` glyphs that stand upright on the page, blanks among them."""
        x, y = ctypes.c_double(), ctypes.c_double()
        high = 0
        last: Glyph | None = None
        doubled = -1
        for index in range(count):
            if index == doubled:
                continue
            code = pdfium.FPDFText_GetUnicode(self._page, index)
            if 0xD800 <= code < 0xDC00:
                high = code
                continue
            if pdfium.FPDFText_IsGenerated(self._page, index) == 1:
                if last and code == ord(" "):  # which PDFium saw in a gap, or took for one of its own
                    yield last._replace(text=" ", left=last.right)
                continue
            text = self._sign(index, code, high)
            high = 0
            if text.isalpha() and index + 1 < count and self._is_ligature(index, code):
                text, doubled = text * 2, index + 1
            turn, size, bold, italic = self._look(index)
            self._turns[turn] += text.isalnum()
            if turn:
                self.rotated.append(text)
                continue
            pdfium.FPDFText_GetCharOrigin(self._page, index, x, y)
            place = self._turn.box(*self._box(index))
            base = self._turn.point(x.value, y.value)[1]
            if text and self._is_seen(place.left, base):
                link = self._link((place.left + place.right) / 2, base - size / 4)
                last = Glyph(text, place.left, place.right, base, size, Style(bold, italic, link))
                yield last

    def _is_ligature(self, index: int, code: int) -> bool:
        """Whether the next letter is the same, and of the same glyph: no shadow, which is a text of its own."""
        if pdfium.FPDFText_GetUnicode(self._page, index + 1) != code:
            return False
        first, second = (
            ctypes.cast(pdfium.FPDFText_GetTextObject(self._page, each), ctypes.c_void_p).value
            for each in (index, index + 1)
        )
        return first == second and self._box(index) == self._box(index + 1)

    def _box(self, index: int) -> tuple[float, float, float, float]:
        box = pdfium.FS_RECTF()
        pdfium.FPDFText_GetLooseCharBox(self._page, index, box)
        return box.left, box.bottom, box.right, box.top

    def _sign(self, index: int, code: int, high: int) -> str:
        if pdfium.FPDFText_IsHyphen(self._page, index) == 1:
            return "-"
        if high and 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        sign = chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
        if sign in _BULLETS:
            return "•"
        private = 0xE000 <= code < 0xF900 or code >= 0xF0000
        if (
            sign == "\ufffd"
            or private
            or not code
            or pdfium.FPDFText_HasUnicodeMapError(self._page, index) == 1
        ):
            self.unmapped += 1
            return "\ufffd"
        if sign.isspace():
            return " "
        return _LIGATURES.get(sign, sign if sign.isprintable() or sign == "\u00ad" else "")

    def _look(self, index: int) -> tuple[int, float, bool, bool]:
        """Return the turn that a glyph wants, its size, whether it is bold, and italic: once for each piece of text."""
        held = pdfium.FPDFText_GetTextObject(self._page, index)
        key = ctypes.cast(held, ctypes.c_void_p).value
        if key not in self._looks:
            matrix = pdfium.FS_MATRIX()
            pdfium.FPDFText_GetMatrix(self._page, index, matrix)
            along, down = self._turn.direction(matrix.a, matrix.b)
            size = pdfium.FPDFText_GetFontSize(self._page, index) * math.hypot(matrix.c, matrix.d)
            self._looks[key] = (_turn(along, down), max(abs(size), 0.1), *self._font(index))
        return self._looks[key]

    def _font(self, index: int) -> tuple[bool, bool]:
        held, flags = ctypes.create_string_buffer(200), ctypes.c_int()
        pdfium.FPDFText_GetFontInfo(self._page, index, held, 200, flags)
        key = held.value, flags.value
        if key not in self._fonts:
            name = held.value.decode("utf-8", "replace")
            bold = bool(_BOLD.search(name)) or bool(flags.value & _BOLD_FLAG)
            self._fonts[key] = bold, bool(_ITALIC.search(name)) or bool(flags.value & _ITALIC_FLAG)
        return self._fonts[key]

    def _is_seen(self, x: float, y: float) -> bool:
        return -1 <= x <= self._width + 1 and -1 <= y <= self._height + 1

    def _link(self, x: float, y: float) -> str:
        return next((address for box, address in self._links if box.holds(x, y)), "") if self._links else ""


def _turn(along: float, down: float) -> int:
    """Return how many quarters clockwise make a line upright that runs so far along and down the page."""
    if abs(down) <= _UPRIGHT * abs(along):
        return 0 if along > 0 else 2
    if abs(along) <= _UPRIGHT * abs(down):
        return 3 if down > 0 else 1
    return _SLANTED
