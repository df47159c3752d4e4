"""Terms of articles that the glossary lacks, with what the memory and the model would say."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from passerelle.glossary.concept import Concept, Status
from passerelle.glossary.errors import FileError, PasserelleError
from passerelle.glossary.proposals import Candidate, settled_by
from passerelle.glossary.termbase import Termbase, load_termbase
from passerelle.translate.memory import (
    TranslationUnit,
    add_units,
    list_proposals,
    open_memory,
    settle,
    store_proposals,
)
from passerelle.translate.memory.terms import StoredProposal
from passerelle.translate.text.document import DocumentError
from passerelle.translate.workflows.extract import (
    Extraction,
    Proposed,
    extract_terms,
    save_terms,
    store_terms,
)

ARTICLE = """# La biopsie liquide arrive

Onze centres de lutte contre le xylocancer (CLCX) proposent la biopsie liquide aux malades.

La Haute Autorité de chirurgie attend. Les biopsies liquides évitent un prélèvement chirurgical.
"""
ENGLISH = (
    "The results of the trial were presented at the congress in Lyon, and they show that the treatment is well"
    " tolerated by most of the patients who were included in it."
)
NOTHING = Termbase(())
NOW = datetime(2024, 11, 20, tzinfo=UTC)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.md"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def extract(
    *paths: Path, termbase: Termbase = NOTHING, memory: Path | None = None, least: int = 1, limit: int = 50
) -> dict[str, Proposed]:
    wanted = Extraction(limit, least, memory, guess=False)
    return {each.term.text: each for each in extract_terms(paths, termbase, wanted)}


def test_phrases_acronyms_and_bodies_come_with_their_lines(article: Path) -> None:
    found = extract(article)
    assert found["biopsie liquide"].term.count == 3
    assert [context.line for context in found["biopsie liquide"].term.contexts] == [1, 3, 5]
    assert found["centre de lutte contre le xylocancer"].term.short == "CLCX"
    assert "Haute Autorité de chirurgie" in found
    assert not any(each.guesses for each in found.values())


def test_a_folder_is_read_with_the_folders_in_it(article: Path) -> None:
    inner = article.parent / "deep"
    inner.mkdir()
    inner.joinpath("other.txt").write_text("La biopsie liquide est faite.\n", encoding="utf-8")
    found = extract(article.parent, article)
    assert (found["biopsie liquide"].term.count, found["biopsie liquide"].term.documents) == (4, 2)


@pytest.mark.parametrize("status", [Status.APPROVED, Status.PROPOSED, Status.DEPRECATED])
def test_what_the_glossary_has_in_whatever_form_is_left_out(article: Path, status: Status) -> None:
    known = Termbase((Concept("a", "biopsies liquides", "liquid biopsies", "d", status=status),))
    assert "biopsie liquide" not in extract(article, termbase=known)


@pytest.mark.parametrize("source", ["biopsie liquide", "Biopsies liquides"])
def test_what_was_dismissed_is_left_out(article: Path, tmp_path: Path, source: str) -> None:
    """And does not take the place of another."""
    path = tmp_path / "memory.sqlite"
    with open_memory(path) as memory:
        settle(memory, settled_by(Candidate(source, "")))
    assert "biopsie liquide" not in extract(article, memory=path)
    assert len(extract(article, memory=path, limit=1)) == 1


def test_a_dismissed_acronym_stays_away_where_only_its_name_stands(tmp_path: Path) -> None:
    path = tmp_path / "memory.sqlite"
    with open_memory(path) as memory:
        settle(memory, settled_by(Candidate("centre de lutte contre le xylocancer (CLCX)", "")))
    text = tmp_path / "a.md"
    text.write_text("Un centre de lutte contre le xylocancer ouvre.\n", encoding="utf-8")
    assert "centre de lutte contre le xylocancer" not in extract(text, memory=path)


def test_the_memory_gives_its_sentence(article: Path, tmp_path: Path) -> None:
    """In whatever number the term stands there."""
    path = tmp_path / "memory.sqlite"
    with open_memory(path) as memory:
        add_units(
            memory, [TranslationUnit("Deux biopsies liquides suffisent.", "Two liquid biopsies will do.")]
        )
    [guess] = extract(article, memory=path)["biopsie liquide"].guesses
    assert (guess.origin, guess.text) == ("memory", "")
    assert guess.english == "Two liquid biopsies will do."


def test_the_model_guesses_and_aligns(article: Path, tmp_path: Path) -> None:
    """Both are marked as guesses, and the words of the memory's sentence are named."""
    path = tmp_path / "memory.sqlite"
    with open_memory(path) as memory:
        add_units(memory, [TranslationUnit("La biopsie liquide suffit.", "The liquid biopsy will do.")])
    [found] = extract_terms([article], NOTHING, Extraction(1, 3, path))
    remembered, drafted = found.guesses
    assert (remembered.origin, drafted.origin) == ("memory", "model")
    assert remembered.text in "The liquid biopsy will do."
    assert found.target in (remembered.text, drafted.text)
    assert drafted.text


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("english.md", ENGLISH, DocumentError),
        ("empty.md", "", PasserelleError),
        ("binary.md", "\0\1\2", PasserelleError),
        ("missing.md", None, FileError),
    ],
)
def test_a_file_without_french_is_told_and_the_others_are_done(
    article: Path, tmp_path: Path, name: str, content: str | None, error: type[PasserelleError]
) -> None:
    bad = tmp_path / name
    if content is not None:
        bad.write_text(content, encoding="utf-8")
    told: list[PasserelleError] = []
    found = extract_terms([bad, article], NOTHING, Extraction(guess=False), failed=told.append)
    assert found
    assert [isinstance(each, error) for each in told] == [True]
    assert name in str(told[0])


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="holds no article"):
        extract(tmp_path)


