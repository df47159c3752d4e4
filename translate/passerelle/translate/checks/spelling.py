"""Whether the English is spelled in one way, the British or the American."""

import re
from collections.abc import Iterator

from passerelle.glossary.english import ALWAYS_ISE
from passerelle.translate.catalog.findings import Finding
from passerelle.translate.checks.messages import finding
from passerelle.translate.checks.pair import Context, Pair

# British and American stems; a word that begins with one is spelled that way. A bar ends a stem that is a whole word
# but for a plural or an ending.
_STEMS = """
anaemi anemi|anaesthe anesthe|analyse analyze|behaviour behavior|caesar cesar|cancell cancel|catalys catalyz|catalogue catalog
centre center|centring centering|centimetre centimeter|channell channel|colour color|counsell counsel|defence defense|diarrhoea diarrhea
enrolment enrollment|favour favor|fibre fiber|flavour flavor|fulfilment fulfillment|grey gray|gynaecolog gynecolog|haematolog hematolog
haemoglob hemoglob|haemophil hemophil|haemorrhag hemorrhag|harbour harbor|honour honor|humour humor|instalment installment
judgement judgment|kilometre kilometer|labelled labeled|labelling labeling|labour labor|leukaemi leukemi|litre liter|manoeuvr maneuver
millilitre milliliter|millimetre millimeter|modelled modeled|modelling modeling|neighbour neighbor|odour odor|oedema edema
oesophag esophag|oestrogen estrogen|offence offense|orthopaedic orthopedic|paediatri pediatri|paralyse paralyze|programme program
rumour rumor|sceptic skeptic|skilful skillful|sulphur sulfur|theatre theater|travelle travele|travelling traveling|tumour tumor
vapour vapor|tyre tire|ageing aging|plough plow|ischaemi ischemi|septicaemi septicemi|hypoglycaemi hypoglycemi|hyperglycaemi hyperglycemi
"""
_VARIANTS = [tuple(pair.split()) for line in _STEMS.strip().splitlines() for pair in line.split("|")]
_WHOLE = frozenset(["catalog", "program", "gray", "aging", "judgment", "tyre", "grey"])
# What may follow a stem where not anything may: “cancelled” is British and “cancel” is not, and “laboratory”, “literature”,
# “colorectal” and “humorous” are neither.
_ENDINGS = {
    "cancel": r"(?:ed|ing)", "counsel": r"(?:ed|ing|ors?)", "channel": r"(?:ed|ing)", "tire": r"(?!)", "color": r"(?:s|ed|ing|ful|less)?",
    "labor": r"(?:s|ed|ing|ers?)?", "honor": r"(?:s|ed|ing|able)?", "humor": r"s?", "vapor": r"s?", "odor": r"(?:s|less)?", "tumor": r"s?",
    "rumor": r"(?:s|ed)?", "liter": r"s?", "programme": r"s?", "cancell": r"(?:ed|ing|ers?)", "litre": r"s?", "fiber": r"s?", "favor": r"(?:s|ed|ing|able|ably|ite|ites)?",
}  # fmt: skip


def _pattern(stems: list[str]) -> re.Pattern[str]:
    forms = [re.escape(stem) + _ENDINGS.get(stem, r"s?" if stem in _WHOLE else r"\w*") for stem in stems]
    return re.compile(rf"(?<![\w’'-])(?:{'|'.join(forms)})(?!\w)", re.IGNORECASE)


_AMERICAN = _pattern([american for _, american in _VARIANTS])
_BRITISH = _pattern([british for british, _ in _VARIANTS])
_IZE = re.compile(r"(?<![\w-])[a-z]{3,}?(?:iz|yz)(?:e[sd]?|ing|ations?|ational|ers?)\b")
_ISE = re.compile(r"(?<![\w-])[a-z]{3,}?is(?:ed?|es|ing|ations?|ational)\b")
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
        if not always.search(found[0]) and not (context.american and _is_noun(found[0])):
            head, _, tail = found[0].rpartition(change[0])
            yield _variant(context, found, head + change[1] + tail)


def _is_noun(word: str) -> bool:
    return bool(re.fullmatch(r"\w*(?:wise|rise|vise|mise|ise|basis|oasis)", word)) and len(word) < 6


def _stem_findings(pair: Pair, context: Context) -> Iterator[Finding]:
    side, other = (0, 1) if context.american else (1, 0)
    for found in (_BRITISH if context.american else _AMERICAN).finditer(pair.target):
        low = found[0].casefold()
        if found[0][0].isupper() and not _opens(pair.target, found.start()):
            continue
        stem = max(
            (variant for variant in _VARIANTS if low.startswith(variant[side])), key=lambda v: len(v[side])
        )
        yield _variant(context, found, stem[other] + low[len(stem[side]) :])


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
