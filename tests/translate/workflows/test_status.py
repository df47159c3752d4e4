"""How far a review is, and what keeps an article from going out: what publish would keep back, and nothing else."""

from dataclasses import replace
from pathlib import Path

import pytest

from passerelle.translate.catalog.entry import Catalog, Entry, Header, State
from passerelle.translate.catalog.findings import Finding, Severity, Waiver
from passerelle.translate.cms import PublishOptions, Target, publish
from passerelle.translate.formats.articles import read_document
from passerelle.translate.formats.po.write import write_po
from passerelle.translate.formats.review_sheet import FIRST_ROW
from passerelle.translate.workflows.status import Status, review_status

ARTICLE = "# Un titre\n\nUn premier paragraphe.\n\nUn second paragraphe.\n"
ERROR = Finding("number-value", Severity.ERROR, "numbers", "12?")
REMARK = Finding("spacing", Severity.WARNING, "whitespace", "Two blanks.")


@pytest.fixture
def catalog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Catalog:
    """Return the catalogue of an article of three texts, all approved, and work in the folder of the article."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "a.md"
    path.write_text(ARTICLE, encoding="utf-8")
    entries = tuple(
        Entry(block.id, block.kind, block.text, f"English {number}", State.APPROVED)
        for number, block in enumerate(read_document(path).blocks)
    )
    return Catalog(Header("a", str(path)), entries)


def status_of(catalog: Catalog, path: Path) -> Status:
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        write_po(stream, catalog)
    return review_status(path)


def changed(catalog: Catalog, **values: object) -> Catalog:
    """Return the catalogue with another second entry."""
    first, second, *others = catalog.entries
    return replace(catalog, entries=(first, replace(second, **values), *others))  # type: ignore[arg-type]


def test_status_counts(catalog: Catalog, tmp_path: Path) -> None:
    """States, errors that nobody waived, and what is obsolete are counted."""
    first, second, third = catalog.entries
    entries = (
        replace(first, findings=(ERROR, replace(ERROR, waiver="fine"))),
        replace(second, state=State.DRAFT),
        replace(third, obsolete=True),
    )
    status = status_of(replace(catalog, entries=entries), tmp_path / "a.po")
    assert (status.total, status.reviewed, status.errors, status.obsolete) == (2, 1, 1, 1)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({}, ""),
        ({"findings": (REMARK,)}, ""),
        ({"findings": (ERROR,), "waivers": (Waiver("number-value", "as agreed"),)}, ""),
        ({"findings": (ERROR,)}, "with errors"),
        ({"state": State.DRAFT}, "unreviewed"),
        ({"state": State.NEEDS_WORK}, "needs work"),
        ({"state": State.REJECTED, "target": ""}, "rejected"),
    ],
)
def test_status_tells_what_publish_keeps_back(
    values: dict[str, object], reason: str, catalog: Catalog, tmp_path: Path
) -> None:
    """What it names is what a page lacks; where it names nothing, the page is written."""
    status = status_of(changed(catalog, **values), tmp_path / "a.po")
    assert [(held.row, held.reason) for held in status.held] == ([(FIRST_ROW + 1, reason)] if reason else [])
    done = publish(tmp_path / "a.po", PublishOptions(Target.MARKDOWN, tmp_path / "out"))
    assert (done.missing, done.whole) == (status.held, not reason)


def test_a_changed_article_is_no_longer_ready(catalog: Catalog, tmp_path: Path) -> None:
    """New French keeps the article back; where the article is gone, the catalogue alone is asked."""
    source = tmp_path / "a.md"
    source.write_text(ARTICLE.replace("second", "deuxième"), encoding="utf-8")
    (held,) = status_of(catalog, tmp_path / "a.po").held
    assert (held.row, held.reason, held.words) == (0, "not translated", "Un deuxième paragraphe.")
    source.unlink()
    assert review_status(tmp_path / "a.po").held == ()


def test_status_says_where_to_look_first(catalog: Catalog, tmp_path: Path) -> None:
    """Drafts take minutes, those of low confidence more, and what was approved none."""
    first, second, third = catalog.entries
    words = "word " * 60
    entries = (
        replace(first, state=State.DRAFT, confidence=20, target=words.strip()),
        replace(second, state=State.DRAFT, confidence=90, target=words.strip()),
        replace(third, confidence=20),
    )
    status = status_of(replace(catalog, entries=entries), tmp_path / "a.po")
    assert status.doubted == 1
    assert status.minutes == 7
    assert status_of(catalog, tmp_path / "b.po").minutes == 0


def test_publishing_doubts_what_nobody_edited(catalog: Catalog, tmp_path: Path) -> None:
    """An approved draft of low confidence is published and named; an edited one is a person's word."""
    path = tmp_path / "a.po"
    options = PublishOptions(Target.MARKDOWN, tmp_path / "out")
    status_of(changed(catalog, confidence=20), path)
    (warning,) = publish(path, options).warnings
    assert f"row {FIRST_ROW + 1} (“Un premier paragraphe.”)" in warning
    assert "low confidence" in warning
    status_of(changed(catalog, confidence=20, state=State.EDITED), path)
    assert publish(path, options).warnings == ()
