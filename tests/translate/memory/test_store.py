"""The memory's file keeps units, finds them again, and is safe to share."""

import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from passerelle.translate.catalog.entry import clean_text
from passerelle.translate.memory import (
    Memory,
    Selection,
    TranslationMemoryError,
    TranslationUnit,
    add_units,
    count_units,
    find_exact,
    find_holding,
    find_similar,
    forget_units,
    list_units,
    lookup_form,
    memory_path,
    memory_statistics,
    open_memory,
)

UNIT = TranslationUnit(
    "La biopsie liquide entre dans la pratique.",
    "Liquid biopsy is entering practice.",
    "Avant.",
    "Après.",
    "convention",
    "paragraph-1",
    "hash",
    "Claire",
    "2024-11-15",
    "g1",
    "k1",
)


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    with open_memory(tmp_path / "memory.sqlite") as opened:
        yield opened


def test_units_come_back_as_they_were(memory: Memory) -> None:
    """Every field survives, the flag among them."""
    other = replace(UNIT, source="Deux. Phrases.", whole=True)
    assert add_units(memory, [UNIT, other]) == 2
    assert list(list_units(memory)) == [UNIT, other]


def test_a_unit_is_kept_once(memory: Memory) -> None:
    """Adding what is known adds nothing."""
    assert [add_units(memory, [UNIT]), add_units(memory, [UNIT, UNIT])] == [1, 0]


def test_a_source_that_breaks_adds_nothing(memory: Memory) -> None:
    """Units that come before an error are not kept: all or none."""

    def broken() -> Iterator[TranslationUnit]:
        yield UNIT
        raise OSError("disk")

    with pytest.raises(OSError, match="disk"):
        add_units(memory, broken())
    assert count_units(memory) == 0


def test_the_newest_exact_match_comes_first(memory: Memory) -> None:
    """Where people disagreed over time the last one is preferred."""
    newer = replace(UNIT, target="Liquid biopsy is now routine.", date="2025-01-02")
    add_units(memory, [newer, UNIT])
    assert find_exact(memory, lookup_form("La biopsie liquide entre dans la pratique.")) == [newer, UNIT]


@pytest.mark.parametrize(
    ("asked", "rate"),
    [
        ("La biopsie liquide entre dans la pratique courante.", range(85, 100)),
        ("La biopsie tissulaire entre dans la pratique.", range(75, 95)),
        ("La biopsie liquide entre dans la pratique!", range(95, 100)),
    ],
)
def test_a_similar_sentence_is_found_with_its_rate(memory: Memory, asked: str, rate: range) -> None:
    """A changed word or two leave a fuzzy match."""
    add_units(memory, [UNIT, replace(UNIT, source="Le budget de la recherche augmente de 3 % cette année.")])
    [found] = find_similar(memory, lookup_form(asked))
    assert found.unit == UNIT
    assert found.rate in rate


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "…",
        "Le président a pris la parole à la tribune hier.",
        "La biopsie liquide entre dans la pratique.",
    ],
)
def test_an_unlike_or_equal_sentence_is_no_fuzzy_match(memory: Memory, asked: str) -> None:
    """Equal sentences are exact matches; unlike ones are none."""
    add_units(memory, [UNIT])
    assert find_similar(memory, lookup_form(asked)) == []


def test_each_similar_french_is_told_once_and_the_best_first(memory: Memory) -> None:
    """Several approvals of one sentence are one suggestion."""
    near = replace(UNIT, source="La biopsie liquide entre dans les pratiques.")
    add_units(memory, [UNIT, replace(UNIT, date="2020-01-01"), near])
    found = find_similar(memory, lookup_form("La biopsie liquide entre dans la pratique médicale."))
    assert [similar.unit for similar in found] == [UNIT, near]
    assert found[0].rate > found[1].rate


def test_what_is_forgotten_is_found_no_more(memory: Memory) -> None:
    """Neither exactly nor as a fuzzy match; what was not selected stays."""
    other = replace(UNIT, source="La biopsie solide entre dans la pratique.", reviewer="Paul")
    add_units(memory, [UNIT, other])
    assert forget_units(memory, Selection(reviewer="Claire")) == 1
    assert find_exact(memory, lookup_form(UNIT.source)) == []
    assert [similar.unit for similar in find_similar(memory, lookup_form(UNIT.source))] == [other]


@pytest.mark.parametrize(
    ("selection", "count"),
    [
        (Selection(), 3),
        (Selection(document="convention"), 2),
        (Selection(reviewer="Paul"), 1),
        (Selection(before="2024-12-01"), 2),
        (Selection(before="2024-12-01", document="convention"), 1),
        (Selection(source="L’étude\u00a0: <1>fin</1>."), 1),
        (Selection(document="d'; DROP TABLE unit; --"), 0),
    ],
)
def test_a_selection_means_what_meets_all_conditions(
    memory: Memory, selection: Selection, count: int
) -> None:
    """Values are never read as a query."""
    add_units(
        memory,
        [
            UNIT,
            replace(UNIT, source="L'étude: fin.", reviewer="Paul", date="2025-01-01"),
            replace(UNIT, document="autre"),
        ],
    )
    assert count_units(memory, selection) == count
    assert len(list(list_units(memory, selection))) == count


def test_a_unit_without_a_date_is_before_no_day(memory: Memory) -> None:
    """TMX files often lack dates: forgetting what is old must not take what may be new."""
    add_units(memory, [UNIT, replace(UNIT, date="")])
    assert forget_units(memory, Selection(before="2099-01-01")) == 1
    assert [unit.date for unit in list_units(memory)] == [""]


