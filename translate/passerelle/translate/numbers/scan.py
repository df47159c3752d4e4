"""Finds the figures of a text, from left to right, with the readers of one language."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from .quantity import Kind, Quantity

Reader = Callable[[str, int], Quantity | None]

_PREFIXES = "[Mm]id|[Mm]i|[Uu]nder|[Oo]ver|[Pp]re|[Pp]ost|[Ee]arly|[Ll]ate|[Ff]in|[Dd]ébut|[Pp]hase|[Tt]ype|[Ss]tage|[Gg]rade|[Ll]evel"
_MONTHS = (
    "[Jj]an|[Ff]é?e?b|[Mm]ar|[Aa][pv]r|[Mm]a[yi]|[Jj]u[nil]|[Aa]u[gt]|[Aa]oû|[Ss]ep|[Oo]ct|[Nn]ov|[Dd][eé]c"
)
_SKIPPED = (
    r"https?://\S+|www\.\S+|[\w.+-]{1,64}@[\w-]{1,64}(?:\.\w+)+|(?i:doi):?\s?10\.\d{4,9}/\S+"
    r"|(?i:covid|sars-cov|mers-cov)[-\s]?\d+(?!\w)"
    rf"|(?<![\w-])(?!(?:{_PREFIXES}|{_MONTHS})[a-zûé]*-)(?:[^\W\d_]{{1,20}}-){{0,4}}[^\W\d_]{{0,20}}[A-ZÀ-Þα-ω][^\W\d_]{{0,20}}-\d\w*(?:[-.]\w*\d\w*)*"
    r"|[LRD]\.[ \u00a0\u202f]?\*?\d+(?:-\d+)+"
    r"|(?!J\d{1,3}(?!\w))(?!(?:EUR|USD|GBP|CHF|CAD|AUD|JPY)\d)[^\W\d_]{1,40}\d+(?:[.,]\d+)?\w*(?:-\w*\d\w*)*"
)
_CODE_WORD = re.compile(_SKIPPED)
# What may follow the first word of an address or code; most words are told from them at a glance.
_SUSPECT = frozenset("0123456789-.@:")
_CODE_NAMES = frozenset({"covid", "doi"})
_PHONE = re.compile(
    r"(?:(?:\+|00)33[\s.-]?(?:\(0\)[\s.-]?)?|0)[1-9](?:[\s.-]?\d{2}){4}(?!\d)"
    r"|0[\s.]?8\d{2}[\s.]?(?:\d{3}[\s.]?\d{3}|\d{2}[\s.]?\d{2}[\s.]?\d{2})(?!\d)"
    r"|\+(?!33)(?=(?:\D{0,2}\d){9,15}(?!\d))\d{1,3}(?:[\s.-]\(?\d{1,4}\)?){2,6}(?!\d)"
)
_CODE = re.compile(
    r"10\.\d{4,9}/\S+|\d{1,20}(?:-\d{1,20}){2,9}(?![\w-])|(?!\d{1,3}(?:\.\d{3})+(?!\d))\d{1,20}(?:\.\d{1,20}){2,9}(?!\w)|0\d{1,20}(?![\w:/]|[.,]\d|\s?%)"
)
_REST = re.compile(r"[^\w\s]*[\d.,]*\w*(?:-\w+)*")


_DIGIT = re.compile(r"[\d½¼¾]")
_LETTER = r"[^\W\d_]"
_WORD = re.compile(rf"({_LETTER}+)")
_WORD_OR_SIGN = re.compile(rf"[\d½¼¾.+±−$€£¥–-]|(?<!{_LETTER})({_LETTER}+)")


@dataclass(frozen=True, slots=True)
class Readers:
    """The readers of a language, each tried in turn at the place of a digit or of a telling word.

    ``numeral`` reads the words that begin like a Roman numeral. ``lead`` may stand before a digit, and ``leading`` are the words,
    in lower case, that may begin it. All words are of letters alone.
    """

    lead: str
    leading: Collection[str]
    digit: tuple[Reader, ...]
    word: Mapping[str, tuple[Reader, ...]]
    numeral: Reader
    figure: re.Pattern[str] = field(init=False)
    telling: Collection[str] = field(init=False)

    def __post_init__(self) -> None:
        """Compile what figures begin with, and collect the words that may say one or begin an address: most words do neither."""
        figure = re.compile(rf"(?:{self.lead})?(?:[\d½¼¾]|(?<![\w.])\.\d)")
        object.__setattr__(self, "figure", figure)
        object.__setattr__(self, "telling", frozenset({*self.leading, *self.word, *_CODE_NAMES}))


def scan(text: str, readers: Readers) -> tuple[Quantity, ...]:
    """Read every figure of the text in order; where one begins, the first reader that succeeds has it."""
    found: list[Quantity] = []
    position = 0
    for token in (_WORD_OR_SIGN if _DIGIT.search(text) else _WORD).finditer(text):
        (start, end), word = token.span(), token[1]
        if start < position or (word and _tells_nothing(word, text[end : end + 1], readers)):
            continue
        if (not word or word.lower() in readers.leading) and readers.figure.match(text, start):
            read = _first(text, start, readers.digit)
            position = read.end if read else _rest_end(text, start)
        elif word and (code := _code_end(token)):
            read, position = None, code
        else:
            read = _first(text, start, _readers_of(word, readers) if word else ())
            position = read.end if read else end
        if read:
            found.append(read)
    return tuple(found)


def _tells_nothing(word: str, behind: str, readers: Readers) -> bool:
    return behind not in _SUSPECT and word.lower() not in readers.telling and word[0] not in "IVX"


def _readers_of(word: str, readers: Readers) -> tuple[Reader, ...]:
    return readers.word.get(word.lower()) or ((readers.numeral,) if word[0] in "IVX" else ())


def _first(text: str, start: int, readers: tuple[Reader, ...]) -> Quantity | None:
    for reader in readers:
        if found := reader(text, start):
            return found
    return None


def _code_end(word: re.Match[str]) -> int:
    """Where the code or address ends that begins with this word, or 0 where it is a plain word."""
    text, end = word.string, word.end()
    if text[end : end + 1] not in _SUSPECT and word[0].lower() not in _CODE_NAMES:
        return 0
    code = _CODE_WORD.match(text, word.start())
    return code.end() if code else 0


def _rest_end(text: str, start: int) -> int:
    """Where the code ends that begins with digits (``3C``, ``5-FU``)."""
    rest = _REST.match(text, start)
    return max(start + 1, rest.end() if rest else 0)


def quantity(kind: Kind, values: tuple[int | Decimal, ...], text: str, span: tuple[int, int]) -> Quantity:
    """Make a quantity of the span; a number is in words when the span holds no digit."""
    start, end = span
    in_words = not any(character.isdecimal() for character in text[start:end])
    numbers = tuple(Decimal(value) for value in values)
    return Quantity(kind, numbers, start=start, end=end, text=text[start:end], in_words=in_words)


def read_phone(text: str, position: int) -> Quantity | None:
    """Read a telephone number; its value is the number without the trunk zero or the French prefix."""
    match = _PHONE.match(text, position)
    if match is None:
        return None
    digits = re.sub(r"\D", "", match[0].replace("(0)", ""))
    national = re.sub(r"^(?:0033|33|0)(?=\d{9}$)", "", digits)
    return quantity(Kind.PHONE, (int(national),), text, match.span())


def read_code(text: str, position: int) -> Quantity | None:
    """Read digits that are a name and no amount: ``162-31-1``, ``1.2.3``, ``0230``."""
    match = _CODE.match(text, position)
    if match is None:
        return None
    parts = re.findall(r"\d+", match[0])
    return quantity(Kind.CODE, tuple(int(part) for part in parts), text, match.span())


def vague(found: Quantity, *, unit: str = "", is_vague: bool = True) -> Quantity:
    """The same quantity, marked as one that a good translation may leave out, or not; with a unit if given."""
    return replace(found, vague=is_vague, unit=unit or found.unit)
