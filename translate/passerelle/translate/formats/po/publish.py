"""A catalogue as the PO file that programs are served from: no ledger, no remarks, and only what may be seen."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import IO

from passerelle.translate.catalog.entry import Catalog, Entry, Review, State
from passerelle.translate.formats.po.fields import TRANSLATOR, last_translator
from passerelle.translate.formats.po.write import write_po


def write_published_po(
    stream: IO[str],
    catalog: Catalog,
    *,
    visible: Callable[[Entry], bool],
    drop_hidden: bool = False,
    note: str = "",
) -> None:
    """Write the living entries; those not ``visible`` are fuzzy, or left out altogether with ``drop_hidden``.

    ``note`` is a comment at the top.
    """
    notes = tuple(note.split("\n")) if note else ("French-English catalogue.",)
    people = {TRANSLATOR: last_translator(catalog.current), **dict(catalog.header.extra)}
    header = replace(catalog.header, notes=notes, extra=tuple(people.items()))
    entries = tuple(
        _bare(entry, visible=visible(entry)) for entry in catalog.current if visible(entry) or not drop_hidden
    )
    whole = io.StringIO()
    write_po(whole, Catalog(header, entries))
    stream.writelines(_without_ledger(whole.getvalue()))


def _bare(entry: Entry, *, visible: bool) -> Entry:
    state = State.APPROVED if visible else State.DRAFT
    return replace(
        entry, state=state, review=Review(), waivers=(), notes=(), comments=(), draft="", previous_target=""
    )


def _without_ledger(text: str) -> Iterator[str]:
    """Yield the lines but for the comments that only a translator needs; those at the top stay."""
    top = True
    for line in text.splitlines(keepends=True):
        top = top and line.startswith("#")
        if top or not line.startswith(("#.", "# ")):
            yield line
