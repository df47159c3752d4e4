"""What holds for every test: nobody's own translation memory or cache is read or written."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def own_memory(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path_factory.getbasetemp() / "memories" / f"{id(monkeypatch)}.sqlite"
    monkeypatch.setenv("PASSERELLE_MEMORY", str(path))
    monkeypatch.setenv("PASSERELLE_CACHE", str(tmp_path_factory.getbasetemp() / "cache"))
    return path
