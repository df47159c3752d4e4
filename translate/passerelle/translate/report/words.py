"""Every word of the report, in English and in French."""

from passerelle.glossary.words import read_pairs
from passerelle.translate.text.phrases import read_phrases

say = read_phrases(__file__, "phrases.tsv").say
"""Return the words of a key in a language."""
_RULES = read_pairs(__file__, "rules.tsv")


def say_rule(rule: str, language: str) -> str:
    """Return the reason for a rendering, which the ledger has in English."""
    return _RULES.get(rule, rule) if language == "fr" else rule


def say_origin(origin: str, language: str) -> str:
    """Return where a text came from: “machine”, “memory 82 %”."""
    first, _, rest = origin.partition(" ")
    if not first:
        return say("unknown", language)
    return f"{say(first, language)} {rest}".strip() if first in ("machine", "memory", "reviewer") else origin
