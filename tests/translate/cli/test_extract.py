"""`passerelle glossary extract` and what the list of candidates makes of it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from passerelle.glossary.termbase import load_termbase
from passerelle.translate.cli.app import app

Run = Callable[..., Result]
TEXT = (
    "Le xylographe cardiaque arrive. Un xylographe cardiaque (XC) coûte peu, dit l’Institut Armand-Zorglub."
    " Les xylographes cardiaques sont rares.\n"
)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("PASSERELLE_MEMORY", str(tmp_path / "memory.sqlite"))
    monkeypatch.chdir(tmp_path)
    tmp_path.joinpath("article.md").write_text(TEXT, encoding="utf-8")
    return lambda *arguments: CliRunner().invoke(app, ["glossary", *map(str, arguments)])


def extracted(run: Run, *arguments: object) -> list[dict[str, Any]]:
    result = run("extract", "article.md", "--no-model", "--json", *arguments)
    assert result.exit_code == 0, result.output
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found


def test_terms_are_shown_with_their_places(run: Run) -> None:
    result = run("extract", "article.md", "--no-model", "--limit", 1)
    assert result.exit_code == 0, result.output
    assert "xylographe cardiaque (XC)  (acronym)" in result.output
    assert "3 places in 1 document" in result.output
    assert "article.md:1  Le xylographe cardiaque arrive." in result.output
    assert "1 candidate;" in result.output


def test_what_is_found_is_a_candidate_until_someone_decides(run: Run) -> None:
    """Its English must be given; then it is a concept with its short form, and is found no more."""
    [term] = [each for each in extracted(run) if each["short"]]
    listed = {each["id"]: each for each in json.loads(run("candidates", "--json").stdout)}
    assert listed[term["id"]]["source"] == "xylographe cardiaque (XC)"
    assert "--english" in run("accept", term["id"], "--into", "house.tsv").output
    taken = run("accept", term["id"], "--into", "house.tsv", "--english", "cardiac xylograph")
    assert taken.exit_code == 0, taken.output
    [concept] = load_termbase([Path("house.tsv")], curated=False).concepts
    assert (concept.source, concept.abbreviations, concept.note) == ("xylographe cardiaque", ("XC",), "")
    assert term["id"] not in {each["id"] for each in json.loads(run("candidates", "--json").stdout)}
    assert not [each for each in extracted(run) if each["source"] == term["source"]]


def test_what_is_dismissed_is_found_no_more(run: Run) -> None:
    body = next(each for each in extracted(run) if each["kind"] == "name")
    assert run("dismiss", body["id"]).exit_code == 0
    assert body["id"] not in {each["id"] for each in extracted(run)}


def test_what_the_glossary_took_by_another_way_leaves_the_list(run: Run) -> None:
    extracted(run)
    Path("own.tsv").write_text("id\tfr\ten\nx\tinstitut Armand-Zorglub\tZorglub\n", encoding="utf-8")
    sources = {each["source"] for each in json.loads(run("candidates", "--json", "-g", "own.tsv").stdout)}
    assert "Institut Armand-Zorglub" not in sources
    assert sources


def test_limit_and_least(run: Run) -> None:
    assert len(extracted(run, "--limit", 1)) == 1
    assert {each["source"] for each in extracted(run, "--least", 3)} == {"xylographe cardiaque"}


def test_a_file_is_written_once(run: Run) -> None:
    """The second run refuses before it reads anything."""
    assert extracted(run, "--out", "new.tsv")
    again = run("extract", "article.md", "--no-model", "--out", "new.tsv")
    assert (again.exit_code, "exists already" in again.output) == (2, True)


def test_one_bad_file_among_good_ones(run: Run) -> None:
    result = run("extract", "missing.md", "article.md", "--no-model")
    assert result.exit_code == 2
    assert "missing.md" in result.output
    assert "xylographe" in result.output


def test_an_empty_folder_is_told(run: Run) -> None:
    Path("empty").mkdir()
    result = run("extract", "empty", "--no-model")
    assert (result.exit_code, "holds no article" in result.output) == (2, True)


def test_a_memory_of_another_program_is_told(run: Run) -> None:
    Path("other.sqlite").write_text("no database", encoding="utf-8")
    result = run("extract", "article.md", "--no-model", "--memory", "other.sqlite")
    assert (result.exit_code, "Traceback" in result.output) == (2, False)
