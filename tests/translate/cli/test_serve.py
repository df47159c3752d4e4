"""`passerelle serve` says in a sentence why it cannot start."""

import socket

import pytest
from typer.testing import CliRunner

from passerelle.translate.cli import app, serve


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--host", "0.0.0.0"], "give --api-key"),
        (["--host", "0.0.0.0", "--api-key", "short"], "can be guessed"),
        (["--host", "203.0.113.7", "--api-key", "k" * 16], "cannot listen"),
        (["--host", "no such host", "--api-key", "k" * 16], "cannot listen"),
        (["--cors", "*"], "no origin"),
        (["--glossary", "none.tsv"], "none.tsv"),
        (["--catalogues", "none"], "no folder"),
        (["--model", "none.argosmodel"], "none.argosmodel"),
    ],
)
def test_what_is_wrong_is_one_sentence(arguments: list[str], told: str) -> None:
    result = CliRunner().invoke(app, ["serve", "--port", "0", *arguments])
    assert result.exit_code == 2
    assert told in result.output
    assert len(result.output.splitlines()) == 1


def test_a_port_that_is_taken_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        result = CliRunner().invoke(app, ["serve", "--port", str(other.getsockname()[1])])
    assert result.exit_code == 2
    assert "in use" in result.output


def test_a_missing_extra_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "find_spec", lambda _: None)
    result = CliRunner().invoke(app, ["serve"])
    assert result.exit_code == 2
    assert "passerelle[server]" in result.output
