"""A catalogue as XLIFF 1.2: one trans-unit a block, marks as `<g>` and `<x>`, what is unreviewed in a state that says so."""

import re
from collections.abc import Iterator
from typing import IO

from passerelle.translate.catalog.entry import Catalog, Entry
from passerelle.translate.formats.entities import escape, quote
from passerelle.translate.formats.xliff.edit import DRAFT, REVIEWED

_NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_MARK = re.compile(r"<(/?)(\d+)(/?)>")


def write_xliff(stream: IO[str], catalog: Catalog, *, note: str = "") -> None:
    """Write the living entries of a catalogue; ``note`` stands in the file's header."""
    stream.writelines(f"{line}\n" for line in _lines(catalog, note))


def _lines(catalog: Catalog, note: str) -> Iterator[str]:
    header = catalog.header
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<xliff xmlns="{_NAMESPACE}" version="1.2">'
    original = quote(header.path or header.document)
    yield f'  <file original={original} source-language="fr" target-language="en" datatype="plaintext">'
    tool = f'<tool tool-id="passerelle" tool-name={quote(header.generator or "passerelle")}/>'
    yield f"    <header>{tool}{f'<note>{escape(note)}</note>' if note else ''}</header>"
    yield "    <body>"
    for entry in catalog.current:
        yield from _unit(entry)
    yield "    </body>"
    yield "  </file>"
    yield "</xliff>"


def _unit(entry: Entry) -> Iterator[str]:
    approved = "yes" if entry.state.reviewed else "no"
    yield f'      <trans-unit id={quote(entry.block_id)} approved="{approved}" xml:space="preserve">'
    yield f"        <source>{_inline(entry.source)}</source>"
    if entry.target:
        state = (REVIEWED if entry.state.reviewed else DRAFT)["1.2"]
        yield f'        <target state="{state}">{_inline(entry.target)}</target>'
    if entry.review.remark:
        yield f"        <note>{escape(entry.review.remark)}</note>"
    yield "      </trans-unit>"


def _inline(text: str) -> str:
    """Return a text with its marks as elements.

    >>> _inline("Voir <1>ici</1><2/> & là")
    'Voir <g id="1">ici</g><x id="2"/> &amp; là'
    """
    out: list[str] = []
    position = 0
    for found in _MARK.finditer(text):
        out.append(escape(text[position : found.start()]))
        position = found.end()
        closing, number, empty = found.groups()
        out.append(f'<x id="{number}"/>' if empty else "</g>" if closing else f'<g id="{number}">')
    return "".join(out) + escape(text[position:])
