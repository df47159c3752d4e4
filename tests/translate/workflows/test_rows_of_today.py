"""A change of the glossaries redoes the articles of an archive that it touches, and no other; the rows are those of a full run."""

import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from passerelle.glossary.termbase import Termbase
from passerelle.translate.catalog.entry import Catalog, Header
from passerelle.translate.formats.records.files import read_archive
from passerelle.translate.formats.records.rows import row_text, write_row
from passerelle.translate.text.document import Document
from passerelle.translate.workflows import archive
from passerelle.translate.workflows.archive import translate_archive
from passerelle.translate.workflows.options import Options
from passerelle.translate.workflows.rows_of_today import bearing_on, row_digest, row_of_today
from passerelle.translate.workflows.run_state import RunState
from tests.translate.workflows.conftest import settle
from tests.translate.workflows.glossary_changes import ARTICLES, BASE, CHANGES, table, write_glossaries

OUT, FULL = Path("out.jsonl"), Path("full.jsonl")
NONE = CHANGES["a term that stands in none"][0]


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder in which all articles were translated once, into the archive ``kept.jsonl``."""
    folder = tmp_path_factory.mktemp("newsroom")
    with pytest.MonkeyPatch.context() as patch:
        settle(folder, patch)
        records = ({"id": name, "markdown": text, "n": 1} for name, text in ARTICLES.items())
        Path("news.jsonl").write_text("".join(f"{json.dumps(each)}\n" for each in records), encoding="utf-8")
        run({"own.tsv": table(BASE)}, Path("kept.jsonl"))
        yield folder


@pytest.fixture(autouse=True)
def _as_it_was(newsroom: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PASSERELLE_CACHE", str(newsroom / "cache"))
    shutil.copy("kept.jsonl", OUT)
    FULL.unlink(missing_ok=True)


def run(glossaries: Mapping[str, str], to: Path = OUT, **options: bool) -> set[str]:
    """Translate all articles with these glossaries; return the names of those that were done."""
    paths = write_glossaries(glossaries)
    done: set[str] = set()

    def write(catalog: Catalog, *more: object) -> str:
        done.add(catalog.header.document)
        return write_row(catalog, *more)  # type: ignore[arg-type]  # what it was given

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(archive, "write_row", write)
        summary = translate_archive([Path("news.jsonl")], to, Options(glossaries=paths, **options))  # type: ignore[arg-type]  # all of them are bool
    assert (summary.translated, summary.kept) == (len(done), len(ARTICLES) - len(done))
    return done


@pytest.mark.parametrize("what", CHANGES)
def test_the_articles_it_touches_are_redone_and_all_are_as_in_a_full_run(what: str) -> None:
    """Those that it touches are known by their words; the rows of the others name the new glossaries and keep all else."""
    glossaries, touched = CHANGES[what]
    assert run(glossaries) == touched
    assert run(glossaries) == set()
    assert run(glossaries, FULL) == set(ARTICLES)
    assert OUT.read_bytes() == FULL.read_bytes()


def test_one_change_after_another() -> None:
    """What was left alone by one change is looked at again at the next, and a change that is taken back leaves what was there."""
    run(NONE)
    assert run(CHANGES["another English"][0]) == {"bus"}
    assert run({"own.tsv": table(BASE)}) == {"bus"}
    assert OUT.read_bytes() == Path("kept.jsonl").read_bytes()


def test_parquet_says_it_too() -> None:
    """What bears on an article is a column like others."""
    pytest.importorskip("pyarrow")
    run({"own.tsv": table(BASE)}, Path("out.parquet"))
    assert run(CHANGES["another English"][0], Path("out.parquet")) == {"bus"}
    run(CHANGES["another English"][0], FULL)
    assert [row_text(each.values()) for each in read_archive(Path("out.parquet"))] == (
        FULL.read_text(encoding="utf-8").splitlines()
    )


def test_more_than_the_glossaries_changed() -> None:
    """Then every article is done again."""
    assert run(NONE, american=True) == set(ARTICLES)


STATE = RunState("program", "package", "options", "glossaries")
DOCUMENT = Document("a", "", ())


def older_row(**changed: object) -> str:
    """Return a row of a time with other glossaries."""
    own = row_digest(RunState("program", "package", "options", "others"), "text")
    catalog = Catalog(Header("a", glossary="old"), ())
    row = json.loads(write_row(catalog, DOCUMENT, {}, own, bearing_on(DOCUMENT, catalog, Termbase(()))))
    return json.dumps({**row, **changed})


def test_a_row_of_today() -> None:
    """It names the glossaries of today."""
    row = row_of_today(older_row(), row_digest(STATE, "text"), DOCUMENT, Termbase(()))
    assert row is not None
    assert json.loads(row)["glossary"] == Termbase(()).version
    assert json.loads(row)["digest"] == row_digest(STATE, "text")


@pytest.mark.parametrize(
    "row",
    [
        "",
        "[]",
        "{",
        '{"digest": 1}',
        older_row(digest=""),
        older_row(digest="of a former time"),
        older_row(bearing=None),
        older_row(bearing="other"),
        older_row(blocks=[{}]),
        older_row(blocks=None),
    ],
)
def test_a_row_that_cannot_be_used(row: str) -> None:
    """Then the article is done again: a damaged row, one of an earlier program, one on which the change bears."""
    assert row_of_today(row, row_digest(STATE, "text"), DOCUMENT, Termbase(())) is None


@pytest.mark.parametrize("own", ["", row_digest(STATE, "another text"), row_digest(None, "text")])
def test_another_article_or_state(own: str) -> None:
    """A row of another text, or of a run whose state is not known, does not stand."""
    assert row_of_today(older_row(), own, DOCUMENT, Termbase(())) is None
