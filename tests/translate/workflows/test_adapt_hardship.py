"""An adaptation that is stopped, that a full disk ends, or that another one meets loses nothing, and goes on when it is asked again."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from passerelle.glossary.errors import FileError, PasserelleError
from passerelle.translate.engine.choice import Choice, read_choice
from passerelle.translate.engine.packages import ModelPackage, installed_packages
from passerelle.translate.workflows import adapt as module
from passerelle.translate.workflows.adapt import AdaptationError, Watch, adapt
from tests.translate.workflows.conftest import mount_disk
from tests.translate.workflows.test_adapt import BAD, GOOD, home, pairs, quick, wish

pytest.importorskip("torch")

__all__ = ["home", "pairs"]

STAGES = (
    "Reading and checking",
    "Measuring the package as it is",
    "Translating what",
    "Learning",
    "Measuring the adapted",
)


def stop_at(begun: str) -> Watch:
    """Let the user press Ctrl-C where a stage begins."""

    def stage(words: str) -> None:
        if words.startswith(begun):
            raise KeyboardInterrupt

    return Watch(stage)


@pytest.mark.parametrize("stage", STAGES)
def test_a_run_that_is_stopped_leaves_nothing_and_the_next_one_installs(
    tiny: ModelPackage, pairs: Path, home: Path, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    """At whichever stage: no package, no choice, no lock and no litter; learning that was done is not done again."""
    quick(monkeypatch, BAD, GOOD)
    with pytest.raises(KeyboardInterrupt):
        adapt(tiny, wish(pairs), stop_at(stage))
    assert (list(home.iterdir()), read_choice()) == ([], Choice())
    assert not list(module._workshop().rglob("*.part"))
    learned = list(module._workshop().glob("*/last.pt"))
    assert bool(learned) == (stage == STAGES[-1])

    steps: list[int] = []
    quick(monkeypatch, BAD, GOOD)
    done = adapt(tiny, wish(pairs), Watch(stand=lambda stand: steps.append(stand.step)))
    assert [package.label for package in installed_packages()] == ["essai 1"]
    assert done.package is not None
    assert bool(steps) != bool(learned)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Give a disk of 3 MB: less than the state of the toy network while it learns."""
    with mount_disk(tmp_path / "disk", "3m") as disk:
        yield disk


def enlarge(disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,size=64m", disk], check=True)


def test_a_disk_that_fills_while_it_learns(
    tiny: ModelPackage, pairs: Path, home: Path, small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is said with the file; no half checkpoint stays, and with room the same command installs."""
    monkeypatch.setenv("PASSERELLE_CACHE", str(small_disk))
    monkeypatch.setattr(module, "_ROOM", 0)
    quick(monkeypatch, BAD, GOOD)
    with pytest.raises(FileError, match=r"room|full"):
        adapt(tiny, wish(pairs), Watch())
    assert not list(small_disk.rglob("*.part"))
    assert not list(home.iterdir())
    enlarge(small_disk)
    quick(monkeypatch, BAD, GOOD)
    assert adapt(tiny, wish(pairs), Watch()).package is not None


@pytest.mark.usefixtures("home")
def test_a_disk_that_fills_while_it_is_installed(
    tiny: ModelPackage, pairs: Path, small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No part of a package is found; what was learned is kept, so that with room nothing is learned again."""
    monkeypatch.setattr(
        "passerelle.translate.engine.packages.packages_folder", lambda: small_disk / "packages"
    )
    (small_disk / "filler").write_bytes(bytes(2_900_000))
    quick(monkeypatch, BAD, GOOD)
    with pytest.raises(PasserelleError, match=r"no space left.*What was learned is kept"):
        adapt(tiny, wish(pairs), Watch())
    assert [path.name for path in small_disk.rglob("*") if path.name != "filler"] == ["packages"]
    assert read_choice() == Choice()
    enlarge(small_disk)
    steps: list[int] = []
    quick(monkeypatch, BAD, GOOD)
    done = adapt(tiny, wish(pairs), Watch(stand=lambda stand: steps.append(stand.step)))
    assert done.package is not None
    assert steps == []
    assert read_choice().model == str(done.package.folder)


OTHER = """
import sys
from passerelle.translate.workflows.adapt import alone
with alone():
    print("running", flush=True)
    sys.stdin.readline()
"""


@pytest.mark.parametrize("name", ["essai", "autre"])
def test_another_process_adapts_already(tiny: ModelPackage, pairs: Path, home: Path, name: str) -> None:
    """Whichever names the two have: the second is told before it reads anything, and is free once the first is gone, killed or not."""
    asked = replace(wish(pairs), name=name)
    stages: list[str] = []
    with subprocess.Popen(
        [sys.executable, "-c", OTHER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=dict(os.environ)
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"running"
        with pytest.raises(AdaptationError, match="Another adaptation is running"):
            adapt(tiny, asked, Watch(stages.append))
        other.kill()
    assert not stages
    assert not list(home.iterdir())
    with module.alone():
        pass
