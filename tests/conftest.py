"""What holds for every test: nobody's own translation memory or cache is read or written. And a server that many ask."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def own_memory(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path_factory.getbasetemp() / "memories" / f"{id(monkeypatch)}.sqlite"
    monkeypatch.setenv("PASSERELLE_MEMORY", str(path))
    monkeypatch.setenv("PASSERELLE_CACHE", str(tmp_path_factory.getbasetemp() / "cache"))
    return path


@pytest.fixture(scope="session")
def real_server() -> Callable[..., AbstractContextManager[str]]:
    """Return what starts the whole server with its model, in a process of its own."""
    return _serve


@contextmanager
def _serve(*options: str, key: str = "") -> Iterator[str]:
    """Start a server, give its address, and stop it: it must end by itself, and have said nothing more."""
    program = [sys.executable, "-c", "from passerelle.translate.cli import main; main()"]
    with subprocess.Popen(
        [*program, "serve", "--port", "0", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PASSERELLE_API_KEY": key, "PYTHONUNBUFFERED": "1"},
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        said = process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+", said)
        assert found, process.stderr.read()
        try:
            yield found[0]
        finally:
            process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
        assert process.stdout.read() + process.stderr.read() == ""
