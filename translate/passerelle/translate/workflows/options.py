"""What a user asks of a run, and where its files go; light to import, since every command line begins here."""

from dataclasses import dataclass
from pathlib import Path

from passerelle.glossary.locks import PATIENT, Patience
from passerelle.translate.catalog.findings import Waiver
from passerelle.translate.text.headings import Headings

LOCALES = Path("locales/en/LC_MESSAGES")
"""Where catalogues go, below the folder in which the command is run."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the user asked for.

    ``out`` is the folder of catalogues and sheets; ``fresh`` translates again what an older catalogue holds.
    ``memory`` is the file of the translation memory, None to do without; one that does not exist yet is not made.
    ``patience`` is for another run that is writing the same catalogue. With ``comments`` those of Word documents are
    translated, too; ``fields`` are the fields of front matter that are translated, the usual ones where it is empty.
    ``jobs`` is how many processes share the articles, where these are enough; ``threads`` is for a process that is alone.
    ``cluster`` is the address of a Dask scheduler, or ``local:N`` for N workers on this machine; empty, all is done here.
    """

    out: Path = LOCALES
    model: str | None = None
    glossaries: tuple[Path, ...] = ()
    american: bool = False
    headings: Headings = Headings.SENTENCE
    language: str = "en"
    waivers: tuple[Waiver, ...] = ()
    fresh: bool = False
    threads: int | None = None
    memory: Path | None = None
    patience: Patience = PATIENT
    comments: bool = False
    fields: tuple[str, ...] = ()
    jobs: int = 1
    cluster: str = ""


def catalog_path(out: Path, name: str) -> Path:
    """Return where the catalogue of a document stands."""
    return out / f"{name}.po"


def sheet_path(out: Path, name: str) -> Path:
    """Return where the review sheet of a document stands."""
    return out / f"{name}.review.xlsx"
