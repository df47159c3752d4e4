"""What the help of the commands shows."""

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from typer.core import TyperGroup
from typer.testing import CliRunner

from passerelle.glossary import lemmas
from passerelle.translate.cli.app import COMMANDS, app
from passerelle.translate.cli.help import Later
from passerelle.translate.places import words_folder

SOME = [
    [],
    ["translate"],
    ["publish"],
    ["review", "apply"],
    ["glossary", "lint"],
    ["memory", "forget"],
    ["model", "list"],
]


@pytest.mark.parametrize("command", SOME, ids=" ".join)
def test_flags_are_shown_as_flags(command: list[str]) -> None:
    """No option that takes no value is shown with one, and those that take one say which."""
    help_text = CliRunner().invoke(app, [*command, "--help"]).output
    assert not re.search(r"<?bool(ean)?>?", help_text, re.IGNORECASE)
    assert "--help" in help_text
    if command == ["translate"]:
        assert re.search(r"--out\W+-o\W+path", help_text, re.IGNORECASE)


def _commands(commands: Iterable[object]) -> Iterator[Later]:
    for command in commands:
        if isinstance(command, Later):
            yield command
        elif isinstance(command, TyperGroup):
            yield from _commands(command.commands.values())


@pytest.mark.parametrize("command", list(_commands(COMMANDS)), ids=lambda command: command.place)
def test_a_list_of_commands_says_of_each_what_its_own_help_does(command: Later) -> None:
    """The first line, so that no command is imported for the list."""
    own = command.load().help
    assert own is not None
    assert own.split("\n\n")[0].replace("\n", " ") == command.help


def test_commands_share_dictionaries() -> None:
    """They map those of the cache, which costs them nothing, and do not read simplemma's own."""
    next(_commands(COMMANDS)).load()
    assert lemmas._dictionaries.folder == words_folder()


@pytest.mark.parametrize("group", [[], ["glossary"], ["review"], ["memory"], ["model"]], ids=" ".join)
def test_help_imports_nothing_heavy(group: list[str]) -> None:
    """A list of commands needs no model, no document format and no check."""
    code = (
        "import sys; from passerelle.translate.cli.app import main; sys.argv = sys.argv[:1] + sys.argv[1:] + ['--help']\n"
        "try: main()\nexcept SystemExit: print(sorted(name for name in sys.modules if name in"
        " {'openpyxl', 'docx', 'babel', 'lxml', 'numpy', 'ctranslate2', 'argostranslate', 'simplemma', 'polib',"
        " 'passerelle.translate.checks', 'passerelle.translate.formats', 'passerelle.glossary.termbase'}))"
    )
    told = subprocess.run([sys.executable, "-c", code, *group], capture_output=True, text=True, check=True)
    assert told.stdout.splitlines()[-1] == "[]"


HEAVY = "'openpyxl', 'docx', 'lxml', 'numpy', 'ctranslate2', 'argostranslate', 'jinja2', 'PIL', 'filelock'"
DRAFT = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Un."\nmsgstr "One."\n'


@pytest.mark.parametrize(
    ("arguments", "more"),
    [
        (
            ["translate", "--out", "out", "a.md"],
            "'simplemma', 'babel', 'polib', 'passerelle.translate.checks'",
        ),
        (["check", "a.po"], "'markdown_it'"),
        (["glossary", "show", "CLCC"], "'babel', 'polib', 'passerelle.translate.formats'"),
    ],
    ids=["translate", "check", "show"],
)
def test_a_command_imports_what_it_uses(arguments: list[str], more: str, tmp_path: Path) -> None:
    """What is unchanged needs no checks; checking, neither a model nor Excel; a look-up, nothing of articles."""
    (tmp_path / "a.md").write_text("Un centre.\n", encoding="utf-8")
    (tmp_path / "a.po").write_text(DRAFT, encoding="utf-8")
    once = [sys.executable, "-c", "from passerelle.translate.cli import main; main()", *arguments]
    subprocess.run(
        once, cwd=tmp_path, stdout=subprocess.DEVNULL, check=True
    )  # the cache is full from here on
    code = (
        "import sys; from passerelle.translate.cli.app import main\n"
        f"try: main()\nexcept SystemExit: print(sorted(name for name in sys.modules if name in {{{HEAVY}, {more}}}))"
    )
    told = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert told.stdout.splitlines()[-1] == "[]", told.stderr


def test_translating_imports_nothing_that_it_does_not_use(tmp_path: Path) -> None:
    """With model and sheet, but without what fetches pages, guesses encodings or computes with arrays."""
    (tmp_path / "a.md").write_text("Un centre.\n", encoding="utf-8")
    unused = "'numpy', 'urllib.request', 'http.client', 'charset_normalizer', 'docx', 'jinja2'"
    code = (
        "import sys; from passerelle.translate.cli.app import main\n"
        f"try: main()\nexcept SystemExit: print(sorted(name for name in sys.modules if name in {{{unused}, 'openpyxl'}}))"
    )
    command = [sys.executable, "-c", code, "translate", "a.md", "--out", "out", "--fresh"]
    told = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert told.stdout.splitlines()[-1] == "['openpyxl']", told.stderr
