"""Which elements of HTML are carried whole: code and formulas, what asks not to be translated, passages in another language."""

from collections.abc import Mapping

from passerelle.translate.text.language import guess_language

CODE = frozenset({"code", "kbd", "pre", "samp", "var"})
"""Elements whose content is for machines, or shows what one says."""

_FORMULAS = frozenset({"katex", "math", "mathjax", "mathjax_display", "mwe-math-element"})
_NO_LANGUAGE = frozenset({"", "mul", "und", "x", "zxx"})

Attributes = Mapping[str, str]


def opaque_kind(name: str, attributes: Attributes, text: str = "") -> str:
    """Return the kind of mark for an element that holds ``text`` and is carried whole, or nothing.

    >>> opaque_kind("kbd", {}), opaque_kind("span", {"class": "notranslate"}), opaque_kind("b", {})
    ('code', 'literal', '')
    """
    if name in CODE:
        return "code"
    if not _FORMULAS.isdisjoint(attributes.get("class", "").lower().split()):
        return "math"
    return "literal" if translatable(attributes) is False or foreign_language(attributes, text) else ""


def translatable(attributes: Attributes) -> bool | None:
    """Return what an element says of itself and all it holds; None where it says nothing.

    >>> translatable({"translate": "no"}), translatable({"translate": ""}), translatable({})
    (False, True, None)
    """
    if "notranslate" in attributes.get("class", "").lower().split():
        return False
    asked = attributes.get("translate")
    return None if asked is None else asked.strip().lower() != "no"


def foreign_language(attributes: Attributes, text: str) -> str:
    """Return the language of an element's ``text`` where it says that it is not French, and does not read as French.

    >>> foreign_language({"lang": "en-GB"}, "We must act."), foreign_language({"lang": "fr-CA"}, "")
    ('en', '')
    """
    written = attributes.get("lang") or attributes.get("xml:lang") or ""
    language = written.strip().lower().partition("-")[0]
    if language in _NO_LANGUAGE or language == "fr":
        return ""
    # Word processors put their own language on French text.
    return "" if guess_language(text) == "French" else language
