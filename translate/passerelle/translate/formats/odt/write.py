"""Writing OpenDocument texts (.odt): English in the place of the French, all else as it was."""

from collections.abc import Collection, Mapping, Sequence
from io import BytesIO
from typing import IO, Any

from lxml import etree

from passerelle.translate.formats.inline import number_marks, restore_marks
from passerelle.translate.formats.odt.names import name
from passerelle.translate.formats.odt.package import Package, open_package, save_package
from passerelle.translate.formats.odt.places import Place, place_blocks, properties
from passerelle.translate.formats.odt.runs import label_paragraph, paragraph_pieces, replace_paragraph
from passerelle.translate.formats.odt.styles import to_english
from passerelle.translate.text.document import plain_words

_LABEL, _NOTE = "Passerelle_20_French", "Passerelle_20_note"
_LABEL_FORMAT = {name("fo:font-weight"): "bold", name("fo:background-color"): "#ffff00"}
_NOTE_FORMAT = {name("fo:font-style"): "italic"}
_CHANGES = tuple(name(f"text:{own}") for own in ("tracked-changes", "change", "change-start", "change-end"))
_FIRST = frozenset(
    name(own)
    for own in ("text:p", "text:h", "text:list", "text:section", "table:table", "text:table-of-content")
)


def write_odt(
    stream: IO[bytes], source: bytes, targets: Mapping[str, str], french: Collection[str] = ()
) -> None:
    """Write ``source`` to ``stream`` with the blocks named in ``targets`` (by id) replaced.

    Styles, links, pictures, fields, comments and macros stay; tracked changes are accepted where a text is replaced. The
    blocks in ``french`` are labelled.

    Raises:
        DocumentError: as `open_package`.
    """
    package = open_package(source)
    english: dict[str, str] = {}
    # Last first: a note and a text box follow the paragraph that holds them, which is then written with them.
    for place in reversed(place_blocks(package)):
        if place.block.id in french:
            _label(place)
            continue
        target = targets.get(place.block.id, place.block.text)
        if target != place.block.text:
            english[plain_words(place.block.text)] = plain_words(target)
            _replace(place, target)
    if english:
        _follow(package, english)
    save_package(stream, source, package)


def add_paragraphs(source: bytes, head: Sequence[str], end: Sequence[str]) -> bytes:
    """Return a document with lines as paragraphs in italics at its head and end.

    Raises:
        DocumentError: as `open_package`.
    """
    package = open_package(source)
    body = package.body
    _add_style(package.content, _NOTE, _NOTE_FORMAT)
    place = next((index for index, child in enumerate(body) if child.tag in _FIRST), len(body))
    for line in reversed(head):
        body.insert(place, _paragraph(line))
    for line in end:
        body.append(_paragraph(line))
    out = BytesIO()
    save_package(out, source, package)
    return out.getvalue()


def _label(place: Place) -> None:
    if place.styles is not None:
        _add_style(place.paragraph.getroottree().getroot(), _LABEL, _LABEL_FORMAT)
        label_paragraph(place.paragraph, _LABEL)


def _replace(place: Place, target: str) -> None:
    if place.styles is not None:
        tags = number_marks(paragraph_pieces(place.paragraph, place.styles))[1]
        replace_paragraph(place.paragraph, restore_marks(target, tags), place.styles)


def _follow(package: Package, english: Mapping[str, str]) -> None:
    """Let properties and language follow the texts, and tracked changes be accepted."""
    for element, text in [*properties(package)]:
        element.text = english.get(text, element.text)
    _accept_changes(package.body)
    for root in (package.content, package.styles):
        if root is not None:
            to_english(root)


def _accept_changes(body: Any) -> None:
    for change in list(body.iter(*_CHANGES)):
        parent, before = change.getparent(), change.getprevious()
        if change.tail and before is not None:
            before.tail = (before.tail or "") + change.tail
        elif change.tail:
            parent.text = (parent.text or "") + change.tail
        parent.remove(change)


def _add_style(root: Any, style_name: str, properties: Mapping[str, str]) -> None:
    """Add a format for spans to a part, once."""
    styles = root.find(name("office:automatic-styles"))
    if styles is None:
        styles = etree.Element(name("office:automatic-styles"))
        body = root.find(name("office:body"))
        root.insert(len(root) if body is None else root.index(body), styles)
    if any(style.get(name("style:name")) == style_name for style in styles):
        return
    attributes = {name("style:name"): style_name, name("style:family"): "text"}
    style = etree.SubElement(styles, name("style:style"), attributes)
    etree.SubElement(style, name("style:text-properties"), dict(properties))


def _paragraph(line: str) -> Any:
    paragraph = etree.Element(name("text:p"), {name("text:style-name"): "Standard"})
    etree.SubElement(paragraph, name("text:span"), {name("text:style-name"): _NOTE}).text = line
    return paragraph
