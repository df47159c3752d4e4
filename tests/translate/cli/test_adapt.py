"""`passerelle adapt` says what was learned, what it brought, and ends with 1 where it brought nothing."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from passerelle.translate.adaptation.prove import EDITS, Figure, Proof
from passerelle.translate.adaptation.select import Problem, Reason, Selected, Unit
from passerelle.translate.cli import adapt as module
from passerelle.translate.cli.app import app
from passerelle.translate.engine.packages import ModelPackage
from passerelle.translate.workflows.adapt import Adapted, Watch, Wish

PARENT = ModelPackage("passerelle-fr_en", "0.5", Path("parent"))
CHILD = ModelPackage("house", "1", Path("child"))
BETTER, SAME = (
    Figure(EDITS, 40.0, 30.0, -12.0, -8.0, cost=True),
    Figure(EDITS, 40.0, 40.0, -1.0, 1.0, cost=True),
)
FORGOT = Figure("general chrF2", 57.0, 50.0, -9.0, -5.0)


def run(
    monkeypatch: pytest.MonkeyPatch,
    *arguments: str,
    proof: Proof,
    package: ModelPackage | None,
    parent: ModelPackage | None = None,
    finished: bool = True,
) -> tuple[int, str, Wish]:
    """Run the command over an adaptation that comes out so; return its end, its words and what it was asked."""
    asked: list[Wish] = []
    unit = Unit("Une biopsie.", "A test.", "doc")
    problem = Problem(unit, Reason.GLOSSARY, "“biopsie” must be “biopsy”")

    def adapt(adapted: ModelPackage, wish: Wish, watch: Watch) -> Adapted:
        asked.append(wish)
        selected = Selected((unit,) * 60, Counter({Reason.GLOSSARY: 1}), (problem,))
        watch.stage("Learning")
        watch.selected(selected)
        return Adapted(adapted, selected, 54, 6, 100, (2.0, 1.5), finished, proof, 300.0, package)

    monkeypatch.setattr(module, "run_adaptation", adapt)
    monkeypatch.setattr(module, "resolve_package", lambda _: parent or PARENT)
    result = CliRunner().invoke(app, ["adapt", *arguments])
    return result.exit_code, result.output, asked[0]


def test_an_installed_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    code, output, asked = run(monkeypatch, "a.po", "--minutes", "5", proof=Proof((BETTER,)), package=CHILD)
    assert code == 0
    assert "Word edits saved: 25.0 %" in output
    assert "Installed house 1" in output
    assert "1 left out: against the glossary" in output
    assert "“biopsie” must be “biopsy”" in output
    assert (asked.paths, asked.minutes, asked.name, asked.dry_run) == ((Path("a.po"),), 5, "house", False)


@pytest.mark.parametrize(
    ("figures", "reason"),
    [((BETTER, FORGOT), "beyond noise: general chrF2"), ((SAME,), "no word edit is saved")],
)
def test_a_refused_package_ends_with_one(
    monkeypatch: pytest.MonkeyPatch, figures: tuple[Figure, ...], reason: str
) -> None:
    code, output, _ = run(monkeypatch, "a.po", proof=Proof(figures), package=None)
    assert code == 1
    assert reason in output


@pytest.mark.parametrize(
    ("package", "origin", "command"),
    [
        (None, "embedded", "the same command goes on"),
        (CHILD, "embedded", "the same command with --model embedded goes on"),
        (CHILD, "installed", f"the same command with --model {PARENT.folder.name} goes on"),
    ],
)
def test_learning_that_was_ended_goes_on_from_the_package_that_it_began_with(
    monkeypatch: pytest.MonkeyPatch, package: ModelPackage | None, origin: str, command: str
) -> None:
    """Once another package is in use, that must be named: adapting the adapted one would begin anew."""
    parent = replace(PARENT, origin=origin)
    proof = Proof((BETTER,))
    _, output, _ = run(monkeypatch, "a.po", proof=proof, package=package, parent=parent, finished=False)
    assert command in output


def test_many_problems_of_one_kind_hide_none_of_another(capsys: pytest.CaptureFixture[str]) -> None:
    """Some of each are told, and how many more there are."""
    contradicted = [Problem(Unit(f"Un {n}.", "One."), Reason.CONTRADICTION, "twice") for n in range(1_200)]
    broken = Problem(Unit("Une biopsie.", "A test."), Reason.GLOSSARY, "must be “biopsy”")
    module._Show().selected(Selected((), Counter(), (*contradicted, broken)))
    told = capsys.readouterr().err
    assert told.count("contradicted by a later one for the same French: twice") == 5
    assert "and 1,195 more, contradicted by a later one" in told
    assert "“Une biopsie.”: against the glossary: must be “biopsy”" in told


def test_dry_run(monkeypatch: pytest.MonkeyPatch) -> None:
    code, output, asked = run(monkeypatch, "a.po", "--dry-run", proof=Proof((BETTER,)), package=None)
    assert (code, asked.dry_run) == (0, True)
    assert "Nothing was installed (--dry-run)" in output


def test_json(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the only thing on the output, and names every problem."""
    code, output, _ = run(monkeypatch, "a.po", "--json", proof=Proof((BETTER,)), package=CHILD)
    told = json.loads(output)
    assert code == 0
    assert (told["package"], told["edits_saved"], told["left_out"]) == ("house 1", 25.0, {"glossary": 1})
    assert told["problems"][0]["french"] == "Une biopsie."
    assert told["figures"][0]["low"] == -12.0


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [([], "Name what to learn from"), (["--memory", "none.sqlite"], "does not exist")],
)
def test_nothing_to_learn_from(arguments: list[str], reason: str) -> None:
    result = CliRunner().invoke(app, ["adapt", *arguments])
    assert result.exit_code == 2
    assert reason in result.output
