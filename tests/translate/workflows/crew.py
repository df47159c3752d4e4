"""Workers with a model that writes capitals, and that some words kill, break or stop: real processes import this."""

import errno
import os
import signal
import time
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from passerelle.glossary import files, parts
from passerelle.translate.cli import main
from passerelle.translate.engine.decode import Hypothesis
from passerelle.translate.engine.packages import ModelPackage
from passerelle.translate.workflows import archive, groups, pool, translate

_work = pool.work


class Capitals:
    """Writes capitals, unless it comes to a word of an accident."""

    def __init__(self, package: ModelPackage, *, threads: int | None = None) -> None:
        self.package = package
        self.threads = threads

    def encode(self, source: str) -> list[str]:
        return source.split()

    def translate(self, sources: Sequence[str], **_: object) -> list[list[Hypothesis]]:
        for source in sources:
            _meet(source)
        return [[Hypothesis(source.upper(), tuple(source.upper().split()), -0.5)] for source in sources]

    def score(self, sources: Sequence[str], targets: Sequence[str]) -> list[float]:
        return [-0.5 for _ in zip(sources, targets, strict=True)]


def _meet(source: str) -> None:
    once = Path("once")
    if "fatal" in source or ("accident" in source and not once.exists()):
        once.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if "bizarre" in source:
        raise ZeroDivisionError("odd")
    if "plein" in source:
        Path("full").touch()
    if "lent" in source:
        Path("slow").touch()
        time.sleep(60)


def _open_part(path: Path) -> tuple[int, Path]:
    """Make a part unless the disk is full."""
    if Path("full").exists():
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    return parts.open_part(path)


def hire() -> None:
    """Let this process work with the model that writes capitals, and start workers that do."""
    for module, name, value in (
        (translate, "Engine", Capitals),
        (translate, "resolve_package", lambda _: ModelPackage("capitals", "1", Path())),
        (pool, "work", work),
        (pool, "_LONG", 2_000),
        (files, "open_part", _open_part),
        (archive, "_SHARE", 1),
        (groups, "_ENOUGH", 0),
        (groups, "_BATCH", 1),
    ):
        setattr(module, name, value)


def work(pipe: Connection) -> None:
    """Do what a worker does, with that model."""
    hire()
    _work(pipe)


def command() -> None:
    """Do what the command line does, with that model; Ctrl-C counts, even where the tests run in the background of a shell."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    hire()
    main()
