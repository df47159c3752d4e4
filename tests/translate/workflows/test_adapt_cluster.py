"""An adapted package on a cluster of real processes: machines that have the same one translate, another “house 1” is refused."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from passerelle.translate.adaptation.lineage import adapted_metadata, folder_name
from passerelle.translate.engine.packages import embedded_package
from passerelle.translate.workflows import cluster
from passerelle.translate.workflows.cluster import ClusterError
from passerelle.translate.workflows.groups import translate_files
from passerelle.translate.workflows.options import Options
from passerelle.translate.workflows.worker import identify
from tests.translate.workflows.test_cluster import Machines

pytest.importorskip("distributed")

FACTS = {"units": 54, "held_back": 6, "date": "2026-11-30", "scores": {}}


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[Machines]:
    started = Machines(tmp_path)
    for process in started.workers:
        started.kill(process)
    started.workers.clear()
    identify.cache_clear()  # what the package in use is
    yield started
    identify.cache_clear()
    for process in (*started.workers, started.scheduler):
        started.kill(process)


@pytest.fixture
def house(tmp_path: Path) -> Callable[[str, bytes], Path]:
    """Return what adapts the embedded package on a machine: a “house 1” whose weights end as they are said to."""

    def adapt(machine: str, ending: bytes) -> Path:
        parent = embedded_package()
        folder = tmp_path / machine / folder_name("house", "1")
        shutil.copytree(parent.folder, folder)
        with (folder / "model" / "model.bin").open("ab") as weights:
            weights.write(ending)
        metadata = adapted_metadata(parent, "house", "1", FACTS)
        (folder / "metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
        return folder

    return adapt


def test_workers_need_the_very_package(
    machines: Machines,
    house: Callable[[str, bytes], Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A copy in another place does; one of the same name and version with other weights is named, and nothing is translated."""
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_text("# La HAS a rendu son avis\n", encoding="utf-8")
    options = Options(Path("out"), cluster=machines.address)
    monkeypatch.setenv("PASSERELLE_MODEL", str(house("here", b"x")))
    machines.workers = [machines.worker(PASSERELLE_MODEL=str(house(name, b"x"))) for name in ("one", "two")]
    stranger = machines.worker(PASSERELLE_MODEL=str(house("other", b"y")))
    try:
        with cluster._connect(machines.address) as client:
            client.wait_for_workers(3, timeout=60)
        with pytest.raises(ClusterError) as told:
            list(translate_files([Path("a.md")], options))
    finally:
        machines.kill(stranger)
    assert re.search(r"another model \(house 1 \(\w+\), here house 1 \(\w+\)\)", str(told.value))
    assert str(told.value).count("has another") == 1
    assert not Path("out").exists()

    machines.workers.append(machines.worker(PASSERELLE_MODEL=str(house("three", b"x"))))
    assert [summary.document for summary in translate_files([Path("a.md")], options)] == ["a"]
    (written,) = Path("out").rglob("*.po")
    assert "X-Passerelle-Model: house 1 sha256:" in written.read_text(encoding="utf-8")
