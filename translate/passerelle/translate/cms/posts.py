"""One page an item: what is published of a feed, or of an export of WordPress, whose articles are wanted one by one."""

import io
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from passerelle.glossary.files import read_bytes, write_atomically
from passerelle.translate.catalog.entry import Entry
from passerelle.translate.cms.notice import add_lines, partial_line
from passerelle.translate.cms.readers import Page
from passerelle.translate.cms.slug import make_slug
from passerelle.translate.cms.told import FEW
from passerelle.translate.formats.articles import LARGEST_FILE
from passerelle.translate.formats.feed.articles import Article, read_articles, write_page
from passerelle.translate.formats.feed.write import write_feed
from passerelle.translate.text.document import Block
from passerelle.translate.text.phrases import counted

Lines = Callable[[Collection[Entry], Sequence[Block]], Sequence[str]]
"""Takes what is shown of an article and all its blocks, and returns what its page says of itself."""


def ready_posts(page: Page) -> tuple[Page, tuple[str, ...]]:
    """Return a page with only those of its articles that are complete, and the names of the others.

    Where none is, the page comes back as it is.
    """
    blocks = [block for block in page.document.blocks if block.article]
    incomplete = dict.fromkeys(block.article for block in blocks if block.id not in page.entries)
    whole = tuple(block for block in blocks if block.article not in incomplete)
    entries = {block.id: page.entries[block.id] for block in whole}
    if not whole:
        return page, ()
    return Page(replace(page.document, blocks=whole), entries, ()), tuple(incomplete)


def write_posts(folder: Path, page: Page, source: Path, lines: Lines) -> None:
    """Write a page for each article of the feed at ``source`` of which ``page`` shows anything, named after its title.

    Raises:
        FileError: the feed cannot be read, or a page cannot be written.
    """
    french = read_bytes(source, limit=LARGEST_FILE)
    whole = io.BytesIO()
    targets = {name: entry.target for name, entry in page.entries.items()}
    missing = {block.id for block in page.document.blocks if block.id not in targets}
    write_feed(whole, french, targets, missing)
    taken: Counter[str] = Counter()
    for article in read_articles(french, whole.getvalue()):
        own = [block for block in page.document.blocks if block.article == article.name]
        shown = [page.entries[block.id] for block in own if block.id in page.entries]
        if shown:
            head = [partial_line(len(own) - len(shown), len(own))] if len(shown) < len(own) else []
            with write_atomically(folder / f"{_file_name(article, taken)}.en.html", binary=True) as stream:
                stream.write(add_lines(write_page(article), "html", head, lines(shown, own)))


def told_of_incomplete(document: str, names: Sequence[str]) -> Iterator[str]:
    """Say which articles were not written."""
    if not names:
        return
    first = ", ".join(f"“{name}”" for name in names[:FEW])
    more = ", …" if len(names) > FEW else ""
    verb = "is" if len(names) == 1 else "are"
    yield (
        f"{counted(len(names), 'article')} of {document} {verb} not written, since texts are missing in English: {first}{more}."
        " Make them ready in the review sheet, then publish again, or use --partial."
    )


def _file_name(article: Article, taken: Counter[str]) -> str:
    slug = make_slug(article.title or article.name) or "article"
    taken[slug] += 1
    return f"{slug}-{taken[slug]}" if taken[slug] > 1 else slug