def stored(path: Path) -> list[StoredProposal]:
    with open_memory(path) as memory:
        return list_proposals(memory)


def test_terms_go_on_the_list_once(article: Path, tmp_path: Path) -> None:
    """A second run replaces what the first said of a term; what reviewers proposed stays."""
    path = tmp_path / "memory.sqlite"
    with open_memory(path) as memory:
        store_proposals(memory, [StoredProposal("biopsie liquide", "liquid biopsy", reviewer="Eve")])
    found: Sequence[Proposed] = list(extract(article, least=3).values())
    store_terms(path, found, NOW)
    first = stored(path)
    store_terms(path, found, NOW)
    assert stored(path) == first
    assert [each.reviewer for each in first] == ["Eve", *["glossary extract"] * 4]
    assert first[1].note == "3 places in 1 document"
    assert first[2].document.endswith("article.md:1")


def test_a_glossary_file_is_written_to_be_edited(article: Path, tmp_path: Path) -> None:
    """Every term has an id of its own and is proposed; a term without English says where that is missing."""
    out = tmp_path / "new.tsv"
    found = extract(article, limit=2).values()
    save_terms(out, found, NOTHING)
    text = out.read_text(encoding="utf-8")
    assert text.count("\tproposed\t") >= 2
    with pytest.raises(PasserelleError, match=r"“en” is empty"):
        load_termbase([out], curated=False)
    filled = [
        line.replace("biopsie liquide\t\t\t\t", "biopsie liquide\t\t\tliquid biopsy\t")
        for line in text.splitlines()
    ]
    out.write_text(
        "\n".join(line for line in filled if "biopsie" in line[:7] or line.startswith("id\t")),
        encoding="utf-8",
    )
    [concept] = load_termbase([out], curated=False).concepts
    assert (concept.target, concept.status) == ("liquid biopsy", Status.PROPOSED)


@pytest.mark.parametrize(("name", "reason"), [("mine.tsv", "exists already"), ("mine.xlsx", r"end in \.tsv")])
def test_no_file_of_the_user_is_overwritten(article: Path, tmp_path: Path, name: str, reason: str) -> None:
    out = tmp_path / name
    out.write_text("id\tfr\ten\n", encoding="utf-8")
    with pytest.raises(FileError, match=reason):
        save_terms(out, extract(article).values(), NOTHING)
    assert out.read_text(encoding="utf-8") == "id\tfr\ten\n"
