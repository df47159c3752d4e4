"""What version 3 demands of an entry: a sentence for everything that is wrong, with its line.

The core structure is that of `TBXcoreStructV03.rng`; where the dialect is known, its categories are held to their places.
Version 2 had a file of its own (XCS) for that, and the tools that wrote it differ: it is read as it comes.
"""

from collections.abc import Iterator

from passerelle.glossary.formats.tbx.categories import CATEGORIES, CORE, DIALECTS
from passerelle.glossary.formats.tbx.node import Node

Fault = tuple[int, str]

_NOTES = frozenset({"note", "ref", "xref"})
_ADMIN = frozenset({"admin", "adminGrp"})
_AROUND = _NOTES | _ADMIN | {"descrip", "descripGrp", "transacGrp"}
_INLINE = frozenset({"ec", "foreign", "hi", "ph", "sc"})
_INSIDE = {
    "conceptEntry": _AROUND | {"langSec"},
    "langSec": _AROUND | {"termSec"},
    "termSec": _AROUND | {"term", "termNote", "termNoteGrp"},
    "termNoteGrp": _NOTES | _ADMIN | {"termNote", "transacGrp"},
    "descripGrp": _NOTES | _ADMIN | {"descrip", "descripNote", "transacGrp"},
    "adminGrp": _NOTES | {"admin", "adminNote"},
    "transacGrp": _NOTES | {"transac", "transacNote", "date"},
    "term": frozenset({"hi"}),
}
"""The elements that each may hold; those that are not named hold text with inline elements."""
_NEEDED = {"conceptEntry": "langSec", "langSec": "termSec", "termSec": "term", "term": "", "transacGrp": ""}
"""The elements that need content, and which of theirs they cannot do without."""
_TYPED = frozenset(
    {"admin", "adminNote", "descrip", "descripNote", "ref", "termNote", "transac", "transacNote", "xref"}
)


def root_faults(root: Node) -> Iterator[Fault]:
    """Yield what is wrong with the root of a file of version 3."""
    if root.attributes["xmlns"] != CORE:
        yield root.line, f"the root is not in the namespace {CORE}."
    if not root.attributes.get("type", "").startswith("TBX-"):
        yield root.line, "the root names no dialect; its type should be one as TBX-Basic."
    if root.attributes.get("style") not in ("dca", "dct"):
        yield root.line, "the root names no style; it should be dca or dct."
    if "xml:lang" not in root.attributes:
        yield root.line, "the root has no xml:lang."


def entry_faults(entry: Node, dialect: str, style: str) -> Iterator[Fault]:
    """Yield everything that is wrong with an entry of version 3, in its order."""
    if not entry.attributes.get("id"):
        yield entry.line, "the concept has no id."
    yield from _node_faults(entry, "conceptEntry", dialect, style)


def _node_faults(node: Node, level: str, dialect: str, style: str) -> Iterator[Fault]:
    allowed = _INSIDE.get(node.name, _INLINE)
    yield from _shape_faults(node)
    for child in node.children:
        below = child.name if child.name in ("langSec", "termSec") else level
        if child.foreign:
            if style == "dca":
                yield child.line, f"<{child.name}> is of the style dct in a file of the style dca."
        elif child.name in _TYPED and style == "dct":
            yield child.line, f"<{child.name}> is of the style dca in a file of the style dct."
        elif child.name not in allowed:
            yield child.line, f"<{child.name}> may not stand in <{node.name}>."
            continue
        if child.foreign or child.name in _TYPED:
            yield from _category_faults(child, below, dialect)
        if child.children or child.name in _NEEDED:
            yield from _node_faults(child, below, dialect, style)


def _shape_faults(node: Node) -> Iterator[Fault]:
    """Yield what an element lacks, or has in the wrong order."""
    if node.name not in _NEEDED:
        return
    names = [child.name for child in node.children]
    needed = _NEEDED[node.name]
    if needed and needed not in names:
        yield node.line, f"<{node.name}> has no <{needed}>."
    elif needed == "term" and (names[0] != "term" or names.count("term") > 1):
        yield node.line, "<termSec> should begin with its one <term>."
    elif needed in ("langSec", "termSec") and set(names[names.index(needed) :]) != {needed}:
        yield node.line, f"<{node.name}> holds something after its first <{needed}> that should stand before."
    if node.name == "langSec" and "xml:lang" not in node.attributes:
        yield node.line, "<langSec> has no xml:lang."
    if node.name == "term" and not node.text:
        yield node.line, "<term> is empty."
    if node.name == "transacGrp" and len(names) == names.count("date"):
        yield node.line, "<transacGrp> says no transaction."


def _category_faults(node: Node, level: str, dialect: str) -> Iterator[Fault]:
    """Yield what is wrong with a data category, as far as the dialect is known."""
    if not node.foreign and not node.attributes.get("type"):
        yield node.line, f"<{node.name}> has no type."
    elif dialect in DIALECTS:
        category = CATEGORIES.get(node.category)
        if category is None or node.category not in DIALECTS[dialect]:
            yield node.line, f"“{node.category}” is no data category of {dialect}."
        elif not node.foreign and node.name != category.element:
            yield node.line, f"“{node.category}” belongs in <{category.element}>, not <{node.name}>."
        elif level not in category.levels:
            wanted = " or ".join(sorted(category.levels))
            yield node.line, f"“{node.category}” may stand in <{wanted}> only, not in <{level}>."
        elif category.values and node.text not in category.values:
            wanted = ", ".join(sorted(category.values))
            yield node.line, f"“{node.text}” is no value of {node.category}; there are {wanted}."
