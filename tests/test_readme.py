"""The README's first steps work in a fresh clone, and leave nothing that git would take for work."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
NEEDS_GIT = pytest.mark.skipif(
    shutil.which("git") is None or not (ROOT / ".git").exists(), reason="no git here"
)


def is_ignored(name: str) -> bool:
    command = ["git", "check-ignore", "--quiet", "--no-index", name]
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0


def test_first_translation_shows_the_model_at_work() -> None:
    """It does not write where the catalogues of the examples stand, which it would only keep."""
    first = re.search(r"uv run passerelle translate (.*)", README)
    assert first is not None
    article, option, folder = first[1].split()
    assert (ROOT / article).is_file()
    assert option == "--out"
    assert not (ROOT / folder / Path(article).with_suffix(".po").name).exists() or is_ignored(folder)


def test_readme_says_how_to_sort() -> None:
    """A protected sheet cannot be sorted."""
    assert re.search(r"to sort them, unprotect the sheet", " ".join(README.split()))


@NEEDS_GIT
@pytest.mark.parametrize(
    ("name", "ignored"),
    [
        ("locales/en/LC_MESSAGES/a.po", False),
        ("locales/en/LC_MESSAGES/a.review.xlsx", True),
        ("locales/en/LC_MESSAGES/a.review.kept-20241120-093000.xlsx", True),
        ("locales/en/LC_MESSAGES/a.conflicts.xlsx", True),
        ("locales/en/LC_MESSAGES/a.conflicts-2.xlsx", True),
        ("locales/en/LC_MESSAGES/a.po.bak-20241120-093000", True),
        ("locales/en/LC_MESSAGES/a.po.kept-20241120-093000", True),
        ("published/a.en.md", True),
        ("try/a.po", True),
        ("examples/published/a.md", False),
    ],
)
def test_what_a_review_leaves_is_no_work_for_git(name: str, *, ignored: bool) -> None:
    """Sheets, backups, conflicts and pages are ignored; catalogues and articles are not."""
    assert is_ignored(name) is ignored
