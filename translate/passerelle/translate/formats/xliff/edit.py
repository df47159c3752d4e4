"""Targets written into an XLIFF file that a content system exported; every other byte stays, and the proof of it."""

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import IO

from passerelle.translate.formats.entities import escape
from passerelle.translate.formats.xliff.read import Data, Xliff, XliffUnit, iterate_units

DRAFT = {"1.2": "needs-review-translation", "2.0": "translated"}
REVIEWED = {"1.2": "signed-off", "2.0": "reviewed"}
"""States as the standards name them; 2.0 has no state that asks for review, and “translated” comes before “reviewed”."""

_STEP = 1 << 20


@dataclass(frozen=True, slots=True)
class NewTarget:
    """What a unit is to say, as XML content, and whether it is a draft."""

    text: str
    draft: bool = False


@dataclass(frozen=True, slots=True)
class _Change:
    start: int
    end: int
    data: bytes


def copy_xliff(
    stream: IO[bytes],
    xliff: Xliff,
    targets: Mapping[int, NewTarget],
    *,
    drop: Collection[int] = (),
    note: str = "",
) -> None:
    """Write the file with the targets of some units (by index) replaced, those in ``drop`` left out, ``note`` on top."""
    position = 0
    for change in _changes(xliff, targets, drop, note):
        _copy(stream, xliff.data, position, change.start)
        stream.write(change.data)
        position = change.end
    _copy(stream, xliff.data, position, len(xliff.data))


def _copy(stream: IO[bytes], data: Data, start: int, end: int) -> None:
    for position in range(start, end, _STEP):
        stream.write(data[position : min(position + _STEP, end)])


def _changes(
    xliff: Xliff, targets: Mapping[int, NewTarget], drop: Collection[int], note: str
) -> Iterator[_Change]:
    if note:
        place = _after_declaration(xliff)
        yield _Change(place, place, _comment(xliff, note))
    for index, unit in enumerate(xliff.units):
        if index in drop:
            yield _Change(_with_blanks(xliff, unit.whole.start), unit.whole.end, b"")
        elif index in targets:
            yield from _edit(xliff, unit, targets[index])


def _edit(xliff: Xliff, unit: XliffUnit, wanted: NewTarget) -> Iterator[_Change]:
    state = (DRAFT if wanted.draft else REVIEWED)[xliff.version]
    tag = f"{xliff.prefix}target"
    attributes = ""
    marked = xliff.text(unit.tag.start, unit.tag.inner)
    if xliff.version == "2.0":
        yield _Change(unit.tag.start, unit.tag.inner, _encode(xliff, _with_state(marked, state)))
    elif unit.approved:
        answer = "no" if wanted.draft else "yes"
        yield _Change(
            unit.tag.start, unit.tag.inner, _encode(xliff, _APPROVED.sub(rf"\g<1>{answer}\g<2>", marked))
        )
    if unit.target_place is not None:
        place = unit.target_place
        opening = xliff.text(place.start, place.inner)
        attributes = opening.removeprefix(f"<{tag}").rstrip(">").rstrip("/").rstrip()
        start, end, blanks = place.start, place.end, ""
    else:
        start = end = unit.gap
        blanks = _indent(xliff, unit)
    opening = f"<{tag}{attributes}>"
    if xliff.version == "1.2":
        opening = _with_state(opening, state)
    yield _Change(start, end, _encode(xliff, f"{blanks}{opening}{wanted.text}</{tag}>"))


_STATE = re.compile(r"\s(?:state|subState|state-qualifier)\s*=\s*(?:\"[^\"]*\"|'[^']*')")


_APPROVED = re.compile(r"(\sapproved\s*=\s*[\"'])(?:yes|no)([\"'])")


def _with_state(opening: str, state: str) -> str:
    bare = _STATE.sub("", opening)
    return f'{bare[:-1].rstrip()} state="{state}">'


