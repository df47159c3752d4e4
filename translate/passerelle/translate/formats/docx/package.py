"""The package around a Word document: is it one, is it safe to open, and what each of its styles means."""

import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml import etree

from passerelle.glossary.files import ARCHIVE_DAMAGE
from passerelle.translate.formats.zipped import check_entries
from passerelle.translate.text.document import BlockKind, DocumentError

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NOT_WORD = "is not a Word document (.docx); open it in a word processor and save it as .docx."

# What python-docx lets through depends on the part that is damaged.
_DAMAGE = (*ARCHIVE_DAMAGE, etree.LxmlError, AttributeError, TypeError)
_DAMAGED = "is a damaged Word document; open it in a word processor and save it again."

_KINDS = {
    "title": (BlockKind.TITLE, 1),
    "subtitle": (BlockKind.PARAGRAPH, 0),
    "caption": (BlockKind.CAPTION, 0),
    "quote": (BlockKind.QUOTATION, 0),
    "intense quote": (BlockKind.QUOTATION, 0),
    "block text": (BlockKind.QUOTATION, 0),
    "quotations": (BlockKind.QUOTATION, 0),
    "list paragraph": (BlockKind.PARAGRAPH, 0),
}


def open_package(source: bytes) -> Any:
    """Return the python-docx document in ``source``.

    Raises:
        DocumentError: it is empty, an old .doc, protected by a password, another kind of zip, damaged, or unpacks to
            an unreasonable size.
    """
    if not source:
        raise DocumentError("is empty; there is nothing to translate.")
    if source.startswith(_OLE):
        raise DocumentError(_explain_ole(source))
    try:
        with zipfile.ZipFile(BytesIO(source)) as archive:
            _check_entries(archive)
        return docx.Document(BytesIO(source))
    except zipfile.BadZipFile as error:
        raise DocumentError(f"is damaged or {_NOT_WORD}") from error
    except (ValueError, KeyError, PackageNotFoundError) as error:
        raise DocumentError(_NOT_WORD) from error
    except (*_DAMAGE, OSError) as error:
        raise DocumentError(_DAMAGED) from error


@contextmanager
def damage_told() -> Iterator[None]:
    """Tell of damage that shows only when parts of the package are looked for, or written twice under one name.

    Raises:
        DocumentError: there is some.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", UserWarning)
            yield
    except (*_DAMAGE, UserWarning) as error:
        raise DocumentError(_DAMAGED) from error


def style_kinds(document: Any) -> dict[str, tuple[BlockKind, int]]:
    """Return kind and level by style id; styles inherit from the one they are based on."""
    styles = {style.get(qn("w:styleId")): style for style in document.styles.element.iter(qn("w:style"))}
    kinds = {}
    for style_id in styles:
        seen: set[str] = set()
        current = style_id
        while current in styles and current not in seen:
            seen.add(current)
            kind = _style_kind(styles[current])
            if kind:
                kinds[style_id] = kind
                break
            based = styles[current].find(qn("w:basedOn"))
            current = based.get(qn("w:val")) if based is not None else ""
    return kinds


def style_id(paragraph: Any) -> str:
    """Return the id of a paragraph's style; empty where it names none."""
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return style.get(qn("w:val")) or "" if style is not None else ""


def is_contents_style(style_id: str) -> bool:
    """Whether a style is that of a table of contents, which Word makes again from the headings."""
    return style_id.lower().startswith(("toc", "tm", "contents")) and style_id[-1:].isdigit()


def _explain_ole(source: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in source:
        return "is protected by a password; open it in Word, remove the password and save it."
    if "WordDocument".encode("utf-16-le") in source:
        return "is a Word 97-2003 document (.doc); open it in a word processor and save it as .docx."
    return _NOT_WORD


def _check_entries(archive: zipfile.ZipFile) -> None:
    """Refuse other kinds of zip, and what would fill the memory."""
    if "[Content_Types].xml" not in archive.namelist():
        raise DocumentError(_NOT_WORD)
    check_entries(archive)


def _style_kind(style: Any) -> tuple[BlockKind, int] | None:
    name_element = style.find(qn("w:name"))
    name = (name_element.get(qn("w:val")) or "").lower() if name_element is not None else ""
    if name.startswith("heading ") and name[8:].isdigit():
        return BlockKind.HEADING, int(name[8:])
    if name.startswith("list ") and name != "list paragraph":
        return BlockKind.LIST_ITEM, int(name[-1]) if name[-1].isdigit() else 1
    if name in _KINDS:
        return _KINDS[name]
    outline = style.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
    if outline is not None and int(outline.get(qn("w:val"))) < 9:
        return BlockKind.HEADING, int(outline.get(qn("w:val"))) + 1
    if style.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None:
        return BlockKind.LIST_ITEM, 1
    return None
