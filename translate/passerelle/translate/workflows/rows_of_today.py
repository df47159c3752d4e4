"""Rows of archives that a change of the glossaries does not touch: they stand, and only name the glossaries of today."""

import json
from contextlib import suppress
from typing import Any

from passerelle.glossary.files import digest
from passerelle.glossary.termbase import Termbase
from passerelle.translate.catalog.entry import Catalog
from passerelle.translate.constraints.bearing import bearing_of
from passerelle.translate.formats.records.rows import read_row
from passerelle.translate.formats.records.unread import RecordError
from passerelle.translate.text.document import Document
from passerelle.translate.workflows.run_state import RunState
from passerelle.translate.workflows.traces import article_traces


def row_digest(state: RunState | None, *parts: Any) -> str:
    """Return a digest of what shapes an article's row, its glossaries apart, or nothing where the state of the run is not known."""
    if state is None:
        return ""
    return f"{digest(json.dumps([state.besides_glossaries, *parts]).encode())[:32]}-{digest(state.glossaries.encode())[:32]}"


def bearing_on(document: Document, catalog: Catalog, termbase: Termbase) -> str:
    """Return the digest of what of the glossaries bears on an article of which a catalogue was made; see `Bearing`."""
    return bearing_of(termbase).on(article_traces(document, catalog, termbase))


def row_of_today(row: str, own: str, document: Document, termbase: Termbase) -> str | None:
    """Return an older row of a document as a run writes it today, None where it must do its work again.

    ``own`` is the digest of today. The row stands where nothing but the glossaries has changed, in nothing that bears on it.
    """
    with suppress(RecordError, LookupError, TypeError, ValueError, AttributeError):
        values = json.loads(row)
        before, _, _ = values["digest"].partition("-")
        if not before or before != own.partition("-")[0]:
            return None
        if values["bearing"] == bearing_on(document, read_row(values), termbase):
            return json.dumps({**values, "glossary": termbase.version, "digest": own}, ensure_ascii=False)
    return None
