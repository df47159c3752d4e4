"""A catalogue as a file of ours on disk."""

import io
from pathlib import Path

from passerelle.glossary.files import read_bytes
from passerelle.translate.catalog.entry import Catalog, CatalogError
from passerelle.translate.formats.po.read import read_po


def load_catalog(path: Path) -> Catalog:
    """Read a catalogue.

    Raises:
        CatalogError, FileError: it is missing, broken or no catalogue of ours.
    """
    data = read_bytes(path)
    try:
        return read_po(io.BytesIO(data))
    except CatalogError as error:
        raise CatalogError(error.args[0], path=path, line=error.line) from error
