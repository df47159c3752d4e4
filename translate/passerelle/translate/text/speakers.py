"""Where a quotation ends whose closing mark the engine lost: before who says it. Pure functions."""

import re

from passerelle.glossary.words import read_pairs, read_words

_NAME = r"[A-ZÀ-Ý][\w’'.-]*"
_PARTICLES = r"(?:(?:de|du|des|la|le|ben|von|van)\s+){0,2}"
_SMALL = r"[^\W\d_A-ZÀ-Ý][\w’'-]*"
_SAYS = re.compile(
    rf"[”»›\"]\s*,?\s*(?:(?P<verb>{_SMALL})\s+(?:{_SMALL}\s+){{0,5}}{_NAME}\s+(?:{_PARTICLES}{_NAME}\s+)*{_PARTICLES}(?P<surname>{_NAME})"
    rf"|(?:{_SMALL}[\s’'-]){{1,3}}(?P<pronoun>ils?|elles?|on)\b)"
)
_PRONOUNS = {"il": "he|it", "ils": "they", "elle": "she|it", "elles": "they", "on": "one|they|we"}
_AUXILIARIES = ("a", "ai", "ont", "est", "se", "s", "fait")
_FUNCTION = frozenset(read_words(__file__, "function-words.txt"))
_NO_VERBS = {
    *read_words(__file__, "small-words.txt"),
    *read_pairs(__file__, "stop-words.tsv")["English"].split(),
}
_AFTER_COMMA = re.compile(r"(?P<stop>[.!?…]?)\s*,(?P<between>\s+(?:[\w’'-]+\s+){0,5})$")
_VERB = re.compile(r"(?<=\S)\s+(?P<verb>(?:had\s+|has\s+)?(?P<word>[a-z]+)\s+)$")


def close_before_speaker(source: str, target: str) -> str:
    """Return ``target``, its double quotes straight, with a quotation closed before who says it, as ``source`` tells.

    It is as it was where nobody says anything, or nothing in the English fits.

    >>> close_before_speaker("“Il faut agir”, plaide Ana Diaz.", '"We must act, pleads Ana Diaz.')
    '"We must act," pleads Ana Diaz.'
    >>> close_before_speaker("“Il faut agir” déclare-t-elle.", '"We must act, she says.')
    '"We must act," she says.'
    """
    says = _SAYS.search(source)
    if says is None or not (says["pronoun"] or _may_say(says["verb"].lower())):
        return target
    head = target[: _speaker(target, says)]
    closed = _close(head, by_name=not says["pronoun"])
    opened = len(re.findall('[“”„«»"]', source[: says.start()])) % 2
    return closed + target[len(head) :] if closed.count('"') % 2 == 1 - opened else target


def _speaker(target: str, says: re.Match[str]) -> int:
    """Return where the English names who speaks, with title and first name; its beginning where it does not."""
    if says["pronoun"]:
        found = [*re.finditer(rf"\b(?:{_PRONOUNS[says['pronoun']]})\s", target)]
        return found[-1].start() if found else 0
    at = max(target.rfind(says["surname"].rstrip(".")), 0)
    before = re.search(rf"(?:{_NAME}\s+{_PARTICLES})+$", target[:at])
    return before.start() if before else at


def _close(head: str, *, by_name: bool) -> str:
    """Return the words before a speaker with the quotation in them closed: at the last comma, or before the verb."""
    comma, verb = _AFTER_COMMA.search(head), _VERB.search(head)
    if comma:
        stop = "," if comma["stop"] in ("", ".") else comma["stop"]
        return f'{head[: comma.start()]}{stop}"{comma["between"]}'
    if by_name and verb and verb["word"] not in _NO_VERBS:
        said = head[: verb.start()]
        return f'{said}{"" if said[-1] in ",.!?…" else ","}" {verb["verb"]}'
    return head


def _may_say(word: str) -> bool:
    """Whether a French word may begin a verb: not “de”, but “a” (expliqué) and “s’est” (réjoui)."""
    elided, mark, _ = word.replace("’", "'").partition("'")
    return elided in _AUXILIARIES or (not mark and word not in _FUNCTION)
