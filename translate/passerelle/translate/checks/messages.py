"""What each finding says, in English and French: one sentence that an editor understands."""

from passerelle.translate.catalog.findings import Finding
from passerelle.translate.checks.rules import RULES
from passerelle.translate.text.phrases import read_phrases

Place = tuple[int, int]

PHRASES = read_phrases(__file__, "messages.tsv")
"""The key of a sentence is the check's id, and its variant after a blank."""


def finding(
    check: str,
    language: str,
    *,
    variant: str = "",
    source_span: Place | None = None,
    target_span: Place | None = None,
    suggestion: str = "",
    **values: object,
) -> Finding:
    """Return a finding of ``check`` with the sentence of its ``variant`` filled with ``values``, bare of blanks around them."""
    rule = RULES[check]
    values = {key: value.strip() if isinstance(value, str) else value for key, value in values.items()}
    message = PHRASES.say(f"{check} {variant}".rstrip(), language, **values)
    return Finding(check, rule.severity, rule.category, message, source_span, target_span, suggestion)
