"""PO files of other programs, kept line by line: only translations and the fuzzy flag change, every other byte stays.

polib reads and writes PO too, but lays the whole file out anew. Here a file is its lines and a map of where each string
stands. `read_po_lines` and `write_po_lines` are inverse; edits are in `po_edit`.
"""

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from passerelle.glossary.errors import PasserelleError

FUZZY = "fuzzy"


class PoError(PasserelleError):
    """A PO file is broken, or its encoding is not what it says."""


@dataclass(frozen=True, slots=True)
class PoString:
    """A string on the lines ``first`` to ``last`` (an index range into the file's lines)."""

    text: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class PoEntry:
    """One entry. ``start`` to ``end`` are its lines with the blank lines and comments before it.

    ``targets`` are its translations, one a plural form. ``flag_line`` is the line of its flags, None where it has none.
    """

    msgid: str
    targets: tuple[PoString, ...]
    start: int
    first: int
    end: int
    msgctxt: str | None = None
    plural: str | None = None
    flags: tuple[str, ...] = ()
    flag_line: int | None = None
    obsolete: bool = False

    @property
    def line(self) -> int:
        """The number of the first line of its strings, from 1."""
        return self.first + 1

    @property
    def fuzzy(self) -> bool:
        """Whether its translation waits for review."""
        return FUZZY in self.flags

    @property
    def key(self) -> tuple[str, str | None]:
        """What tells entries of one file apart."""
        return self.msgid, self.msgctxt


@dataclass(frozen=True, slots=True)
class PoLines:
    """A PO file: all its lines with their ends, its entries in order (the header is none of them), its header fields."""

    lines: tuple[str, ...]
    entries: tuple[PoEntry, ...]
    header: Mapping[str, str]
    encoding: str = "utf-8"
    mark: bytes = b""
    warnings: tuple[str, ...] = ()


def read_po_lines(data: bytes) -> PoLines:
    r"""Return a PO file taken apart.

    >>> po = read_po_lines(b'msgid "Oui"\nmsgstr ""\n')
    >>> po.entries[0].msgid, write_po_lines(po)
    ('Oui', b'msgid "Oui"\nmsgstr ""\n')

    Raises:
        PoError: it is cut short, holds a broken line, or is not in the encoding that it names.
    """
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    text, encoding, warnings = _decode(data[len(mark) :])
    po = take_apart(text)
    return replace(po, encoding=encoding, mark=mark, warnings=warnings)