def test_statistics_count_by_document_reviewer_and_glossary(memory: Memory) -> None:
    """An imported unit without a date does not spoil the range of dates."""
    add_units(memory, [UNIT, replace(UNIT, whole=True, glossary="g2"), replace(UNIT, date="", document="")])
    found = memory_statistics(memory)
    assert (found.units, found.whole, found.sentences) == (3, 1, 1)
    assert (found.first, found.last) == ("2024-11-15", "2024-11-15")
    assert found.documents == {"convention": 2, "": 1}
    assert found.glossaries == {"g1": 2, "g2": 1}


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(source=st.text(max_size=80), asked=st.text(max_size=80))
def test_any_text_can_be_stored_and_asked_for(memory: Memory, source: str, asked: str) -> None:
    """Quotes, operators of full-text search, emoji, control characters: all are only text."""
    unit = replace(UNIT, source=source)
    add_units(memory, [unit])
    assert replace(unit, source=clean_text(source)) in find_exact(memory, lookup_form(clean_text(source)))
    find_similar(memory, lookup_form(asked))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"Bonjour, ceci est un fichier texte.", "not an SQLite file"),
        (b"SQLite format 3\x00" + b"\xff" * 2000, "no translation memory|damaged"),
    ],
)
def test_a_file_that_is_no_memory_is_refused_and_left_alone(
    tmp_path: Path, content: bytes, sentence: str
) -> None:
    """Whatever the user names by mistake is not touched."""
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    with pytest.raises(TranslationMemoryError, match=sentence), open_memory(path):
        pass
    assert path.read_bytes() == content


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    """A database that already holds tables is not ours to fill."""
    path = tmp_path / "places.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE moz_places (url)")
    connection.close()
    with pytest.raises(TranslationMemoryError, match="another program"), open_memory(path):
        pass


def test_a_newer_format_is_refused(tmp_path: Path) -> None:
    """An older Passerelle does not write into what it does not understand."""
    path = tmp_path / "memory.sqlite"
    with open_memory(path) as memory:
        memory.connection.execute("PRAGMA user_version = 99")
    with pytest.raises(TranslationMemoryError, match="newer version"), open_memory(path):
        pass


def test_a_damaged_memory_is_told_in_one_sentence(tmp_path: Path) -> None:
    """Damage in the middle of the file is told when it is met, without a traceback of SQLite's."""
    path = tmp_path / "memory.sqlite"
    with open_memory(path) as memory:
        add_units(memory, [replace(UNIT, source=f"Phrase {number} du corpus.") for number in range(500)])
        memory.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = bytearray(path.read_bytes())
    data[4096 * 2 :] = b"\xa5" * (len(data) - 4096 * 2)
    path.write_bytes(data)
    with pytest.raises(TranslationMemoryError, match="damaged"), open_memory(path) as memory:
        list(list_units(memory))


def test_a_folder_or_an_impossible_place_is_told(tmp_path: Path) -> None:
    """The sentence names the path and what to do."""
    with pytest.raises(TranslationMemoryError, match="is a folder"), open_memory(tmp_path):
        pass
    (tmp_path / "file").write_text("")
    with (
        pytest.raises(TranslationMemoryError, match="cannot be opened"),
        open_memory(tmp_path / "file" / "m"),
    ):
        pass


def test_two_processes_write_into_one_memory(tmp_path: Path) -> None:
    """Each waits for the other; nothing of either is lost."""
    path = tmp_path / "memory.sqlite"
    program = textwrap.dedent(
        """
        import sys
        from pathlib import Path
        from passerelle.translate.memory import TranslationUnit, add_units, open_memory
        for number in range(40):
            with open_memory(Path(sys.argv[1])) as memory:
                add_units(memory, [TranslationUnit(f"{sys.argv[2]} {number}", "x")])
        """
    )
    runs = [subprocess.Popen([sys.executable, "-c", program, str(path), name]) for name in ("un", "deux")]
    assert [run.wait() for run in runs] == [0, 0]
    with open_memory(path) as memory:
        assert count_units(memory) == 80


def test_the_place_is_what_the_user_says_then_the_setting_then_the_users_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One memory serves every folder, unless someone wants otherwise."""
    monkeypatch.delenv("PASSERELLE_MEMORY", raising=False)
    assert memory_path().name == "memory.sqlite"
    assert "passerelle" in memory_path().parts[-2]
    monkeypatch.setenv("PASSERELLE_MEMORY", str(tmp_path / "team.sqlite"))
    assert memory_path() == tmp_path / "team.sqlite"
    assert memory_path(tmp_path / "mine.sqlite") == tmp_path / "mine.sqlite"


@pytest.mark.parametrize(
    ("phrase", "found"),
    [("biopsie liquide", 1), ("Biopsie Liquide", 1), ("la pratique", 1), ("biopsie", 1), ("biops", 0), ("liquide biopsie", 0), ("", 0), ("…", 0)],
)  # fmt: skip
def test_units_that_hold_a_phrase_are_found(memory: Memory, phrase: str, found: int) -> None:
    """In whole words and their order, whatever the capitals."""
    add_units(memory, [UNIT, replace(UNIT, source="Un essai clinique.", target="A clinical trial.")])
    assert len(find_holding(memory, phrase)) == found
