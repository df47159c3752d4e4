"""Command-line options made from dataclass fields, so that a default and its help stand in one place."""

import argparse
from dataclasses import MISSING, fields
from typing import Any, TypeVar

Record = TypeVar("Record")


def add_options(parser: argparse.ArgumentParser, record: type[Any]) -> None:
    """Give ``parser`` an option for every field of ``record``; its type is the default's."""
    for each in fields(record):
        if each.default is MISSING:
            raise TypeError(f"{each.name} has no default")
        parser.add_argument(
            f"--{each.name.replace('_', '-')}",
            type=type(each.default),
            default=each.default,
            help=f"{each.metadata['help']} (default %(default)s)",
        )


def read_options(namespace: argparse.Namespace, record: type[Record]) -> Record:
    """Build a ``record`` of the values that `add_options` let the user choose."""
    return record(**{each.name: getattr(namespace, each.name) for each in fields(record)})  # type: ignore[arg-type]
