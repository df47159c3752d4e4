"""A catalogue: the translated units of one document, their state and what is known of each. No I/O."""

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from rapidfuzz.distance import Indel

from passerelle.glossary.errors import PasserelleError
from passerelle.translate.catalog.findings import Finding
from passerelle.translate.catalog.suggestion import Suggestion
from passerelle.translate.constraints.constraint import Record
from passerelle.translate.text.document import Block, BlockKind, plain_words


class CatalogError(PasserelleError):
    """A catalogue cannot be read, or holds what no catalogue can hold."""


class State(StrEnum):
    """Where an entry stands between machine and publication."""

    DRAFT = "draft"
    APPROVED = "approved"
    EDITED = "edited"
    NEEDS_WORK = "needs work"
    REJECTED = "rejected"

    @property
    def reviewed(self) -> bool:
        """Whether a person vouches for the text."""
        return self in (State.APPROVED, State.EDITED)

    @property
    def touched(self) -> bool:
        """Whether a person decided anything: such an entry is never translated again behind their back."""
        return self is not State.DRAFT


@dataclass(frozen=True, slots=True)
class Review:
    """What a reviewer left: who, when (ISO date) and the remark."""

    reviewer: str = ""
    date: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding that a person lets stand in this entry: the check's id and the reason."""

    check: str
    reason: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One block of a document with its translation.

    ``block_id`` is the block's stable id. ``source`` and ``target`` hold numbered marks; ``target`` is empty where
    there is none. ``origin`` says where the text came from: ``machine``, ``memory 100 %``, ``memory 82 %``, a
    reviewer. ``key`` fingerprints all that the draft depends on (source, constraints, model): an equal key means that
    translating again would give the same draft. ``draft`` is the machine's text, kept when a reviewer changed it.
    ``previous_source`` is the French before it changed; ``previous_target`` the English that stood for it.
    ``notes`` are a person's remarks outside the review, ``comments`` and ``flags`` another tool's; they are kept as
    they are. ``suggestions`` are what the memory offers beside the draft. A reviewed entry has a target; a rejected one has none.
    """

    block_id: str
    kind: BlockKind
    source: str
    target: str = ""
    state: State = State.DRAFT
    line: int = 0
    section: str = ""
    origin: str = "machine"
    key: str = ""
    draft: str = ""
    previous_source: str = ""
    previous_target: str = ""
    review: Review = Review()
    records: tuple[Record, ...] = ()
    findings: tuple[Finding, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    obsolete: bool = False
    notes: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()


@dataclass(frozen=True, slots=True)
class Header:
    """What a catalogue says of itself; ``glossary`` is the content hash of the termbase used.

    ``extra`` are header fields that another tool added; ``notes`` the comment lines at the top of the file.
    """

    document: str
    path: str = ""
    generator: str = ""
    glossary: str = ""
    model: str = ""
    created: datetime | None = None
    revised: datetime | None = None
    extra: tuple[tuple[str, str], ...] = ()
    language: str = "en"
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalog:
    """All entries of one document in reading order, obsolete ones last."""

    header: Header
    entries: tuple[Entry, ...] = field(default=())

    @property
    def current(self) -> tuple[Entry, ...]:
        """The entries whose block still stands in the document."""
        return tuple(entry for entry in self.entries if not entry.obsolete)


_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Neither gettext nor XML holds these; noncharacters and lone surrogates cannot be encoded either.
_UNSPEAKABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def clean_text(text: str) -> str:
    r"""Return ``text`` as PO files and workbooks can hold it: LF line ends, no control characters but the tab.

    >>> clean_text("un\r\ndeux\x07")
    'un\ndeux'
    """
    if text.isprintable():
        return text
    return _UNSPEAKABLE.sub("", _LINE_ENDS.sub("\n", text))


def text_hash(text: str) -> str:
    """Return a short fingerprint of a text that survives a trip through Excel (line ends are normalised)."""
    return hashlib.sha256(clean_text(text).strip().encode()).hexdigest()[:12]


def is_current(entry: Entry, source: str, key: str) -> bool:
    """Whether ``entry`` can stand for a block of this source and key without being translated again.

    What a person decided stays as long as the French does, even when the glossary or the model changed.
    """
    return entry.source == source and (entry.state.touched or entry.key == key)


def pair_blocks(old: Sequence[Entry], new: Sequence[Block]) -> tuple[Entry | None, ...]:
    """Return, for each new block, the old entry that stands for it, or None where the block is new.

    An entry of equal source is the same block, wherever it moved; an obsolete one returns so. Otherwise a
    disappeared entry is taken for the block that came between the same neighbours, if it is of the same kind and
    similar enough. `is_current` tells which pairs need no translation.
    """
    return _pair(old, [_Place(block.id, block.kind, block.text) for block in new])


def merge_catalog(old: Catalog, new: Catalog) -> Catalog:
    """Return the catalogue of a second run: ``new`` with all that people decided in ``old``.

    An entry of ``new`` without a target says: not translated again, the old text stands. Reviewed entries are kept
    as they are while their French is; a changed one keeps its block id and starts again as a draft with its previous
    source and target, its waivers becoming notes; what disappeared becomes obsolete; remarks stay.
    """
    fresh = [entry for entry in new.entries if not entry.obsolete]
    pairs = _pair(old.entries, [_place(entry) for entry in fresh])
    kept = {id(entry) for entry in pairs if entry is not None}
    merged = [_merge_entry(before, after) for before, after in zip(pairs, fresh, strict=True)]
    gone = [replace(entry, obsolete=True) for entry in old.entries if id(entry) not in kept]
    return Catalog(_merge_headers(old.header, new.header), (*_with_own_ids(merged, pairs, gone), *gone))


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
        moved = replace(before, kind=after.kind, line=after.line, section=after.section, obsolete=False)
        if before.target == after.target:
            return replace(moved, records=after.records, findings=after.findings)
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


# Two unrelated French paragraphs share about 0.45 of their letters in order; a rewritten one 0.6 and more.
_SIMILAR = 0.6
_SIMILAR_ALONE = 0.5  # enough where one block went and one came at the same place
_REACH = 30  # blocks further apart within one gap are not compared


@dataclass(frozen=True, slots=True)
class _Place:
    """What pairing knows of a block."""

    id: str
    kind: BlockKind
    text: str


def _place(entry: Entry) -> _Place:
    return _Place(entry.block_id, entry.kind, entry.source)


# Equal texts are paired by what else is equal: first the id, then the kind, then nothing; at last equal ids, which
# say that only marks, capitals or apostrophes differ.
_EQUALITIES: tuple[Callable[[_Place], object], ...] = (
    lambda place: (place.text, place.id),
    lambda place: (place.text, place.kind),
    lambda place: place.text,
    lambda place: place.id,
)


def _pair(old: Sequence[Entry], new: Sequence[_Place]) -> tuple[Entry | None, ...]:
    """Return for each place of ``new`` its entry of ``old``, each entry at most once."""
    found: dict[int, int] = {}
    for equality in _EQUALITIES:
        _pair_equal(old, new, equality, found)
    _pair_similar(old, new, found)
    return tuple(old[found[index]] if index in found else None for index in range(len(new)))


def _pair_equal(
    old: Sequence[Entry], new: Sequence[_Place], equality: Callable[[_Place], object], found: dict[int, int]
) -> None:
    """Add the pairs that are equal to ``found``, in reading order; living entries come before obsolete ones."""
    used = set(found.values())
    waiting: dict[object, list[int]] = {}
    for index in sorted(range(len(old)), key=lambda index: old[index].obsolete):
        if index not in used:
            waiting.setdefault(equality(_place(old[index])), []).append(index)
    for index, place in enumerate(new):
        candidates = waiting.get(equality(place)) if index not in found else None
        if candidates:
            found[index] = candidates.pop(0)


def _pair_similar(old: Sequence[Entry], new: Sequence[_Place], found: dict[int, int]) -> None:
    """Add the pairs of what went and what came in the same gap, the most similar first."""
    scored = [score for came, went in _gaps(old, len(new), found) for score in _scores(old, new, came, went)]
    used: set[int] = set()
    for _, index, candidate in sorted(scored):
        if index not in found and candidate not in used:
            found[index] = candidate
            used.add(candidate)


def _scores(
    old: Sequence[Entry], new: Sequence[_Place], came: Sequence[int], went: Sequence[int]
) -> Iterator[tuple[float, int, int]]:
    enough = _SIMILAR_ALONE if len(came) == len(went) == 1 else _SIMILAR
    for rank, index in enumerate(came):
        for candidate in went[max(0, rank - _REACH) : rank + _REACH]:
            if new[index].kind is old[candidate].kind:
                texts = plain_words(new[index].text), plain_words(old[candidate].source)
                similarity = Indel.normalized_similarity(*texts, score_cutoff=enough)
                if similarity:
                    yield -similarity, index, candidate


def _gaps(
    old: Sequence[Entry], new_count: int, found: dict[int, int]
) -> Iterator[tuple[list[int], list[int]]]:
    """Yield the new and the old indices without a pair that stand behind the same paired neighbour."""
    used = set(found.values())
    went: dict[int, list[int]] = {}
    neighbour = -1
    for index, entry in enumerate(old):
        if index in used:
            neighbour = index
        elif not entry.obsolete:
            went.setdefault(neighbour, []).append(index)
    came: dict[int, list[int]] = {}
    neighbour = -1
    for index in range(new_count):
        if index in found:
            neighbour = found[index]
        else:
            came.setdefault(neighbour, []).append(index)
    for place, indices in came.items():
        yield indices, went.get(place, [])
