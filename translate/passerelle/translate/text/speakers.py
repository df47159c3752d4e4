"""Where a quotation ends whose closing mark the engine lost: before who says it. Pure functions."""

import re

from passerelle.glossary import lemmas
from passerelle.glossary.words import read_pairs, read_words

QUOTE = re.compile(r"[“”„«»\"]")
"""A double quotation mark, whichever."""

_NAME = r"[A-ZÀ-Ý][\w’'-]*"
_TITLE = r"(?:l[ae]\s+)?(?:Dre?|Pre?|docteure?|professeure?)\s+"
_WORD = r"[^\W\d_A-ZÀ-Ý][\w]*"
_SAYS = re.compile(
    r"(?:[”»›]|(?<=[^\s\d(])\")\s*,?\s*(?:"
    rf"(?:(?:a|ont|avait|avaient|se|(?:s['’])?(?:est|était|sont|étaient))\s+|s['’])?(?P<verb>{_WORD})\s+"
    rf"(?:{_TITLE})?(?P<name>{_NAME}\s+(?:(?:de|de\s+la|ben|von|van)\s+|d['’])?{_NAME}|(?<=Dr\s){_NAME}|(?<=Pr\s){_NAME})"
    rf"|(?:se\s+|s['’])?(?P<inverted>{_WORD})-(?:t-)?(?P<pronoun>ils?|elles?|on)\b(?:\s+(?P<done>{_WORD}))?)"
)
_PRONOUNS = {"il": "he|it", "ils": "they", "elle": "she|it", "elles": "they", "on": "one|they|we"}
_VERBS = frozenset(read_words(__file__, "saying-verbs.txt"))
# The dictionary takes many forms in these for other words.
_ENDINGS = ("e", "ent", "é", "ée", "és", "ées", "ait", "aient")
_ENGLISH_TITLE = r"(?:\b(?:Dr|Pr|Prof|Professor|Doctor|Mr|Mrs|Ms)\.?\s+)?"
_AFTER_COMMA = re.compile(r"(?P<stop>[.!?…]?)\s*,(?P<between>\s+(?:[\w’'-]+\s+){0,5})$")
_ENGLISH_VERB = re.compile(
    r"(?<=\S)\s+(?P<verb>(?:(?:had|has)\s+)?(?:[a-z]+(?:s|ed)|said|told|asked|wrote)\s+)$"
)
_NO_VERBS = frozenset(read_pairs(__file__, "stop-words.tsv")["English"].split())
_COMMA = re.compile(r",(?!\d)")


def close_before_speaker(source: str, target: str) -> str:
    """Return ``target``, its double quotes straight, with a quotation closed before who says it, as ``source`` tells.

    It is as it was where nobody says anything, or nothing in the English fits: as many commas must stand before who
    speaks as in the French quotation, and the one that closes it; or fewer, if it is the last word but one.

    >>> close_before_speaker("“Il faut agir”, plaide Ana Diaz.", '"We must act, pleads Ana Diaz.')
    '"We must act," pleads Ana Diaz.'
    >>> close_before_speaker("“Il faut agir” déclare-t-elle.", '"We must act, she says.')
    '"We must act," she says.'
    """
    says = next((found for found in _SAYS.finditer(source) if _is_said(found)), None)
    if says is None:
        return target
    quoted = source[: says.start()]
    opened = len(QUOTE.findall(quoted)) % 2
    commas = len(_COMMA.findall(quoted))
    for place in _speakers(target, says):
        closed = _close(target[:place], commas, by_name=not says["pronoun"])
        if closed and closed.count('"') % 2 == 1 - opened:
            return closed + target[place:]
    return target


def _is_said(says: re.Match[str]) -> bool:
    """Whether the verb after a quotation is one of saying: “plaide Ana Diaz”, “a-t-elle dit”."""
    verb = says["verb"] or says["inverted"]
    word = (says["done"] or "") if verb == "a" else verb
    low = word.lower()
    guessed = (low.removesuffix(end) + "er" for end in _ENDINGS if low.endswith(end))
    return not _VERBS.isdisjoint((lemmas.lemmatize(low, lang="fr"), low, low.removesuffix("e"), *guessed))


def _speakers(target: str, says: re.Match[str]) -> list[int]:
    """Return where the English may name who speaks, with the title; a name that the quotation has, too, counts after it."""
    if says["pronoun"]:
        return [found.start() for found in re.finditer(rf"\b(?:{_PRONOUNS[says['pronoun']]})\s", target)]
    name = re.escape(says["name"])
    before = len(re.findall(rf"\b{name}\b", says.string[: says.start()]))
    places = [found.start() for found in re.finditer(rf"{_ENGLISH_TITLE}\b{name}\b", target)]
    return places[before : before + 1]


def _close(head: str, commas: int, *, by_name: bool) -> str:
    """Return the words before a speaker with the quotation in them closed: at the last comma, or before the verb; else nothing."""
    comma, verb = _AFTER_COMMA.search(head), _ENGLISH_VERB.search(head)
    had = len(_COMMA.findall(head))
    if comma and (had == commas + 1 or (had <= commas and len(comma["between"].split()) <= 1)):
        stop = "," if comma["stop"] in ("", ".") else comma["stop"]
        return f'{head[: comma.start()]}{stop}"{comma["between"]}'
    if by_name and verb and had <= commas and verb["verb"].split()[-1] not in _NO_VERBS:
        said = head[: verb.start()]
        return f'{said}{"" if said[-1] in ",.!?…" else ","}" {verb["verb"]}'
    return ""
