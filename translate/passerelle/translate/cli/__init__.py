"""The command line: arguments in, messages out. All work is done by the library.

May import every room; is imported by none.
"""

from passerelle.translate.cli.app import app, main

__all__ = ["app", "main"]
