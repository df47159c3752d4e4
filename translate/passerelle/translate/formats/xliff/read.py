"""XLIFF 1.2 and 2.0 as content systems export them: where each source and target stands, byte by byte.

Expat reads them, since lxml does not tell byte places: it streams, opens no other file, and what declares an entity is refused.
Edits are in `xliff_edit`; a new file from a catalogue is written by `xliff_new`.
"""

import codecs
import mmap
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from passerelle.glossary.errors import PasserelleError

Data = bytes | mmap.mmap
_CHUNK = 1 << 20


class XliffError(PasserelleError):
    """An XLIFF file is broken, declares entities, or is no XLIFF."""


@dataclass(frozen=True, slots=True)
class Place:
    """An element in the file's bytes: its tag begins at ``start``, its content is ``inner`` to ``inner_end``."""

    start: int
    inner: int
    inner_end: int
    end: int


@dataclass(frozen=True, slots=True)
class XliffUnit:
    """A trans-unit of 1.2 or a segment of 2.0. ``source`` and ``target`` (None: no such element) are its XML content.

    ``whole`` is the trans-unit or unit, ``gap`` where a target stands or could be written, ``tag`` the element that
    carries the state in 2.0. ``limit`` is the number of characters that the file allows, 0 where it says nothing.
    """

    id: str
    line: int
    source: str
    target: str | None
    state: str
    approved: str
    whole: Place
    gap: int
    target_place: Place | None
    tag: Place
    source_place: Place
    limit: int = 0

    @property
    def unreviewed(self) -> bool:
        """Whether the file says that its target waits for review."""
        return self.approved == "no" or self.state.startswith(("needs-", "new", "initial", "translated"))


@dataclass(frozen=True, slots=True)
class Xliff:
    """An XLIFF file read; ``version`` is ``1.2`` or ``2.0``, ``prefix`` that of its element names with the colon."""

    data: Data
    version: str
    source_language: str
    target_language: str
    units: tuple[XliffUnit, ...]
    encoding: str = "utf-8"
    prefix: str = ""
    phase: str = ""
    warnings: tuple[str, ...] = ()

    def text(self, start: int, end: int) -> str:
        """Return a stretch of the file."""
        return self.data[start:end].decode(self.encoding)


@dataclass(slots=True)
class _Mark:
    """An element of interest while it is open; -1 is not known yet."""

    name: str
    start: int
    line: int
    attributes: Mapping[str, str]
    inner: int = -1
    inner_end: int = -1
    end: int = -1
    children: dict[str, "_Mark"] = field(default_factory=dict)

    @property
    def place(self) -> Place:
        if self.inner_end <= self.start:  # <target/>: both events stand at the tag
            return Place(self.start, self.end, self.end, self.end)
        return Place(self.start, self.inner, self.inner_end, self.end)


def read_xliff(data: Data) -> Xliff:
    """Read an XLIFF file from bytes or a mapped file, as a stream.

    Raises:
        XliffError: it is no well-formed XLIFF 1.2 or 2, or it declares or uses entities.
    """
    scan = _Scan(data)
    units = tuple(scan.read())
    if not scan.version:
        raise XliffError("is no XLIFF file; give the file that the content system exported.")
    return Xliff(
        data,
        scan.version,
        scan.languages[0],
        scan.languages[1],
        units,
        scan.encoding,
        scan.prefix,
        scan.phase,
        tuple(dict.fromkeys(scan.warnings)),
    )


def iterate_units(data: Data) -> Iterator[XliffUnit]:
    """Yield the units of an XLIFF file one by one, for those who need not hold them all.

    Raises:
        XliffError: as `read_xliff`.
    """
    return _Scan(data).read()


