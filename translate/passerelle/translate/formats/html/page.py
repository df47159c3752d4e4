"""A saved page's tree: its runs of inline text, and which of them are the article.

A run is text with inline elements between two block elements. Only runs become blocks, so every block has a place
in the tree where its English can be put.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree, html

from passerelle.translate.formats.boilerplate import Line, find_content
from passerelle.translate.formats.encoding import Decoded, collapse_spaces, decode_text, strip_controls
from passerelle.translate.formats.furniture import ends_with_full_stop
from passerelle.translate.formats.html.elements import (
    ATOMIC,
    INLINE,
    Element,
    has_words,
    is_outside,
    visible_text,
)
from passerelle.translate.formats.html.kept import stays, tell_of_kept
from passerelle.translate.text.document import BlockKind, DocumentError
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
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_SECTIONS = frozenset({"body", "main", "article", "section", "div", "td", "center"})


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


@dataclass(frozen=True, slots=True)
class Page:
    """The runs of a page's article in reading order, its title among them, and the texts outside it.

    ``warnings`` tell what in the article is not for translation.
    """

    runs: tuple[Run, ...]
    title: Run | None
    left_out: tuple[str, ...]
    warnings: tuple[str, ...] = ()


def open_page(source: bytes) -> tuple[Element, Decoded]:
    """Return the tree of a page and its text as decoded.

    Raises:
        DocumentError: the file is empty or binary.
    """
    decoded = decode_text(source, _declared_encoding(source))
    return _parse(decoded.text), decoded


def find_page(tree: Element) -> Page:
    """Return the article of a page; a page without prose has no runs."""
    body = tree.find("body")
    runs = [run for run in find_runs(body if body is not None else tree) if has_content(run)]
    texts = [run.text for run in runs]
    outside = _outside_elements(tree, runs, texts)
    weights = [
        0 if _is_apart(run, None, outside) else _prose_weight(run, text)
        for run, text in zip(runs, texts, strict=True)
    ]
    root = _find_root(runs, weights, tree)
    kept = {index for index, run in enumerate(runs) if stays(run.parent, texts[index])}
    title = _find_title(tree, runs, texts, outside, kept)
    article = _choose(runs, texts, title, root, outside)
    chosen = article - kept
    inline = [part for index in chosen for part in inner_elements(runs[index])]
    kept_here = [(runs[index].parent, texts[index]) for index in sorted(article & kept)]
    left_out = [text for index, text in enumerate(texts) if index not in chosen and has_words(text)]
    return Page(
        tuple(run for index, run in enumerate(runs) if index in chosen),
        runs[title] if title is not None else None,
        tuple(left_out),
        tuple(tell_of_kept(tree, kept_here, inline)),
    )


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
    """Whether a run holds words or images."""
    return has_words(run.text) or bool(inner_elements(run, "img"))


def _declared_encoding(source: bytes) -> str:
    found = _XML_ENCODING.search(source[:200]) or _META_CHARSET.search(source[:4096])
    return found[1].decode("ascii") if found else ""


def _parse(text: str) -> Element:
    markup = _XML_DECLARATION.sub("", text)
    parser = html.HTMLParser(huge_tree=True, no_network=True)
    try:
        return html.document_fromstring(markup, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise DocumentError("holds no text to translate.") from error


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


def _outside_elements(tree: Element, runs: Sequence[Run], texts: Sequence[str]) -> set[Element]:
    """Return the elements that are part of the page by their names, unless nearly all prose stands in them."""
    prose: dict[Element, int] = {}
    total = 0
    for run, text in zip(runs, texts, strict=True):
        words = _prose_weight(run, text)
        total += words
        for element in (run.parent, *run.parent.iterancestors()) if words else ():
            prose[element] = prose.get(element, 0) + words
    named = (element for element in tree.iter() if isinstance(element.tag, str) and is_outside(element))
    return {element for element in named if not total or prose.get(element, 0) <= 0.8 * total}


def _is_apart(run: Run, root: Element | None, outside: set[Element]) -> bool:
    """Whether an element between a run and the article's root sets it apart."""
    for element in (run.parent, *run.parent.iterancestors()):
        if element is root:
            return False
        if element in outside:
            return True
    return False


