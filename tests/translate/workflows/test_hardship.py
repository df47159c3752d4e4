"""A folder of many articles, of which some cannot be read, on a disk that is full: the command does what can be done and says the rest."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.translate.workflows.conftest import mount_disk

CREW = Path(__file__).parent
UNREADABLE = {
    "empty.md": b"",
    "blank.txt": b" \n\n",
    "binary.md": b"\x00\x01\x02" * 50,
    "broken.docx": b"PK\x03\x04 and no more",
    "broken.odt": b"",
    "broken.pdf": b"%PDF-1.7 and no more",
    "nothing.html": b"<html><body></body></html>",
}


def translate(folder: Path, *arguments: str) -> tuple[int, str]:
    """Run the command in a folder with the model that writes capitals; return its code and what it said of errors."""
    code = f"import sys; sys.path.insert(0, {str(CREW)!r}); import crew\nif __name__ == '__main__': crew.command()"
    script = folder / "run.py"
    script.write_text(code, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, script, "translate", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr


def write(folder: Path, count: int) -> None:
    """Write articles of the same names into two folders."""
    for number in range(count):
        path = folder / "news" / f"{number % 2}" / f"essai-{number // 2}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# Essai\n\nLa HAS a vu {number + 2} patients.\n", encoding="utf-8")


def test_seven_cannot_be_read(tmp_path: Path) -> None:
    """They are named at the end, the others are done, those of one name in their folders, and the command ends with 2."""
    write(tmp_path, 20)
    for name, content in UNREADABLE.items():
        (tmp_path / "news" / name).write_bytes(content)
    code, told = translate(tmp_path, "news", "--out", "out", "--jobs", "2")
    assert code == 2
    last = told[told.rindex("7 files of 27 could not be used") :]
    assert all(f"news/{name}" in "".join(last.split()) for name in UNREADABLE)
    written = sorted(path.relative_to(tmp_path / "out").as_posix() for path in tmp_path.glob("out/**/*.po"))
    assert written == sorted(f"{number % 2}/essai-{number // 2}.po" for number in range(20))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Give a disk of 200 kB."""
    with mount_disk(tmp_path / "disk", "200k") as disk:
        yield disk


def test_a_full_disk(tmp_path: Path, small_disk: Path) -> None:
    """The run ends and says so; what was written is whole, nothing half lies beside it, and the next run does the rest."""
    write(tmp_path, 40)
    code, told = translate(tmp_path, "news", "--out", str(small_disk), "--jobs", "2")
    assert code == 2
    assert "disk is full" in " ".join(told.split())
    first = {path: path.read_bytes() for path in small_disk.glob("**/*.po")}
    assert 0 < len(first) < 40
    assert not list(small_disk.glob("**/.*.part"))
    subprocess.run(["mount", "-o", "remount,size=4m", small_disk], check=True)
    assert translate(tmp_path, "news", "--out", str(small_disk), "--jobs", "2")[0] == 0
    assert len(list(small_disk.glob("**/*.po"))) == len(list(small_disk.glob("**/*.xlsx"))) == 40


def test_a_full_disk_keeps_rows_of_an_archive(tmp_path: Path, small_disk: Path) -> None:
    """An archive is not there by half; with room, the next run goes on from what was kept."""
    write(tmp_path, 60)
    to = small_disk / "out.jsonl"
    (small_disk / "filler").write_bytes(bytes(150_000))
    code, told = translate(tmp_path, "news", "--to", str(to), "--jobs", "2")
    assert code == 2
    assert "Make room" in " ".join(told.split())
    assert not to.exists()
    (small_disk / "filler").unlink()
    subprocess.run(["mount", "-o", "remount,size=4m", small_disk], check=True)
    assert translate(tmp_path, "news", "--to", str(to), "--jobs", "2")[0] == 0
    assert len(to.read_text(encoding="utf-8").splitlines()) == 60
