"""The options that several commands share, each declared once."""

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from passerelle.translate.text.headings import Headings


def model_names(incomplete: str) -> Iterable[str]:
    """Return the names of packages that begin so, for the shell to complete."""
    from passerelle.translate.cli.completion import begun_names  # noqa: PLC0415  (only a shell that asks needs it)

    return begun_names(incomplete)


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
    typer.Option(
        "--model",
        "-m",
        autocompletion=model_names,
        help="embedded, official, the name of an installed package, or the path of an .argosmodel file.",
    ),
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
Waive = Annotated[
    list[str] | None,
    typer.Option(
        "--waive",
        metavar="CHECK=REASON",
        help="Let the findings of a check stand everywhere; may be repeated.",
    ),
]
Fields = Annotated[
    list[str] | None,
    typer.Option(
        "--field",
        metavar="NAME",
        help="A field of Markdown front matter to translate, in the place of the usual ones (title, description, tags…);"
        " seo.title is one within another. May be repeated.",
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        "-j",
        min=1,
        help="How many processes share the work, where there is much: as many as there are cores, unless you say otherwise.",
        show_default=False,
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


def named(path: Path | None) -> Path | None:
    """Return a file or folder to write; `-`, which elsewhere means the standard output, is none.

    Raises:
        typer.BadParameter: it is `-`.
    """
    if path is not None and str(path) == "-":
        raise typer.BadParameter("“-” is no file or folder; nothing is written to the standard output.")
    return path


def is_among(path: Path, glossaries: Iterable[Path]) -> bool:
    """Whether a glossary is one of some, or stands in a folder of theirs: it is read once."""
    real = path.resolve()
    return any(each.resolve() in (real, real.parent) for each in glossaries)
