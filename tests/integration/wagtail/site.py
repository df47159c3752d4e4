"""The site of the tests, driven in a process of its own."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent

needs_wagtail = pytest.mark.skipif(
    importlib.util.find_spec("wagtail_localize") is None,
    reason="Wagtail is not installed; uv run --group cms pytest runs this test",
)


def drive(database: Path, *arguments: str | Path, **environment: str) -> None:
    """Run a command of the site as an editor would click it."""
    program = [sys.executable, str(HERE / "newsroom" / "drive.py")]
    done = subprocess.run(
        [*program, *arguments],
        env={**os.environ, "NEWSROOM_DATABASE": str(database), "PYTHONPATH": str(HERE), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
