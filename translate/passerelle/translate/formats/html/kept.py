"""What of a page is not for translation: code, formulas, what asks for it, passages in another language."""

from collections.abc import Collection, Iterator

from passerelle.translate.formats.html.elements import Element, visible_text
from passerelle.translate.formats.opaque import CODE, foreign_language, opaque_kind, translatable

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


def tell_of_kept(
    tree: Element, blocks: Collection[tuple[Element, str]], inline: Collection[Element]
) -> Iterator[str]:
    """Yield what is to be said of texts that stay: ``blocks`` by their element, and elements within what is translated."""
    around = [tree, *tree.iterfind("body")]
    if any(translatable(element.attrib) is False for element in around):
        yield "The page asks not to be translated; it was, since you gave it."
    asked = sum(not is_translatable(element) for element, _ in blocks)
    asked += sum(translatable(element.attrib) is False for element in inline)
    if asked:
        yield f"{_texts(asked)} not to be translated, as the page asks."
    languages = [passage_language(element, text) for element, text in blocks if is_translatable(element)]
    languages += [foreign_language(element.attrib, visible_text(element)) for element in inline]
    if found := [language for language in languages if language]:
        yield f"{_texts(len(found))} in another language ({', '.join(sorted(set(found)))})."


def _texts(count: int) -> str:
    return "1 text stays as it is:" if count == 1 else f"{count} texts stay as they are:"
