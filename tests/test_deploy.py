"""What starts the program elsewhere (container, service, hooks, pipelines) calls it as it can be called."""

import json
import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from passerelle.translate.cli import app

ROOT = Path(__file__).parents[1]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


ENTRY = json.loads(re.findall(r"^ENTRYPOINT (.*)$", read("Dockerfile"), re.MULTILINE)[0])
STARTED = re.findall(r"^ExecStart=/opt/passerelle/bin/(.*)$", read("deploy/passerelle.service"), re.MULTILINE)
HOOKED = re.findall(r"entry: (.*)", read(".pre-commit-hooks.yaml"))
PIPED = re.findall(r"- (?:run: )?(passerelle check [^>]*?) >", read("README.md"))


@pytest.mark.parametrize("command", [shlex.join(ENTRY), *STARTED, *HOOKED, *PIPED])
def test_commands_and_options_are_there(command: str) -> None:
    program, *words = shlex.split(command)
    assert program == "passerelle"
    names = [word for word in words if re.fullmatch(r"[a-z]+", word)][: 2 if "glossary" in words else 1]
    result = CliRunner().invoke(app, [*names, "--help"])
    assert result.exit_code == 0
    assert [word for word in words if word.startswith("--") and word not in result.output] == []


def test_nothing_was_missed() -> None:
    assert (len(STARTED), len(HOOKED), len(PIPED)) == (1, 2, 3)


@pytest.mark.parametrize(
    ("path", "hooks"),
    [
        ("locales/en/LC_MESSAGES/a.po", [0]),
        ("export.xliff", [0]),
        ("glossary/terms/care.tsv", [1]),
        ("glossaire.tsv", [1]),
        ("data/results.tsv", []),
        ("a.pot", []),
    ],
)
def test_hooks_look_at_their_files(path: str, hooks: list[int]) -> None:
    patterns = re.findall(r"files: (.*)", read(".pre-commit-hooks.yaml"))
    assert [number for number, pattern in enumerate(patterns) if re.search(pattern, path)] == hooks


def test_the_container_runs_as_nobody_and_keeps_its_key_out() -> None:
    """A key in an image could be read by whoever has the image."""
    told = read("Dockerfile")
    assert re.search(r"^USER \d+$", told, re.MULTILINE)
    assert not re.search(r"^(?:ENV|ARG).*API_KEY", told, re.MULTILINE)
