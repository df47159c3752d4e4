"""What a reader of another program's glossary gives: concepts with their lines, and what is wrong or was left out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import NamedTuple

from passerelle.glossary.concept import Concept
from passerelle.glossary.errors import GlossaryError
from passerelle.glossary.keys import slug


class Item(NamedTuple):
    """A concept and the line, row or entry (counted from 1) on which it begins."""

    line: int
    concept: Concept


ATTRIBUTES = frozenset(each.name for each in fields(Concept))
"""Every attribute of a concept, for formats that have a place for all of them."""


@dataclass(frozen=True, slots=True)
class Imported:
    """The concepts of a file.

    ``known`` are the attributes of `Concept` that the file has a place for: of the others it says nothing, and what the user's own
    glossary says of them stays. Without ``"id"`` among them, ids were made up, and concepts are known by their French.
    ``errors`` make the file unusable, ``remarks`` tell what was left out or looks wrong; both carry the path and the line.
    ``base`` are the concepts as they were when the file was written, where it keeps that: what was not changed since then says nothing.
    """

    items: tuple[Item, ...]
    known: frozenset[str] = ATTRIBUTES
    errors: tuple[GlossaryError, ...] = ()
    remarks: tuple[GlossaryError, ...] = ()
    base: tuple[Concept, ...] = field(default=())


def number_ids(items: Iterable[Item]) -> Iterator[Item]:
    """Yield items with ids made of the letters of their French, each once: for formats that have none."""
    given: dict[str, int] = {}
    for item in items:
        stem = slug(item.concept.source)
        number = given.get(stem, 0) + 1
        while number > 1 and f"{stem}-{number}" in given:
            number += 1
        given[stem] = number
        name = stem if number == 1 else f"{stem}-{number}"
        given.setdefault(name, 1)
        yield item._replace(concept=replace(item.concept, id=name))


def refuse_doubles(items: Sequence[Item], path: object = None) -> tuple[GlossaryError, ...]:
    """Return an error for every concept whose id stood before, with both lines."""
    first: dict[str, int] = {}
    return tuple(
        GlossaryError(
            f"the id “{concept.id}” stands twice, first in line {before}; rename one.", path=path, line=line
        )
        for line, concept in items
        if (before := first.setdefault(concept.id, line)) != line
    )
