"""The title of a page, and what stands with it: a kicker above, a standfirst below or above."""

from collections.abc import Iterator, Sequence

from passerelle.glossary.words import read_words
from passerelle.translate.formats.boilerplate import is_article_text
from passerelle.translate.formats.encoding import collapse_spaces
from passerelle.translate.formats.html.elements import Element, element_names, has_words
from passerelle.translate.formats.html.head import site_name
from passerelle.translate.formats.html.runs import Run, block_kind, is_apart, link_share
from passerelle.translate.text.document import BlockKind

_NAMES = frozenset(read_words(__file__, "headline-names.txt"))


def find_title(
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
            rank = (repeated and len(text) > 15, level == 1 and not is_apart(run, None, outside), -index)
            best = max(best or rank, rank)
    return -best[2] if best else None


def belongs_to_title(run: Run) -> bool:
    """Whether the name of an element around a run says that it is a kicker or a standfirst."""
    around = (run.parent, *run.parent.iterancestors(), *run.elements)
    return any(isinstance(each.tag, str) and not _NAMES.isdisjoint(element_names(each)) for each in around)


def find_kickers(
    runs: Sequence[Run], texts: Sequence[str], title: int, outside: set[Element]
) -> Iterator[int]:
    """Yield the indices of what leads up to a title: beside it in one element, or of a name that tells."""
    site = site_name(runs[title].parent.getroottree().getroot())
    for index in range(title - 1, -1, -1):
        run, text = runs[index], texts[index]
        if is_apart(run, None, outside) or not has_words(text) or text == site:
            return
        beside = _is_beside(run, runs[title]) and link_share(run) < 0.5
        if belongs_to_title(run) or (beside and is_article_text(text)):
            yield index
        elif not beside:  # else a date or an author may stand between the kicker and its title
            return


def _is_beside(run: Run, title: Run) -> bool:
    """Whether two runs stand in one element: as its children, or anywhere in the header of an article."""
    if block_kind(run)[0] is not BlockKind.PARAGRAPH:
        return False
    holders = [above for above in title.parent.iterancestors() if above.tag in ("header", "hgroup")]
    if any(holder in run.parent.iterancestors() for holder in holders[:1]):
        return True
    own = title.parent.getparent()
    return run.parent is own or run.parent.getparent() is own


def _metadata_titles(tree: Element) -> Iterator[str]:
    for meta in tree.iter("meta"):
        if (meta.get("property") or meta.get("name") or "").lower() in ("og:title", "twitter:title"):
            yield meta.get("content") or ""
    for element in tree.iter("title"):
        yield element.text or ""
