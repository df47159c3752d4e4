"""Whether the English is set in English typography."""

import re
from collections.abc import Iterator

from passerelle.translate.catalog.findings import Finding
from passerelle.translate.checks.messages import finding
from passerelle.translate.checks.pair import HIDDEN, Context, Pair

_GUILLEMET = re.compile(r"[«»„‹›]")
_ENGLISH_QUOTE = {"«": "“", "»": "”", "„": "“", "‹": "‘", "›": "’"}


def check_guillemets(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield French quotation marks left in the English."""
    for found in _GUILLEMET.finditer(pair.target) if pair.comparable else ():
        rendering = _ENGLISH_QUOTE[found[0]]
        yield finding(
            "guillemets",
            context.language,
            target_span=found.span(),
            suggestion=rendering,
            found=found[0],
            rendering=rendering,
        )


_QUOTE = re.compile(r"[“”„«»\"]")
_QUOTED = re.compile(r"[«“\"]\s*([^«»“”\"]+?)\s*[»”\"]")
_INCHES = re.compile(r"(?<![\w.,-])\d+(?:[.,]\d+)?(\")")


def check_quotation_marks(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield quotation marks without a partner, and a quotation that the English does not mark at all."""
    if not pair.comparable:
        return
    ours, theirs = _marks(pair.source), _marks(pair.target)
    if len(theirs) % 2 and not len(ours) % 2:
        sign = _lonely(theirs)
        yield finding(
            "quotation-marks", context.language, variant="unbalanced", target_span=sign.span(), found=sign[0]
        )
    quoted = _QUOTED.search(pair.source)
    if quoted and not theirs and not re.search(r"[‘'’]\w[^‘’']*[’']|⁠", pair.target):
        yield finding(
            "quotation-marks",
            context.language,
            variant="lost",
            source_span=quoted.span(),
            source=quoted[1][:60],
        )


def _marks(text: str) -> list[re.Match[str]]:
    inches = {found.start(1) for found in _INCHES.finditer(text)} if text.count('"') % 2 else set()
    return [found for found in _QUOTE.finditer(text) if found.start() not in inches]


def _lonely(signs: list[re.Match[str]]) -> re.Match[str]:
    """Return the first mark that breaks the order of opening and closing."""
    opened = None
    for sign in signs:
        if sign[0] in "“«„":
            if opened:
                return opened
            opened = sign
        elif sign[0] in "”»":
            if not opened:
                return sign
            opened = None
    return opened or signs[-1]


_PARTNERS = {"(": ")", "[": "]"}
_BRACKET = re.compile(r"[()\[\]]")


def check_brackets(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield a bracket of the English that has no partner, where the French has them all in pairs."""
    lonely = _lonely_bracket(pair.target) if pair.comparable else None
    if lonely is not None and _lonely_bracket(pair.source) is None:
        found = pair.target[lonely]
        yield finding("brackets", context.language, target_span=(lonely, lonely + 1), found=found)


def _lonely_bracket(text: str) -> int | None:
    """Return the place of the first bracket without a partner."""
    if not _BRACKET.search(text):
        return None
    opened: list[int] = []
    for place, sign in enumerate(text):
        if sign in _PARTNERS:
            opened.append(place)
        elif sign in _PARTNERS.values():
            if opened and _PARTNERS[text[opened[-1]]] == sign:
                opened.pop()
            else:
                return place
    return opened[0] if opened else None


_SPACE_BEFORE = re.compile(r"(?<=[\w”’\")%])[ \u00a0\u202f\u2009]+([,;:!?%]|\.(?!\d|\w))")


def check_space_before_stop(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield blanks before ``, . ; : ! ? %``, which French has and English has not."""
    for found in _SPACE_BEFORE.finditer(pair.target) if pair.comparable else ():
        if found[1] == "." and pair.target[found.end() : found.end() + 1] == ".":
            continue
        if not pair.holes.isdisjoint(range(found.start(), found.start(1) + 1)):
            continue
        yield finding(
            "space-before-stop",
            context.language,
            target_span=found.span(),
            suggestion=found[1],
            found=found[1],
        )


_TWO_BLANKS = re.compile("[ \u00a0\u202f]{2}")
_DOUBLE = re.compile(r"(\S{1,40})[ \u00a0\u202f]{2,}(?=\S)")
_MISSING = re.compile(r"\b[^\W\d_]{2,40}(?:[;:!?,]|(?<=[a-z])\.(?=[A-Z]))[^\W\d_]{2,40}\b")


def check_spacing(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield double blanks, stops with no blank after them, and blanks at the ends of the text."""
    if not pair.comparable:
        return
    for found in _DOUBLE.finditer(pair.target) if _TWO_BLANKS.search(pair.target) else ():
        if "  " not in pair.source:
            word = found[1].replace(HIDDEN, "")
            yield finding("spacing", context.language, variant="double", target_span=found.span(), found=word)
    for found in _MISSING.finditer(pair.target):
        if found[0] not in pair.source:
            yield finding("missing-space", context.language, target_span=found.span(), found=found[0])
    if pair.holes.isdisjoint((0, len(pair.target))) and _edges(pair.target) != _edges(pair.source):
        yield finding("spacing", context.language, variant="edge")


def _edges(text: str) -> tuple[bool, bool]:
    return text[:1].isspace(), text[-1:].isspace()


_CLOSERS = f"\"'’”»)]{HIDDEN} \u00a0\u202f\n"
_STOPS = frozenset(".!?:…;,")
_ABBREVIATED = re.compile(
    r"(?:\b[a-z]\.[a-z]|\b(?:etc|Inc|Ltd|Jr|al|St|Dr|no))\.[\s\"'’”»)]*$", re.IGNORECASE
)


def check_end_punctuation(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield an English text that ends in another stop than the French."""
    if not pair.comparable:
        return
    ours, theirs = _end_stop(pair.source), _end_stop(pair.target)
    if ours != theirs and not (_ABBREVIATED.search(pair.target) and ours in ("", ".")):
        end = len(pair.target)
        yield finding(
            "end-punctuation",
            context.language,
            source_span=(max(0, len(pair.source) - 1), len(pair.source)),
            target_span=(max(0, end - 1), end),
            source=_name_stop(ours, context.language),
            found=_name_stop(theirs, context.language),
        )


def _end_stop(text: str) -> str:
    last = text.replace("...", "…").rstrip(_CLOSERS)[-1:]
    return last if last in _STOPS else ""


def _name_stop(stop: str, language: str) -> str:
    if stop:
        return f"“{stop}”" if language == "en" else f"« {stop} »"
    return "no stop" if language == "en" else "rien"


def check_start_capital(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield a text that begins with a capital on one side only; a name keeps its own."""
    if not pair.comparable:
        return
    ours, theirs = _first_word(pair.source), _first_word(pair.target)
    if not ours or not theirs or ours[0].isdigit() or theirs[0].isdigit():
        return
    if ours[0].isupper() and theirs.islower() and 0 not in pair.holes:
        yield finding("start-capital", context.language, suggestion=theirs.capitalize(), found=theirs)


def _first_word(text: str) -> str:
    found = re.search(r"[^\W_]+", text)
    return found[0] if found else ""
