"""Commands that are imported when they are run, and help that shows a flag as a flag."""

from collections.abc import Sequence
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command


def _show_flags(params: list[Any]) -> list[Any]:
    """Take the kind of value from options that take none."""
    for param in params:
        if getattr(param, "is_bool_flag", False):
            param.metavar = ""
    return params


class Command(TyperCommand):
    """A command whose help says of flags what they do and nothing more."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Return the parameters as the help shows them."""
        return _show_flags(super().get_params(ctx))


class Later(TyperCommand):
    """A command that is known by its name and help until it is wanted: only then is what it needs imported."""

    def __init__(self, name: str, place: str, summary: str) -> None:
        """Take the place of the command's function, ``module:function`` of this package."""
        super().__init__(name=name, help=summary)
        self.place = place

    def load(self) -> Any:
        """Import the command; what it looks up in dictionaries it takes from files that all processes share."""
        from passerelle.glossary.lemmas import share_dictionaries  # noqa: PLC0415  (not for a list of commands)
        from passerelle.translate.places import words_folder  # noqa: PLC0415  (as above)

        share_dictionaries(words_folder())
        module, _, function = self.place.partition(":")
        whole = typer.Typer(add_completion=False)
        whole.command(self.name, cls=Command)(getattr(import_module(f"{__package__}.{module}"), function))
        return get_command(whole)

    def make_context(self, *arguments: Any, **options: Any) -> Any:
        """Begin to run the command itself."""
        return self.load().make_context(*arguments, **options)


class Group(TyperGroup):
    """A group of commands whose help does the same."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Return the parameters as the help shows them."""
        return _show_flags(super().get_params(ctx))


def group(name: str, summary: str, commands: Sequence[TyperCommand]) -> Group:
    """Return a group that shows its help where no command is named."""
    return Group(
        name=name, help=summary, no_args_is_help=True, commands={each.name or "": each for each in commands}
    )
