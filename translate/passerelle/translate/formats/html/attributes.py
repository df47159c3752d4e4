"""What attributes say in words: of a picture, of a link, in full for an abbreviation, to those who are read to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from passerelle.translate.formats.boilerplate import is_article_text
from passerelle.translate.formats.encoding import collapse_spaces
from passerelle.translate.formats.html.elements import Element, has_words
from passerelle.translate.formats.html.kept import stays
from passerelle.translate.formats.html.runs import Run, inner_elements
from passerelle.translate.text.document import BlockKind

_SPEAKING = ("alt", "title", "aria-label", "aria-description")
_FILE_NAME = re.compile(r"\S*[\d_/.]\S*")


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of an element whose value readers see or hear."""

    element: Element
    name: str

    @property
    def text(self) -> str:
        return collapse_spaces(self.element.get(self.name) or "").strip(" ")

    @property
    def kind(self) -> BlockKind:
        """A picture's text stands for the picture; it is a caption."""
        return BlockKind.CAPTION if self.name == "alt" else BlockKind.ATTRIBUTE


def find_attributes(run: Run, seen: set[Element]) -> Iterator[Attribute]:
    """Yield the attributes to translate of the elements around a run and in it; those ``seen`` are passed over and added to.

    Names of files, labels of the page and what stays as it is are no text.
    """
    around = [
        above for above in (run.parent, *run.parent.iterancestors()) if above.tag not in ("html", "body")
    ]
    for element in (*reversed(around), *inner_elements(run)):
        if element in seen:
            continue
        seen.add(element)
        own = (Attribute(element, name) for name in _SPEAKING if element.get(name))
        yield from (attribute for attribute in own if _is_text(attribute))


def _is_text(attribute: Attribute) -> bool:
    text = attribute.text
    return (
        has_words(text)
        and not _FILE_NAME.fullmatch(text)
        and is_article_text(text)
        and not stays(attribute.element, text)
    )
