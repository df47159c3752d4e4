"""Whether the English is spelled in one way, the British or the American."""

import re
from collections.abc import Iterator
from functools import cache

from passerelle.glossary import lemmas
from passerelle.glossary.english import ALWAYS_ISE
from passerelle.glossary.words import read_table
from passerelle.translate.catalog.findings import Finding
from passerelle.translate.checks.messages import finding
from passerelle.translate.checks.pair import Context, Pair

_STEMS = read_table(__file__, "spelling.tsv", 4)
# What stands in a name of a file, an address or a variable is no word.
_BEFORE, _AFTER = r"(?<![\w’'./\\@#=-])", r"(?!\w|[._@=\\]\w)"


@cache
def _foreign(*, american: bool) -> re.Pattern[str]:
    """Return what finds words spelled the other way; a house needs one of the two."""
    side = 0 if american else 1
    stems = "|".join(re.escape(row[side]) + (row[side + 2] or r"\w*") for row in _STEMS)
    return re.compile(rf"{_BEFORE}(?:{stems}){_AFTER}", re.IGNORECASE)


_IZE = re.compile(rf"{_BEFORE}[a-z]{{3,}}?(?P<z>iz|yz)(?P<end>e[sd]?|ing|ations?|ational|ers?){_AFTER}")
_ISE = re.compile(rf"{_BEFORE}[a-z]{{3,}}?(?P<z>is)(?P<end>ed?|es|ing|ations?|ational){_AFTER}")
_ALWAYS = re.compile(r"(?:siz|priz|seiz|capsiz|citiz|horiz|maiz|bronz|waltz)")


def check_spelling(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield words spelled the American way in British English, or the British way in American English."""
    if not pair.comparable or pair.french:
        return
    yield from _stem_findings(pair, context)
    wrong, always, change = (
        (_ISE, ALWAYS_ISE, ("is", "iz")) if context.american else (_IZE, _ALWAYS, ("z", "s"))
    )
    for found in wrong.finditer(pair.target):
        if not always.search(found[0]) and _is_verb(found):
            head, _, tail = found[0].rpartition(change[0])
            yield _variant(context, found, head + change[1] + tail)


def _is_verb(found: re.Match[str]) -> bool:
    """Whether the dictionary knows the word, spelled the American way, as one that comes from a verb in -ize."""
    stem = found[0][: found.start("z") - found.start()] + found["z"].replace("s", "z")
    return lemmas.is_known(f"{stem}e", lang="en")


def _stem_findings(pair: Pair, context: Context) -> Iterator[Finding]:
    side, other = (0, 1) if context.american else (1, 0)
    for found in _foreign(american=context.american).finditer(pair.target):
        low = found[0].casefold()
        if found[0][0].isupper() and not _opens(pair.target, found.start()):
            continue
        begun = (row for row in _STEMS if low.startswith(row[side]))
        fitting = (row for row in begun if re.fullmatch(row[side] + (row[side + 2] or r"\w*"), low))
        stem = max(fitting, key=lambda row: len(row[side]))
        rendering = stem[other] + low[len(stem[side]) :]
        yield _variant(context, found, rendering.capitalize() if found[0][0].isupper() else rendering)


def _opens(text: str, place: int) -> bool:
    """Whether a word begins a sentence; elsewhere a capital makes it part of a name, which keeps its spelling."""
    return not text[:place].rstrip(" “\"'‘(") or text[:place].rstrip(" “\"'‘(")[-1] in ".!?:"


def _variant(context: Context, found: re.Match[str], rendering: str) -> Finding:
    return finding(
        "spelling-variant",
        context.language,
        variant="us" if context.american else "gb",
        target_span=found.span(),
        suggestion=rendering,
        found=found[0],
        rendering=rendering,
    )
