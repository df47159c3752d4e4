"""What the checks said is said again of what has not changed, and of nothing else; whatever becomes of the file."""

import ast
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from passerelle.glossary.concept import Concept
from passerelle.glossary.termbase import Termbase
from passerelle.translate import checks
from passerelle.translate.catalog.entry import Catalog, Entry, Header, State
from passerelle.translate.catalog.findings import Finding, Severity, Waiver
from passerelle.translate.checks import Checked, Context, check_catalogs, entries_judge
from passerelle.translate.checks.run import Group, GroupJudge
from passerelle.translate.constraints.constraint import ConstraintKind, Record, Stage
from passerelle.translate.places import verdicts_path
from passerelle.translate.text.document import BlockKind
from passerelle.translate.workflows import check_pool, verdicts
from passerelle.translate.workflows.check_pool import share_in_pool
from passerelle.translate.workflows.verdict_data import KNOWN
from passerelle.translate.workflows.verdicts import open_verdicts

HAS = Concept(
    "has", "Haute Autorité de santé", "French National Authority for Health", "bodies",
    abbreviations=("HAS",), short="HAS", first_use="French National Authority for Health (HAS)",
)  # fmt: skip
TRIAL = Concept("trial", "essai clinique", "clinical trial", "research")
CONTEXT = Context(Termbase((HAS, TRIAL)))
RECORD = Record(
    ConstraintKind.NUMBER, "", "12,5 %", 5, 11, "value", "12.5%", Stage.SIGNS, (8, 13), -0.1234567890123
)
FOREIGN = Finding("other-tool", Severity.WARNING, "other", "From elsewhere.")


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PASSERELLE_CACHE", str(tmp_path / "cache"))


ENTRY = Entry(
    "p-1", BlockKind.PARAGRAPH, "Soit 12,5 % des cas de l'essai clinique.", "That is 125% of cases.",
    records=(RECORD,), findings=(FOREIGN,), waivers=(Waiver("term-missing", "said before"),),
)  # fmt: skip


def _names(number: int) -> Entry:
    """Return an entry; every third one names a body in short, every fourth a trial, too."""
    body = "La HAS" if number % 3 == 0 else "Le centre"
    trial = "un essai clinique" if number % 4 == 0 else "une étude"
    english = "HAS" if number % 3 == 0 else "The centre"
    return Entry(
        f"p-{number}",
        BlockKind.PARAGRAPH,
        f"{body} suit {number} patients dans {trial}.",
        f"{english} follows {number // 2} patients in a trial.",
    )


LONG = Catalog(Header("long"), tuple(_names(number) for number in range(1, 1000)))


def _check(*catalogs: Catalog, context: Context = CONTEXT, fresh: bool = False) -> list[Checked]:
    return list(check_catalogs(catalogs, context, share=share_in_pool(1, fresh=fresh)))


def test_what_is_as_it_was_is_not_judged_again(judged: list[Group]) -> None:
    """All is told as the first time: findings, ledgers, and terms that the same article named before."""
    first = _check(LONG)
    assert len(judged) == 3
    assert first == list(check_catalogs([LONG], CONTEXT))
    assert sum("first-use" in {found.id for found in each.entry.findings} for each in first) == 1
    judged.clear()
    assert _check(LONG) == first
    assert not judged


def test_entries_of_a_sheet_are_kept_by_themselves(judged: list[Group]) -> None:
    """What is said of each apart is another thing than what is said of them together."""
    entries = LONG.entries[:50]
    alone = list(entries_judge(CONTEXT)(entries))
    judged.clear()
    _check(Catalog(Header("short"), entries))
    for _ in range(2):
        assert list(entries_judge(CONTEXT, share_in_pool(1))(entries)) == alone
    assert len(judged) == 2


def test_whoever_asks_for_it_afresh_gets_it(judged: list[Group]) -> None:
    """It is judged again, and kept again."""
    first = _check(LONG)
    assert _check(LONG, fresh=True) == first
    assert len(judged) == 6


SHORT = Catalog(Header("short"), (ENTRY, _names(3)))


