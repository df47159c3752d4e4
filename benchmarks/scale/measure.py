"""What a command costs: run as a user runs it, in a process of its own, and watched while it runs."""

import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.sets import BenchmarkError
from passerelle.translate.places import verdicts_path

COMMAND = (sys.executable, "-c", "from passerelle.translate.cli import main; main()")
_LOOK = 0.2  # seconds between two looks at the memory, which take milliseconds
_SHARE = re.compile(r"(?m)^Pss: *(\d+)")


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took for ``size`` entries (or articles): seconds on the clock and of processor time, peak memory in bytes.

    Memory is what all processes of the command held together, what they share counted once; 0 where the system does not tell.
    """

    name: str
    size: int
    clock: float
    processor: float
    memory: int


def measure(
    name: str,
    size: int,
    arguments: Sequence[str],
    folder: Path,
    environment: Mapping[str, str],
    *,
    again: bool = False,
) -> Cost:
    """Run a command in a folder; what it prints is dropped. Exit code 1, findings, is as good as 0.

    What commands before it have found is forgotten, unless it is run ``again``.

    Raises:
        BenchmarkError: it ends with an error.
    """
    if not again and "PASSERELLE_CACHE" in environment:
        Path(environment["PASSERELLE_CACHE"], verdicts_path().name).unlink(missing_ok=True)
    before, start = _processor(), time.perf_counter()
    with tempfile.TemporaryFile() as told:
        process = subprocess.Popen(  # noqa: S603  (our own command)
            [*COMMAND, *arguments],
            cwd=folder,
            env=dict(environment),
            stdout=subprocess.DEVNULL,
            stderr=told,
            start_new_session=True,
        )
        memory = 0
        while process.poll() is None:
            memory = max(memory, sum(_held(process.pid)))
            time.sleep(_LOOK)
        clock = time.perf_counter() - start
        if process.returncode not in (0, 1):
            told.seek(0)
            raise BenchmarkError(
                f"{name} ended with {process.returncode}: {told.read().decode(errors='replace')[-300:]}"
            )
    return Cost(name, size, clock, _processor() - before, memory)


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _held(session: int) -> Iterator[int]:
    """Yield the memory of each process of a session, in bytes: its own, and its part of what it shares."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if int((folder / "stat").read_text().rpartition(")")[2].split()[3]) == session:
                yield 1024 * int(_SHARE.findall((folder / "smaps_rollup").read_text())[0])
        except (OSError, LookupError):  # it ended in between
            continue
