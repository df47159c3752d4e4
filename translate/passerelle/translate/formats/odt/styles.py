"""What the styles of an OpenDocument text say: what a paragraph is, and what a reader sees of a run's format."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from passerelle.translate.formats.odt.names import name
from passerelle.translate.text.document import BlockKind

Format = frozenset[tuple[str, str]]
"""Attributes of a format with their values."""

_KINDS = {
    "title": BlockKind.TITLE,
    "caption": BlockKind.CAPTION,
    "quotations": BlockKind.QUOTATION,
    "quote": BlockKind.QUOTATION,
    "block_20_text": BlockKind.QUOTATION,
}
_HEADING = "heading_20_"
_SIMPLE_KINDS = (
    (name("fo:font-weight"), "bold"),
    (name("fo:font-style"), "italic"),
    (name("style:text-underline-style"), "underline"),
    (name("style:text-line-through-style"), "strike"),
)
# Differences that no reader sees: language, the editor's counts, and the fonts of other scripts.
_UNSEEN = ("language", "country", "script", "rsid", "paragraph-rsid", "letter-kerning")
_OTHER_SCRIPTS = ("-asian", "-complex")
_OFF = ("normal", "none")


@dataclass(frozen=True, slots=True)
class _Style:
    parent: str
    level: int
    format: Mapping[str, str]


class Styles:
    """The styles of one part, those that it shares with the others included."""

    def __init__(self, *roots: Any | None) -> None:
        """Take the styles of the parts' trees; of two with one name the last holds."""
        self._styles = {
            (element.get(name("style:family")), element.get(name("style:name")) or ""): _read(element)
            for root in roots
            if root is not None
            for element in root.iter(name("style:style"))
        }

    def kind(self, paragraph: Any) -> tuple[BlockKind, int]:
        """Return a paragraph's kind and level by its style, or the one that it is based on."""
        for style_name, style in self._chain("paragraph", paragraph.get(name("text:style-name")) or ""):
            low = style_name.lower()
            if low in _KINDS:
                return _KINDS[low], 1 if low == "title" else 0
            if low.startswith(_HEADING) and low.removeprefix(_HEADING).isdecimal():
                return BlockKind.HEADING, int(low.removeprefix(_HEADING))
            if style is not None and style.level:
                return BlockKind.HEADING, style.level
        return BlockKind.PARAGRAPH, 0

    def format(self, spans: Iterable[str]) -> Format:
        """Return what a reader sees of spans that stand in each other, the innermost last."""
        seen: dict[str, str] = {}
        for span in spans:
            chain = [style.format for _, style in self._chain("text", span) if style is not None]
            for own in reversed(chain):
                seen |= own
        return frozenset((key, value) for key, value in seen.items() if value not in _OFF)

    def is_bold(self, paragraph: Any, own: Format) -> bool:
        """Whether a paragraph is bold whose runs all have the format ``own``."""
        weight = dict(own).get(name("fo:font-weight"))
        for _, style in self._chain("paragraph", paragraph.get(name("text:style-name")) or ""):
            weight = weight or (style.format.get(name("fo:font-weight")) if style else None)
        return weight not in (None, *_OFF)

    def _chain(self, family: str, style_name: str) -> Iterator[tuple[str, _Style | None]]:
        """Yield a style and those that it is based on."""
        seen: set[str] = set()
        while style_name and style_name not in seen:
            seen.add(style_name)
            style = self._styles.get((family, style_name))
            yield style_name, style
            style_name = style.parent if style else ""


def format_kind(own: Format, base: Format) -> str:
    """Return the name of what a format adds to the base: bold, italic, …, or format for anything else."""
    added = dict(own - base)
    if added.get(name("style:text-position"), "").startswith("super"):
        return "superscript"
    return next((kind for key, kind in _SIMPLE_KINDS if key in added), "format")


def to_english(root: Any) -> None:
    """Make the French of the styles British English, for whoever checks the spelling."""
    for properties in root.iter(name("style:text-properties")):
        if properties.get(name("fo:language")) == "fr":
            properties.set(name("fo:language"), "en")
            properties.set(name("fo:country"), "GB")


def _read(element: Any) -> _Style:
    properties = element.find(name("style:text-properties"))
    level = element.get(name("style:default-outline-level")) or ""
    return _Style(
        element.get(name("style:parent-style-name")) or "",
        int(level) if level.isdecimal() else 0,
        {} if properties is None else dict(_seen(properties)),
    )


def _seen(properties: Any) -> Iterator[tuple[str, str]]:
    for key, value in properties.attrib.items():
        own = key.rpartition("}")[2]
        if own not in _UNSEEN and not own.endswith(_OTHER_SCRIPTS):
            yield key, value
