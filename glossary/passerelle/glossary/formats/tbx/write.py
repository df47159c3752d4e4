"""TBX written: version 3 in the styles DCA and DCT, and version 2 for older tools; each as TBX-Basic."""

import re
from collections.abc import Iterator, Sequence
from html import escape

from passerelle.glossary.concept import Concept
from passerelle.glossary.formats.tbx.categories import CATEGORIES, CORE, MODULES
from passerelle.glossary.formats.tbx.compose import from_concept
from passerelle.glossary.formats.tbx.entry import Datum, Entry, Section
from passerelle.glossary.formats.tbx.node import VERSION_2

_TOLD = "Exported by Passerelle"
_HEADER = f"<fileDesc><sourceDesc><p>{_TOLD}</p></sourceDesc></fileDesc>"
_XCS = '<encodingDesc><p type="XCSURI">TBXBasicXCSV02.xcs</p></encodingDesc>'
_MODULES = "".join(f' xmlns:{name}="{uri}"' for name, uri in MODULES.items())
_FRAMES = {
    "dca": ("tbx", f'type="TBX-Basic" style="dca" xml:lang="en" xmlns="{CORE}"', "tbxHeader", _HEADER),
    "dct": (
        "tbx",
        f'type="TBX-Basic" style="dct" xml:lang="en" xmlns="{CORE}"{_MODULES}',
        "tbxHeader",
        _HEADER,
    ),
    "v2": ("martif", 'type="TBX-Basic" xml:lang="en"', "martifHeader", _HEADER + _XCS),
}
_OLD = {new: old for old, new in VERSION_2.items() if old != "ntig"}
# What XML cannot hold, not even as a reference.
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_tbx(concepts: Sequence[Concept]) -> bytes:
    """Return TBX-Basic of version 3 in the style DCA, which most tools read."""
    return _write(concepts, "dca")


def write_tbx_dct(concepts: Sequence[Concept]) -> bytes:
    """Return TBX-Basic of version 3 in the style DCT, whose elements are named after their categories."""
    return _write(concepts, "dct")


def write_tbx_v2(concepts: Sequence[Concept]) -> bytes:
    """Return TBX-Basic of version 2 (martif), for tools from before 2019."""
    return _write(concepts, "v2")


def _write(concepts: Sequence[Concept], style: str) -> bytes:
    ids = frozenset(concept.id for concept in concepts)
    root, attributes, header_name, header = _FRAMES[style]
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f"<{root} {attributes}>",
        f"<{header_name}>{header}</{header_name}>",
        "<text><body>",
    ]
    for concept in concepts:
        lines += _entry(from_concept(concept, ids), style)
    lines += ["</body></text>", f"</{root}>", ""]
    return "\n".join(lines).encode()


def _entry(entry: Entry, style: str) -> Iterator[str]:
    concept, section, tig = (
        (_OLD[name] if style == "v2" else name) for name in ("conceptEntry", "langSec", "termSec")
    )
    yield f'<{concept} id="{_id(entry.id)}">'
    yield from _data(entry, style, " ")
    for language in entry.languages:
        yield f' <{section} xml:lang="{language.language}">'
        yield from _data(language, style, "  ")
        for term in language.terms:
            yield f"  <{tig}>"
            yield f"   <term>{_text(term.term)}</term>"
            yield from _data(term, style, "   ")
            yield f"  </{tig}>"
        yield f" </{section}>"
    yield f"</{concept}>"


def _id(name: str) -> str:
    """Return an id of the glossary as one of XML, which begins with no digit; reading takes the sign off."""
    return f"_{name}" if name[:1].isdigit() else escape(name)


def _text(text: str) -> str:
    return escape(_UNFIT.sub("", text), quote=False)


def _data(section: Section, style: str, indent: str) -> Iterator[str]:
    for datum in section.data:
        if datum.beside:
            group = f"{CATEGORIES[datum.category].element}Grp"
            inside = "".join(_element(each, style) for each in (datum, *datum.beside))
            yield f"{indent}<{group}>{inside}</{group}>"
        else:
            yield indent + _element(datum, style)


def _element(datum: Datum, style: str) -> str:
    category = CATEGORIES.get(datum.category)
    target = f' target="{_id(datum.target)}"' if datum.target else ""
    if category is None:  # note and date have elements of their own
        name, opened = datum.category, datum.category
    elif style == "dct":
        name = opened = f"{category.module}:{datum.category}"
    else:
        name, opened = category.element, f'{category.element} type="{datum.category}"'
    return f"<{opened}{target}>{_text(datum.text)}</{name}>"
