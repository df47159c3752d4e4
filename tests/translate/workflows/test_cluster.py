"""A run on a cluster of real processes gives what a run here gives, whatever dies on the way."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from passerelle.glossary.errors import PasserelleError
from passerelle.glossary.termbase import CURATED
from passerelle.translate.engine.packages import embedded_package
from passerelle.translate.workflows import cluster, groups
from passerelle.translate.workflows.cluster import ClusterError
from passerelle.translate.workflows.groups import translate_files
from passerelle.translate.workflows.options import Options
from passerelle.translate.workflows.worker import Identity, differences

pytest.importorskip("distributed")

HOUSE = "id\tfr\ten\nhouse-1\tcentre de lutte\tfight centre\n"


class Machines:
    """A scheduler and its workers, each a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "scheduler.json"
        self.scheduler = self.start(
            "scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(self.file)
        )
        while not self.file.exists():
            time.sleep(0.1)
        self.address = re.findall(r"tcp://[\d.]+:\d+", self.file.read_text(encoding="utf-8"))[0]
        self.workers = [self.worker(), self.worker()]

    def start(self, *arguments: str, **env: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dask", *arguments, "--no-dashboard"]
        quiet = subprocess.DEVNULL
        return subprocess.Popen(
            command, cwd=self.folder, env={**os.environ, **env}, stdout=quiet, stderr=quiet
        )

    def worker(self, **env: str) -> subprocess.Popen[bytes]:
        return self.start("worker", self.address, "--nthreads", "1", "--no-nanny", **env)

    def restart(self) -> None:
        """Let the scheduler die, and another take its place with a worker of its own: the old ones go with the old one."""
        self.kill(self.scheduler)
        port = self.address.rpartition(":")[2]
        self.scheduler = self.start("scheduler", "--host", "127.0.0.1", "--port", port)
        self.address = f"tcp://127.0.0.1:{port}"
        self.workers.append(self.worker())

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        process.send_signal(signal.SIGKILL)
        process.wait()


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    """They are shared, and the later tests leave fewer of them."""
    started = Machines(tmp_path_factory.mktemp("machines"))
    yield started
    for process in (*started.workers, started.scheduler):
        started.kill(process)


@pytest.fixture(autouse=True)
def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(groups, "_BATCH", 1)
    Path("house.tsv").write_text(HOUSE, encoding="utf-8")
    for number in range(8):
        path = Path(f"news/{number % 2}/essai-{number // 2}.md")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# Le centre de lutte\n\nLa HAS a vu {number + 2} patients.\n", encoding="utf-8")


def run(out: str, address: str = "", after: Callable[[], object] | None = None) -> list[str]:
    """Translate the news, with a glossary of the house; after the first batch something happens."""
    waiting = [after] if after else []

    def step(_: int) -> None:
        if waiting:
            waiting.pop()()

    options = Options(Path(out), glossaries=(Path("house.tsv"),), cluster=address)
    done = translate_files([Path("news")], options, progress=lambda _: step)
    return [summary.document for summary in done]


def written(out: str) -> dict[str, str]:
    """Return the catalogues without the minute in which they were made."""
    return {
        path.relative_to(out).as_posix(): re.sub(r"-Date: \S+ \S+", "", path.read_text(encoding="utf-8"))
        for path in sorted(Path(out).rglob("*.po"))
    }


def test_the_same_bytes(machines: Machines) -> None:
    """In the same order, with the house's glossary, of which the workers have no file."""
    assert run("cluster", machines.address) == run("here")
    assert written("cluster") == written("here")
    assert len(written("here")) == 8
    assert "fight centre" in written("here")["0/essai-0.po"].lower()


def test_strangers_are_refused_by_name(machines: Machines, tmp_path: Path) -> None:
    """One with another model and one with another glossary are named, with what differs; nothing is translated."""
    code = tmp_path / "code" / "passerelle"
    code.parent.mkdir()
    for part in (CURATED.parent, Path(groups.__file__).parents[1]):
        (code / part.name).parent.mkdir(exist_ok=True)
        subprocess.run(["cp", "-rL", str(part), str(code / part.name)], check=True)
    (terms,) = (code / "glossary" / CURATED.name).glob("press-formulas.tsv")
    terms.write_text(
        "".join(terms.read_text(encoding="utf-8").splitlines(keepends=True)[:-1]), encoding="utf-8"
    )
    model = tmp_path / "model"
    subprocess.run(["cp", "-r", str(embedded_package().folder), str(model)], check=True)
    described = model / "metadata.json"
    described.write_text(
        re.sub(
            r'"package_version": "[^"]*"', '"package_version": "0.0"', described.read_text(encoding="utf-8")
        ),
        encoding="utf-8",
    )
    strangers = [machines.worker(PASSERELLE_MODEL=str(model)), machines.worker(PYTHONPATH=str(code.parent))]
    try:
        with cluster._connect(machines.address) as client:
            client.wait_for_workers(4, timeout=60)
        with pytest.raises(ClusterError) as told:
            run("cluster", machines.address)
    finally:
        for stranger in strangers:
            machines.kill(stranger)
    assert len(re.findall(r"tcp://\S+ has another", str(told.value))) == 2
    assert re.search(r"another model \(\S+ 0\.0 \(\w+\), here ", str(told.value))
    assert re.search(r"another glossary \(\w+, here \w+\)", str(told.value))
    assert written("cluster") == {}


def test_a_killed_worker(machines: Machines) -> None:
    """What it had under way is done by the other."""
    run("cluster", machines.address, after=lambda: machines.kill(machines.workers[0]))
    run("here")
    assert written("cluster") == written("here")


def test_a_scheduler_lost_and_found_again(machines: Machines) -> None:
    """The run waits for it, and sends again what was under way."""
    run("cluster", machines.address, after=machines.restart)
    run("here")
    assert written("cluster") == written("here")


def test_a_lost_scheduler(machines: Machines, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told in a sentence; what was written stays, and the next run does the rest alone."""
    monkeypatch.setattr(cluster, "_CONNECT", 2)
    with pytest.raises(ClusterError, match="What was written stays"):
        run("cluster", machines.address, after=lambda: machines.kill(machines.scheduler))
    before = written("cluster")
    assert 0 < len(before) < 8
    run("cluster")
    assert before.items() <= written("cluster").items()
    assert len(written("cluster")) == 8


def test_no_scheduler(monkeypatch: pytest.MonkeyPatch) -> None:
    """An address at which nobody answers is told with it."""
    monkeypatch.setattr(cluster, "_CONNECT", 1)
    with pytest.raises(ClusterError, match=r"No Dask scheduler answers at tcp://127\.0\.0\.1:9;"):
        run("cluster", "tcp://127.0.0.1:9")


def test_no_dask(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it is not installed, a sentence says how to."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(PasserelleError, match=r"pip install 'passerelle\[cluster\]'"):
        run("cluster", "tcp://127.0.0.1:9")


def test_differences() -> None:
    """All are named."""
    assert differences(Identity("a", "b", "c"), Identity("a", "b", "c")) == []
    assert differences(Identity("a", "b", "c"), Identity("x", "b", "y")) == [
        "program (x, here a)",
        "model (y, here c)",
    ]
