"""Archives from a user's side: rows out, and one sentence when something is wrong."""

import json
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from passerelle.translate.cli import app

pytestmark = pytest.mark.usefixtures("capitals")


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write("news.jsonl", *(f'{{"id": {number}, "text": "Voici le centre."}}' for number in range(12)))


def write(name: str, *lines: str) -> None:
    Path(name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["translate", *arguments])


def test_an_archive_becomes_an_archive() -> None:
    """What was done is told in figures; a second run is unchanged."""
    result = run("news.jsonl", "--to", "out/en.jsonl")
    assert result.exit_code == 0, result.output
    assert "out/en.jsonl: 12 articles, 12 blocks" in result.stdout
    assert len(Path("out/en.jsonl").read_text(encoding="utf-8").splitlines()) == 12
    assert "unchanged" in run("news.jsonl", "--to", "out/en.jsonl").stdout
    assert sorted(path.name for path in Path().iterdir()) == ["news.jsonl", "out"]


def test_the_figures_as_json() -> None:
    result = run("news.jsonl", "--to", "en.jsonl", "--json")
    told = json.loads(result.stdout)
    assert (told["file"], told["articles"], told["articles_kept"], told["articles_translated"]) == (
        "en.jsonl",
        12,
        0,
        12,
    )
    assert told["terms"] == {"found": 0, "met": 0, "by_stage": {}}


def test_bad_records_are_named_again_at_the_end() -> None:
    """The others are done, and the exit code is 2."""
    with Path("news.jsonl").open("a", encoding="utf-8") as stream:
        stream.write('{"id": 3, "text": "Encore."}\n{"id": "x", "te')
    result = run("news.jsonl", "--to", "en.jsonl")
    assert result.exit_code == 2
    assert "news.jsonl:14: is no JSON" in result.stderr
    assert "2 articles of 14 could not be used: news.jsonl:13, news.jsonl:14" in result.stderr
    assert len(Path("en.jsonl").read_text(encoding="utf-8").splitlines()) == 12


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["news.jsonl"], "news.jsonl: is an archive; say where its English goes"),
        (["news.jsonl", "--to", "en.csv"], "en.csv: is no name of an archive"),
        (["news.jsonl", "--to", "-"], "is no file or folder"),
        (["news.jsonl", "--to", "news.jsonl"], "news.jsonl: would be read and written at once"),
        (["gone.jsonl", "--to", "en.jsonl"], "gone.jsonl: does not exist"),
        (["gone", "--to", "en.jsonl"], "gone: does not exist"),
        (["--text", "Un essai.", "--to", "en.jsonl"], "--to takes files"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(arguments: list[str], told: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert told in " ".join(result.stderr.split())
    assert sorted(path.name for path in Path().iterdir()) == ["news.jsonl"]


def test_parquet_without_pyarrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is translated before it is told what is missing."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    for arguments in (["news.jsonl", "--to", "en.parquet"], ["a.parquet", "--to", "en.jsonl"]):
        result = run(*arguments)
        assert result.exit_code == 2
        assert "pip install 'passerelle[cluster]'" in result.stderr
