"""A model for runs that are stopped and taken up again, and a folder for them; a disk that is soon full."""

import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from passerelle.glossary.compiled import load_compiled
from passerelle.translate.engine.decode import Hypothesis
from passerelle.translate.engine.packages import ModelPackage
from passerelle.translate.workflows import ground, run_state
from passerelle.translate.workflows import translate as workflow


class Counting:
    """Writes capitals, notes what it was asked, and is stopped by the user at a word."""

    asked: list[str]
    stop: str

    def __init__(self, package: ModelPackage, *, threads: int | None = None) -> None:
        self.package = package
        self.threads = threads

    def encode(self, source: str) -> list[str]:
        return source.split()

    def translate(self, sources: Sequence[str], **_: object) -> list[list[Hypothesis]]:
        if any(Counting.stop and Counting.stop in source for source in sources):
            raise KeyboardInterrupt
        Counting.asked += sources
        return [[Hypothesis(source.upper(), tuple(source.split()), -0.5)] for source in sources]

    def score(self, sources: Sequence[str], targets: Sequence[str]) -> list[float]:
        return [-0.5 for _ in zip(sources, targets, strict=True)]


def settle(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Work in a folder with `Counting` and the glossaries that a run is given, whatever the program is."""
    patch.chdir(folder)
    patch.setenv("PASSERELLE_CACHE", str(folder / "cache"))
    patch.setattr(workflow, "Engine", Counting)
    patch.setattr(ground, "load_compiled", partial(load_compiled, curated=False))
    package = ModelPackage("capitals", "1", folder / "package")
    for chooser in (workflow, run_state):
        patch.setattr(chooser, "resolve_package", lambda _: package)
    patch.setattr(run_state, "program_state", lambda: "the same")
    Counting.asked, Counting.stop = [], ""


@contextmanager
def mount_disk(disk: Path, size: str) -> Iterator[Path]:
    """Give a new folder that is a disk of a ``size``, as ``mount`` takes it; a test is skipped where there can be none."""
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(disk)]
    root = hasattr(os, "geteuid") and not os.geteuid()
    if not root or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root can mount a small disk, and not everywhere")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "-l", disk], check=True)
