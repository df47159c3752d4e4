"""What a page's head says in words: the window's title, and what search engines and social networks show of the page."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from passerelle.glossary.words import read_words
from passerelle.translate.formats.html import linked_data
from passerelle.translate.formats.html.elements import Element, has_words

FEWEST = 4
"""Words: shorter descriptions and window's titles are a site's or a section's name."""

TELLING = 10
"""Characters of a block from which a title that holds it repeats it."""

_TITLES = frozenset(read_words(__file__, "meta-titles.txt"))
_DESCRIPTIONS = frozenset(read_words(__file__, "meta-descriptions.txt"))


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words of the head: the text of ``<title>``, the content of a ``<meta>``, or what ``key`` has in JSON-LD (``value``)."""

    element: Element
    is_title: bool
    key: str = ""
    value: str = ""

    @property
    def text(self) -> str:
        """Return the words in one line."""
        if self.key:
            return flat(linked_data.plain(self.value))
        own = self.element.text if self.element.tag == "title" else self.element.get("content")
        return flat(own or "")

    @property
    def fewest(self) -> int:
        """The words from which a text is told: one for what JSON-LD says, and for what is named a title but no window's."""
        return 1 if self.key or (self.is_title and self.element.tag != "title") else FEWEST

    def write(self, text: str) -> None:
        """Put ``text`` in the place of the words."""
        if self.key:
            linked_data.write_words(self.element, self.key, self.value, text)
        elif self.element.tag == "title":
            self.element.text = text
        else:
            self.element.set("content", text)


def flat(text: str) -> str:
    """Return ``text`` in one line with single spaces."""
    return " ".join(text.split())


def find_spoken(tree: Element) -> Iterator[Spoken]:
    """Yield what the head of a page says in words, in its order, then what its JSON-LD says."""
    for element in tree.iterfind(".//head//*"):
        name = str(element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        if element.tag == "title" or (element.tag == "meta" and name in _TITLES):
            yield Spoken(element, is_title=True)
        elif element.tag == "meta" and name in _DESCRIPTIONS:
            yield Spoken(element, is_title=False)
    for script in linked_data.find_scripts(tree):
        for key, value in [*linked_data.read_words(script)]:
            yield Spoken(script, key in linked_data.TITLES, key, value)


def head_texts(tree: Element, blocks: Collection[str]) -> Iterator[tuple[str, int]]:
    """Yield the texts of the head that none of ``blocks`` says already, each once with its line.

    A site's name at the end of a title is no part of the text.
    """
    said = {flat(text) for text in blocks}
    site = site_name(tree)
    for spoken in find_spoken(tree):
        text = _without_site(spoken.text, site) if spoken.is_title else spoken.text
        repeats = text in said or (
            spoken.is_title and any(len(own) >= TELLING and own in text for own in said)
        )
        if len(text.split()) >= spoken.fewest and has_words(text) and text != site and not repeats:
            said.add(text)
            yield text, spoken.element.sourceline or 0


def site_name(tree: Element) -> str:
    """Return the name of the site as the page gives it, or nothing."""
    metas = tree.iterfind(".//head//meta[@property='og:site_name']")
    return next((flat(meta.get("content") or "") for meta in metas), "")


def _without_site(title: str, site: str) -> str:
    if site:
        return re.sub(rf"\s+[|·•–—-]\s+{re.escape(site)}$", "", title)
    return re.sub(r"\s+[|·•]\s+[^|·•]{1,40}$", "", title)


def follow_in_head(tree: Element, english: Mapping[str, str]) -> None:
    """Write the English of blocks where the head says their French: in titles as a part, in descriptions as the whole.

    ``english`` gives the new text of each French one.
    """
    wholes = {flat(french): flat(text) for french, text in english.items()}
    parts = sorted((french for french in wholes if len(french) >= TELLING), key=len, reverse=True)
    for spoken in find_spoken(tree):
        text = spoken.text
        part = next((french for french in parts if spoken.is_title and french in text), None)
        if text in wholes:
            spoken.write(wholes[text])
        elif part:
            spoken.write(text.replace(part, wholes[part]))
