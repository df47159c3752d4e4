"""Runs that are killed lose nothing."""

import multiprocessing
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="needs fork")
def test_kills_lose_nothing() -> None:
    """Twenty of them at random moments; `python -m benchmarks.kills` tries two hundred."""
    command = [sys.executable, "-m", "benchmarks.kills", "20", "7"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "20 kills" in done.stdout
