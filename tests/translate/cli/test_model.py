"""`passerelle model` and `adapt --undo` in words and in JSON; what is wrong is one sentence and exit code 2."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from passerelle.translate.adaptation.lineage import adapted_metadata, folder_name
from passerelle.translate.cli.app import app
from passerelle.translate.cli.completion import begun_names
from passerelle.translate.engine import digests, packages
from passerelle.translate.engine.choice import read_choice, write_choice
from passerelle.translate.engine.packages import find_package

EDITS = "word edits per 100 words"


@pytest.fixture(autouse=True)
def two_houses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine on which a package was adapted twice; return the folder of packages."""
    monkeypatch.setenv("PASSERELLE_CONFIG", str(tmp_path / "config"))
    monkeypatch.delenv("PASSERELLE_MODEL", raising=False)
    monkeypatch.chdir(tmp_path)
    shelf = tmp_path / "data" / "packages"
    monkeypatch.setattr(packages, "packages_folder", lambda: shelf)
    for version, parent in (("1", "embedded"), ("2", "house")):
        origin = find_package(parent)
        folder = shelf / folder_name("house", version)
        shutil.copytree(origin.folder, folder)
        with (folder / "model" / "model.bin").open("ab") as weights:
            weights.write(b"x")
        facts = {"units": 54, "held_back": 6, "date": f"2026-11-0{version}", "scores": {EDITS: [40.0, 35.1]}}
        metadata = adapted_metadata(origin, "house", version, facts)
        (folder / "metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
        write_choice(read_choice().after_adapting(str(folder)))
    return shelf


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def test_list() -> None:
    """A line a package, with its name for other commands, where it comes from, and what that brought."""
    lines = run("model", "list").stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["embedded", "house-1", "*"]
    assert "* house-2" in lines[2]
    assert "adapted 2026-11-02 from house 1, edits 40.0 → 35.1" in lines[2]
    told = json.loads(run("model", "list", "--json").stdout)
    assert [(each["origin"], each["used"]) for each in told] == [
        ("embedded", False),
        ("adapted", False),
        ("adapted", True),
    ]
    assert told[2]["lineage"]["from"]["lineage"]["date"] == "2026-11-01"


def test_list_where_what_was_chosen_is_gone(two_houses: Path) -> None:
    """The others are shown, so that one of them can be chosen."""
    shutil.rmtree(two_houses / "fr_en-house-2")
    result = run("model", "list")
    assert result.exit_code == 0
    assert "not there any more; choose another" in result.stderr
    assert "house-1" in result.stdout


def test_list_marks_what_the_settings_of_a_folder_name() -> None:
    Path("passerelle.toml").write_text('model = "house-1"\n')
    assert "* house-1" in run("model", "list").stdout
    result = run("model", "use", "embedded")
    assert "passerelle.toml names another package, and that wins: house 1" in result.stderr


def test_show() -> None:
    told = run("model", "show").stdout
    for words in (
        "house 2 (adapted, in use)",
        "2026-11-02, from house 1",
        "54 units",
        EDITS,
        "here as house-1",
    ):
        assert words in told
    assert "led to     house 2, here as house-2" in run("model", "show", "house-1").stdout
    as_json = json.loads(run("model", "show", "house-1", "--json").stdout)
    assert (as_json["name"], as_json["version"], len(as_json["digest"])) == ("house", "1", 64)
    assert as_json["lineage"]["scores"][EDITS] == {"before": 40.0, "after": 35.1}


@pytest.mark.parametrize("command", ["show", "use", "remove", "verify"])
def test_an_unknown_name(command: str) -> None:
    result = run("model", command, "huose-1")
    assert result.exit_code == 2
    assert "did you mean house-1" in result.stderr


def test_remove_asks_and_says_what_follows() -> None:
    """Where nobody can be asked, it must be told to."""
    refused = run("model", "remove", "house-1")
    assert (refused.exit_code, "--yes" in refused.stderr) == (2, True)
    done = run("model", "remove", "house-1", "--yes")
    assert "house 2 was adapted from it and works without it" in done.stdout
    assert run("model", "remove", "house-2", "--yes").exit_code == 2
    assert (
        "From now on: passerelle-fr_en"
        in run("model", "remove", "house", "--yes", "--use", "embedded").stdout
    )
    assert run("model", "remove", "embedded", "--yes").exit_code == 2


def test_export() -> None:
    assert "house 2, adapted from house 1" in run("model", "export", "house", "h.argosmodel").stdout
    assert run("model", "export", "house", "h.argosmodel").exit_code == 2
    assert run("model", "export", "house", "h.argosmodel", "--force").exit_code == 0


def test_undo() -> None:
    """It names what translates now, and keeps the adapted package."""
    assert "passerelle model remove house-2" in run("adapt", "--undo").stdout
    assert json.loads(run("adapt", "--undo", "--json").stdout)["undone"] == "house 1"
    result = run("adapt", "--undo")
    assert (result.exit_code, "nothing to undo" in result.stderr) == (2, True)
    assert run("adapt", "--undo", "a.po").exit_code == 2


def test_what_wins_over_a_choice_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PASSERELLE_MODEL", "house-1")
    assert (
        "PASSERELLE_MODEL names another package, and that wins: house 1"
        in run("model", "use", "embedded").stderr
    )


def test_names_are_completed() -> None:
    """By the functions of the program, and as a shell asks."""
    assert list(begun_names("h")) == ["house-1", "house-2"]
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; sys.argv[0] = 'passerelle'; from passerelle.translate.cli import main; main()",
        ],
        env={
            **os.environ,
            "_PASSERELLE_COMPLETE": "complete_bash",
            "COMP_WORDS": "passerelle model use emb",
            "COMP_CWORD": "3",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert "embedded" in told.stdout


def test_a_package_that_cannot_be_read_hides_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """It may be another user's: what is asked of others is told all the same."""

    def refuse(path: Path) -> str:
        if folder_name("house", "1") in path.parts:
            raise packages.PackageError("cannot be read (permission denied).", path=path)
        return packages.file_digest(path)

    monkeypatch.setattr(digests, "file_digest", refuse)
    digests._digest.cache_clear()
    told = run("model", "show", "house-2")
    assert told.exit_code == 0
    assert "comes from house 1" in told.stdout
    assert "not on this machine" in told.stdout
    assert run("model", "show", "house-1").exit_code == 2


ARTICLE = """# Le plan cancer est publié

Le comité a rendu son avis lundi.

La biopsie liquide est remboursée depuis mars.

Le médecin examine le patient.
"""
PO, SHEET = Path("locales/en/LC_MESSAGES/a.po"), Path("locales/en/LC_MESSAGES/a.review.xlsx")


def blocks(text: str) -> dict[str, list[str]]:
    """Return the lines of each entry of a PO file, by its first French words; not which package it is of."""
    entries = (block.splitlines() for block in text.split("\n\n")[1:])
    return {
        next(line for line in own if line.startswith("msgid")): [
            line for line in own if not line.startswith("#. model: ")
        ]
        for own in entries
    }


def test_a_change_of_package_redoes_what_nobody_approved() -> None:
    """Texts approved in the sheet and in a PO editor stay to the byte; catalogue and sheet say what is whose."""
    Path("a.md").write_text(ARTICLE, encoding="utf-8")
    assert run("model", "use", "embedded").exit_code == 0
    assert run("translate", "a.md").exit_code == 0
    book = load_workbook(SHEET, rich_text=True)
    sheet = book.worksheets[0]
    sheet["H5"], sheet["G6"], sheet["H6"] = "OK", "Liquid biopsy has been paid for since March.", "OK"
    book.save(SHEET)
    assert run("review", "apply", str(SHEET)).exit_code == 0
    PO.write_text(
        PO.read_text(encoding="utf-8").replace("#: a.md:1\n#, fuzzy\n", "#: a.md:1\n# state: approved\n")
    )
    before = blocks(PO.read_text(encoding="utf-8"))

    assert "does 1 of 4 texts" in run("model", "use", "house").stdout
    assert "translated  1 block (1 sentence); kept 3" in run("translate", "a.md").stdout
    text = PO.read_text(encoding="utf-8")
    after = blocks(text)
    changed = [french for french, lines in after.items() if sorted(lines) != sorted(before[french])]
    assert changed == ['msgid "Le médecin examine le patient."']
    assert "X-Passerelle-Model: house 2 sha256:" in text
    assert text.count("#. model: passerelle-fr_en") == 3
    rows = list(load_workbook(SHEET).worksheets[0].iter_rows(min_row=4, values_only=True))
    assert [bool(row[7]) for row in rows] == [True, True, True, False]
    assert "does 0 of 4 texts" in run("model", "use", "house-2").stdout
    assert "a: unchanged" in run("translate", "a.md").stdout


def test_texts_that_need_work_stay_until_the_mark_is_taken_away() -> None:
    """Someone may have begun to mend them. They are counted, with what to do; a draft that is fuzzy in a PO editor is a draft."""
    Path("a.md").write_text(ARTICLE, encoding="utf-8")
    assert run("model", "use", "embedded").exit_code == 0
    assert run("translate", "a.md").exit_code == 0
    _decide("needs work")
    before = blocks(PO.read_text(encoding="utf-8"))

    told = run("model", "use", "house").stdout
    assert "does 3 of 4 texts" in told
    assert "So do 1 marked “needs work”: take the mark away" in told
    assert "kept 1" in run("translate", "a.md").stdout
    after = blocks(PO.read_text(encoding="utf-8"))
    marked = [french for french, lines in after.items() if "# state: needs work" in lines]
    assert [after[french] for french in marked] == [before[french] for french in marked] != []

    _decide(None)
    assert "does 1 of 4 texts" in run("model", "use", "house").stdout
    assert "translated  1 block" in run("translate", "a.md").stdout


def _decide(decision: str | None) -> None:
    """Mark the first text in the sheet, and apply that."""
    book = load_workbook(SHEET, rich_text=True)
    book.worksheets[0]["H4"] = decision
    book.save(SHEET)
    assert run("review", "apply", str(SHEET)).exit_code == 0
