"""What a format has no place for, counted, so that an export can tell what it leaves out."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from passerelle.glossary.concept import Concept
from passerelle.glossary.formats.tsv import HEADERS, SCHEMA, format_concept

_SILENT = Concept("", "", "", "")


def count_left(concepts: Iterable[Concept], keeps: Collection[str]) -> Mapping[str, int]:
    """Return by column in how many concepts it says something that is lost; ``keeps`` are the attributes a format has.

    >>> count_left([Concept("a", "mot", "word", "d", note="n", cues=("c",))], {"source", "target", "note"})
    {'cues': 1}
    """
    lost = [column.header for column in SCHEMA if column.attribute not in {*keeps, "id"}]
    silent = format_concept(_SILENT, HEADERS)
    usual = dict(zip(HEADERS, silent, strict=True))
    counts = Counter[str]()
    for concept in concepts:
        said = zip(lost, format_concept(concept, lost), strict=True)
        counts.update(header for header, text in said if text != usual[header])
    return {header: counts[header] for header in lost if counts[header]}


def count_deprecated(concepts: Iterable[Concept]) -> Mapping[str, int]:
    """Return how many concepts bind nothing, for formats that could not tell them from the others."""
    count = sum(not concept.binding for concept in concepts)
    return {"deprecated concepts": count} if count else {}


def leaves_nothing(_: Iterable[Concept]) -> Mapping[str, int]:
    """Return nothing: for formats that have a place for everything."""
    return {}
