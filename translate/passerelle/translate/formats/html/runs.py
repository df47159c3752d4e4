"""The runs of a page: text with inline elements between two block elements.

Only runs become blocks, so every block has a place in the tree where its English can be put.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from passerelle.translate.formats.encoding import collapse_spaces, strip_controls
from passerelle.translate.formats.html.elements import ATOMIC, INLINE, Element, has_words, visible_text
from passerelle.translate.text.document import BlockKind
from passerelle.translate.text.typography import strip_unseen

_KINDS = {
    **{f"h{level}": BlockKind.HEADING for level in range(1, 7)},
    "li": BlockKind.LIST_ITEM,
    "dt": BlockKind.LIST_ITEM,
    "dd": BlockKind.LIST_ITEM,
    "blockquote": BlockKind.QUOTATION,
    "figcaption": BlockKind.CAPTION,
    "caption": BlockKind.CAPTION,
    "td": BlockKind.TABLE_CELL,
    "th": BlockKind.TABLE_CELL,
}


@dataclass(slots=True)
class Run:
    """Inline content of ``parent``: the text after ``before`` (or at its start) and ``elements`` with their tails."""

    parent: Element
    before: Element | None = None
    elements: list[Element] = field(default_factory=list)

    @property
    def lead(self) -> str:
        return (self.parent.text if self.before is None else self.before.tail) or ""

    @property
    def text(self) -> str:
        parts = [self.lead]
        for element in self.elements:
            parts += [visible_text(element), element.tail or ""]
        return collapse_spaces(strip_unseen(strip_controls("".join(parts)))).strip(" ")

    @property
    def line(self) -> int:
        return (self.before if self.before is not None else self.parent).sourceline or 0


def find_runs(root: Element) -> Iterator[Run]:
    """Yield all runs under ``root`` in document order, empty ones too."""
    containers = _containers(root)
    open_runs: list[Run] = []
    walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        if element is not root and element not in containers:
            if event in ("start", "comment", "pi"):
                open_runs[-1].elements.append(element)
            if event == "start":
                walker.skip_subtree()
        elif event == "start":
            if open_runs:
                yield open_runs[-1]
            open_runs.append(Run(element))
        elif event == "end":
            yield open_runs.pop()
            if open_runs:
                open_runs[-1] = Run(open_runs[-1].parent, before=element)


def block_kind(run: Run) -> tuple[BlockKind, int]:
    """Return the kind of a run by the nearest element that tells, and its level."""
    for element in (run.parent, *run.parent.iterancestors()):
        kind = _KINDS.get(element.tag)
        if kind is BlockKind.HEADING:
            return kind, int(element.tag[1])
        if kind is BlockKind.LIST_ITEM:
            return kind, sum(above.tag in ("ul", "ol", "dl") for above in element.iterancestors())
        if kind is not None:
            return kind, 0
    return BlockKind.PARAGRAPH, 0


def inner_elements(run: Run, *names: str) -> list[Element]:
    """Return the elements of a run, those of these ``names`` only where some are given."""
    return [
        inner
        for element in run.elements
        if isinstance(element.tag, str)
        for inner in element.iter(*names)
        if isinstance(inner.tag, str)
    ]


def has_content(run: Run) -> bool:
    """Whether a run holds words, images, or what else may speak by its attributes."""
    return has_words(run.text) or bool(
        inner_elements(run, "audio", "iframe", "img", "object", "svg", "video")
    )


def _containers(root: Element) -> set[Element]:
    """Return the elements that are blocks or hold one."""
    containers = {root}
    walker = etree.iterwalk(root, events=("start",))
    for _, element in walker:
        if element.tag in ATOMIC:
            walker.skip_subtree()
        elif isinstance(element.tag, str) and element.tag not in INLINE:
            containers.add(element)
            for above in element.iterancestors():
                if above in containers:
                    break
                containers.add(above)
    return containers


def is_apart(run: Run, root: Element | None, outside: set[Element]) -> bool:
    """Whether an element between a run and the article's root sets it apart."""
    for element in (run.parent, *run.parent.iterancestors()):
        if element is root:
            return False
        if element in outside:
            return True
    return False


def link_share(run: Run) -> float:
    """Return how much of a run's text is links, 0 to 1."""
    text = run.text
    links = (
        [run.parent] if any(above.tag == "a" for above in (run.parent, *run.parent.iterancestors())) else []
    )
    if links or not text:
        return 1.0
    found = inner_elements(run, "a")
    return sum(len(collapse_spaces(visible_text(link)).strip(" ")) for link in found) / len(text)
