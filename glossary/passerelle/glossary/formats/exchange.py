"""The formats in which glossaries come from other programs and go to them, each known by name, suffix and content."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Protocol

from passerelle.glossary.concept import Concept
from passerelle.glossary.errors import GlossaryError
from passerelle.glossary.formats.deepl import (
    is_deepl,
    leaves_deepl,
    read_deepl,
    write_deepl_csv,
    write_deepl_tsv,
)
from passerelle.glossary.formats.house import is_house, read_house, write_house_csv, write_house_tsv
from passerelle.glossary.formats.imported import Imported, refuse_doubles
from passerelle.glossary.formats.losses import leaves_nothing
from passerelle.glossary.formats.memoq import (
    is_memoq,
    leaves_memoq,
    read_memoq,
    write_memoq_csv,
    write_memoq_xlsx,
)
from passerelle.glossary.formats.multiterm import (
    is_multiterm,
    read_multiterm,
    write_multiterm_csv,
    write_multiterm_xlsx,
)
from passerelle.glossary.formats.omegat import is_omegat, leaves_omegat, read_omegat, write_omegat
from passerelle.glossary.formats.po import is_po, read_po_glossary, write_po_glossary
from passerelle.glossary.formats.strangers import tell_stranger
from passerelle.glossary.formats.tbx import is_tbx, read_tbx, write_tbx, write_tbx_dct, write_tbx_v2
from passerelle.glossary.formats.weblate import is_weblate, leaves_weblate, read_weblate, write_weblate
from passerelle.glossary.formats.xlsx import is_xlsx, read_xlsx, write_xlsx
from passerelle.glossary.languages import language_doubts


class Reader(Protocol):
    """Reads a file's content; concepts without a domain of their own get ``domain``, errors carry ``path`` and a line.

    Raises:
        GlossaryError: the file cannot be read at all.
    """

    def __call__(self, data: bytes, *, domain: str, path: object = None) -> Imported:
        """Return what the file holds."""
        ...


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, what it is, the suffixes it has, how it is read, written, and known by its content.

    ``fits`` tells by the content whether it is this format, and never raises; of several that fit, the first of `FORMATS`.
    ``leaves`` counts what a file of it has no place for, by name.
    """

    name: str
    about: str
    suffixes: tuple[str, ...]
    read: Reader
    write: Callable[[Sequence[Concept]], bytes]
    fits: Callable[[bytes], bool]
    leaves: Callable[[Sequence[Concept]], Mapping[str, int]] = leaves_nothing


FORMATS = (
    Format(
        "tsv", "the glossary's own columns, tabs", (".tsv", ".txt"), read_house, write_house_tsv, is_house
    ),
    Format("csv", "the glossary's own columns, for Excel", (".csv",), read_house, write_house_csv, is_house),
    Format("xlsx", "an Excel workbook, a sheet a domain", (".xlsx",), read_xlsx, write_xlsx, is_xlsx),
    Format(
        "omegat",
        "OmegaT's glossary.txt",
        (".txt", ".utf8", ".tab"),
        read_omegat,
        write_omegat,
        is_omegat,
        leaves_omegat,
    ),
    Format("weblate", "Weblate glossary", (".csv",), read_weblate, write_weblate, is_weblate, leaves_weblate),
    Format("memoq", "memoQ term base", (".csv",), read_memoq, write_memoq_csv, is_memoq, leaves_memoq),
    Format(
        "memoq-xlsx",
        "memoQ term base, Excel",
        (".xlsx",),
        read_memoq,
        write_memoq_xlsx,
        is_memoq,
        leaves_memoq,
    ),
    Format("multiterm", "Trados MultiTerm", (".csv",), read_multiterm, write_multiterm_csv, is_multiterm),
    Format(
        "multiterm-xlsx",
        "Trados MultiTerm, Excel",
        (".xlsx",),
        read_multiterm,
        write_multiterm_xlsx,
        is_multiterm,
    ),
    Format(
        "deepl-csv", "DeepL glossary, commas", (".csv",), read_deepl, write_deepl_csv, is_deepl, leaves_deepl
    ),
    Format(
        "deepl-tsv", "DeepL glossary, tabs", (".tsv",), read_deepl, write_deepl_tsv, is_deepl, leaves_deepl
    ),
    Format(
        "po", "gettext PO, an entry a concept", (".po", ".pot"), read_po_glossary, write_po_glossary, is_po
    ),
    Format("tbx", "TBX-Basic 3 in the style DCA", (".tbx", ".xml"), read_tbx, write_tbx, is_tbx),
    Format("tbx-dct", "TBX-Basic 3 in the style DCT", (".tbx",), read_tbx, write_tbx_dct, is_tbx),
    Format("tbx-v2", "TBX-Basic 2 (martif), for older tools", (".tbx",), read_tbx, write_tbx_v2, is_tbx),
)
"""Every format; of those of one suffix, the one that is written by default comes first."""

NAMES = tuple(each.name for each in FORMATS)


def find_format(path: object, name: str = "", data: bytes | None = None) -> Format:
    """Return the format of a name, or else that of a file by its suffix and, where ``data`` is given, its content.

    Raises:
        GlossaryError: there is none.
    """
    if name:
        found = next((each for each in FORMATS if each.name == name), None)
        if found is None:
            raise GlossaryError(f"“{name}” is no format of glossaries; choose one of {', '.join(NAMES)}.")
        return found
    suffix = PurePath(str(path)).suffix.lower()
    able = [each for each in FORMATS if suffix in each.suffixes]
    if data is None:
        found = next(iter(able), None)
    else:
        # A wrong suffix is common: what a program exports as .txt may be any of them.
        found = next((each for each in (*able, *FORMATS) if _fits(each, data)), None)
    if found is None:
        raise GlossaryError(_unknown(data), path=path)
    return found


def _unknown(data: bytes | None) -> str:
    if data is not None and not data.strip(b"\xef\xbb\xbf \t\r\n"):
        return "is empty; ask for it once more, or export it again."
    told = tell_stranger(data) if data else ""
    return (
        f"{told}."
        if told
        else f"is in no format that is known by itself; say it with --as, one of {', '.join(NAMES)}."
    )


def _fits(form: Format, data: bytes) -> bool:
    try:
        return form.fits(data)
    except GlossaryError:
        return False


def read_exchange(data: bytes, *, domain: str, path: object = None, name: str = "") -> Imported:
    """Read a glossary of any format, ``name`` or else what suffix and content tell.

    Raises:
        GlossaryError: the format is not known, or the file cannot be read at all.
    """
    imported = find_format(path, name, data).read(data, domain=domain, path=path)
    errors = (*imported.errors, *refuse_doubles(imported.items, path))
    if not imported.items and not errors:
        errors = (GlossaryError("holds no concept with French and English.", path=path),)
    doubts = (
        GlossaryError(told, path=path, line=line)
        for line, concept in imported.items
        for told in _long_forms(concept) or language_doubts(concept)
    )
    return replace(imported, errors=errors, remarks=(*imported.remarks, *doubts))


_LONGEST = 1000  # characters; a text of that length stands in a glossary by mistake


def _long_forms(concept: Concept) -> list[str]:
    """Return one sentence for each form of a concept that is too long to be a term."""
    return [
        f"the {name} has {len(form):,} characters, which is a text and no term; correct the file, or take the"
        " concept out of your glossary again."
        for name, forms in (
            ("French", (*concept.source_terms, *concept.abbreviations)),
            ("English", (concept.target, *concept.target_variants)),
        )
        for form in forms
        if len(form) > _LONGEST
    ]
