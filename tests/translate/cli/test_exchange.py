"""`passerelle glossary import` and `export` as a user calls them."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from passerelle.glossary.termbase import load_termbase
from passerelle.translate.cli import app

HEADER = "id\tfr\ten\tdefinition\n"


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["glossary", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.output


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.tsv"
    path.write_text(f"# ours\n{HEADER}lit\tlit\tbed\t\n\n", encoding="utf-8")
    return path


def write(path: Path, *rows: str) -> Path:
    path.write_text("id;fr;en;definition\n" + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def test_the_curated_glossary_goes_out_and_comes_back(tmp_path: Path) -> None:
    out, mine = tmp_path / "all.csv", tmp_path / "mine.tsv"
    assert run("export", "-o", out)[0] == 0
    code, output = run("import", out, "--into", mine)
    assert (code, "conflict" in output) == (0, False)
    assert len(load_termbase([mine], curated=False).concepts) == len(load_termbase().concepts)
    assert run("import", out, "--into", mine)[1].endswith(f"{len(load_termbase().concepts)} same.\n")


def test_the_users_lines_stay(own: Path, tmp_path: Path) -> None:
    """New concepts are added, blank values filled; everything else stays to the letter."""
    code, output = run(
        "import", write(tmp_path / "x.csv", "lit;lit;bed;To lie in.", "rein;rein;kidney;"), "--into", own
    )
    assert code == 0
    assert "1 new, 1 changed" in output
    lines = own.read_text(encoding="utf-8").splitlines()
    assert lines[:3] == ["# ours", HEADER.strip(), "lit\tlit\tbed\tTo lie in."]
    assert lines[4].startswith("rein\trein\tkidney\t")


def test_a_dry_run_writes_nothing(own: Path, tmp_path: Path) -> None:
    before = own.read_bytes()
    table = write(tmp_path / "x.csv", "rein;rein;kidney;")
    code, output = run("import", table, "--into", own, "--dry-run")
    assert (code, own.read_bytes()) == (0, before)
    assert "new" in output
    assert "nothing was written" in output
    assert not json.loads(run("import", table, "--into", own, "--dry-run", "--json")[1])["written"]


def test_conflicts_are_told_with_both_values(own: Path, tmp_path: Path) -> None:
    """They are findings; what is not in conflict is taken."""
    table = write(tmp_path / "x.csv", "lit;lit;berth;", "rein;rein;kidney;")
    code, output = run("import", table, "--into", own)
    assert code == 1
    assert "en: “bed” in" in output
    assert "“berth” in the import" in output
    assert [each.target for each in load_termbase([own], curated=False).concepts] == ["bed", "kidney"]
    told = json.loads(run("import", table, "--into", own, "--json")[1])
    assert told["counts"] == {"new": 0, "same": 1, "changed": 0, "conflict": 1, "left out": 0}
    assert told["concepts"][0]["differences"] == {"en": {"own": "bed", "imported": "berth"}}
    assert run("import", table, "--into", own, "--overwrite")[0] == 0
    assert load_termbase([own], curated=False).concepts[0].target == "berth"


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (["a;mot;word;", "a;lit;bed;"], "x.csv:3: the id “a” stands twice"),
        (["a;mot"], "x.csv:2: has 2 cells"),
        ([], "holds no concept"),
    ],
)
def test_bad_input_changes_nothing(own: Path, tmp_path: Path, rows: list[str], told: str) -> None:
    before = own.read_bytes()
    code, output = run("import", write(tmp_path / "x.csv", *rows), "--into", own)
    assert code == 2
    assert told in " ".join(output.split())
    assert own.read_bytes() == before


def test_only_glossary_files_take_an_import(tmp_path: Path) -> None:
    table = write(tmp_path / "x.csv", "lit;lit;bed;")
    code, output = run("import", table, "--into", tmp_path / "own.xlsx")
    assert (code, (tmp_path / "own.xlsx").exists()) == (2, False)
    assert ".tsv" in output
    assert run("import", table, "--into", table)[0] == 2


def test_not_every_error_fills_the_terminal(own: Path, tmp_path: Path) -> None:
    code, output = run("import", write(tmp_path / "x.csv", *["a;mot"] * 50), "--into", own)
    assert (code, output.count("has 2 cells")) == (2, 20)
    assert "30 errors more" in output


def test_a_term_in_the_wrong_language_is_told(own: Path, tmp_path: Path) -> None:
    _, output = run("import", write(tmp_path / "x.csv", "a;day hospital;hôpital de jour;"), "--into", own)
    assert "changed places" in output


def test_no_file_is_overwritten_unsaid(tmp_path: Path) -> None:
    out = tmp_path / "x.csv"
    out.write_text("mine", encoding="utf-8")
    code, output = run("export", "-o", out)
    assert (code, out.read_text(encoding="utf-8")) == (2, "mine")
    assert "--overwrite" in output
    assert run("export", "-o", out, "--overwrite")[0] == 0


def test_what_is_unknown_is_told_with_the_choices(tmp_path: Path) -> None:
    for arguments in (
        ("export", "-o", tmp_path / "x.pdf"),
        ("export", "-o", tmp_path / "x.csv", "--as", "odd"),
    ):
        code, output = run(*arguments)
        assert code == 2
        assert "tsv, csv" in output
    assert not list(tmp_path.iterdir())


def test_a_text_in_the_place_of_a_term_does_not_fill_the_terminal(tmp_path: Path) -> None:
    """It is told, and clipped where it is printed."""
    table = write(tmp_path / "x.csv", f"a;rein;{'kidney ' * 200};")
    code, output = run("import", table, "--into", tmp_path / "own.tsv")
    assert (code, "1,399 characters" in " ".join(output.split())) == (0, True)
    assert "kid…" in output
    assert len(output) < 700
