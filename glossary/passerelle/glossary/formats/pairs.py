"""Concepts as lists of French forms with their English, which is all that many programs have."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from passerelle.glossary.concept import Concept
from passerelle.glossary.formats.comments import format_comment, parse_comment
from passerelle.glossary.formats.imported import Item, number_ids

PAIRED = frozenset(("domain", "source", "source_variants", "abbreviations", "target", "short"))
"""The attributes that forms with one English each tell."""


class Entry(NamedTuple):
    """A French form, the English for it, the preferred one first, and a remark; ``line`` is where it stands."""

    line: int
    source: str
    targets: tuple[str, ...]
    comment: str = ""


def list_entries(concepts: Iterable[Concept]) -> Iterator[Entry]:
    """Yield the forms of concepts that bind a translation: the preferred term, its variants, its abbreviations."""
    for concept in concepts:
        if concept.binding:
            comment = format_comment(concept)
            targets = (concept.target, *concept.target_variants)
            for form in dict.fromkeys(concept.source_terms):
                yield Entry(0, form, targets, comment)
            for form in concept.abbreviations:
                if form not in concept.source_terms:
                    yield Entry(0, form, (concept.short,) if concept.short else targets, comment)


def join_entries(entries: Iterable[Entry], domain: str) -> tuple[Item, ...]:
    """Return concepts, the inverse of `list_entries`: entries in a row that say the same of several forms are one.

    An abbreviation belongs to the term before it, though its English be a short form.
    """
    return tuple(number_ids(join_group(group, domain) for group in _group(entries)))


def gather_targets(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield one entry for those in a row that have the same form and remark, with the English of all."""
    last: Entry | None = None
    for entry in entries:
        if last and (entry.source, entry.comment) == (last.source, last.comment):
            last = last._replace(targets=tuple(dict.fromkeys((*last.targets, *entry.targets))))
            continue
        if last:
            yield last
        last = entry
    if last:
        yield last


def _group(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    group: list[Entry] = []
    for entry in entries:
        if group and not _belongs(entry, group):
            yield group
            group = []
        group.append(entry)
    if group:
        yield group


def _belongs(entry: Entry, group: list[Entry]) -> bool:
    first, last = group[0], group[-1]
    if entry.comment != first.comment:
        return False
    if not looks_short(last.source) or last is first:
        return entry.targets == first.targets or _abbreviates(entry, first)
    return looks_short(entry.source) and entry.targets == last.targets


def looks_short(form: str) -> bool:
    """Whether a form is one word with several capitals: HAS, INCa."""
    return " " not in form and sum(map(str.isupper, form)) > 1


def _abbreviates(entry: Entry, first: Entry) -> bool:
    """Whether an entry has one English, and its letters stand in this order in the term: HAS, Haute Autorité de santé."""
    letters = iter(first.source.casefold())
    return (
        looks_short(entry.source)
        and len(entry.targets) == 1
        and " " in first.source
        and entry.source[0].casefold() == first.source[0].casefold()
        and all(sign in letters for sign in entry.source.casefold() if sign.isalpha())
    )


def join_group(group: Sequence[Entry], domain: str) -> Item:
    """Return the concept of some forms, the preferred one first, without an id; forms in capitals, or with another English than the first has, are abbreviations."""
    first, *others = group
    short = [each for each in others if looks_short(each.source) or each.targets != first.targets]
    told: dict[str, object] = {
        "source_variants": tuple(each.source for each in others if each not in short),
        "abbreviations": tuple(each.source for each in short),
        "target_variants": first.targets[1:],
        "short": short[0].targets[0] if short and short[0].targets != first.targets else "",
    }
    told |= parse_comment(first.comment)
    return Item(first.line, Concept("", first.source, first.targets[0], domain, **told))  # type: ignore[arg-type]
