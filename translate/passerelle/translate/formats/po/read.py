"""PO files read back: the catalogue as this program, a PO editor or a content system left it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import IO

import polib

from passerelle.glossary.files import name_problem
from passerelle.glossary.formats.gettext import parse_po
from passerelle.translate.catalog.entry import (
    REVIEWER,
    Catalog,
    CatalogError,
    Entry,
    Header,
    State,
)
from passerelle.translate.formats.po.facts import HUMAN, MACHINE, parse_facts
from passerelle.translate.formats.po.fields import (
    DOCUMENT,
    FIELDS,
    FIXED,
    GLOSSARIES,
    GLOSSARY,
    LEFT,
    MODEL,
    PATH,
    TEXT_MARK,
    TITLE,
    TRANSLATOR,
    last_translator,
    parse_glossaries,
    parse_left,
    text_mark,
)
from passerelle.translate.text.document import BlockKind


def read_po(stream: IO[bytes]) -> Catalog:
    """Read a catalogue that `write_po` wrote, whatever people and gettext tools did to it since.

    The flags are believed before the comments: an entry that someone cleared of ``fuzzy`` in a PO editor is reviewed.

    Raises:
        CatalogError: it is broken, cut short, not UTF-8, or no catalogue of ours.
    """
    path = getattr(stream, "name", None)
    text = _decode(stream.read(), path)
    po = parse_po(text, path, CatalogError)
    document = po.metadata.get(DOCUMENT, "")
    if not document:
        raise CatalogError(
            f"is no catalogue of Passerelle (its header has no {DOCUMENT}); "
            "`passerelle fill` translates the PO files of other programs.",
            path=path,
        )
    entries = tuple(_parse_entry(entry, path, po.metadata.get(MODEL, "")) for entry in po)
    _refuse_duplicates(po, path)
    living = [entry for entry in entries if not entry.obsolete]
    return Catalog(_parse_header(po, entries), (*living, *(entry for entry in entries if entry.obsolete)))


def _decode(data: bytes, path: object) -> str:
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CatalogError("is not UTF-8 text; save it as UTF-8.", path=path, line=line) from error


def _parse_header(po: polib.POFile, entries: Sequence[Entry]) -> Header:
    fields = dict(po.metadata)
    known = {
        *FIXED,
        "Project-Id-Version",
        "POT-Creation-Date",
        "PO-Revision-Date",
        "Language",
        "X-Generator",
    }
    known |= {DOCUMENT, PATH, GLOSSARY, GLOSSARIES, MODEL, LEFT, FIELDS}
    extra = {
        name: value for name, value in fields.items() if name not in known or FIXED.get(name, value) != value
    }
    if extra.get(TRANSLATOR) == last_translator(entries):
        del extra[TRANSLATOR]
    notes = tuple(po.header.split("\n")) if po.header else ()
    return Header(
        document=fields[DOCUMENT],
        path=fields.get(PATH, ""),
        generator=fields.get("X-Generator", ""),
        glossary=fields.get(GLOSSARY, ""),
        model=fields.get(MODEL, ""),
        created=_parse_date(fields.get("POT-Creation-Date", "")),
        revised=_parse_date(fields.get("PO-Revision-Date", "")),
        extra=tuple(extra.items()),
        language=fields.get("Language", "en"),
        notes=() if notes == (TITLE,) else notes,
        glossaries=parse_glossaries(fields.get(GLOSSARIES, "")),
        left=parse_left(fields.get(LEFT, "")),
        fields=tuple(fields.get(FIELDS, "").split()),
    )


def _parse_date(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M%z")
    except ValueError:
        return None


def _parse_entry(po: polib.POEntry, path: object, model: str) -> Entry:
    document, _, block_id = (po.msgctxt or "").rpartition("#")
    if not document or not block_id or name_problem(block_id) or po.msgid_plural:
        raise CatalogError(
            "has an entry that Passerelle did not write (its msgctxt should be document#block); remove it.",
            path=path,
            line=po.linenum,
        )
    bare = Entry(
        block_id=block_id,
        kind=BlockKind.PARAGRAPH,
        origin="",
        source=po.msgid,
        target=po.msgstr,
        previous_source=po.previous_msgid or "",
        line=int(po.occurrences[0][1] or 0) if po.occurrences else 0,
        obsolete=bool(po.obsolete),
        flags=tuple(flag for flag in po.flags if flag not in ("fuzzy", "")),
    )
    return _with_facts(bare, po, model)


def _with_facts(bare: Entry, po: polib.POEntry, model: str) -> Entry:
    """Return the entry with what its comments say, the model of the catalogue where they name none, and the state that flags and comments give together."""
    entry, comments = parse_facts(bare, _split(po.comment), MACHINE)
    entry, notes = parse_facts(entry, _split(po.tcomment), {**HUMAN, **MACHINE} if po.obsolete else HUMAN)
    marks = [line for line in (*comments, *notes) if TEXT_MARK.fullmatch(line)]
    changed = bool(marks) and marks[0] != text_mark(entry)
    return replace(
        entry,
        origin=REVIEWER if changed and entry.target not in ("", entry.draft) else entry.origin,
        state=_state(entry, fuzzy="fuzzy" in po.flags, changed=changed),
        model=entry.model or (model if entry.by_machine else ""),
        comments=tuple(line for line in comments if line not in marks),
        notes=tuple(line for line in notes if line not in marks),
    )


def _split(comment: str) -> list[str]:
    return comment.split("\n") if comment else []


def _state(entry: Entry, *, fuzzy: bool, changed: bool) -> State:
    noted = entry.state
    if not entry.target:
        return noted if noted in (State.REJECTED, State.NEEDS_WORK) else State.DRAFT
    if fuzzy:
        return State.NEEDS_WORK if changed or noted is State.NEEDS_WORK else State.DRAFT
    if noted.reviewed and not changed:
        return noted
    return State.EDITED if changed or entry.draft not in ("", entry.target) else State.APPROVED


def _refuse_duplicates(po: polib.POFile, path: object) -> None:
    seen: set[str | None] = set()
    for entry in po:
        if not entry.obsolete and entry.msgctxt in seen:
            raise CatalogError(
                f"holds {entry.msgctxt} twice; remove the entry you do not want.",
                path=path,
                line=entry.linenum,
            )
        if not entry.obsolete:
            seen.add(entry.msgctxt)
