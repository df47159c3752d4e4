"""From the bytes of a text file to clean text: encoding, line ends, control characters."""

import codecs
import re
from dataclasses import dataclass

from passerelle.translate.text.document import DocumentError

# UTF-32's little-endian mark begins with UTF-16's, so it comes first.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Left to itself the detector also proposes Baltic and Turkish code pages, which share French letters.
_FRENCH_CODE_PAGES = ["cp1252", "mac_roman", "cp850"]
_SAMPLE = 100_000
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile("[ \t\n\r]+")
_MISREAD = re.compile("Ã[©¨ª§´®¯¢\u00a0]|â€[™œ\u009d“”]")
_BINARY = "is not a text that can be read (binary data); give a text, Markdown, HTML or .docx file."


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with LF line ends and no control characters; ``newline`` is the line end the file had."""

    text: str
    newline: str = "\n"
    warnings: tuple[str, ...] = ()


def decode_text(source: bytes, declared: str = "") -> Decoded:
    """Return the text of ``source``: UTF-8, UTF-16, UTF-32, Windows-1252, Mac Roman or DOS French.

    ``declared`` is the encoding that the file names itself, believed where it fits.

    >>> decode_text("L’hôpital a été rénové".encode("mac_roman")).text
    'L’hôpital a été rénové'

    Raises:
        DocumentError: the file is empty or holds binary data.
    """
    if not source.strip():
        raise DocumentError("is empty; there is nothing to translate.")
    raw, warnings = _decode(source, declared)
    newline = "\r\n" if "\r\n" in raw else "\n"
    text, removed = _CONTROL.subn("", _LINE_END.sub("\n", raw).removeprefix("\ufeff"))
    if removed > max(20, len(raw) // 20):
        raise DocumentError(_BINARY)
    if not text.strip():
        raise DocumentError("is empty; there is nothing to translate.")
    if removed:
        warnings = (*warnings, f"{removed} control character{'s were' if removed > 1 else ' was'} removed.")
    if len(_MISREAD.findall(text)) >= 3:
        warnings = (*warnings, "The text holds sequences such as « Ã© »: save it again as UTF-8.")
    return Decoded(text, newline, warnings)


def strip_controls(text: str) -> str:
    """Return ``text`` without control characters; line ends become LF."""
    return _CONTROL.sub("", _LINE_END.sub("\n", text))


def collapse_spaces(text: str) -> str:
    r"""Return ``text`` with runs of line ends, tabs and spaces made one space; no-break spaces stay.

    >>> collapse_spaces("12\u00a0%  des\n  patients")
    '12\xa0% des patients'
    """
    return _SPACES.sub(" ", text)


def _decode(source: bytes, declared: str) -> tuple[str, tuple[str, ...]]:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if source.startswith(mark):
            return source[len(mark) :].decode(encoding, errors="replace"), ()
    if source.count(0) > len(source) // 10:
        return _decode_without_mark(source), ()
    for encoding in filter(None, (_known(declared), "utf-8")):
        try:
            return source.decode(encoding), ()
        except UnicodeDecodeError:
            continue
    if b"\0" in source:
        raise DocumentError(_BINARY)
    return _decode_damaged(source) or (_decode_code_page(source), ())


def _known(declared: str) -> str:
    """Return the codec for a declared name; browsers read Latin-1 as Windows-1252, and so do we."""
    try:
        name = codecs.lookup(declared).name if declared else ""
    except LookupError:
        return ""
    if name in ("iso8859-1", "ascii"):
        return "cp1252"
    return "" if name.startswith(("utf-16", "utf-32")) else name


def _decode_without_mark(source: bytes) -> str:
    """Decode UTF-16 without its mark: in Latin script nearly every other byte is 0."""
    half = len(source) // 2
    for encoding, zeros in (
        ("utf-16-le", source[1::2].count(0)),
        ("utf-16-be", source[::2].count(0)),
    ):
        if half and zeros / half > 0.7:
            return source.decode(encoding, errors="replace")
    raise DocumentError(_BINARY)


def _decode_damaged(source: bytes) -> tuple[str, tuple[str, ...]] | None:
    """Decode UTF-8 with a few broken bytes, which no code page would mend."""
    text = source.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    foreign = sum(not char.isascii() for char in text)
    if broken > foreign / 10:
        return None
    return text, (
        f"{broken} byte{'s are' if broken > 1 else ' is'} not UTF-8 and became «\u00a0\ufffd\u00a0».",
    )


def _decode_code_page(source: bytes) -> str:
    # Where the sample begins in plain ASCII the accents may lie further on.
    first = next((index for index, byte in enumerate(source) if byte > 127), 0)
    start = max(0, first - 1000)
    from charset_normalizer import from_bytes  # noqa: PLC0415  (most texts are UTF-8)

    best = from_bytes(source[start : start + _SAMPLE], cp_isolation=_FRENCH_CODE_PAGES).best()
    if best is None:
        raise DocumentError(_BINARY)
    return source.decode(best.encoding, errors="replace")
