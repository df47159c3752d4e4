"""What a content system will do with a file, string by string, before anyone uploads it."""

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from passerelle.translate.cms.drupal import check_drupal_po, check_drupal_xliff
from passerelle.translate.cms.export import Export, ExportError, read_export
from passerelle.translate.cms.simulation import Incoming, Report, Row, Verdict, arrival, missing_rows
from passerelle.translate.cms.wagtail import check_wagtail
from passerelle.translate.formats.po.lines import PoLines
from passerelle.translate.formats.tokens import Kind, html_tokens


class Profile(StrEnum):
    """The systems whose import is known."""

    GETTEXT = "gettext"
    WAGTAIL = "wagtail"
    DRUPAL = "drupal"
    WEBLATE = "weblate"
    XLIFF = "xliff"


def check_import(path: Path, against: Path, profile: Profile) -> Report:
    """Return what the system would do with the file at ``path``; ``against`` is what it exported.

    Raises:
        PasserelleError: a file cannot be read, or is of a kind that the system does not import.
    """
    export = read_export(against)
    if profile is Profile.WAGTAIL:
        if not export.is_po:
            raise ExportError("is no PO file, and Wagtail exports nothing else.", path=against)
        if not path.is_file():
            read_export(path)  # tells in a sentence that it is missing
        return check_wagtail(path, against)
    file = read_export(path)
    if file.is_po is not export.is_po:
        raise ExportError("is of another kind than the export that it is compared with.", path=path)
    incoming, known = _strings(file), _strings(export)
    if not file.is_po:
        if profile is Profile.DRUPAL:
            return check_drupal_xliff(file, export, incoming, known)
        if profile is not Profile.XLIFF:
            raise ExportError(f"is XLIFF; use --profile xliff or drupal, not {profile}.", path=path)
        return _check_xliff(incoming, known)
    if profile is Profile.XLIFF:
        raise ExportError("is a PO file; use --profile gettext, weblate, wagtail or drupal.", path=path)
    if profile is Profile.DRUPAL:
        return check_drupal_po(incoming, known)
    return _check_gettext(profile, file, incoming, known)


def _strings(export: Export) -> list[Incoming]:
    """Return the strings of a file, one a PO entry (its plural forms together) or XLIFF unit."""
    if not isinstance(export.file, PoLines):
        return [
            Incoming(unit.source, unit.context, unit.target, unit.draft, unit.line) for unit in export.units
        ]
    return [
        Incoming(
            entry.msgid,
            entry.msgctxt or "",
            next((target.text for target in entry.targets if target.text), ""),
            entry.fuzzy,
            entry.line,
            entry.obsolete,
            entry.flags,
            entry.plural,
            tuple(target.text for target in entry.targets),
        )
        for entry in export.file.entries
    ]


def _check_gettext(
    profile: Profile, file: Export, incoming: Sequence[Incoming], known: Sequence[Incoming]
) -> Report:
    """Weblate skips what it does not know; gettext programs never ask for it. Both honour the fuzzy flag."""
    living = [string for string in incoming if not string.obsolete]
    twice = [key for key, count in Counter(string.key for string in living).items() if count > 1]
    own = {string.key: string for string in known if not string.obsolete}
    rows = [_judge_gettext(profile, string, own.get(string.key)) for string in living]
    refused = f"“{twice[0][0][:60]}” stands twice: msgfmt refuses the file." if twice else ""
    missing = missing_rows(known, incoming, "it stays in French")
    return Report(str(profile), (*rows, *missing), refused, file.warnings)


def _judge_gettext(profile: Profile, string: Incoming, own: Incoming | None) -> Row:
    if own is None:
        reason = (
            "Weblate skips strings that it does not have"
            if profile is Profile.WEBLATE
            else "no program asks for it"
        )
        return string.row(Verdict.DROPPED, reason)
    if not string.target:
        return string.row(Verdict.EMPTY)
    lost = _placeholders(string) if string.targets else ""
    if lost:
        return string.row(Verdict.BROKEN, f"the placeholder {lost} is missing or another")
    if profile is Profile.WEBLATE:
        only = "only where the upload is told to replace existing translations"
        return arrival(string, own, Verdict.DRAFT, "it waits for review there", replaced=only)
    return arrival(string, own, Verdict.DRAFT, "msgfmt leaves it out")


def _placeholders(string: Incoming) -> str:
    """Return the first placeholder that differs between French and English, or nothing.

    A singular may leave its number out (“one patient”).
    """
    sources = [string.source, *([string.plural] if string.plural else [])]
    for form, target in enumerate(string.targets):
        source = sources[min(form, len(sources) - 1)]
        ours, theirs = _codes(source), _codes(target)
        lost = theirs - ours if string.plural and form == 0 else (ours - theirs) + (theirs - ours)
        if target and lost:
            return next(iter(lost))
    return ""


def _codes(text: str) -> Counter[str]:
    return Counter(token.raw for token in html_tokens(text) if token.kind is Kind.PLACEHOLDER)


def _check_xliff(incoming: Sequence[Incoming], known: Sequence[Incoming]) -> Report:
    """Units are known by their id; a source that is another than the export's is a text of yesterday."""
    own = {string.context: string for string in known}
    rows = []
    for string in incoming:
        before = own.get(string.context)
        if before is None:
            rows.append(string.row(Verdict.DROPPED, "the export has no unit of this id"))
        elif before.source != string.source:
            rows.append(string.row(Verdict.DROPPED, "its source is another than the export’s"))
        elif not string.target:
            rows.append(string.row(Verdict.EMPTY))
        else:
            rows.append(arrival(string, before, Verdict.DRAFT, "its state asks for a review"))
    there = {string.context for string in incoming}
    missing = [string.row(Verdict.MISSING) for string in known if string.context not in there]
    return Report("xliff", (*rows, *missing))
