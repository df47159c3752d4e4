"""Numbers, dates, times, money and units: parse French and English, render English, compare by value.

May import no other room.
"""

from .accepted import accepted_renderings
from .compare import Mismatch, compare, same_value
from .english import parse_english
from .french import parse_french
from .quantity import Kind, Quantity
from .render import Style, render_english
from .typography import is_english_typography, normalise_english

__all__ = [
    "Kind",
    "Mismatch",
    "Quantity",
    "Style",
    "accepted_renderings",
    "compare",
    "is_english_typography",
    "normalise_english",
    "parse_english",
    "parse_french",
    "render_english",
    "same_value",
]
