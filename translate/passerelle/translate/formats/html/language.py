"""What a page says of its language, made English: to browsers, social networks and search engines."""

import re

from passerelle.translate.formats.html.elements import Element
from passerelle.translate.formats.html.linked_data import find_scripts

_FRENCH = re.compile(r"fr(?:([-_])[A-Za-z]{2,3})?", re.IGNORECASE)
_METAS = frozenset(
    {"content-language", "dc.language", "dcterms.language", "inlanguage", "language", "og:locale"}
)
_IN_LANGUAGE = re.compile(r'("inLanguage"\s*:\s*)("[^"\\]*"|\[[^\[\]{}]*\]|\{[^{}]*\})')
_NAME = re.compile(r'"(?:French|Français)"', re.IGNORECASE)
_CODE = re.compile(r'"(fr(?:[-_][A-Za-z]{2,3})?)"', re.IGNORECASE)


def declare_english(tree: Element) -> None:
    """Say that a page is English wherever its French said so of itself; what leads to other languages stays."""
    tree.set("lang", "en")
    for name in ("{http://www.w3.org/XML/1998/namespace}lang", "xml:lang"):
        if name in tree.attrib:
            tree.set(name, "en")
    for meta in tree.iter("meta"):
        names = (meta.get(name) or "" for name in ("property", "name", "itemprop", "http-equiv"))
        if any(name.lower() in _METAS for name in names):
            meta.set("content", english_code(meta.get("content") or ""))
    for script in find_scripts(tree):
        script.text = _IN_LANGUAGE.sub(_in_english, script.text or "")


def speak_english(element: Element) -> None:
    """Say of whatever holds a translated text that it is English."""
    for around in (element, *element.iterancestors()):
        if _FRENCH.fullmatch(around.get("lang") or ""):
            around.set("lang", "en")


def english_code(code: str) -> str:
    """Return a code of French as one of English; others as they are.

    >>> english_code("fr"), english_code("fr_FR"), english_code("fr-CA"), english_code("nl-BE")
    ('en', 'en_GB', 'en-GB', 'nl-BE')
    """
    found = _FRENCH.fullmatch(code.strip())
    return code if found is None else f"en{found[1]}GB" if found[1] else "en"


def _in_english(found: re.Match[str]) -> str:
    said = _CODE.sub(lambda code: f'"{english_code(code[1])}"', found[2])
    return found[1] + _NAME.sub('"English"', said)
