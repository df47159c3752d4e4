"""Runs merged: a second one with the first, and two that went on at the same time; what people decided stays."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from passerelle.translate.catalog.entry import Catalog, Entry, Header
from passerelle.translate.catalog.pairing import pair_entries
from passerelle.translate.text.document import Block


def is_current(entry: Entry, source: str, key: str) -> bool:
    """Whether ``entry`` can stand for a block of this source and key without being translated again.

    What a person decided stays as long as the French does, even when the glossary or the model changed.
    """
    return entry.source == source and (entry.state.touched or entry.key == key)


def merge_catalog(old: Catalog, new: Catalog) -> Catalog:
    """Return the catalogue of a second run: ``new`` with all that people decided in ``old``.

    An entry of ``new`` without a target says: not translated again, the old text stands. Reviewed entries are kept
    as they are while their French is; a changed one keeps its block id and starts again as a draft with its previous
    source and target, its waivers becoming notes; what disappeared becomes obsolete; remarks stay.
    """
    fresh = [entry for entry in new.entries if not entry.obsolete]
    pairs = pair_entries(old.entries, fresh)
    kept = {id(entry) for entry in pairs if entry is not None}
    merged = [_merge_entry(before, after) for before, after in zip(pairs, fresh, strict=True)]
    gone = [replace(entry, obsolete=True) for entry in old.entries if id(entry) not in kept]
    return Catalog(_merge_headers(old.header, new.header), (*_with_own_ids(merged, pairs, gone), *gone))


def merge_changes(base: Catalog | None, ours: Catalog, theirs: Catalog) -> Catalog:
    """Return the catalogue of two runs that both began with ``base`` (None where there was none yet).

    What only one of them changed is as that one left it. Where both changed an entry, it is merged as in a second run
    after theirs: the words of a person come first.
    """
    before, other = _by_id(base), _by_id(theirs)
    merged = [_merge_change(before.get(own.block_id), own, other.get(own.block_id)) for own in ours.entries]
    known = {entry.block_id for entry in ours.entries}
    merged += [entry for entry in theirs.entries if entry.block_id not in known]
    entries = sorted(merged, key=lambda entry: entry.obsolete)
    return Catalog(_merge_headers(theirs.header, ours.header), tuple(entries))


def _by_id(catalog: Catalog | None) -> dict[str, Entry]:
    """Return entries by block id, a living one before an obsolete one."""
    return {entry.block_id: entry for entry in reversed(catalog.entries)} if catalog else {}


def _merge_change(base: Entry | None, own: Entry, other: Entry | None) -> Entry:
    if other is None or other == base:
        return own
    if own == base:
        return other
    dropped = own.obsolete if base is None or own.obsolete != base.obsolete else other.obsolete
    return replace(_merge_said(base, own, other), obsolete=dropped)


def _merge_said(base: Entry | None, own: Entry, other: Entry) -> Entry:
    if base is not None and what_it_says(other) == what_it_says(base):
        return own
    if base is not None and what_it_says(own) == what_it_says(base):
        facts = move_entry(other, own)
        return facts if own.source == other.source else other
    if own.state.touched and not other.state.touched:
        return _merge_entry(own, other)
    return _merge_entry(other, own)


def move_entry(entry: Entry, to: Entry | Block) -> Entry:
    """Return an entry with the kind and the place of another, or of a block of today."""
    return replace(entry, kind=to.kind, line=to.line, section=to.section, article=to.article)


def what_it_says(entry: Entry) -> tuple[object, ...]:
    """Return what an entry says, without what is only known of it."""
    return entry.source, entry.target, entry.state, entry.review, entry.waivers, entry.notes


def replaces_words(before: Catalog, after: Catalog) -> bool:
    """Whether any English of ``before`` is gone from its entry in ``after``."""
    kept = {(entry.block_id, entry.target) for entry in after.entries}
    return any(entry.target and (entry.block_id, entry.target) not in kept for entry in before.entries)


def _merge_headers(old: Header, new: Header) -> Header:
    extra = {**dict(old.extra), **dict(new.extra)}
    created = old.created or new.created
    return replace(new, created=created, extra=tuple(extra.items()), notes=old.notes or new.notes)


def _merge_entry(before: Entry | None, after: Entry) -> Entry:
    """Return what becomes of one block: ``before`` from the old catalogue, ``after`` from the new run."""
    if before is None:
        return after
    if before.source != after.source:
        return _changed(before, after)
    if before.state.touched or not after.target or (before.key == after.key and before.target):
        moved = replace(move_entry(before, after), obsolete=False)
        if before.target == after.target:
            return replace(moved, records=after.records, findings=after.findings, confidence=after.confidence)
        return moved
    return replace(
        _with_human_side(before, after),
        previous_source=before.previous_source,
        previous_target=before.previous_target,
    )


def _changed(before: Entry, after: Entry) -> Entry:
    """Return a draft of the new French; a draft that came between never hides the words a person chose.

    What was waived was waived for another text: nobody let it stand in this one.
    """
    seen = before.state.touched or not before.previous_source
    return replace(
        _with_human_side(before, after),
        waivers=(),
        notes=(*before.notes, *_former_waivers(before)),
        previous_source=before.source if seen else before.previous_source,
        previous_target=(before.target or before.draft) if seen else before.previous_target or before.target,
    )


def _former_waivers(before: Entry) -> Iterator[str]:
    who = before.review.reviewer or "someone"
    for waiver in before.waivers:
        yield " ".join(f"Former text: {waiver.check} waived by {who}, {waiver.reason}".split())


def _with_human_side(before: Entry, after: Entry) -> Entry:
    return replace(
        after,
        block_id=before.block_id,
        review=before.review,
        waivers=before.waivers,
        notes=before.notes,
        comments=before.comments,
        flags=before.flags,
    )


def _with_own_ids(
    merged: Sequence[Entry], pairs: Sequence[Entry | None], gone: Sequence[Entry]
) -> Iterator[Entry]:
    """Give a new block another id where an older entry still holds the id of these very words."""
    taken = {entry.block_id for entry in (*pairs, *gone) if entry is not None}
    for entry, before in zip(merged, pairs, strict=True):
        own, number = entry.block_id, 2
        while before is None and own in taken:
            own, number = f"{entry.block_id}.{number}", number + 1
        taken.add(own)
        yield replace(entry, block_id=own)
