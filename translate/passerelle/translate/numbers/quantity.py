"""What a figure in a text means: the model that both languages share. No I/O."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """What sort of figure it is, and what its ``values`` hold.

    RANGE and YEAR_SPAN hold two or more values that share one unit (``5 à 10 ans``, ``12 et 15 %``), DECADE may.
    DATE holds year, month and days; 0 stands for a part that is not said. TIME holds hour (0-24) and minute.
    FRACTION holds numerator and denominator, RATIO (``1 sur 3``) a part and its whole. All other kinds hold one value.
    """

    CENTURY = "century"
    CODE = "code"
    DATE = "date"
    DECADE = "decade"
    FRACTION = "fraction"
    MEASURE = "measure"
    MONEY = "money"
    MULTIPLE = "multiple"
    NUMBER = "number"
    ORDINAL = "ordinal"
    PERCENT = "percent"
    PHONE = "phone"
    RANGE = "range"
    RATIO = "ratio"
    TIME = "time"
    YEAR = "year"
    YEAR_SPAN = "year span"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure and the place where it stands.

    ``values`` are absolute: ``3,5 millions`` is 3500000; the word's power of ten is kept in ``scale`` (6).
    ``unit`` is canonical (``%``, ``EUR``, ``mg/kg``, ``year``) or empty. ``start`` and ``end`` are character
    offsets into the text that was parsed, and ``text`` is what stands there. ``sign`` is ``+``, ``-`` or ``±``
    where it was written (a negative value carries its own sign too). ``joiner`` is ``to``, ``-``, ``and``,
    ``or`` or ``/`` between several values. ``qualifier`` is ``first``, ``last`` or ``next`` where the
    French adjective stands inside the span (``48 dernières heures``). ``in_words`` tells that no digit was written; ``vague`` that a good
    translation may leave it out (``une dizaine``, ``both``); ``may_last`` that a time may be a duration as well (``2 h 30``).
    """

    kind: Kind
    values: tuple[Decimal, ...]
    unit: str = ""
    start: int = 0
    end: int = 0
    text: str = ""
    scale: int = 0
    sign: str = ""
    joiner: str = ""
    qualifier: str = ""
    in_words: bool = False
    vague: bool = False
    may_last: bool = False
