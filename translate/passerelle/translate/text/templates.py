"""Template expressions in a text: what a program, a site generator or a mailing tool puts words into later. Never translated."""

import re
from collections.abc import Iterator

import simplemma

from passerelle.glossary.words import read_words

_NAMED_SHORTCODES = frozenset(read_words(__file__, "shortcodes.txt"))
_LONGEST = 2000
"""Characters of an expression: what opens and does not close within them is text."""

# Printf, Python and brace placeholders. A French “50 % des” must not pass for one.
_PLACEHOLDER = (
    r"%\(\w+\)[#0 +-]*[\d.]*[a-zA-Z]"
    r"|(?<![\d%])(?<!\d[ \u00a0\u202f])%(?:\d+\$)?[+-]?[\d.]*(?:l|ll|h)?[sdiufgxc](?![\w])"
    r"|(?<![\d%])%[sd](?![\w'’])"
    r"|%\{\w+\}|%%[\w.]+%%|\*\|[A-Z][A-Z_:\d]*\|\*"
    r"|\{ ?[\w.$-]*(?:\([^{}()\n]*\))?(?:![rsa])?(?::[^{}\s]*)? ?\}"
)
_ICU = r"\{\s*\w+\s*,\s*(?:plural|select|selectordinal|number|date|time|choice)\b"
_ATTRIBUTE = r"\s+[\w:-]+=(?:\"[^\"]*\"|'[^']*'|[^\s\"'\]]+)"
_SHORTCODE = rf"\[/?(?P<short>[a-z][a-z\d]*(?:[_-][a-z\d]+)*)(?P<attributes>(?:{_ATTRIBUTE})*)\s*(?P<alone>/?)\](?![(:])"
_PATTERN = re.compile(
    rf"(?P<braces>\$?\{{\{{|{_ICU})"
    rf"|\{{%(?:(?!%\}}).){{0,{_LONGEST}}}%\}}|\{{#\s(?:(?!#\}}).){{0,{_LONGEST}}}#\}}|\{{/\*(?:(?!\*/\}}).){{0,{_LONGEST}}}\*/\}}"
    rf"|<%(?:(?!%>).){{0,{_LONGEST}}}%>|<\?(?:php\b|=)(?:(?!\?>).){{0,{_LONGEST}}}\?>|\[%(?:(?!%\]).){{0,{_LONGEST}}}%\]"
    rf"|[$#]\{{[^{{}}\n]{{0,{_LONGEST}}}\}}"
    rf"|{_SHORTCODE}|{_PLACEHOLDER}",
    re.DOTALL,
)


def find_templates(text: str) -> Iterator[tuple[int, int]]:
    r"""Yield where the template expressions of a text begin and end, in order.

    These are ``{{ }}``, ``{% %}``, ``{# #}``, ``<% %>``, ``${ }``, a shortcode in square brackets, ICU messages, and the
    placeholders of printf (``%s``), Python (``%(name)s``) and braces (``{0}``).

    >>> text = "Le {{ a.date.strftime('%A %-d') }}, [gallery ids=\"1,2\"] de %(lieu)s : 50 % des [patients]"
    >>> [text[start:end] for start, end in find_templates(text)]
    ["{{ a.date.strftime('%A %-d') }}", '[gallery ids="1,2"]', '%(lieu)s']
    """
    position = 0
    while found := _PATTERN.search(text, position):
        end = _closing_brace(text, found.start()) if found["braces"] else found.end()
        position = max(end, found.end())
        if end and (found["short"] is None or _is_shortcode(found, text)):
            yield found.start(), end


def without_templates(text: str) -> str:
    """Return what a text says itself, each expression left out.

    >>> without_templates("{% if a %}Oui{% endif %}")
    'Oui'
    """
    out, position = [], 0
    for start, end in find_templates(text):
        out.append(text[position:start])
        position = end
    return "".join(out) + text[position:]


def _is_shortcode(found: re.Match[str], text: str) -> bool:
    """Tell a shortcode from a word that an editor put in brackets: “[elle] a dit”, “[sic]”."""
    name = found["short"]
    if found["attributes"] or found["alone"] or "_" in name or "-" in name or name in _NAMED_SHORTCODES:
        return True
    if found[0].startswith("[/"):
        return True
    if f"[/{name}]" in text[found.end() :]:
        return True
    return len(name) > 3 and not any(simplemma.is_known(name, lang=language) for language in ("fr", "en"))


def _closing_brace(text: str, start: int) -> int:
    """Return where the brace that opens at ``start`` is closed, or 0 where it is not, or not soon."""
    depth = 0
    for index in range(start, min(len(text), start + _LONGEST)):
        depth += {"{": 1, "}": -1}.get(text[index], 0)
        if depth == 0 and text[index] == "}":
            return index + 1
    return 0
