"""What Drupal does with a file: interface strings as PO (`PoStreamReader`, `PoDatabaseWriter`), articles as TMGMT's XLIFF.

Neither looks at the fuzzy flag or a target's state. An empty PO translation deletes the one that stands, where the import is
told to overwrite; the worst case is what is reported.
"""

import re
from collections.abc import Sequence
from html.parser import HTMLParser

from passerelle.glossary.words import read_words
from passerelle.translate.cms.export import Export
from passerelle.translate.cms.simulation import (
    Incoming,
    Report,
    Row,
    Verdict,
    arrival,
    missing_rows,
    refused_rows,
)
from passerelle.translate.formats.xliff.read import Xliff

_SAFE = frozenset(read_words(__file__, "drupal-tags.txt"))


def check_drupal_po(incoming: Sequence[Incoming], known: Sequence[Incoming]) -> Report:
    """Return what the interface translation import would do."""
    own = {string.key: string for string in known}
    last = {string.key: place for place, string in enumerate(incoming)}
    rows = [
        string.row(Verdict.DROPPED, "the same string comes again below")
        if last[string.key] != place
        else _judge_po(string, own.get(string.key))
        for place, string in enumerate(incoming)
        if not string.obsolete
    ]
    return Report("drupal", (*rows, *missing_rows(known, incoming, "Drupal keeps what it has")))


def _judge_po(string: Incoming, own: Incoming | None) -> Row:
    if not string.target:
        if own is not None and own.target:
            return string.row(
                Verdict.DELETED, "an empty translation deletes the one that Drupal has; leave the entry out"
            )
        return string.row(Verdict.EMPTY)
    problem = unsafe(string.target)
    if problem:
        return string.row(Verdict.DROPPED, f"Drupal skips unsafe HTML ({problem})")
    if own is None:
        return string.row(Verdict.CREATED, "Drupal does not know this text and creates it; no page shows it")
    return arrival(string, own, Verdict.DRAFT_LIVE, "Drupal ignores the fuzzy flag")


class _Unsafe(HTMLParser):
    """Finds what Drupal's filter would take out of a translation."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.problem = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _SAFE:
            self.problem = self.problem or f"<{tag}>"
        for name, value in attrs:
            if (
                name.startswith("on")
                or name == "style"
                or re.match(r"\s*(?:javascript|data):", value or "", re.IGNORECASE)
            ):
                self.problem = self.problem or f"{name} in <{tag}>"


def unsafe(text: str) -> str:
    """Return the first piece of HTML that Drupal refuses in a translation, or nothing.

    >>> unsafe("See <a href='/x'>here</a>"), unsafe("See <script>x()</script>")
    ('', '<script>')
    """
    return _Unsafe(text).problem


def check_drupal_xliff(
    file: Export, export: Export, incoming: Sequence[Incoming], known: Sequence[Incoming]
) -> Report:
    """Return what TMGMT's file translator would do with an XLIFF 1.2 file."""
    assert isinstance(file.file, Xliff)
    assert isinstance(export.file, Xliff)
    refused = _tmgmt_refusal(file.file, export.file)
    if refused:
        return Report("drupal", tuple(refused_rows(incoming, "the file is refused")), refused)
    own = {string.context: string for string in known}
    rows = [_judge_unit(string, own.get(string.context)) for string in incoming]
    there = {string.context for string in incoming}
    missing = [
        string.row(Verdict.MISSING, "TMGMT keeps waiting for it")
        for string in known
        if string.context not in there
    ]
    return Report("drupal", (*rows, *missing))


def _tmgmt_refusal(file: Xliff, export: Xliff) -> str:
    if file.version != "1.2":
        return "TMGMT reads XLIFF 1.2 only."
    if not file.phase:
        return "The phase with the job-id is missing: TMGMT refuses the file."
    if file.phase != export.phase:
        return f"The job-id is {file.phase}, the export’s is {export.phase}: TMGMT takes it for another job."
    ours, theirs = (
        (file.source_language, file.target_language),
        (export.source_language, export.target_language),
    )
    return f"The languages are {ours} instead of {theirs}: TMGMT refuses the file." if ours != theirs else ""


_TAG = re.compile(r"<(?!/|!|\?)([\w:.-]+)")


def _judge_unit(string: Incoming, own: Incoming | None) -> Row:
    if own is None:
        return string.row(Verdict.DROPPED, "no text of the job has this id")
    if not string.target:
        return string.row(
            Verdict.DELETED, "an empty target arrives as an empty text; leave the trans-unit out"
        )
    if len(_TAG.findall(string.source)) != len(_TAG.findall(string.target)):
        return string.row(Verdict.LINK_LOST, "it has other inline elements than the French")
    why = "TMGMT ignores the state; only its own review, where it is on, stands between"
    return arrival(string, own, Verdict.DRAFT_LIVE, why)
