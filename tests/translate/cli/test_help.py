"""What the help of the commands shows."""

import re

import pytest
from typer.testing import CliRunner

from passerelle.translate.cli.app import app

COMMANDS = [
    [],
    ["translate"],
    ["publish"],
    ["review", "apply"],
    ["glossary", "lint"],
    ["memory", "forget"],
    ["model", "list"],
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_flags_are_shown_as_flags(command: list[str]) -> None:
    """No option that takes no value is shown with one, and those that take one say which."""
    help_text = CliRunner().invoke(app, [*command, "--help"]).output
    assert not re.search(r"<?bool(ean)?>?", help_text, re.IGNORECASE)
    assert "--help" in help_text
    if command == ["translate"]:
        assert re.search(r"--out\W+-o\W+path", help_text, re.IGNORECASE)