class _Scan:
    """The state of one reading: expat's events in, units out."""

    def __init__(self, data: Data) -> None:
        self.data = data
        self.units: list[XliffUnit] = []
        self.warnings: list[str] = []
        self.version = self.prefix = self.phase = ""
        self.languages = ["", ""]
        self.encoding = _encoding(data)
        self.open: list[_Mark] = []
        self.hidden: list[bool] = []
        self.waiting: list[Callable[[int], None]] = []
        self.parser = expat.ParserCreate()
        self.parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        self.parser.buffer_text = False
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.DefaultHandler = self._other
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.EntityDeclHandler = self._entity
        self.parser.SkippedEntityHandler = self._skipped

    def read(self) -> Iterator[XliffUnit]:
        """Yield the units as they are found."""
        try:
            for start in range(0, len(self.data), _CHUNK):
                self.parser.Parse(self.data[start : start + _CHUNK], False)  # noqa: FBT003  (expat takes no keywords)
                yield from self.units
                self.units.clear()
            self.parser.Parse(b"", True)  # noqa: FBT003
        except expat.ExpatError as error:
            reason = expat.ErrorString(error.code)
            raise XliffError(
                f"is no well-formed XML here ({reason}); export it again.", line=error.lineno
            ) from error
        yield from self.units

    def _tick(self) -> int:
        index = self.parser.CurrentByteIndex
        for settle in self.waiting:
            settle(index)
        self.waiting.clear()
        return index

    def _other(self, _: str) -> None:
        if self.waiting:
            self._tick()

    def _doctype(self, name: str, system: str | None, public: str | None, internal: int) -> None:  # noqa: ARG002
        if system:
            self.warnings.append("Its DOCTYPE names another file, which was not opened.")

    def _entity(self, name: str, *_: object) -> None:
        raise XliffError(
            f"declares the entity “{name}”, which is never resolved; remove the DOCTYPE from the export.",
            line=self.parser.CurrentLineNumber,
        )

    def _skipped(self, name: str, *_: object) -> None:
        raise XliffError(
            f"uses the entity “&{name};”, which is never resolved; write the character itself.",
            line=self.parser.CurrentLineNumber,
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        index = self._tick()
        mark = _Mark(name.removeprefix(self.prefix), index, self.parser.CurrentLineNumber, attributes)
        if not self.open:
            self._root(name, attributes)
            mark.name = "xliff"
        if mark.name in ("file", "phase"):
            self._describe(mark)
        self.hidden.append((self.hidden[-1] if self.hidden else False) or attributes.get("translate") == "no")
        self.open.append(mark)
        self.waiting.append(lambda place: setattr(mark, "inner", place))

    def _root(self, name: str, attributes: Mapping[str, str]) -> None:
        prefix, colon, local = name.rpartition(":")
        version = attributes.get("version", "")
        if local != "xliff" or version not in ("1.0", "1.1", "1.2", "2.0", "2.1", "2.2"):
            raise XliffError("is no XLIFF 1.2 or 2.0 file; give the file that the content system exported.")
        self.prefix = prefix + colon
        self.version = "2.0" if version.startswith("2") else "1.2"
        self.languages = [attributes.get("srcLang", ""), attributes.get("trgLang", "")]

    def _describe(self, mark: _Mark) -> None:
        if mark.name == "phase":
            self.phase = self.phase or mark.attributes.get("job-id", "")
        elif self.version == "1.2" and not any(self.languages):
            self.languages = [mark.attributes.get(f"{side}-language", "") for side in ("source", "target")]

    def _end(self, name: str) -> None:  # noqa: ARG002  (the open element knows it)
        index = self._tick()
        mark = self.open.pop()
        hidden = self.hidden.pop()
        mark.inner_end = index
        parent = self.open[-1] if self.open else None
        if parent is not None and mark.name in ("source", "target", "seg-source"):
            parent.children.setdefault(mark.name, mark)
        self.waiting.append(lambda place: self._closed(mark, place, hidden=hidden))

    def _closed(self, mark: _Mark, place: int, *, hidden: bool) -> None:
        mark.end = place
        wanted = "trans-unit" if self.version == "1.2" else "segment"
        if mark.name == wanted and "source" in mark.children and not hidden:
            self.units.append(self._unit(mark))
        mark.children = {} if mark.name == wanted else mark.children

    def _unit(self, mark: _Mark) -> XliffUnit:
        source = mark.children["source"].place
        target = mark.children["target"].place if "target" in mark.children else None
        before = mark.children.get("seg-source", mark.children["source"])
        owner = mark if self.version == "1.2" else next(m for m in reversed(self.open) if m.name == "unit")
        number = mark.attributes.get("id", "")
        name = number if owner is mark else "/".join(filter(None, (owner.attributes.get("id", ""), number)))
        whole = mark.place
        state = mark.children["target"].attributes.get("state", "") if target else ""
        return XliffUnit(
            id=name,
            line=mark.line,
            source=self._text(source),
            target=self._text(target) if target else None,
            state=state if self.version == "1.2" else mark.attributes.get("state", ""),
            approved=mark.attributes.get("approved", ""),
            whole=whole,
            gap=before.end,
            target_place=target,
            tag=whole,
            source_place=source,
            limit=_limit(owner.attributes),
        )

    def _text(self, place: Place) -> str:
        return self.data[place.inner : place.inner_end].decode(self.encoding)


_DECLARED = re.compile(r"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)")


def _encoding(data: Data) -> str:
    """Return the Python name of the file's encoding, without its byte order mark."""
    start = data[:400]
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if start.startswith(mark):
            return name
    found = _DECLARED.match(start.decode("latin-1"))
    try:
        return codecs.lookup(found[1]).name if found else "utf-8"
    except LookupError as error:
        raise XliffError(f"is in an unknown encoding ({error}); export it as UTF-8.") from error


def _limit(attributes: Mapping[str, str]) -> int:
    """Return the length in characters that an element allows: ``maxwidth`` of 1.2, ``sizeRestriction`` of 2.0."""
    if attributes.get("size-unit") == "char" and attributes.get("maxwidth", "").isdecimal():
        return int(attributes["maxwidth"])
    restriction = next((value for name, value in attributes.items() if name.endswith("sizeRestriction")), "")
    most = restriction.rpartition(",")[2]
    return int(most) if most.isdecimal() else 0
