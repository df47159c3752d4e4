"""What of a page is not for translation: code, formulas, what asks for it, passages in another language."""

from collections.abc import Iterable, Iterator

from passerelle.translate.formats.html.elements import Element, visible_text
from passerelle.translate.formats.opaque import CODE, foreign_language, opaque_kind, translatable
from passerelle.translate.text.document import Left, Why, left

_PAGE = frozenset({"html", "body"})
_WHOLE = _PAGE | {"main", "article"}


def stays(element: Element, text: str) -> bool:
    """Whether a ``text`` in a block element is not for translation; of two elements around it the inner one is obeyed."""
    return is_code(element) or not is_translatable(element) or bool(passage_language(element, text))


def is_code(element: Element) -> bool:
    """Whether an element is code or a formula, or stands in one."""
    around = (element, *element.iterancestors())
    return any(above.tag in CODE or opaque_kind(above.tag, above.attrib) == "math" for above in around)


def is_translatable(element: Element) -> bool:
    """Whether nothing around an element asks to leave it alone. A page as a whole speaks to browsers only."""
    around = (above for above in (element, *element.iterancestors()) if above.tag not in _PAGE)
    return next((said for above in around if (said := translatable(above.attrib)) is not None), True)


def passage_language(element: Element, text: str) -> str:
    """Return the language that the nearest element gives a ``text``, where it is not French.

    What an element says that may hold the whole article is not believed: templates are copied from other languages.
    """
    for above in (element, *element.iterancestors()):
        if above.tag not in _WHOLE and above.get("lang"):
            return foreign_language(above.attrib, text)
    return ""


def find_left(blocks: Iterable[tuple[Element, str]], inline: Iterable[Element]) -> Iterator[Left]:
    """Yield what stays and why: ``blocks``, each a text in its element, and of the elements within other texts those that stay.

    Code within a sentence is part of it, and not told.
    """
    for element, text in blocks:
        why = Why.CODE if is_code(element) else Why.LANGUAGE if is_translatable(element) else Why.MARKED
        yield left(element.sourceline or 0, why, text)
    for element in inline:
        text = visible_text(element)
        if translatable(element.attrib) is False:
            yield left(element.sourceline or 0, Why.MARKED, text)
        elif foreign_language(element.attrib, text):
            yield left(element.sourceline or 0, Why.LANGUAGE, text)


def asks_to_stay(tree: Element) -> bool:
    """Whether a page as a whole asks browsers not to translate it."""
    return any(translatable(element.attrib) is False for element in (tree, *tree.iterfind("body")))