def _link_share(run: Run) -> float:
    text = run.text
    links = (
        [run.parent] if any(above.tag == "a" for above in (run.parent, *run.parent.iterancestors())) else []
    )
    if links or not text:
        return 1.0
    found = inner_elements(run, "a")
    return sum(len(collapse_spaces(visible_text(link)).strip(" ")) for link in found) / len(text)


def _prose_weight(run: Run, text: str) -> int:
    words = len(text.split())
    if words < 12 or not (ends_with_full_stop(text) or words >= 35):
        return 0
    return words if _link_share(run) < 0.5 else 0


def _section(run: Run) -> Element:
    return next((e for e in (run.parent, *run.parent.iterancestors()) if e.tag in _SECTIONS), run.parent)


def _find_root(runs: Sequence[Run], weights: Sequence[int], tree: Element) -> Element:
    """Return the element that holds the article: the deepest one with most of the page's prose, or its ``<article>``."""
    weight: dict[Element, int] = {}
    for run, words in zip(runs, weights, strict=True):
        section = _section(run)
        for element in (section, *section.iterancestors()) if words else ():
            weight[element] = weight.get(element, 0) + words
    root = tree
    while True:
        best = max(
            (child for child in root if child in weight), key=lambda child: weight[child], default=None
        )
        if best is None or weight[best] < 0.6 * sum(weights):
            break
        root = best
    named = (
        e for e in (root, *root.iterancestors()) if e.tag == "article" or e.get("itemprop") == "articleBody"
    )
    return next(named, root)


def _find_title(
    tree: Element, runs: Sequence[Run], texts: Sequence[str], outside: set[Element], kept: set[int]
) -> int | None:
    """Return the index of the title: the ``<h1>``, or heading, that the page's own metadata repeats."""
    known = [collapse_spaces(text).strip(" ").casefold() for text in _metadata_titles(tree)]
    best: tuple[int, int, int] | None = None
    for index, (run, text) in enumerate(zip(runs, texts, strict=True)):
        kind, level = block_kind(run)
        if kind is not BlockKind.HEADING or not has_words(text) or index in kept:
            continue
        repeated = any(title.startswith(text.casefold()) for title in known)
        if level == 1 or (repeated and level == 2):
            rank = (repeated and len(text) > 15, level == 1 and not _is_apart(run, None, outside), -index)
            best = max(best or rank, rank)
    return -best[2] if best else None


def _metadata_titles(tree: Element) -> Iterator[str]:
    for meta in tree.iter("meta"):
        if (meta.get("property") or meta.get("name") or "").lower() in ("og:title", "twitter:title"):
            yield meta.get("content") or ""
    for element in tree.iter("title"):
        yield element.text or ""


def _choose(
    runs: Sequence[Run], texts: Sequence[str], title: int | None, root: Element, outside: set[Element]
) -> set[int]:
    """Return the indices of the article's runs: from the title to the end of the root, furniture left out."""
    within = [index for index, run in enumerate(runs) if root in (run.parent, *run.parent.iterancestors())]
    if not within:
        return set()
    start = title if title is not None and title <= within[-1] else within[0]
    inside = [
        index
        for index in range(start, within[-1] + 1)
        if index != title and not _is_apart(runs[index], root, outside)
    ]
    lines = [_line(runs[index], texts[index]) for index in inside]
    chosen = {inside[place] for place in find_content(lines)}
    return chosen | {title} if title is not None else chosen


def _line(run: Run, text: str) -> Line:
    kind, _ = block_kind(run)
    item = kind is BlockKind.LIST_ITEM
    link = item and _link_share(run) > 0.9
    fixed = kind is BlockKind.TABLE_CELL or (item and not link)
    return Line(text, bullet=item, link=link, fixed=fixed)
