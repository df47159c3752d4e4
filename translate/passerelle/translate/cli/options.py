"""The options that several commands share, each declared once."""

from collections.abc import Iterable
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from passerelle.glossary.errors import PasserelleError
from passerelle.glossary.locks import WAIT, Patience
from passerelle.glossary.termbase import load_termbase
from passerelle.translate.catalog.findings import Waiver
from passerelle.translate.checks import RULES, Context
from passerelle.translate.cli.console import warn
from passerelle.translate.formats.markdown.fields import is_field_name
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
    waive: list[str] | None = None,
    fresh: bool = False,
    wait: float = WAIT,
    comments: bool = False,
    fields: list[str] | None = None,
) -> Options:
    """Return what a translation run is told, from the values of these options.

    Raises:
        OptionError: a waiver names no check, or no reason; or no field can be called so.
    """
    return Options(
        out,
        model,
        tuple(glossary or ()),
        american=english is English.US,
        headings=headings,
        language=str(language),
        waivers=waivers_of(waive),
        fresh=fresh,
        memory=None if no_memory else memory_path(memory),
        patience=patience_for(wait),
        comments=comments,
        fields=_field_names(fields),
    )


def _field_names(values: list[str] | None) -> tuple[str, ...]:
    wrong = next((value for value in values or () if not is_field_name(value)), None)
    if wrong is not None:
        raise OptionError(f"--field: no field can be called “{wrong}”; name it as in seo.title.")
    return tuple(values or ())


class OptionError(PasserelleError):
    """An option's value cannot be used."""


def waivers_of(values: list[str] | None) -> tuple[Waiver, ...]:
    """Return what the values of ``--waive`` let stand.

    >>> waivers_of(["spacing=the house sets its own"])
    (Waiver(check='spacing', reason='the house sets its own'),)

    Raises:
        OptionError: one names no check, or no reason.
    """
    waivers = []
    for value in values or ():
        check, _, reason = (part.strip() for part in value.partition("="))
        if check not in RULES:
            near = get_close_matches(check, RULES, 1)
            meant = f" Did you mean {near[0]}?" if near else ""
            raise OptionError(f"--waive: “{check}” is no check.{meant}")
        if not reason:
            raise OptionError(f"--waive {check}: say why, as in “{check}=the house writes it so”.")
        waivers.append(Waiver(check, reason))
    return tuple(waivers)


def context_for(
    glossary: list[Path] | None, language: Language, english: English, waive: list[str] | None
) -> Context:
    """Return what the checks are told, from the values of these options.

    Raises:
        PasserelleError: a glossary is at fault, or a waiver.
    """
    return Context(load_termbase(glossary or ()), str(language), english is English.US, waivers_of(waive))


def named(path: Path | None) -> Path | None:
    """Return a file or folder to write; `-`, which elsewhere means the standard output, is none.

    Raises:
        typer.BadParameter: it is `-`.
    """
    if path is not None and str(path) == "-":
        raise typer.BadParameter("“-” is no file or folder; nothing is written to the standard output.")
    return path


def patience_for(seconds: float) -> Patience:
    """Return the patience that the user has; a wait is told of."""

    def tell(path: Path, holder: str) -> None:
        warn(f"{path} is being written by {holder}; waiting up to {seconds:g} s")

    return Patience(seconds, tell)


def is_among(path: Path, glossaries: Iterable[Path]) -> bool:
    """Whether a glossary is one of some, or stands in a folder of theirs: it is read once."""
    real = path.resolve()
    return any(each.resolve() in (real, real.parent) for each in glossaries)
