"""TMX 1.4b and older read unit by unit: without entities, without the DTD that a file names, and without a network."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any

from lxml import etree

from passerelle.glossary.errors import PasserelleError
from passerelle.translate.catalog.entry import clean_text
from passerelle.translate.formats.tmx.fields import LANG, PROPS, SOURCE, TARGET
from passerelle.translate.memory.unit import TranslationUnit, renumber


class TmxError(PasserelleError):
    """A file is no TMX, broken, or holds no French-English pair."""


@dataclass(slots=True)
class Reading:
    """What reading a TMX came upon: pairs found, units left out for want of one language, languages seen."""

    pairs: int = 0
    left_out: int = 0
    languages: set[str] = field(default_factory=set)


def read_tmx(stream: IO[bytes], reading: Reading | None = None) -> Iterator[TranslationUnit]:
    """Yield the French-English pairs of a TMX of any version and encoding, in memory that does not grow with the file.

    Units without one of the languages are left out and counted in ``reading``. French may be the second language.

    Raises:
        TmxError: it is no TMX, declares entities, is cut short, or holds no pair at all: said at the end.
    """
    reading = reading or Reading()
    path = getattr(stream, "name", None)
    for unit in map(_parse_unit, _elements(stream, path)):
        reading.languages |= unit.languages
        if unit.pair is None:
            reading.left_out += 1
        else:
            reading.pairs += 1
            yield unit.pair
    if not reading.pairs:
        raise TmxError(_no_pair(reading), path=path)


def _elements(stream: IO[bytes], path: object) -> Iterator[Any]:
    """Yield each ``tu`` element, complete, and drop it afterwards."""
    events = etree.iterparse(
        stream,
        events=("start", "end"),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for event, element in events:
            if element.getparent() is None and event == "start":
                _check_root(element, path)
            if event == "end" and _name(element) == "tu":
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        told = [entry.message for entry in events.error_log] or [str(error.msg)]
        sentence = _explain(told[0], cut=_is_cut(stream))
        raise TmxError(sentence, path=path, line=error.lineno or None) from error


def _is_cut(stream: IO[bytes]) -> bool:
    """Whether a file that can be looked at does not end as a TMX must."""
    if not stream.seekable():
        return False
    stream.seek(max(0, stream.seek(0, io.SEEK_END) - 200))
    return not re.search(rb"</\s*(?:\w+:)?tmx\s*>\s*$", stream.read().replace(b"\0", b""))


def _check_root(root: Any, path: object) -> None:
    if _name(root) != "tmx":
        raise TmxError(
            f"is no TMX file (its root element is <{_name(root)}>); export the memory as TMX 1.4.", path=path
        )
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and list(dtd.iterentities()):
        raise TmxError(
            "declares entities of its own, which may hide other files or endless text; "
            "export the memory without them.",
            path=path,
        )


def _name(element: Any) -> str:
    # QName refuses the names that lxml itself reads where it recovers.
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _explain(text: str, *, cut: bool) -> str:
    low = text.lower()
    if "encoding" in low or "not proper utf-8" in low:
        return (
            "holds characters that its encoding does not have; save it as UTF-8. Nothing of it was imported."
        )
    if any(sign in low for sign in ("huge", "buffer", "amplification", "too long", "resource limit")):
        return "holds a text of millions of characters or entities; nothing was imported. Split it."
    if cut:
        return "is no TMX file, empty, or cut short; nothing was imported. Ask for the whole file."
    return f"is not well-formed XML ({text.strip().rstrip('.')}); nothing was imported. Export it again."


def _no_pair(reading: Reading) -> str:
    if not reading.languages:
        return "holds no translation units; export the memory again."
    found = ", ".join(sorted(reading.languages))
    return f"holds no French-English pair, only {found}; choose a memory of these two languages."


@dataclass(frozen=True, slots=True)
class _Parsed:
    pair: TranslationUnit | None
    languages: frozenset[str]


def _parse_unit(tu: Any) -> _Parsed:
    texts: dict[str, Any] = {}
    for tuv in tu.iterchildren("{*}tuv"):
        language = (tuv.get(LANG) or tuv.get("lang") or "?").lower()
        seg = tuv.find("{*}seg")
        if seg is not None:
            texts.setdefault(language, seg)
    source, target = (_choose(texts, language) for language in (SOURCE, TARGET))
    languages = frozenset(texts)
    if source is None or target is None:
        return _Parsed(None, languages)
    numbers: dict[tuple[str, str], int] = {}
    french, english = renumber(_parse_segment(source, numbers), _parse_segment(target, numbers))
    if not french.strip() or not english.strip():
        return _Parsed(None, languages)
    return _Parsed(_with_provenance(tu, french.strip(), english.strip()), languages)


def _choose(texts: dict[str, Any], language: str) -> Any:
    """Return the segment of a language: British before other English, else the first."""
    own = [name for name in texts if re.split("[-_]", name)[0] == language]
    own.sort(key=lambda name: name not in (language, "en-gb", "fr-fr"))
    return texts[own[0]] if own else None


def _with_provenance(tu: Any, source: str, target: str) -> TranslationUnit:
    props = {prop.get("type"): prop.text or "" for prop in tu.iterchildren("{*}prop")}
    versions = [tu, *tu.iterchildren("{*}tuv")]
    date = next((date for each in versions for name in _DATES if (date := each.get(name))), "")
    who = next((who for each in versions for name in _NAMES if (who := each.get(name))), "")
    found = re.match(r"(\d{4})(\d\d)(\d\d)", date)
    return TranslationUnit(
        source,
        target,
        reviewer=who,
        date="-".join(found.groups()) if found else "",
        whole=tu.get("segtype") == "paragraph",
        **{name: clean_text(props.get(kind, "")) for name, kind in PROPS.items()},
    )


_DATES = ("changedate", "creationdate")

_NAMES = ("changeid", "creationid")


def _parse_segment(seg: Any, numbers: dict[tuple[str, str], int]) -> str:
    """Return the text of a segment with marks; ``numbers`` remembers those of the pair's other side."""
    open_pairs: dict[str, int] = {}
    counts: dict[str, int] = {}
    out = [seg.text or ""]
    for element in seg.iterchildren():
        name = _name(element)
        if name == "hi":
            out.append(_parse_segment(element, numbers))
        elif not name:  # a reference to an entity that is declared elsewhere: shown as it is written
            out.append(element.text or "")
        elif name == "ept":
            number = open_pairs.pop(element.get("i", ""), None)
            out.append(f"</{number}>" if number else "")
        elif name in ("bpt", "ph", "it", "ut"):
            counts[name] = counts.get(name, 0) + 1
            kind = "bpt" if name == "bpt" else "ph"
            key = kind, element.get("x") or element.get("i") or f"{name} {counts[name]}"
            number = numbers.setdefault(key, len(numbers) + 1)
            if kind == "bpt":
                open_pairs[element.get("i", "")] = number
            out.append(f"<{number}>" if kind == "bpt" else f"<{number}/>")
        out.append(element.tail or "")
    return clean_text("".join(out))
