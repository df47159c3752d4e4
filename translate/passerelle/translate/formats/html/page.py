"""A saved page's tree, and which of its runs of inline text are the article."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree, html

from passerelle.translate.formats.boilerplate import Line, find_content
from passerelle.translate.formats.encoding import Decoded, decode_text
from passerelle.translate.formats.furniture import ends_with_full_stop
from passerelle.translate.formats.html.elements import (
    Element,
    has_words,
    is_outside,
)
from passerelle.translate.formats.html.headline import belongs_to_title, find_kickers, find_title
from passerelle.translate.formats.html.kept import find_left, stays
from passerelle.translate.formats.html.runs import (
    Run,
    block_kind,
    find_runs,
    has_content,
    inner_elements,
    is_apart,
    link_share,
)
from passerelle.translate.text.document import BlockKind, DocumentError, Left

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_SECTIONS = frozenset({"body", "main", "article", "section", "div", "td", "center"})


@dataclass(frozen=True, slots=True)
class Page:
    """The runs of a page's article in reading order, its title among them, and the texts outside it.

    ``left`` is what in the article is not for translation.
    """

    runs: tuple[Run, ...]
    title: Run | None
    left_out: tuple[str, ...]
    left: tuple[Left, ...] = ()


DEEPEST = 512
"""Elements within each other, as many as browsers keep apart: looking upwards from each of many more takes for ever."""


def open_page(source: bytes) -> tuple[Element, Decoded]:
    """Return the tree of a page and its text as decoded.

    Raises:
        DocumentError: the file is empty or binary, or its elements are nested more than `DEEPEST`.
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
        0 if is_apart(run, None, outside) else _prose_weight(run, text)
        for run, text in zip(runs, texts, strict=True)
    ]
    root = _find_root(runs, weights, tree)
    kept = {index for index, run in enumerate(runs) if stays(run.parent, texts[index])}
    title = find_title(tree, runs, texts, outside, kept)
    article = _choose(runs, texts, title, root, outside)
    chosen = article - kept
    inline = [part for index in chosen for part in inner_elements(runs[index])]
    kept_here = [(runs[index].parent, texts[index]) for index in sorted(article & kept)]
    left_out = [text for index, text in enumerate(texts) if index not in article and has_words(text)]
    return Page(
        tuple(run for index, run in enumerate(runs) if index in chosen),
        runs[title] if title is not None else None,
        tuple(left_out),
        tuple(sorted(find_left(kept_here, inline), key=lambda each: each.line)),
    )


def _declared_encoding(source: bytes) -> str:
    found = _XML_ENCODING.search(source[:200]) or _META_CHARSET.search(source[:4096])
    return found[1].decode("ascii") if found else ""


def _parse(text: str) -> Element:
    markup = _XML_DECLARATION.sub("", text)
    parser = html.HTMLParser(huge_tree=True, no_network=True)
    try:
        tree = html.document_fromstring(markup, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise DocumentError("holds no text to translate.") from error
    if _is_deeper(tree, DEEPEST):
        raise DocumentError(
            f"has elements within elements, {DEEPEST} and more deep, as no browser shows them; save the page again."
        )
    return tree


def _is_deeper(tree: Element, limit: int) -> bool:
    depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > limit:
            return True
    return False


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


def _prose_weight(run: Run, text: str) -> int:
    words = len(text.split())
    if words < 12 or not (ends_with_full_stop(text) or words >= 35):
        return 0
    return words if link_share(run) < 0.5 else 0


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


def _choose(
    runs: Sequence[Run], texts: Sequence[str], title: int | None, root: Element, outside: set[Element]
) -> set[int]:
    """Return the indices of the article's runs: from the title, or what leads up to it, to the end of the root.

    Furniture is left out.
    """
    within = [index for index, run in enumerate(runs) if root in (run.parent, *run.parent.iterancestors())]
    if not within:
        return set()
    start = title if title is not None and title <= within[-1] else within[0]
    inside = [
        index
        for index in range(start, within[-1] + 1)
        if index != title and not is_apart(runs[index], root, outside)
    ]
    lines = [_line(runs[index], texts[index]) for index in inside]
    chosen = {inside[place] for place in find_content(lines)}
    return chosen | {title, *find_kickers(runs, texts, title, outside)} if title is not None else chosen


def _line(run: Run, text: str) -> Line:
    kind, _ = block_kind(run)
    item = kind is BlockKind.LIST_ITEM
    link = item and link_share(run) > 0.9
    own = run.parent.tag in ("cite", "footer", "summary") or belongs_to_title(run)
    fixed = kind is BlockKind.TABLE_CELL or (item and not link) or own
    return Line(text, bullet=item, link=link, fixed=fixed)
