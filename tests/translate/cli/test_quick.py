"""A quick look: the English and the ledger of a text on the screen, and no file anywhere."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from passerelle.translate.cli import app, quick

TEXT = "Le CHU de Nantes ouvre 12 lits."


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*arguments: str, sent: str | bytes = "") -> Result:
    return CliRunner().invoke(app, ["translate", "--no-memory", *arguments], input=sent)


@pytest.mark.parametrize(("arguments", "sent"), [(["--text", TEXT], ""), (["-"], TEXT), (["-"], f"{TEXT}\n")])
def test_english_and_ledger_are_printed(arguments: list[str], sent: str) -> None:
    result = run(*arguments, sent=sent)
    assert result.exit_code == 0, result.output
    english, *ledger = result.output.splitlines()
    assert "12" in english
    assert any("number 12 → 12" in line for line in ledger)
    assert any("confidence" in line for line in ledger)
    assert not list(Path().iterdir())


def test_json_holds_texts_and_ledger() -> None:
    told = json.loads(run("--text", f"{TEXT}\n\nIl en ferme 3.", "--json").output)
    assert [text["source"] for text in told["texts"]] == [TEXT, "Il en ferme 3."]
    assert {"12", "3"} <= {record["source"] for record in told["ledger"]}


@pytest.mark.parametrize(
    "arguments",
    [[], ["--text", TEXT, "a.md"], ["--text", TEXT, "-"], ["-", "a.md"], ["a.md", "-"]],
)
def test_one_of_files_and_text(arguments: list[str]) -> None:
    """What is asked is said once: two sources, or none, are a mistake."""
    result = run(*arguments)
    assert result.exit_code == 2
    assert "one of these" in result.output


@pytest.mark.parametrize(
    ("arguments", "sent"), [(["--text", ""], ""), (["--text", " \n"], ""), (["-"], b"\x00\x01" * 99)]
)
def test_no_text_is_told(arguments: list[str], sent: str | bytes) -> None:
    result = run(*arguments, sent=sent)
    assert result.exit_code == 2
    assert "error:" in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize(("options", "met", "code"), [(["--strict"], 0, 1), (["--strict"], 1, 0), ([], 0, 0)])
def test_strict_fails_where_a_demand_is_unmet(
    options: list[str], met: int, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quick, "show_translation", lambda *_, **__: bool(met))
    assert run("--text", TEXT, *options).exit_code == code
