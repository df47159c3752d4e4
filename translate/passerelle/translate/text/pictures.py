"""Pictures in a text: emoji, dingbats, stars and arrows as social media and newsletters have them. Pure functions."""

import re
from collections.abc import Iterator

_PICTURE = r"[\u231a-\u231b\u23e9-\u23ff\u25a0-\u27bf\u2934-\u2935\u2b00-\u2bff\U0001f000-\U0001faff]"
_BOUND = r"[\ufe0e\ufe0f\u200d\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]*"  # what joins them, and their colours
_ONE = rf"(?:{_PICTURE}{_BOUND}|[\d#*]\ufe0f?\u20e3)"
_RUN = re.compile(rf"{_ONE}(?:\s*{_ONE})*")
# What newsletters put before each point of a list that they write as one line; others, as a hospital, may stand before a name.
_POINT = re.compile(r"[\d#*]\ufe0f?\u20e3|[✅☑✔✓❌❎➡➜▶▪■◼●⚠👉🔹🔸🔷🔶🔵🔴🟠🟢🟡🟣⚫⚪📌📍📅⏰☎📞]")
_BEGINS = re.compile(r"\s+[«“\"'(]?\s*[A-ZÀ-Þ]")


def find_pictures(text: str) -> list[tuple[int, int]]:
    """Return the places of pictures, those that follow each other as one.

    >>> find_pictures("✅ Le CHU 🏥🏥 ouvre"), find_pictures("De 3 → 4 ©")
    ([(0, 1), (9, 11)], [])
    """
    return [found.span() for found in _RUN.finditer(text)]


def take_ends(text: str) -> tuple[str, str, str]:
    """Return the pictures before a text with the blanks behind them, the text, and those after it; all of them, joined, are the text.

    >>> take_ends("🎗️ Octobre rose ! 🙏🙏")
    ('🎗️ ', 'Octobre rose !', ' 🙏🙏')
    """
    places = find_pictures(text)
    start = places[0][1] if places and not text[: places[0][0]].strip() else 0
    start += len(text[start:]) - len(text[start:].lstrip()) if start else 0
    end = places[-1][0] if places and not text[places[-1][1] :].strip() else len(text)
    end = max(start, len(text[:end].rstrip()) if end < len(text) else end)
    return text[:start], text[start:end], text[end:]


def point_starts(text: str) -> Iterator[int]:
    """Yield the places of pictures that begin a point of a list inside a text, as a capital behind them tells.

    >>> text = "1️⃣ Consultez 2️⃣ Faites le test ✅"
    >>> [text[place:] for place in point_starts(text)]
    ['2️⃣ Faites le test ✅']
    """
    for found in _RUN.finditer(text):
        if (
            _POINT.match(text, found.start())
            and re.search(r"[^\W\d_]", text[: found.start()])
            and _BEGINS.match(text, found.end())
        ):
            yield found.start()
