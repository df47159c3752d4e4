"""Template expressions in a text: what a program, a site generator or a mailing tool puts words into later. Never translated."""

import re
from collections.abc import Iterator
from itertools import islice

from passerelle.glossary import lemmas
from passerelle.glossary.words import read_words

_NAMED_SHORTCODES = frozenset(read_words(__file__, "shortcodes.txt"))
_LONGEST = 2000
"""Characters of an expression: what opens and does not close within them is text."""

_MOST_BRACES = 60
"""Braces within one expression."""

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
_PAIRS = {"{%": "%}", "{#": "#}", "{/*": "*/}", "<%": "%>", "<?": "?>", "[%": "%]"}
_PATTERN = re.compile(
    rf"(?P<braces>\$?\{{\{{|{_ICU})"
    r"|(?P<opening>\{%|\{#(?=\s)|\{/\*|<%|<\?(?=php\b|=)|\[%)"
    r"|[$#]\{[^{}\n]{1,300}\}"
    rf"|{_SHORTCODE}|{_PLACEHOLDER}"
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
        end = _end(found)
        position = end or found.start() + 1
        if end:
            yield found.start(), end


_FORMULA = re.compile(
    r"(?<!\\)\\\([^\n]{1,300}?\\\)|(?<!\\)\\\[.{1,2000}?\\\]|\$\$[^$]{1,2000}\$\$"
    r"|\\begin\{(?P<what>[a-z]+\*?)\}.{1,2000}?\\end\{(?P=what)\}",
    re.DOTALL,
)


def find_formulas(text: str) -> Iterator[tuple[int, int]]:
    r"""Yield where the formulas of TeX in a page begin and end, in order, as MathJax and KaTeX find them.

    >>> text = r"Si \(p < 0,05\), alors $$x_1$$ coûte 5 $."
    >>> [text[start:end] for start, end in find_formulas(text)]
    ['\\(p < 0,05\\)', '$$x_1$$']
    """
    return (found.span() for found in _FORMULA.finditer(text))


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


def _end(found: re.Match[str]) -> int:
    """Return where an expression ends, 0 where it is none after all."""
    text = found.string
    if found["braces"]:
        return _closing_brace(text, found.start())
    if found["opening"]:
        closing = _PAIRS[found["opening"]]
        place = text.find(closing, found.end(), found.end() + _LONGEST)
        return place + len(closing) if place >= 0 else 0
    return found.end() if found["short"] is None or _is_shortcode(found, text) else 0


def _is_shortcode(found: re.Match[str], text: str) -> bool:
    """Tell a shortcode from a word that an editor put in brackets: “[elle] a dit”, “[sic]”."""
    name = found["short"]
    if found["attributes"] or found["alone"] or "_" in name or "-" in name or name in _NAMED_SHORTCODES:
        return True
    if found[0].startswith("[/"):
        return True
    if f"[/{name}]" in text[found.end() :]:
        return True
    return len(name) > 3 and not any(lemmas.is_known(name, lang=language) for language in ("fr", "en"))


_BRACE = re.compile(r"[{}]")


def _closing_brace(text: str, start: int) -> int:
    """Return where the brace that opens at ``start`` is closed, or 0 where it is not, or not soon."""
    last = start + _LONGEST
    if "}" not in text[start:last]:
        return 0
    depth = 0
    for brace in islice(_BRACE.finditer(text, start, last), _MOST_BRACES):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return brace.end()
    return 0
