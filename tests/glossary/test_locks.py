"""One run at a time holds a file; others wait, and say so."""

import errno
import os
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from filelock import FileLock

from passerelle.glossary.errors import FileError
from passerelle.glossary.locks import FileBusyError, Patience, lock_file

HOLD = """
import sys, time
from pathlib import Path
from passerelle.glossary.locks import lock_file
with lock_file(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_lock_leaves_nothing_behind(tmp_path: Path) -> None:
    """Beside the file there is a lock while it is held, and nothing afterwards; the folder is made where it is missing."""
    path = tmp_path / "new" / "doc.po"
    with lock_file(path):
        assert [each.name for each in path.parent.iterdir()] == [".doc.po.lock"]
    assert list(path.parent.iterdir()) == []


def test_waiting_is_told_and_ends(tmp_path: Path) -> None:
    """Who finds a file held says so once, and gives up when the patience ends."""
    told: list[tuple[Path, str]] = []
    path = tmp_path / "doc.po"
    holder = f"process {os.getpid()} on {socket.gethostname()}"
    with (
        lock_file(path),
        pytest.raises(FileBusyError, match=rf"doc\.po: is being written by {holder}, and 0\.2 s"),
        lock_file(path, Patience(0.2, lambda *who: told.append(who))),
    ):
        pass
    assert told == [(path, holder)]


@pytest.mark.parametrize("content", ["", "4242", "4242 \x1b[2Jhost\n", "4242 host\nand more", "x" * 10_000])
def test_only_a_process_and_a_machine_are_named(tmp_path: Path, content: str) -> None:
    """What someone else wrote into a lock is not printed."""
    path = tmp_path / "doc.po"
    with lock_file(path):
        (tmp_path / ".doc.po.lock").write_text(content)
        with (
            pytest.raises(FileBusyError, match="written by another run, and 0 s"),
            lock_file(path, Patience(0)),
        ):
            pass


def test_a_link_and_its_file_have_one_lock(tmp_path: Path) -> None:
    """Whichever name a run uses, it is the same file that is held."""
    (tmp_path / "real").mkdir()
    (tmp_path / "link.po").symlink_to("real/doc.po")
    with (
        lock_file(tmp_path / "link.po"),
        pytest.raises(FileBusyError),
        lock_file(tmp_path / "real" / "doc.po", Patience(0)),
    ):
        pass


def test_the_lock_of_a_dead_process_is_free(tmp_path: Path) -> None:
    """A run that was killed holds nothing: its lock is taken over at once, and removed."""
    path = tmp_path / "doc.po"
    with subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(FileBusyError, match=f"process {holder.pid} on"), lock_file(path, Patience(0)):
            pass
        holder.kill()
        holder.wait()
    assert [each.name for each in tmp_path.iterdir()] == [".doc.po.lock"]
    with lock_file(path, Patience(0)):
        pass
    assert list(tmp_path.iterdir()) == []


def test_removing_the_lock_lets_nobody_pass_twice(tmp_path: Path) -> None:
    """However many wait, one at a time holds the file, though each removes the lock when it is done."""
    inside: list[int] = []
    most: list[int] = []

    def work() -> None:
        for _ in range(5):
            with lock_file(tmp_path / "doc.po"):
                inside.append(1)
                most.append(len(inside))
                time.sleep(0.002)
                inside.pop()

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(most), max(most)) == (30, 1)


def fail_with(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(FileLock, "acquire", fail)


def test_a_share_without_locks_goes_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_with(errno.ENOLCK, monkeypatch)
    with lock_file(tmp_path / "doc.po"):
        pass


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_with(errno.EROFS, monkeypatch)
    with pytest.raises(FileError, match="read-only file system"), lock_file(tmp_path / "doc.po"):
        pass
