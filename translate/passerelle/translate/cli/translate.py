"""`passerelle translate`: French articles in, catalogues and review sheets out."""

import shlex
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from passerelle.translate.cli.console import FINDINGS, errors_as_messages, print_json, progress_bar, say, warn
from passerelle.translate.memory import memory_path
from passerelle.translate.run import LOCALES, Options, translate_files
from passerelle.translate.summary import Summary, ledger_as_json


class English(StrEnum):
    """The kinds of English that can be asked for."""

    GB = "gb"
    US = "us"


class Language(StrEnum):
    """The languages of review sheets."""

    EN = "en"
    FR = "fr"


def translate(
    files: Annotated[
        list[Path],
        typer.Argument(help="Articles (.md, .txt, .html, .docx) or folders of them.", show_default=False),
    ],
    *,
    out: Annotated[
        Path, typer.Option("--out", "-o", help="Folder for the catalogues and review sheets.")
    ] = LOCALES,
    model: Annotated[
        str | None,
        typer.Option("--model", "-m", help="embedded, official, or the path of an .argosmodel file."),
    ] = None,
    glossary: Annotated[
        list[Path] | None,
        typer.Option("--glossary", "-g", help="A glossary file or folder of your own; may be repeated."),
    ] = None,
    english: Annotated[English, typer.Option("--english", help="Spelling and dates.")] = English.GB,
    language: Annotated[
        Language, typer.Option("--language", help="Language of the review sheet's own words.")
    ] = Language.EN,
    fresh: Annotated[
        bool,
        typer.Option(
            "--fresh", help="Translate everything again, reviewed or not (the old catalogue is replaced)."
        ),
    ] = False,
    memory: Annotated[
        Path | None,
        typer.Option("--memory", help="The translation memory; default: $PASSERELLE_MEMORY, else your own."),
    ] = None,
    no_memory: Annotated[
        bool, typer.Option("--no-memory", help="Use no approved sentence of other articles again.")
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 if a constraint is unmet.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Translate French articles into a PO catalogue and a review sheet each, with no network."""
    options = Options(
        out,
        model,
        tuple(glossary or ()),
        american=english is English.US,
        language=str(language),
        fresh=fresh,
        memory=None if no_memory else memory_path(memory),
    )
    with errors_as_messages(), progress_bar("Translating") as start:
        done = translate_files(files, options, progress=start)
    summaries = [translation.summary for translation in done]
    if json:
        print_json([{**each.summary.as_json(), "ledger": ledger_as_json(each.catalog)} for each in done])
    else:
        for summary in summaries:
            _print(summary)
    if strict and any(summary.unmet for summary in summaries):
        raise typer.Exit(FINDINGS)


def _print(summary: Summary) -> None:
    effort = summary.effort
    for text in summary.warnings:
        warn(f"{summary.document}: {text}")
    say(f"{summary.document}: {summary.blocks} blocks, {effort.sentences} sentences")
    say(
        f"  translated  {effort.translated} blocks ({effort.sentences_translated} sentences); kept {effort.kept}, from memory {effort.sentences_from_memory}"
    )
    say(
        f"  terms       {summary.terms_found} found, {summary.terms_met} met, {summary.terms_found - summary.terms_met} unmet{_stages(summary.terms)}"
    )
    found = sum(summary.literals.values())
    say(
        f"  figures, names, codes  {found} found, {found - summary.literals.get('unmet', 0)} met{_stages(summary.literals)}"
    )
    if summary.undecided:
        say(f"  undecided   {', '.join(summary.undecided)}")
    if summary.findings:
        say(
            "  findings    "
            + ", ".join(f"{count} {severity}" for severity, count in summary.findings.items())
        )
    if summary.left_out:
        say(
            f"  left out    {len(summary.left_out)} lines that are no part of the article: {_sample(summary.left_out)}"
        )
    for file in summary.files:
        if file != summary.unapplied:
            say(f"  wrote       {file}")
    if summary.unapplied:
        command = f"passerelle review apply {shlex.quote(summary.unapplied)}"
        warn(f"your unapplied edits are in {summary.unapplied}; apply them with “{command}”")


def _stages(counts: dict[str, int]) -> str:
    return f" ({', '.join(f'{stage} {count}' for stage, count in counts.items())})" if counts else ""


def _sample(lines: tuple[str, ...]) -> str:
    shown = "; ".join(line.strip()[:40] for line in lines[:3])
    return f"{shown}; …" if len(lines) > 3 else shown
