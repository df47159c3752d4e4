"""What a file is that is no glossary, told in a sentence with what to do."""

import re
from io import BytesIO
from zipfile import BadZipFile, ZipFile

_HEADS = (
    (b"%PDF-", "is a PDF file; copy its table into Excel and import that"),
    (b"\x89PNG", "is a picture; type its terms into a table"),
    (b"\xff\xd8\xff", "is a picture; type its terms into a table"),
    (b"GIF8", "is a picture; type its terms into a table"),
    (
        b"\xd0\xcf\x11\xe0",
        "is an Office file of before 2007 or locked with a password; save it as Excel (.xlsx) without one",
    ),
    (b"SQLite format 3", "is a database; export the glossary from its program"),
    (b"\x1f\x8b", "is compressed; unpack it first"),
    (b"7z\xbc\xaf", "is an archive; unpack it and import what is in it"),
    (b"Rar!", "is an archive; unpack it and import what is in it"),
    (b"{\\rtf", "is a text in RTF; copy its table into Excel and import that"),
)
_PACKED = (
    ("word/document.xml", "is a Word document; copy its table into Excel and import that"),
    (
        "xl/workbook.xml",
        "is an Excel workbook in which no sheet has a column for French and one for English; name them in its first row",
    ),
    ("ppt/presentation.xml", "is a presentation; copy its table into Excel and import that"),
    ("content.xml", "is a LibreOffice file; save its table as Excel (.xlsx) or CSV"),
)
_ROOTS = {
    "tmx": "is a translation memory; “passerelle memory import” takes it",
    "xliff": "is a translation in XLIFF, not a glossary; “passerelle fill” and “check” take it",
    "html": "is a web page; copy its table into Excel and import that",
    "rss": "is a feed, not a glossary; “passerelle translate” takes it",
}
_ROOT = re.compile(r"<(?:\w+:)?([a-zA-Z][\w.-]*)")
_LOOKED_AT = 4000


def tell_stranger(data: bytes) -> str:
    """Return what a file is that no format fits, and what to do with it; nothing where that is not known.

    >>> tell_stranger(b"%PDF-1.7")
    'is a PDF file; copy its table into Excel and import that'
    >>> tell_stranger(b"a b c")
    ''
    """
    for head, told in _HEADS:
        if data.startswith(head):
            return told
    if data.startswith(b"PK"):
        return _tell_packed(data)
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    return _tell_text(data[:_LOOKED_AT].decode(encoding, errors="replace").lstrip())


def _tell_packed(data: bytes) -> str:
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
    except (BadZipFile, OSError, ValueError):
        return "is damaged; ask for it once more"
    found = (told for name, told in _PACKED if name in names)
    return next(found, "is an archive; unpack it and import what is in it")


def _tell_text(text: str) -> str:
    if text.startswith("<"):
        bare = re.sub(r"<!--.*?-->|<[?!][^>]*>", "", text, flags=re.DOTALL)
        root = _ROOT.search(bare)
        name = root[1] if root else ""
        told = _ROOTS.get(name.lower())
        return told or f"is XML of another kind (<{name[:40]}>); export the glossary as TBX or CSV"
    if re.search(r"^msgid ", text, re.MULTILINE):
        return "is the catalogue of an article, and holds texts instead of terms"
    if text[:1] in ("{", "["):
        return "is JSON; export the glossary as TBX or CSV"
    return ""
