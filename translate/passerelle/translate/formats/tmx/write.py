"""TMX 1.4b written, one unit after the other: inline marks are ``<bpt>``/``<ept>`` pairs and ``<ph>``."""

import re
from collections.abc import Iterable
from typing import IO, Any

from lxml import etree

from passerelle.translate.catalog.entry import clean_text
from passerelle.translate.formats.tmx.fields import LANG, PROPS, SOURCE, TARGET
from passerelle.translate.memory.unit import TranslationUnit
from passerelle.translate.text.markup import mark_numbers


def write_tmx(stream: IO[bytes], units: Iterable[TranslationUnit], *, version: str = "0") -> int:
    """Write units as TMX 1.4b, one after the other; return how many. ``version`` is the tool's own."""
    header = {
        "creationtool": "Passerelle",
        "creationtoolversion": version,
        "segtype": "sentence",
        "o-tmf": "passerelle",
        "adminlang": TARGET,
        "srclang": SOURCE,
        "datatype": "plaintext",
        "o-encoding": "UTF-8",
    }
    count = 0
    with etree.xmlfile(stream, encoding="UTF-8") as xml:
        xml.write_declaration()
        with xml.element("tmx", version="1.4"):
            xml.write("\n", etree.Element("header", header), "\n")
            with xml.element("body"):
                for unit in units:
                    xml.write("\n", _format_unit(unit))
                    count += 1
                xml.write("\n")
    stream.write(b"\n")
    return count


def _format_unit(unit: TranslationUnit) -> Any:
    tu = etree.Element("tu")
    if unit.whole:
        tu.set("segtype", "paragraph")
    if re.fullmatch(r"\d{4}-\d\d-\d\d", unit.date):
        tu.set("creationdate", f"{unit.date.replace('-', '')}T000000Z")
    if unit.reviewer:
        tu.set("creationid", clean_text(unit.reviewer))
    for name, kind in PROPS.items():
        if value := clean_text(getattr(unit, name)):
            etree.SubElement(tu, "prop", {"type": kind}).text = value
    for language, text in ((SOURCE, unit.source), (TARGET, unit.target)):
        tuv = etree.SubElement(tu, "tuv", {LANG: language})
        _format_segment(etree.SubElement(tuv, "seg"), clean_text(text))
    return tu


_MARK = re.compile(r"<(/?)(\d+)(/?)>")


def _format_segment(seg: Any, text: str) -> None:
    """Write a text with marks into ``seg``; a mark without its partner is an isolated one."""
    numbers = mark_numbers(text)
    position = 0
    last = None
    for found in _MARK.finditer(text):
        last = _add_text(seg, last, text[position : found.start()])
        position = found.end()
        closing, number, empty = found[1], found[2], found[3]
        if empty or not {f"<{number}>", f"</{number}>"} <= set(numbers):
            last = etree.SubElement(seg, "ph", {"x": number})
        elif closing:
            last = etree.SubElement(seg, "ept", {"i": number})
        else:
            last = etree.SubElement(seg, "bpt", {"i": number, "x": number})
        last.text = found[0]
    _add_text(seg, last, text[position:])


def _add_text(seg: Any, last: Any, text: str) -> Any:
    if last is None:
        seg.text = (seg.text or "") + text
    else:
        last.tail = (last.tail or "") + text
    return last
