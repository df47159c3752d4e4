"""What a translated article can be had as: the review sheet, the catalogue, and the English as a file for readers."""

from dataclasses import replace
from io import BytesIO, TextIOWrapper
from pathlib import Path

from passerelle.glossary.termbase import Termbase
from passerelle.translate.catalog.entry import Catalog
from passerelle.translate.cms import Translate, fill_file
from passerelle.translate.formats.articles import (
    MADE,
    PDF,
    detect_format,
    make_document,
    parse_document,
    read_article,
    suffix_of,
    write_document,
)
from passerelle.translate.formats.po.write import write_po
from passerelle.translate.formats.review_sheet.write import write_review
from passerelle.translate.workflows.review import document_glossary
from passerelle.translate.workflows.whole_files import EXPORTS, SUFFIXES

READ = (*SUFFIXES, *PDF.suffixes)
"""What an article to be had so may be, by the ends of names."""
SHEET, PO, OWN = "sheet", "po", "own"


def translate_article(path: Path, translate: Translate) -> Catalog:
    """Return the catalogue of the article, or of the content system's export, at ``path``, which it names without its folder.

    A filled export is written beside it.

    Raises:
        PasserelleError: the file is damaged, of another format than its suffix says, or holds nothing to translate.
    """
    if path.suffix.lower() in EXPORTS:
        catalog = fill_file(path, filled_path(path), translate).catalog
    else:
        catalog = translate(parse_document(read_article(path), path), None).catalog
    return replace(catalog, header=replace(catalog.header, path=path.name))


def filled_path(path: Path) -> Path:
    """Return where the filled export stands."""
    return path.with_name(f"{path.stem}_en{path.suffix}")


def form_of(path: Path) -> str:
    """Return as what the article at ``path`` is read: the name of its format, of an export the end of its name."""
    if path.suffix.lower() in EXPORTS:
        return path.suffix.lower().removeprefix(".")
    return detect_format(path, read_article(path)).name


def kinds_of(path: Path) -> dict[str, str]:
    """Return as what the article at ``path`` can be had, and the end of each file's name."""
    kinds = {SHEET: ".review.xlsx", PO: ".po"}
    if path.suffix.lower() in EXPORTS:
        return {**kinds, OWN: f"_en{path.suffix}"}
    own = detect_format(path, read_article(path))
    kinds |= {name: f"_en{suffix_of(name)}" for name in MADE}
    return kinds if own.name in MADE or not own.is_written else {**kinds, OWN: f"_en{path.suffix}"}


def make_download(kind: str, path: Path, catalog: Catalog, termbase: Termbase, language: str) -> bytes:
    """Return the file of a kind; it holds drafts, as the catalogue does.

    Raises:
        PasserelleError: the article's file is gone.
    """
    stream = BytesIO()
    targets = {entry.block_id: entry.target for entry in catalog.current}
    if kind == SHEET:
        write_review(stream, catalog, document_glossary(catalog, termbase), language=language)
    elif kind == PO:
        text = TextIOWrapper(stream, "utf-8", newline="\n", write_through=True)
        write_po(text, catalog)
        text.detach()
    elif kind in MADE:
        make_document(stream, path, targets, kind)
    elif path.suffix.lower() in EXPORTS:
        stream.write(filled_path(path).read_bytes())
    else:
        write_document(stream, path, targets)
    return stream.getvalue()
