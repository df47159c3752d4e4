"""The commands that take what reviewers want into the glossary."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from passerelle.glossary.termbase import load_termbase
from passerelle.translate.cli.candidates import accept, candidates, dismiss
from passerelle.translate.memory import open_memory, store_proposals
from passerelle.translate.memory.terms import StoredProposal

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("PASSERELLE_MEMORY", str(tmp_path / "memory.sqlite"))
    monkeypatch.chdir(tmp_path)
    app = typer.Typer()
    for command in (candidates, accept, dismiss):
        app.command()(command)
    with open_memory(tmp_path / "memory.sqlite") as memory:
        store_proposals(memory, [StoredProposal("zorglubothérapie", "zorglub therapy", "usage", "Eve", "a")])
        store_proposals(memory, [StoredProposal("zorglubothérapie", "zorglub therapy", "usage", "Eve", "a")])
        store_proposals(memory, [StoredProposal("", "bulgroz", reviewer="Eve")])
    return lambda *arguments: CliRunner().invoke(app, [str(each) for each in arguments])


def listed(run: Run) -> dict[str, str]:
    return {each["target"]: each["id"] for each in json.loads(run("candidates", "--json").stdout)}


def test_an_accepted_candidate_is_in_the_file_and_off_the_list(run: Run, tmp_path: Path) -> None:
    """The file is a glossary of its own."""
    assert set(listed(run)) == {"zorglub therapy", "bulgroz"}
    result = run("accept", listed(run)["zorglub therapy"], "--into", "house.tsv")
    assert result.exit_code == 0, result.output
    [concept] = load_termbase([tmp_path / "house.tsv"], curated=False).concepts
    assert (concept.source, concept.target, concept.note) == (
        "zorglubothérapie",
        "zorglub therapy",
        "usage Proposed by Eve.",
    )
    assert set(listed(run)) == {"bulgroz"}


def test_a_file_that_the_house_uses_takes_candidates(run: Run, tmp_path: Path) -> None:
    """It is read once, and its remarks stay."""
    tmp_path.joinpath("house.tsv").write_text("id\tfr\ten\n# ours\nx\tmot neuf\tnew word\n", encoding="utf-8")
    result = run("accept", listed(run)["zorglub therapy"], "--into", "house.tsv", "-g", "house.tsv")
    assert result.exit_code == 0, result.output
    assert tmp_path.joinpath("house.tsv").read_text(encoding="utf-8").splitlines()[1] == "# ours"


def test_a_candidate_without_french_needs_one(run: Run) -> None:
    """The user gives it, and nothing is written before."""
    name = listed(run)["bulgroz"]
    assert "--french" in run("accept", name, "--into", "house.tsv").output
    assert not Path("house.tsv").exists()
    assert run("accept", name, "--into", "house.tsv", "--french", "zorgloub").exit_code == 0


def test_a_dismissed_candidate_is_off_the_list(run: Run) -> None:
    """Nothing else happens."""
    assert run("dismiss", listed(run)["bulgroz"]).exit_code == 0
    assert set(listed(run)) == {"zorglub therapy"}


def test_an_unknown_id_is_said(run: Run) -> None:
    """With the command that shows the ids."""
    result = run("accept", "nothing", "--into", "house.tsv")
    assert (result.exit_code, "is no candidate" in result.output) == (2, True)


def test_a_candidate_without_english_needs_one(run: Run, tmp_path: Path) -> None:
    """The list says so, and no file is written or changed before the user gives it."""
    with open_memory(tmp_path / "memory.sqlite") as memory:
        store_proposals(memory, [StoredProposal("bulgrozie", "", reviewer="Eve")])
    assert "bulgrozie  →  no English yet" in run("candidates").stdout
    name = listed(run)[""]
    result = run("accept", name, "--into", "house.tsv")
    assert (result.exit_code, "--english" in result.output, Path("house.tsv").exists()) == (2, True, False)
    assert name in listed(run).values()
    assert run("accept", name, "--into", "house.tsv", "--english", "bulgrozy").exit_code == 0
    [concept] = load_termbase([tmp_path / "house.tsv"], curated=False).concepts
    assert (concept.source, concept.target) == ("bulgrozie", "bulgrozy")
    assert name not in listed(run).values()


def test_what_is_unfit_for_a_glossary_is_not_written(run: Run) -> None:
    """A serious fault that the glossary's check would find is one sentence, and the candidate stays open."""
    name = listed(run)["zorglub therapy"]
    result = run("accept", name, "--into", "house.tsv", "--english", "<b>zorglub</b>")
    assert (result.exit_code, "holds one of" in result.output) == (2, True)
    assert not Path("house.tsv").exists()
    assert name in listed(run).values()
