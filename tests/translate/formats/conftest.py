"""PDF files made by hand, as small as they can be."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from typing import Any

import pytest

HEIGHT = 842
FONTS = {"F": "Helvetica", "B": "Helvetica-Bold", "I": "Helvetica-Oblique"}
_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")

Text = tuple[Any, ...]
"""Left, top and words; perhaps also size and font."""
MakePdf = Callable[..., bytes]


@pytest.fixture(scope="session")
def make_pdf() -> MakePdf:
    """Return what makes a PDF of pages of texts: each from the left, from the top, its words, and perhaps size and font."""
    return _make


def drawn(texts: Sequence[Text]) -> bytes:
    """Return the content of a page."""
    out = []
    for text in texts:
        left, top, words, size, font = text + (10, "F")[len(text) - 3 :]
        escaped = words.replace("\\", "\\\\").replace("(", r"\(").replace(")", r"\)")
        out.append(f"BT /{font} {size} Tf 1 0 0 1 {left} {HEIGHT - top} Tm ({escaped}) Tj ET")
    return "\n".join(out).encode("cp1252")


def _make(
    *pages: Sequence[Text],
    raw: bytes = b"",
    page: str = "",
    catalog: str = "",
    info: Mapping[str, str] | None = None,
    objects: Sequence[bytes] = (),
    password: str | None = None,
) -> bytes:
    """Return a PDF: ``raw`` is added to each page's content, ``page`` and ``catalog`` to these objects; ``objects`` come last, from number 20 + twice the pages."""
    kids = " ".join(f"{20 + 2 * index} 0 R" for index in range(len(pages)))
    fonts = " ".join(
        f"/{key} << /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>"
        for key, name in FONTS.items()
    )
    numbered = {
        1: f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        2: f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        3: f"<< {' '.join(f'/{key} ({value})' for key, value in (info or {}).items())} >>".encode("cp1252"),
    }
    for index, texts in enumerate(pages):
        number = 20 + 2 * index
        box = "" if "/MediaBox" in page else f"/MediaBox [0 0 595 {HEIGHT}]"
        own = f"<< /Type /Page /Parent 2 0 R {box} /Resources << /Font << {fonts} >> >> /Contents {number + 1} 0 R {page} >>"
        content = drawn(texts) + b"\n" + raw
        if password is not None:
            content = _rc4(_object_key(password, number + 1), content)
        numbered |= {
            number: own.encode(),
            number + 1: b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        }
    last = 20 + 2 * len(pages)
    numbered |= {last + index: each for index, each in enumerate(objects)}
    return _file(numbered, password)


def _file(numbered: Mapping[int, bytes], password: str | None) -> bytes:
    bodies = [b"%PDF-1.7\n", *(b"%d 0 obj\n%s\nendobj\n" % each for each in numbered.items())]
    starts = dict(zip(numbered, accumulate(map(len, bodies)), strict=False))
    lock = b"" if password is None else b"/Encrypt %s /ID [<00> <00>]" % _encryption(password)
    table = b"".join(b"%d 1\n%010d 00000 n \n" % each for each in starts.items())
    body = b"".join(bodies)
    tail = b"trailer\n<< /Size %d /Root 1 0 R /Info 3 0 R %s >>\nstartxref\n%d\n%%%%EOF\n"
    return body + b"xref\n0 1\n0000000000 65535 f \n" + table + tail % (max(numbered) + 1, lock, len(body))


def _encryption(password: str) -> bytes:
    return b"<< /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >>" % (
        _PADDING.hex().encode(),
        _rc4(_key(password), _PADDING).hex().encode(),
    )


def _key(password: str) -> bytes:
    padded = (password.encode() + _PADDING)[:32]
    return hashlib.md5(padded + _PADDING + b"\xfc\xff\xff\xff" + b"\x00").digest()[:5]


def _object_key(password: str, number: int) -> bytes:
    return hashlib.md5(_key(password) + number.to_bytes(3, "little") + b"\x00\x00").digest()[:10]


def _rc4(key: bytes, data: bytes) -> bytes:
    box = list(range(256))
    second = 0
    for first in range(256):
        second = (second + box[first] + key[first % len(key)]) % 256
        box[first], box[second] = box[second], box[first]
    out = bytearray()
    first = second = 0
    for byte in data:
        first = (first + 1) % 256
        second = (second + box[first]) % 256
        box[first], box[second] = box[second], box[first]
        out.append(byte ^ box[(box[first] + box[second]) % 256])
    return bytes(out)
