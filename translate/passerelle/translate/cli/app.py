"""The `passerelle` command and its groups."""

import gc
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from passerelle.translate.cli.console import say
from passerelle.translate.cli.door import DEBUG, run
from passerelle.translate.cli.help import Group, Later, group
from passerelle.translate.cli.house import find_settings
from passerelle.translate.workflows.heap import look_for_rings_seldom

COMMANDS = (
    Later(
        "translate",
        "translate:translate",
        "Translate French articles into a PO catalogue and a review sheet each, with no network.",
    ),
    Later(
        "fill",
        "cms:fill",
        "Translate the empty strings of an exported file; nothing else in it changes, and this is checked.",
    ),
    Later("publish", "cms:publish", "Write what was reviewed for a content system, a program or readers."),
    Later(
        "check-import",
        "cms:check_import",
        "Tell what a content system will do with a file; exit with 1 if words would be lost or a draft go live.",
    ),
    Later(
        "check", "quality:check", "Check translations; exit with 1 when an error is found that nobody waived."
    ),
    Later(
        "report",
        "quality:report",
        "Write a page that shows French and English side by side, with terms, figures and findings; one a thousand texts.",
    ),
    Later(
        "adapt",
        "adapt:adapt",
        "Let the package learn from approved translations; exit with 1 if it would be worse than before.",
    ),
    Later(
        "serve",
        "serve:serve",
        "Serve a page for people and LibreTranslate's API for programs, with the glossary obeyed; stop it with Ctrl-C.",
    ),
    Later(
        "init",
        "settings:init",
        "Write a passerelle.toml that explains every setting and changes nothing yet.",
    ),
    Later(
        "settings", "settings:settings", "Show which settings hold in this folder, and where each comes from."
    ),
    group(
        "review",
        "Send catalogues to reviewers as Excel sheets, and apply what comes back.",
        (
            Later("export", "review:export", "Write a review sheet for each catalogue."),
            Later(
                "apply",
                "review:apply",
                "Apply review sheets to their catalogues; exit with 1 when a row needs a person.",
            ),
            Later(
                "status",
                "review:status",
                "Tell how far the review of each catalogue is, and what keeps it from going out.",
            ),
        ),
    ),
    group(
        "glossary",
        "Look terms up, find them in a text, and check, compare and exchange glossaries.",
        (
            Later(
                "lint",
                "glossary:lint",
                "Check glossary files, and tell what they override in the curated glossary and in files given before them.",
            ),
            Later(
                "find",
                "glossary:find",
                "Find the glossary's terms in a French text, and say what each must become.",
            ),
            Later("show", "glossary:show", "Show every concept that a term belongs to."),
            Later(
                "stats",
                "glossary:stats",
                "Count what the glossary holds: concepts, forms, what is explained and what is not.",
            ),
            Later(
                "add",
                "additions:add",
                "Add a term to a glossary file of your own, which keeps its lines and remarks; use it with --glossary.",
            ),
            Later(
                "diff",
                "consequences:diff",
                "Tell which concepts were added, changed, deprecated and removed between two glossaries.",
            ),
            Later(
                "impact",
                "consequences:impact",
                "Tell which texts a changed glossary touches, before anyone translates again; exit with 1 where reviewed ones break it.",
            ),
            Later(
                "import",
                "exchange:import_",
                "Take the concepts of another program's file into a glossary of yours; conflicts are told, and yours stays.",
            ),
            Later("export", "exchange:export", "Write glossaries as another program reads them."),
            Later(
                "extract",
                "extract:extract",
                "Propose terms of French articles that the glossary lacks, with contexts and guesses, as candidates.",
            ),
            Later(
                "candidates",
                "candidates:candidates",
                "List the terms that reviewers proposed or “extract” found, and the changes that reviewers made twice in the same way.",
            ),
            Later(
                "accept",
                "candidates:accept",
                "Take candidates into a glossary file of your own; use it with --glossary.",
            ),
            Later(
                "dismiss", "candidates:dismiss", "Take candidates off the list without changing the glossary."
            ),
        ),
    ),
    group(
        "memory",
        "Keep, exchange and look into what reviewers approved.",
        (
            Later(
                "import",
                "memory:import_tmx",
                "Add the French-English pairs of TMX files; a file is taken whole or not at all.",
            ),
            Later("export", "memory:export", "Write the memory as TMX 1.4b."),
            Later("stats", "memory:stats", "Say what the memory holds, and where it is."),
            Later(
                "forget", "memory:forget", "Remove pairs for good: those that meet all the conditions given."
            ),
            Later(
                "learn",
                "memory:learn_catalogs",
                "Store what is approved in catalogues, also in those reviewed with another program than Passerelle.",
            ),
        ),
    ),
    group(
        "model",
        "List, show, verify, install, choose, export and remove translation packages.",
        (
            Later(
                "list",
                "model:list_models",
                "List the packages that can be used, the one in use marked with a star.",
            ),
            Later(
                "show",
                "model:show",
                "Show where a package comes from: what it learned from which, on what day, and what that brought.",
            ),
            Later("verify", "model:verify", "Load a package and translate one sentence with it."),
            Later(
                "install",
                "model:install",
                "Install a package where argostranslate finds it too; “official” is fetched from Argos' own index.",
            ),
            Later("use", "model:use", "Choose the package for the runs that follow."),
            Later(
                "export",
                "model:export",
                "Write a package as one file, lineage and all, which another Passerelle or argostranslate installs.",
            ),
            Later(
                "remove",
                "model:remove",
                "Take an installed package away for good; “model export” keeps a copy.",
            ),
        ),
    ),
)
"""Every command with what the help of its group says of it, the first line of its own."""


class _Root(Group):
    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        for command in COMMANDS:
            self.add_command(command)


app = typer.Typer(
    name="passerelle",
    cls=_Root,
    help="Translate French medical news into English, offline, and prove that the house glossary was obeyed.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:  # noqa: FBT001  (typer hands it over by position)
    if wanted:
        from importlib.metadata import version  # noqa: PLC0415  (it reads a lot for one line)

        say(f"passerelle {version('passerelle')}")
        raise typer.Exit


@app.callback()
def _root(
    context: typer.Context,
    *,
    show_version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and stop."),
    ] = False,
    debug: Annotated[
        bool, typer.Option(DEBUG, help="Show the details of an unexpected error; may stand anywhere.")
    ] = False,
) -> None:
    del show_version, debug  # the one ends the run by itself, the other is read at the door
    # `settings` tells by itself what is wrong.
    if context.invoked_subcommand != "settings" and find_settings(Path.cwd()):
        from passerelle.translate.cli.settings import apply_settings  # noqa: PLC0415  (it knows every check)

        apply_settings(context)


def main() -> None:
    """Run the command line."""
    look_for_rings_seldom()
    code = run(app, sys.argv[1:])
    gc.freeze()  # what is left goes with the process: no rings are looked for in it, which takes up to half a second
    sys.exit(code)