def _indent(xliff: Xliff, unit: XliffUnit) -> str:
    before = xliff.text(max(unit.tag.inner, unit.source_place.start - 200), unit.source_place.start)
    return before[len(before.rstrip()) :]


def _with_blanks(xliff: Xliff, start: int) -> int:
    """Return where the blanks before a place begin."""
    window = xliff.data[max(0, start - 1000) : start]
    return start - (len(window) - len(window.rstrip(b" \t\r\n")))


def _encode(xliff: Xliff, text: str) -> bytes:
    return text.encode(xliff.encoding, "xmlcharrefreplace")


def _after_declaration(xliff: Xliff) -> int:
    start = xliff.data[:4000]
    mark = next((m for m in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff") if start.startswith(m)), b"")
    text = start[len(mark) :].decode(xliff.encoding, "ignore")
    found = re.match(r"<\?xml.*?\?>", text, re.DOTALL)
    return len(mark) + len(_encode(xliff, found[0] if found else ""))


def _comment(xliff: Xliff, note: str) -> bytes:
    safe = escape(note).replace("--", "‐‐")
    return _encode(xliff, f"\n<!-- {safe} -->\n" if _after_declaration(xliff) else f"<!-- {safe} -->\n")


def xliff_differs(
    before: Xliff,
    written: Data,
    targets: Mapping[int, NewTarget],
    *,
    drop: Collection[int] = (),
    note: str = "",
) -> str:
    """Return what else than the targets differs between a file and its copy, or nothing where all is as meant.

    ``written`` is the copy as read back; it is read as a stream.
    """
    after = replace(before, data=written, units=())
    top = _after_declaration(before)
    ours = hashlib.sha256(before.data[:top])
    theirs = hashlib.sha256(written[:top])
    place, twin_place = top, top + (len(_comment(before, note)) if note else 0)
    twins = iterate_units(written)
    for index, unit in enumerate(before.units):
        if index in drop:
            _digest(ours, before.data, place, _with_blanks(before, unit.whole.start))
            place = unit.whole.end
            continue
        twin = next(twins, None)
        if twin is None or _said(before, unit, targets.get(index)) != (twin.id, twin.source, twin.target):
            return f"the unit {unit.id}"
        if index in targets:
            place = _digest_unit(ours, before, unit, place)
            twin_place = _digest_unit(theirs, after, twin, twin_place)
    _digest(ours, before.data, place, len(before.data))
    _digest(theirs, written, twin_place, len(written))
    if next(twins, None) is not None:
        return "a unit too many"
    return "" if ours.digest() == theirs.digest() else "bytes outside the targets"


def _said(before: Xliff, unit: XliffUnit, new: NewTarget | None) -> tuple[str, str, str | None]:
    """Return id, source and target that a unit should have; what the encoding cannot hold is a character reference."""
    wanted = _encode(before, new.text).decode(before.encoding) if new else unit.target
    return unit.id, unit.source, wanted


def _digest_unit(digest: "hashlib._Hash", xliff: Xliff, unit: XliffUnit, place: int) -> int:
    """Add what must not change up to the end of an edited unit's target; return that place."""
    _digest(digest, xliff.data, place, unit.tag.start)
    digest.update(_encode(xliff, _without_state(xliff, unit)))
    _digest(digest, xliff.data, unit.tag.inner, unit.gap)
    return unit.target_place.end if unit.target_place else unit.gap


def _without_state(xliff: Xliff, unit: XliffUnit) -> str:
    """Return the tag that carries a unit's state without it."""
    tag = xliff.text(unit.tag.start, unit.tag.inner)
    return _with_state(tag, "") if xliff.version == "2.0" else _APPROVED.sub("", tag)


def _digest(digest: "hashlib._Hash", data: Data, start: int, end: int) -> None:
    for position in range(start, end, _STEP):
        digest.update(data[position : min(position + _STEP, end)])
