"""Numbers, dates, times, money and units: parse French and English, render English, compare by value.

May import no other room.
"""

from .accepted import accepted_renderings
from .atoms import Atom
from .compare import Mismatch, compare, paired_figures, paired_values, same_value
from .english import parse_english
from .french import parse_french
from .multiples import Multiple, find_multiples
from .named import roman_value
from .periods import Period, find_periods
from .phrases import agreeing_phrases, wordable_places
from .quantity import Kind, Quantity
from .rates import Rate, find_rates
from .render import Style, render_english
from .typography import is_english_typography, normalise_english

__all__ = [
    "Atom",
    "Kind",
    "Mismatch",
    "Multiple",
    "Period",
    "Quantity",
    "Rate",
    "Style",
    "accepted_renderings",
    "agreeing_phrases",
    "compare",
    "find_multiples",
    "find_periods",
    "find_rates",
    "is_english_typography",
    "normalise_english",
    "paired_figures",
    "paired_values",
    "parse_english",
    "parse_french",
    "render_english",
    "roman_value",
    "same_value",
    "wordable_places",
]
