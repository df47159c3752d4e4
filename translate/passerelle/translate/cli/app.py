"""The `passerelle` command and its groups."""

import sys
from importlib.metadata import version
from typing import Annotated

import typer

from passerelle.translate.cli import (
    additions,
    candidates,
    cms,
    consequences,
    exchange,
    glossary,
    memory,
    model,
    quality,
    review,
    settings,
    translate,
)
from passerelle.translate.cli.console import say
from passerelle.translate.cli.door import DEBUG, run
from passerelle.translate.cli.help import App

app = App(
    name="passerelle",
    help="Translate French medical news into English, offline, and prove that the house glossary was obeyed.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("translate")(translate.translate)
app.command("fill")(cms.fill)
app.command("publish")(cms.publish)
app.command("check-import")(cms.check_import)
app.command("check")(quality.check)
app.command("report")(quality.report)
app.command("init")(settings.init)
app.command("settings")(settings.settings)
app.add_typer(review.app, name="review")
glossary.app.command("add")(additions.add)
glossary.app.command("diff")(consequences.diff)
glossary.app.command("impact")(consequences.impact)
glossary.app.command("import")(exchange.import_)
glossary.app.command("export")(exchange.export)
glossary.app.command("candidates")(candidates.candidates)
glossary.app.command("accept")(candidates.accept)
glossary.app.command("dismiss")(candidates.dismiss)
app.add_typer(glossary.app, name="glossary")
app.add_typer(memory.app, name="memory")
app.add_typer(model.app, name="model")


def _show_version(wanted: bool) -> None:  # noqa: FBT001  (typer hands it over by position)
    if wanted:
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
    if context.invoked_subcommand != "settings":  # it tells by itself what is wrong
        settings.apply_settings(context)


def main() -> None:
    """Run the command line."""
    sys.exit(run(app, sys.argv[1:]))
