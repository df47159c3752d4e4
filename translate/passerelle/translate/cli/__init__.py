"""The command line: arguments in, messages out. All work is done by the library."""

from passerelle.translate.cli.app import app, main

__all__ = ["app", "main"]
