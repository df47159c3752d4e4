"""From bytes to clean text."""

import pytest

from passerelle.translate.formats.encoding import decode_text
from passerelle.translate.text.document import DocumentError

TEXT = "L’hôpital a « reçu » l’élève où il naît : 12\u00a0% de cœurs, ça va. À Besançon, l’été."


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"],
)
def test_encodings(encoding: str) -> None:
    """French is read in every encoding that French files come in, with or without a byte order mark."""
    assert decode_text(TEXT.encode(encoding)).text == TEXT


def test_accents_far_into_the_file() -> None:
    """An encoding is told by accents wherever they stand."""
    text = "Texte sans accent. " * 20_000 + TEXT
    assert decode_text(text.encode("mac_roman")).text == text


def test_declared_encoding_is_believed() -> None:
    """A declared encoding goes before detection, and Latin-1 means Windows-1252."""
    assert decode_text("cœur".encode("cp1252"), "iso-8859-1").text == "cœur"


@pytest.mark.parametrize("declared", ["no-such-encoding", "ascii", "utf-16"])
def test_declared_encoding_may_be_wrong(declared: str) -> None:
    """A declaration that does not fit is passed over."""
    assert "h" in decode_text("hôpital".encode(), declared).text


@pytest.mark.parametrize(
    ("raw", "text", "newline"),
    [("a\r\nb", "a\nb", "\r\n"), ("a\rb", "a\nb", "\n"), ("a\u2028b\x85c", "a\nb\nc", "\n")],
)
def test_line_ends(raw: str, text: str, newline: str) -> None:
    """All line ends become LF, and the file's own are told."""
    decoded = decode_text(raw.encode())
    assert (decoded.text, decoded.newline) == (text, newline)


def test_control_characters() -> None:
    """Control characters are removed, and a warning counts them."""
    decoded = decode_text(b"un\x00 deux\x07 trois\x1b quatre, cinq, six, sept, huit.")
    assert decoded.text == "un deux trois quatre, cinq, six, sept, huit."
    assert decoded.warnings == ("3 control characters were removed.",)


def test_broken_bytes() -> None:
    """A few bytes that are not UTF-8 do not turn the whole file into another encoding."""
    decoded = decode_text(("é" * 50).encode() + b"\xff" + "è".encode())
    assert decoded.text == "é" * 50 + "\ufffd" + "è"
    assert decoded.warnings == ("1 byte is not UTF-8 and became «\u00a0\ufffd\u00a0».",)


def test_text_saved_twice() -> None:
    """Text that was read in the wrong encoding before it was saved gets a warning."""
    assert "UTF-8" in decode_text("Ã©tÃ© Ã\u00a0 NoÃ«l, dÃ©jÃ\u00a0".encode()).warnings[0]


@pytest.mark.parametrize("source", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n"])
def test_empty(source: bytes) -> None:
    """A file without text is empty, whatever space it holds."""
    with pytest.raises(DocumentError, match="is empty"):
        decode_text(source)


BINARY = [
    b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
    b"\x7fELF" + bytes(400),
    bytes(range(1, 32)) * 50,
    b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(200, 256)) * 10,
]


@pytest.mark.parametrize("source", BINARY)
def test_binary(source: bytes) -> None:
    """Binary data is an error, not text."""
    with pytest.raises(DocumentError, match="binary"):
        decode_text(source)
