"""The options that several commands share, each declared once."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from passerelle.glossary.locks import WAIT, Patience
from passerelle.translate.cli.console import warn
from passerelle.translate.memory import memory_path
from passerelle.translate.text.headings import Headings
from passerelle.translate.workflows.translate import Options


class English(StrEnum):
    """The kinds of English that can be asked for."""

    GB = "gb"
    US = "us"


class Language(StrEnum):
    """The languages of sheets, pages and messages."""

    EN = "en"
    FR = "fr"


Glossaries = Annotated[
    list[Path] | None,
    typer.Option(
        "--glossary",
        "-g",
        help="A glossary file or folder of your own, on top of the curated one; may be repeated.",
    ),
]
MemoryFile = Annotated[
    Path | None,
    typer.Option("--memory", help="The translation memory; default: $PASSERELLE_MEMORY, else your own."),
]
NoMemory = Annotated[
    bool, typer.Option("--no-memory", help="Use no approved sentence of other articles again.")
]
Model = Annotated[
    str | None,
    typer.Option("--model", "-m", help="embedded, official, or the path of an .argosmodel file."),
]
Spelling = Annotated[English, typer.Option("--english", help="British or American spelling and dates.")]
HeadingStyle = Annotated[
    Headings, typer.Option("--headings", help="Headings in sentence case, in Title Case, or in CAPITALS.")
]
SheetLanguage = Annotated[
    Language, typer.Option("--language", help="Language of the review sheet's own words and the findings.")
]
MessageLanguage = Annotated[Language, typer.Option("--language", help="Language of the messages.")]
Catalogues = Annotated[
    Path, typer.Option("--catalogues", help="Folder of the catalogues that do not lie beside their sheets.")
]
Wait = Annotated[
    float,
    typer.Option(
        "--wait",
        min=0,
        metavar="SECONDS",
        help="How long to wait for another run that writes the same catalogue.",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


def run_options(
    out: Path,
    model: str | None,
    glossary: list[Path] | None,
    english: English,
    language: Language,
    memory: Path | None,
    *,
    no_memory: bool,
    headings: Headings,
    fresh: bool = False,
    wait: float = WAIT,
) -> Options:
    """Return what a translation run is told, from the values of these options."""
    return Options(
        out,
        model,
        tuple(glossary or ()),
        american=english is English.US,
        headings=headings,
        language=str(language),
        fresh=fresh,
        memory=None if no_memory else memory_path(memory),
        patience=patience_for(wait),
    )


def patience_for(seconds: float) -> Patience:
    """Return the patience that the user has; a wait is told of."""

    def tell(path: Path, holder: str) -> None:
        warn(f"{path} is being written by {holder}; waiting up to {seconds:g} s")

    return Patience(seconds, tell)
