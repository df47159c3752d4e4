"""What wagtail-localize does with a PO file that is uploaded, read from its `upload_pofile` and `Translation.import_po`.

It reads the file with polib, as is done here; it knows strings by their bytes, contexts by their path, and no fuzzy flag.
"""

from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path

import polib

from passerelle.translate.cms.export import WAGTAIL_ID, ExportError
from passerelle.translate.cms.simulation import (
    Incoming,
    Report,
    Row,
    Verdict,
    arrival,
    missing_rows,
    refused_rows,
)

INLINE = frozenset("a abbr acronym b code em i strong br".split())  # noqa: SIM905  (as the importer has it)
_TITLE_LENGTH = 255


def check_wagtail(path: Path, against: Path) -> Report:
    """Return what Wagtail would do with the file at ``path``, given its own export ``against``."""
    try:
        known, own_id = _read(against)
    except (OSError, ValueError, LookupError) as error:
        raise ExportError(
            f"cannot be read as Wagtail reads it ({error}); export it again.", path=against
        ) from error
    try:
        incoming, found_id = _read(path)
    except (OSError, UnicodeDecodeError):
        return Report("wagtail", (), "Wagtail says “Please upload a valid PO file.”")
    except (ValueError, LookupError):
        return Report("wagtail", (), "Its parser fails on this file: Wagtail answers with a server error.")
    refused = _refusal(own_id, found_id)
    if refused:
        return Report("wagtail", tuple(refused_rows(incoming, "the file is refused")), refused)
    rows = [*_judge_all(incoming, known), *missing_rows(known, incoming, "Wagtail keeps what it has")]
    return Report("wagtail", tuple(rows))


def _read(path: Path) -> tuple[list[Incoming], str | None]:
    po = polib.pofile(str(path))
    strings = [
        Incoming(
            entry.msgid,
            entry.msgctxt or "",
            entry.msgstr,
            "fuzzy" in entry.flags,
            entry.linenum or 0,
            bool(entry.obsolete),
        )
        for entry in po
    ]
    return strings, po.metadata.get(WAGTAIL_ID)


def _refusal(own_id: str | None, found_id: str | None) -> str:
    if own_id is None:
        return f"The export has no {WAGTAIL_ID}: it was not exported by wagtail-localize."
    if found_id is None:
        return f"The header {WAGTAIL_ID} is missing: Wagtail fails with a server error and imports nothing."
    if found_id != own_id:
        return f"The header {WAGTAIL_ID} is another than the export’s: Wagtail refuses the file."
    return ""


def _judge_all(incoming: Sequence[Incoming], known: Sequence[Incoming]) -> Iterator[Row]:
    sources = {string.source for string in known}
    contexts = {string.context for string in known}
    ours = {string.key: string for string in known}
    last = {string.key: place for place, string in enumerate(incoming) if string.target}
    for place, string in enumerate(incoming):
        if not string.target:
            yield string.row(Verdict.EMPTY, "Wagtail keeps what it has")
        elif string.source not in sources:
            yield string.row(
                Verdict.DROPPED, "Wagtail does not know this text: it must equal the export’s byte for byte"
            )
        elif string.context not in contexts:
            yield string.row(Verdict.DROPPED, "Wagtail does not know this context")
        elif string.key not in ours:
            yield string.row(Verdict.DROPPED, "this text does not stand in this context")
        elif last[string.key] != place:
            yield string.row(Verdict.DROPPED, "the same string comes again below, and the last one wins")
        else:
            yield _judge(string, ours[string.key])


def _judge(string: Incoming, own: Incoming) -> Row:
    error = translation_error(string.source, string.target) or _length_error(string)
    if error:
        return string.row(Verdict.BROKEN, f"{error}: Wagtail marks it as an error and shows the French")
    lost = _links(string.source) - _links(string.target)
    if lost:
        return string.row(Verdict.LINK_LOST, f"the link {', '.join(sorted(lost))} is not in the English")
    return arrival(string, own, Verdict.DRAFT_LIVE, "Wagtail ignores the fuzzy flag")


def _length_error(string: Incoming) -> str:
    long = string.context == "title" and len(string.target) > _TITLE_LENGTH
    return f"the title is longer than {_TITLE_LENGTH} characters" if long else ""


class _Tags(HTMLParser):
    """Collects the tags of a fragment; Wagtail's own parser is built on this one."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def _links(text: str) -> set[str]:
    ids = (attributes.get("id") for tag, attributes in _Tags(text).found if tag == "a")
    return {link for link in ids if link}


def translation_error(source: str, target: str) -> str:
    """Return why Wagtail would not show a translation, or nothing.

    >>> translation_error("Voir <a id='a1'>ici</a>", "See <p>here</p>")
    'the tag <p> is not allowed'
    """
    for tag, attributes in _Tags(target).found:
        if tag not in INLINE:
            return f"the tag <{tag}> is not allowed"
        if set(attributes) - ({"id"} if tag == "a" else set()):
            return f"the tag <{tag}> has attributes"
    unknown = _links(target) - _links(source)
    return f"the link {', '.join(sorted(unknown))} is not in the French" if unknown else ""
