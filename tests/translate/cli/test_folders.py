"""Articles of one name in different folders, from the first run to the published page."""

from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from passerelle.translate.cli import app
from passerelle.translate.formats.catalog_file import load_catalog
from passerelle.translate.formats.review_sheet.columns import COLUMNS, FIRST_ROW
from passerelle.translate.pipeline import Translation
from passerelle.translate.text.document import Document
from passerelle.translate.workflows import groups, translate

OUT = Path("locales/en/LC_MESSAGES")


@pytest.fixture(autouse=True)
def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capitals: object) -> None:
    assert capitals
    monkeypatch.chdir(tmp_path)
    for folder, text in (("2023", "Un premier essai."), ("2024", "Un autre essai.")):
        Path("news", folder).mkdir(parents=True)
        Path("news", folder, "essai.md").write_text(text, encoding="utf-8")


def run(*arguments: str, code: int = 0) -> str:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exit_code == code, result.output
    return result.output


def files(folder: Path, suffix: str) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob(f"*{suffix}"))


def revise(sheet: Path, english: str) -> None:
    """Write the English of the only row, as a reviewer does."""
    book = openpyxl.load_workbook(sheet, rich_text=True)
    column = [column.key for column in COLUMNS].index("revised") + 1
    book.worksheets[0].cell(FIRST_ROW, column).value = english
    book.save(sheet)


def test_each_has_its_own_files() -> None:
    """Catalogues, sheets and documents are told apart by their folders; a second run finds them."""
    output = run("translate", "news")
    assert "2023/essai: 1 block" in output
    assert files(OUT, ".po") == ["2023/essai.po", "2024/essai.po"]
    assert files(OUT, ".xlsx") == ["2023/essai.review.xlsx", "2024/essai.review.xlsx"]
    run("translate", "news/2023/essai.md", "news")
    assert files(OUT, ".po") == ["2023/essai.po", "2024/essai.po"]


def test_the_review_goes_to_the_right_one() -> None:
    """A sheet finds its catalogue beside it or, moved away, by the folders in its document's name."""
    run("translate", "news")
    revise(OUT / "2023/essai.review.xlsx", "A first trial.")
    run("review", "apply", str(OUT / "2023/essai.review.xlsx"))
    revise(OUT / "2024/essai.review.xlsx", "Another trial.")
    Path("mail.xlsx").write_bytes((OUT / "2024/essai.review.xlsx").read_bytes())
    run("review", "apply", "mail.xlsx")
    texts = [load_catalog(OUT / year / "essai.po").entries[0].target for year in ("2023", "2024")]
    assert texts == ["A first trial.", "Another trial."]
    paths = [str(OUT / year / "essai.po") for year in ("2023", "2024")]
    assert run("review", "status", *paths).count("/essai") >= 2
    assert "2" in run("memory", "learn", *paths)
    run("publish", "-p", "markdown", *paths)
    pages = {
        name: Path("published", name).read_text(encoding="utf-8") for name in files(Path("published"), ".md")
    }
    assert pages == {"2023/essai.en.md": "A first trial.", "2024/essai.en.md": "Another trial."}


def test_a_stranger_takes_no_place() -> None:
    """A catalogue of before stays with its article; another that would be called so is refused by name."""
    run("translate", "news/2023/essai.md")
    Path("news/essai.md").write_text("Un troisième essai.", encoding="utf-8")
    assert "belongs to news/2023/essai.md" in " ".join(run("translate", "news", code=2).split())
    assert files(OUT, ".po") == ["2024/essai.po", "essai.po"]
    assert load_catalog(OUT / "essai.po").entries[0].source == "Un premier essai."


def test_a_stopped_run_goes_on(
    monkeypatch: pytest.MonkeyPatch, capitals: Callable[..., list[Translation]]
) -> None:
    """What is done is written and named, and the next run does the rest."""
    monkeypatch.setattr(groups, "_GROUP", 1)
    asked: list[str] = []

    def stopped(documents: Sequence[Document], *_: object, **__: object) -> list[Translation]:
        asked.extend(document.name for document in documents)
        if len(asked) == 2:
            raise KeyboardInterrupt
        return capitals(documents)

    monkeypatch.setattr(translate, "translate_documents", stopped)
    run("translate", "news", code=130)
    assert files(OUT, ".po") == ["2023/essai.po"]
    run("translate", "news")
    assert files(OUT, ".po") == ["2023/essai.po", "2024/essai.po"]
    assert files(OUT, ".part") + files(OUT, ".lock") == []


def test_nothing_is_done_twice() -> None:
    """Articles in folders are found unchanged, and each by itself after an edit."""
    run("translate", "news")
    assert run("translate", "news").count("unchanged") == 2
    Path("news/2024/essai.md").write_text("Un essai revu.", encoding="utf-8")
    output = run("translate", "news")
    assert ("2023/essai: unchanged" in output, "2024/essai: 1 block" in output) == (True, True)


def test_a_list_of_articles() -> None:
    """Its lines are as if they had been given; what is wrong with it is told with its name."""
    Path("list.txt").write_bytes("\ufeffnews/2023/essai.md\r\n\n  news/2024/essai.md \r\n".encode())
    run("translate", "--from", "list.txt")
    assert files(OUT, ".po") == ["2023/essai.po", "2024/essai.po"]
    Path("list.txt").write_text("news/2024/essai.md\nnone.md\n", encoding="utf-8")
    assert "none.md: does not exist" in run("translate", "--from", "list.txt", code=2)
    for content, told in ((b"\n", "names no article"), (b"\xff", "is no text in UTF-8")):
        Path("list.txt").write_bytes(content)
        assert f"list.txt: {told}" in " ".join(run("translate", "--from", "list.txt", code=2).split())
    assert "none.txt: does not exist" in run("translate", "--from", "none.txt", code=2)