def take_apart(text: str) -> PoLines:
    """Return the lines and entries of a decoded file.

    Raises:
        PoError: as `read_po_lines`.
    """
    # Only these are line ends for gettext; a form feed or U+2028 stays within its line.
    lines = tuple(re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z", text))
    entries = tuple(_parse(lines))
    if not entries:
        raise PoError("holds no PO entries; give the file that the content system exported.")
    is_header = entries[0].msgid == "" and entries[0].msgctxt is None
    header = _header_fields(entries[0].targets[0].text) if is_header else {}
    return PoLines(lines, entries[1:] if is_header else entries, header)


def write_po_lines(po: PoLines) -> bytes:
    """Return the file's bytes.

    Raises:
        PoError: its encoding cannot hold a character of a translation.
    """
    try:
        return po.mark + "".join(po.lines).encode(po.encoding)
    except UnicodeEncodeError as error:
        character = error.object[error.start : error.start + 1]
        raise PoError(
            f"is in {po.encoding}, which cannot hold “{character}”; export it as UTF-8.",
        ) from error


_CHARSET = re.compile(rb'"Content-Type:[^"\n]*?charset=([\w.:-]+)', re.IGNORECASE)


def _decode(data: bytes) -> tuple[str, str, tuple[str, ...]]:
    found = _CHARSET.search(data)
    declared = found[1].decode("ascii") if found else ""
    encoding = _python_name(declared)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if encoding == "utf-8":
            line = data.count(b"\n", 0, error.start) + 1
            raise PoError(
                "is not UTF-8 here, as its header says; export it again as UTF-8.", line=line
            ) from error
        try:
            return data.decode(encoding), encoding, ()
        except (UnicodeDecodeError, LookupError) as other:
            raise PoError(
                f"is neither {declared}, as its header says, nor UTF-8; export it as UTF-8."
            ) from other
    if encoding != "utf-8" and not text.isascii():
        return (
            text,
            "utf-8",
            (f"The header says charset={declared}, but the file is UTF-8: other programs misread it.",),
        )
    return text, "utf-8", ()


def _python_name(declared: str) -> str:
    try:
        name = codecs.lookup(declared or "utf-8").name
    except LookupError:
        return "utf-8"
    return "utf-8" if name in ("ascii", "utf-8-sig") else name


_LINE = re.compile(
    r"[ \t]*(?P<old>\#~[ \t]?)?[ \t]*(?:(?P<word>msgctxt|msgid_plural|msgid|msgstr)(?:\[(?P<form>\d+)\])?[ \t]*)?"
    r'"(?P<text>(?:[^"\\]|\\.)*)"[ \t]*'
)


@dataclass(slots=True)
class _Open:
    """An entry while it is read."""

    start: int
    first: int = -1
    strings: dict[str, tuple[list[str], int, int]] = field(default_factory=dict)
    flags: tuple[str, ...] = ()
    flag_line: int | None = None
    obsolete: bool = False
    last: str = ""

    @property
    def done(self) -> bool:
        return self.last.startswith("msgstr")


def _parse(lines: tuple[str, ...]) -> Iterator[PoEntry]:
    entry = _Open(0)
    for index, line in enumerate(lines):
        bare = line.rstrip("\r\n")
        found = _LINE.fullmatch(bare)
        if found is None:
            if not bare.strip() or bare.lstrip().startswith("#"):
                if entry.done:
                    yield _close(entry)
                    entry = _Open(index)
                if bare.lstrip().startswith("#,"):
                    _add_flags(entry, bare, index)
                continue
            raise PoError("is no valid PO line; mend it or export the file again.", line=index + 1)
        if found["word"] in ("msgid", "msgctxt") and entry.done:
            yield _close(entry)
            entry = _Open(index)
        _add_string(entry, found, index)
    if entry.done:
        yield _close(entry)
    elif entry.strings:
        raise PoError(f"ends after a {entry.last}: its end is missing; export it again.", line=len(lines))


def _add_flags(entry: _Open, line: str, index: int) -> None:
    flags = (flag.strip() for flag in line.lstrip()[2:].split(","))
    own = tuple(flag for flag in flags if flag)
    entry.flags += own
    if entry.flag_line is None or FUZZY in own:
        entry.flag_line = index


def _add_string(entry: _Open, found: re.Match[str], index: int) -> None:
    word = found["word"]
    if word is None:
        if not entry.last:
            raise PoError("holds a text that belongs to no entry; export it again.", line=index + 1)
        parts, first, _ = entry.strings[entry.last]
        entry.strings[entry.last] = ([*parts, found["text"]], first, index + 1)
        return
    name = f"{word}[{int(found['form'])}]" if found["form"] else word
    expected = {"msgstr": "msgid", "msgid_plural": "msgid"}.get(word)
    if name in entry.strings or (expected and expected not in entry.strings):
        raise PoError(f"has a {name} where none is expected; export it again.", line=index + 1)
    if not entry.strings:
        entry.first = index
    entry.obsolete = entry.obsolete or found["old"] is not None
    entry.strings[name] = ([found["text"]], index, index + 1)
    entry.last = name


def _close(entry: _Open) -> PoEntry:
    strings = {
        name: PoString(_unescape("".join(parts)), first, last)
        for name, (parts, first, last) in entry.strings.items()
    }
    targets = sorted(
        (name for name in strings if name.startswith("msgstr")), key=lambda name: int("0" + name[7:-1])
    )
    return PoEntry(
        msgid=strings["msgid"].text,
        targets=tuple(strings[name] for name in targets),
        start=entry.start,
        first=entry.first,
        end=max(string.last for string in strings.values()),
        msgctxt=strings["msgctxt"].text if "msgctxt" in strings else None,
        plural=strings["msgid_plural"].text if "msgid_plural" in strings else None,
        flags=entry.flags,
        flag_line=entry.flag_line,
        obsolete=entry.obsolete,
    )


_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_UNESCAPED = {value: f"\\{name}" for name, value in _ESCAPES.items()}


def _unescape(text: str) -> str:
    if "\\" not in text:
        return text
    return re.sub(r"\\(.)", lambda found: _ESCAPES.get(found[1], found[0]), text)


def quote_po(text: str) -> str:
    r"""Return ``text`` as a PO string.

    >>> quote_po('«\xa0A\xa0»\t"b"')
    '"«\xa0A\xa0»\\t\\"b\\""'
    """
    return '"' + "".join(_UNESCAPED.get(char, char) for char in text) + '"'


def _header_fields(text: str) -> dict[str, str]:
    fields = (line.partition(":") for line in text.split("\n"))
    return {name.strip(): value.strip() for name, colon, value in fields if colon}


def line_end(line: str) -> str:
    """Return the line feed, or what else ends a line."""
    return line[len(line.rstrip("\r\n")) :]
