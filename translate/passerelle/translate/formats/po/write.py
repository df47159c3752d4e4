"""PO files: the catalogue as gettext tools, Poedit, Weblate and content management systems read it.

An entry carries what gettext has a place for (source, target, fuzzy, previous source, reference) and, one fact a line, what
it has none for: ``#.`` comments for what the machine knows, ``# `` comments for what a person decided. Obsolete entries
lose their ``#.`` comments in every gettext tool, so there all facts are ``# `` comments.
"""

import re
from datetime import datetime
from typing import IO
from urllib.parse import quote

import polib

from passerelle.translate.catalog.entry import (
    Catalog,
    CatalogError,
    Entry,
    Header,
    clean_text,
)
from passerelle.translate.formats.po.facts import HUMAN, MACHINE, format_facts
from passerelle.translate.formats.po.fields import (
    DOCUMENT,
    FIELDS,
    FIXED,
    GLOSSARIES,
    GLOSSARY,
    LEFT,
    MODEL,
    PATH,
    TITLE,
    TRANSLATOR,
    format_glossaries,
    format_left,
    last_translator,
    one_line,
    text_mark,
)

_WITHOUT_MODEL = {name: fact for name, fact in MACHINE.items() if name != "model"}


def write_po(stream: IO[str], catalog: Catalog) -> None:
    """Write ``catalog`` as PO; the same catalogue always gives the same file.

    Raises:
        CatalogError: an entry has no source text.
    """
    po = polib.POFile(wrapwidth=0)
    po.header = "\n".join(catalog.header.notes or (TITLE,))
    po.metadata = _format_header(catalog)
    po.extend(_format_entry(catalog.header, entry) for entry in catalog.entries)
    stream.write(str(po))


def _format_header(catalog: Catalog) -> dict[str, str]:
    header = catalog.header
    fields = {
        "Project-Id-Version": header.document,
        "POT-Creation-Date": _format_date(header.created),
        "PO-Revision-Date": _format_date(header.revised or header.created),
        "Language": header.language,
        "X-Generator": header.generator,
        DOCUMENT: header.document,
        PATH: header.path,
        GLOSSARY: header.glossary,
        **({GLOSSARIES: format_glossaries(header.glossaries)} if header.glossaries else {}),
        MODEL: header.model,
        **({LEFT: format_left(header.left)} if header.left else {}),
        **({FIELDS: " ".join(header.fields)} if header.fields else {}),
    }
    people = {TRANSLATOR: last_translator(catalog.entries)}
    fields = {**FIXED, **people, **dict(header.extra), **fields}
    return {name: one_line(value) for name, value in fields.items()}


def _format_date(date: datetime | None) -> str:
    return "" if date is None else f"{date:%Y-%m-%d %H:%M}{date:%z}" + ("" if date.tzinfo else "+0000")


def _format_entry(header: Header, entry: Entry) -> polib.POEntry:
    if not _body(entry.source):
        raise CatalogError(f"the entry {entry.block_id} has no French text, and PO cannot hold it.")
    mark = [text_mark(entry)] if _body(entry.target) else []
    # Where it is not the package of the whole catalogue: one that was used before, of which approved texts remain.
    facts = MACHINE if entry.model != header.model else _WITHOUT_MODEL
    machine = [*format_facts(entry, facts), *mark, *entry.comments]
    human = [*entry.notes, *format_facts(entry, HUMAN)]
    return polib.POEntry(
        msgctxt=f"{one_line(header.document)}#{one_line(entry.block_id)}",
        msgid=_body(entry.source),
        msgstr=_body(entry.target),
        previous_msgid=_body(entry.previous_source) or None,
        occurrences=[(_reference(header), str(entry.line or ""))],
        flags=[*(["fuzzy"] if _is_fuzzy(entry) else []), *entry.flags],
        comment="" if entry.obsolete else "\n".join(machine),
        tcomment="\n".join([*human, *machine] if entry.obsolete else human),
        obsolete=entry.obsolete,
    )


def _is_fuzzy(entry: Entry) -> bool:
    return not entry.state.reviewed and bool(_body(entry.target))


def _body(text: str) -> str:
    """Return clean text without line ends around it: gettext wants them equal in source and target."""
    return clean_text(text).strip("\n")


def _reference(header: Header) -> str:
    return re.sub(r"[\s%]", lambda found: quote(found[0]), clean_text(header.path or header.document))