def _entry(**changes: object) -> Callable[[], list[Checked]]:
    return lambda: _check(replace(SHORT, entries=(replace(ENTRY, **changes), _names(3))))  # type: ignore[arg-type]


def _context(**changes: object) -> Callable[[], list[Checked]]:
    return lambda: _check(SHORT, context=replace(CONTEXT, **changes))  # type: ignore[arg-type]


CHANGES: dict[str, Callable[[], list[Checked]]] = {
    "the French": _entry(source="Soit 12,5 % des cas de l'essai."),
    "the English": _entry(target="That is 12.5% of cases."),
    "the ledger": _entry(records=(replace(RECORD, stage=Stage.PLAIN),)),
    "a score in the ledger": _entry(records=(replace(RECORD, score=-0.1234567890124),)),
    "no ledger": _entry(records=()),
    "another tool's finding": _entry(findings=(replace(FOREIGN, message="Else."),)),
    "a waiver": _entry(waivers=(Waiver("number-value", "rounded"),)),
    "who wrote it": _entry(origin="reviewer"),
    "its state": _entry(state=State.EDITED),
    "the kind of text": _entry(kind=BlockKind.HEADING),
    "the order": lambda: _check(replace(SHORT, entries=(_names(3), ENTRY))),
    "another entry beside it": lambda: _check(replace(SHORT, entries=(ENTRY, _names(6)))),
    "one entry less": lambda: _check(replace(SHORT, entries=(ENTRY,))),
    "what another document says": lambda: _check(
        Catalog(Header("other"), (replace(ENTRY, target="So it is."),)), SHORT
    )[1:],
    "the language of messages": _context(language="fr"),
    "the kind of English": _context(american=True),
    "a waiver of the house": _context(waivers=(Waiver("number-value", "house"),)),
    "a term": _context(termbase=Termbase((HAS, replace(TRIAL, target="study")))),
    "a note on a term": _context(termbase=Termbase((HAS, replace(TRIAL, note="New.")))),
    "a term less": _context(termbase=Termbase((HAS,))),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_changed_is_judged_again(what: str, judged: list[Group]) -> None:
    """What is said is what is said where nothing is kept."""
    _check(SHORT)
    judged.clear()
    said = CHANGES[what]()
    assert judged
    verdicts_path().unlink()
    assert CHANGES[what]() == said


def test_another_program_judges_again(judged: list[Group], monkeypatch: pytest.MonkeyPatch) -> None:
    """So does one of which nothing can be known."""
    _check(SHORT)
    monkeypatch.setattr(verdicts, "this_program", lambda: "another")
    _check(SHORT)
    assert len(judged) == 2


def _same(**changes: object) -> Catalog:
    return replace(SHORT, entries=(replace(ENTRY, **changes), _names(3)))  # type: ignore[arg-type]


OURS = Finding("number-value", Severity.ERROR, "numbers", "As it was told in March.")
UNTOUCHED = {
    "its document": replace(SHORT, header=Header("renamed")),
    "its line": _same(line=77),
    "its section": _same(section="Résultats"),
    "a note": _same(notes=("Called twice.",)),
    "how far it is trusted": _same(confidence=12),
    "what was found before": _same(findings=(OURS, FOREIGN)),
}


@pytest.mark.parametrize("what", UNTOUCHED)
def test_what_no_check_knows_is_no_change(what: str, judged: list[Group]) -> None:
    """A line or a name is told as it is today."""
    _check(SHORT)
    judged.clear()
    assert _check(UNTOUCHED[what]) == list(check_catalogs([UNTOUCHED[what]], CONTEXT))
    assert len(judged) == 1  # by what nothing is kept for


def test_checks_know_no_more_of_an_entry_than_a_verdict_depends_on() -> None:
    """A check that begins to use another attribute would be told nothing of its changes."""
    running = {"block_id", "article", "obsolete"}  # which group an entry is in, not what is said of it
    derived = {"by_person"}  # of its origin and state
    used = {
        node.attr
        for path in Path(checks.__file__).parent.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and ast.unparse(node.value).rpartition(".")[2] == "entry"
    }
    assert used <= {*KNOWN, "records", "findings", *running, *derived}
    assert {"source", "target"} <= used


def _alter(statement: str) -> Callable[[Path], None]:
    def alter(path: Path) -> None:
        with sqlite3.connect(path) as connection:
            connection.execute(statement)
        connection.close()

    return alter


def _fold(path: Path) -> None:
    path.unlink()
    path.mkdir()


DAMAGES: dict[str, Callable[[Path], object]] = {
    "cut short": lambda path: path.write_bytes(path.read_bytes()[:5000]),
    "empty": lambda path: path.write_bytes(b""),
    "text": lambda path: path.write_bytes(b"no database at all\n" * 400),
    "noise within": lambda path: path.write_bytes(path.read_bytes()[:4096] + bytes(range(256)) * 16),
    "noise on the first page": lambda path: path.write_bytes(
        path.read_bytes()[:100] + bytes(range(256)) * 15 + path.read_bytes()[3940:]
    ),
    "a folder": _fold,
    "a verdict altered": _alter("UPDATE verdict SET content = substr(content, 1, 30)"),
    "a verdict that is text": _alter("UPDATE verdict SET content = 'met'"),
    "a verdict that is nothing": _alter("UPDATE verdict SET content = NULL"),
    "another table": _alter("ALTER TABLE verdict RENAME COLUMN content TO other"),
    "an older table": _alter("ALTER TABLE verdict ADD COLUMN more TEXT"),
}


@pytest.mark.parametrize("what", DAMAGES)
def test_a_file_that_is_damaged_or_foreign_is_no_ones_loss(what: str, judged: list[Group]) -> None:
    """The verdicts are made again, and told as before."""
    first = _check(SHORT)
    DAMAGES[what](verdicts_path())
    assert _check(SHORT) == first
    assert len(judged) == 2
    for _ in range(2):
        assert _check(SHORT) == first
    if what != "a folder":
        assert (
            len(judged) <= 3
        )  # what is damaged within is found when it is read, and is whole from the next run on


def test_a_verdict_under_another_key_is_not_believed(judged: list[Group]) -> None:
    """It is sealed with its key."""
    first = _check(SHORT)
    _check(LONG)
    _alter(
        "UPDATE verdict SET content = (SELECT content FROM verdict ORDER BY length(content) DESC LIMIT 1)"
    )(verdicts_path())
    judged.clear()
    assert _check(SHORT) == first
    assert judged


def test_a_file_that_is_in_use_elsewhere_is_waited_for_but_little(judged: list[Group]) -> None:
    """Then nothing is kept, and all is told."""
    first = _check(SHORT)
    connection = sqlite3.connect(verdicts_path(), isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    assert _check(SHORT) == first
    connection.close()
    assert len(judged) == 2
    assert _check(SHORT) == first
    assert len(judged) == 2


def test_a_file_that_has_grown_loses_what_was_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of it, the oldest."""
    _check(LONG, SHORT)
    _alter("UPDATE verdict SET used = '2020-01-01'")(verdicts_path())
    _check(SHORT)
    monkeypatch.setattr(verdicts, "_ROOM", 1)
    with open_verdicts(verdicts_path(), GroupJudge(CONTEXT)):
        pass
    with sqlite3.connect(verdicts_path()) as connection:
        used = [day for (day,) in connection.execute("SELECT used FROM verdict ORDER BY used")]
    connection.close()
    assert len(used) == 2
    assert used[-1] > "2020-01-01"


def test_a_ledger_and_findings_come_back_exact(judged: list[Group]) -> None:
    """To the last digit of a score, with places and waivers, through several processes."""
    entries = tuple(
        replace(ENTRY, block_id=f"p-{n}", records=(replace(RECORD, score=-n / 7),)) for n in range(401)
    )
    catalog = Catalog(Header("many"), entries)
    first = list(check_catalogs([catalog], CONTEXT, share=share_in_pool(2)))
    assert first == list(check_catalogs([catalog], CONTEXT))
    judged.clear()
    assert list(check_catalogs([catalog], CONTEXT, share=share_in_pool(2))) == first
    assert not judged
    assert len(entries) > check_pool._FEW
