"""`passerelle translate`: French articles in, catalogues and review sheets out."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from passerelle.glossary.locks import WAIT
from passerelle.translate.catalog.summary import Summary, ledger_as_json
from passerelle.translate.cli.console import (
    FileErrors,
    counted_findings,
    counted_stages,
    end,
    errors_as_messages,
    print_json,
    progress_bars,
    say,
    say_written,
    warn,
    warn_unapplied,
)
from passerelle.translate.cli.given import OptionError, listed_paths, run_options
from passerelle.translate.cli.options import (
    English,
    Fields,
    Glossaries,
    HeadingStyle,
    Jobs,
    Json,
    Language,
    MemoryFile,
    Model,
    NoMemory,
    SheetLanguage,
    Spelling,
    Wait,
    Waive,
    named,
)
from passerelle.translate.cli.terminal import show_error
from passerelle.translate.formats.records.files import is_archive
from passerelle.translate.text.document import Left, Why
from passerelle.translate.text.headings import Headings
from passerelle.translate.text.phrases import counted
from passerelle.translate.workflows.options import LOCALES, Options, catalog_path
from passerelle.translate.workflows.run import run_files

_STANDARD_INPUT = "-"

_Files = Annotated[
    list[Path] | None,
    typer.Argument(
        help="Articles (.md, .txt, .html, .docx, .odt, .pdf, RSS, Atom, WordPress exports), folders of them, or archives (--to); - reads a text and prints its English.",
        show_default=False,
    ),
]
_From = Annotated[
    Path | None,
    typer.Option("--from", metavar="FILE", help="A text file that names articles or folders, one a line."),
]
_Text = Annotated[
    str | None,
    typer.Option("--text", help="Print the English of this text and its ledger; no file is written."),
]
_Out = Annotated[
    Path, typer.Option("--out", "-o", callback=named, help="Folder for the catalogues and review sheets.")
]
_To = Annotated[
    Path | None,
    typer.Option(
        "--to",
        metavar="ARCHIVE",
        callback=named,
        help="Write no catalogues but one archive, a row an article: .jsonl, .jsonl.gz or .parquet. Such archives are read, too.",
    ),
]
_Fresh = Annotated[
    bool,
    typer.Option(
        "--fresh",
        help="Translate everything again, unchanged or reviewed (the old catalogue is replaced).",
    ),
]
_Comments = Annotated[bool, typer.Option("--comments", help="Translate the comments in Word documents, too.")]
_Cluster = Annotated[
    str,
    typer.Option(
        "--cluster",
        metavar="ADDRESS",
        help="Translate on a Dask cluster: its scheduler's address, or local:N for N workers on this machine.",
    ),
]
_Strict = Annotated[bool, typer.Option("--strict", help="Exit with 1 if a constraint is unmet.")]


def translate(
    files: _Files = None,
    *,
    listed: _From = None,
    text: _Text = None,
    out: _Out = LOCALES,
    to: _To = None,
    model: Model = None,
    glossary: Glossaries = None,
    english: Spelling = English.GB,
    headings: HeadingStyle = Headings.SENTENCE,
    waive: Waive = None,
    language: SheetLanguage = Language.EN,
    fresh: _Fresh = False,
    comments: _Comments = False,
    field: Fields = None,
    memory: MemoryFile = None,
    no_memory: NoMemory = False,
    wait: Wait = WAIT,
    jobs: Jobs = None,
    cluster: _Cluster = "",
    strict: _Strict = False,
    json: Json = False,
) -> None:
    """Translate French articles into a PO catalogue and a review sheet each, with no network."""
    with errors_as_messages():
        options = run_options(
            out,
            model,
            glossary,
            english,
            language,
            memory,
            no_memory=no_memory,
            headings=headings,
            waive=waive,
            wait=wait,
            fresh=fresh,
            comments=comments,
            fields=field,
            jobs=jobs,
            cluster=cluster,
        )
        paths = [*(files or ()), *(listed_paths(listed) if listed else ())]
        quick = _quick_text(paths, text)
        _refuse_archives(paths, to)
        _refuse_text(quick, to)
    if quick is not None:
        _show_text(quick, options, strict=strict, json=json)
    elif to is not None:
        from passerelle.translate.cli.archive import translate_to  # noqa: PLC0415  (the model, at once)

        translate_to(paths, to, options, strict=strict, json=json)
    else:
        _translate_articles(paths, options, strict=strict, json=json)


def _refuse_archives(paths: Sequence[Path], to: Path | None) -> None:
    """Refuse archives whose rows would have nowhere to go."""
    archive = next((path for path in paths if is_archive(path)), None)
    if archive is not None and to is None:
        raise OptionError(
            "is an archive; say where its English goes, as in --to articles.en.jsonl.", path=archive
        )


def _refuse_text(text: bytes | None, to: Path | None) -> None:
    if text is not None and to is not None:
        raise OptionError("--to takes files; the English of a text is printed.")


def _translate_articles(files: list[Path], options: Options, *, strict: bool, json: bool) -> None:
    failed = FileErrors()
    stages = (("Comparing", True), ("Translating", False))
    with errors_as_messages(), progress_bars(*stages) as (compare, start):
        summaries = run_files(
            files, options, progress=start, comparing=compare, failed=failed, told=_tell_kept, doubted=warn
        )
    if json:
        with errors_as_messages():
            print_json([_as_json(summary, options) for summary in summaries])
    else:
        for summary in summaries:
            _print(summary)
    failed.tell_again(len(summaries))
    end(failed, findings=strict and any(summary.unmet for summary in summaries))


def _as_json(summary: Summary, options: Options) -> dict[str, object]:
    from passerelle.translate.formats.catalog_file import load_catalog  # noqa: PLC0415  (gettext, for this alone)

    catalog = load_catalog(catalog_path(options.out, summary.document))
    return {**summary.as_json(), "ledger": ledger_as_json(catalog)}


def _show_text(text: bytes, options: Options, *, strict: bool, json: bool) -> None:
    from passerelle.translate.cli.quick import show_translation  # noqa: PLC0415  (the model, at once)

    with errors_as_messages():
        met = show_translation(text, options, json=json)
    end(FileErrors(), findings=strict and not met)


def _quick_text(files: list[Path], text: str | None) -> bytes | None:
    """Return the text to be shown at once, None where files are to be translated."""
    stream = [str(file) for file in files] == [_STANDARD_INPUT]
    if text is not None and not files:
        return text.encode("utf-8", "surrogatepass")
    if text is None and stream:
        return sys.stdin.buffer.read()
    if text is None and files and Path(_STANDARD_INPUT) not in files:
        return None
    raise OptionError("translate takes files, or a text with --text, or - for standard input: one of these.")


def _tell_kept(document: str, finished: int, total: int) -> None:
    show_error(f"{document}: {finished:,} of {total:,} sentences are translated and kept")


def _print(summary: Summary) -> None:
    effort = summary.effort
    for text in summary.warnings:
        warn(f"{summary.document}: {text}")
    if summary.unchanged:
        say(f"{summary.document}: unchanged")
        warn_unapplied(summary.unapplied)
        return
    say(f"{summary.document}: {counted(summary.blocks, 'block')}, {counted(effort.sentences, 'sentence')}")
    say(
        f"  translated  {counted(effort.translated, 'block')} ({counted(effort.sentences_translated, 'sentence')}); kept {effort.kept}, from memory {effort.sentences_from_memory}"
    )
    say(
        f"  terms       {summary.terms_found} found, {summary.terms_met} met, {summary.terms_found - summary.terms_met} unmet{counted_stages(summary.terms)}"
    )
    found = sum(summary.literals.values())
    say(
        f"  figures, names, codes  {found} found, {found - summary.literals.get('unmet', 0)} met{counted_stages(summary.literals)}"
    )
    if summary.undecided:
        say(f"  undecided   {', '.join(summary.undecided)}")
    if summary.findings:
        say(f"  findings    {counted_findings(summary.findings)}")
    if summary.left_out:
        say(
            f"  left out    {counted(len(summary.left_out), 'line')} outside the article: {_sample(summary.left_out)}"
        )
    if summary.left:
        say(f"  in French   {_tell_left(summary.left)}")
    say_written(summary)


_WHY = {
    Why.CODE: "code",
    Why.PROGRAM: "for programs",
    Why.COMMENT: "comments",
    Why.FIELD: "fields of the front matter",
    Why.MARKED: "marked as not to be translated",
    Why.LANGUAGE: "in another language",
    Why.PICTURE: "in pictures, if they hold any",
}


def _tell_left(left: Sequence[Left]) -> str:
    """Return how many texts stay as they are, why, and where the first of each stand."""
    lines: dict[Why, list[int]] = {}
    for each in left:
        lines.setdefault(each.why, []).append(each.line)
    told = [
        f"{len(own)} {_WHY[why]} ({'page' if why is Why.PICTURE else 'line'} {', '.join(map(str, own[:5]))}{', …' if len(own) > 5 else ''})"
        for why, own in lines.items()
    ]
    return (
        f"{len(left)} text{'s stay as they are' if len(left) > 1 else ' stays as it is'}: {'; '.join(told)}"
    )


def _sample(lines: tuple[str, ...]) -> str:
    shown = "; ".join(line.strip()[:40] for line in lines[:3])
    return f"{shown}; …" if len(lines) > 3 else shown
