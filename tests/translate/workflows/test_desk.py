"""Texts decided one by one in a browser, while sheets are applied and others write the same catalogue."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from passerelle.glossary.errors import FileError, PasserelleError
from passerelle.glossary.locks import FileBusyError, lock_file
from passerelle.translate.catalog.entry import Entry, Review, State
from passerelle.translate.catalog.findings import Waiver
from passerelle.translate.checks import Context, entry_judge
from passerelle.translate.formats.catalog_file import load_catalog
from passerelle.translate.formats.review_sheet.columns import COLUMNS, FIRST_ROW
from passerelle.translate.review.row import Outcome
from passerelle.translate.review.single import Decision, Wish, shown
from passerelle.translate.workflows import shelf as shelf_module
from passerelle.translate.workflows.desk import Decided, Desk
from passerelle.translate.workflows.review import apply_sheets, save_sheet
from tests.translate.workflows.test_review import ENTRIES, NOW, fill, put_catalog, put_sheet


def asked(entry: Entry, wish: Wish = Wish.APPROVE, text: str | None = None, **changes: str) -> Decision:
    """Return what a reviewer did to whom ``entry`` was shown."""
    written = entry.target if text is None else text
    bare = Decision(entry.block_id, shown(entry), written, wish, entry.review.remark, reviewer="Claire")
    return replace(bare, **changes)  # type: ignore[arg-type]


class Browser:
    """A reviewer with a desk of their own, as another server or the same one later has."""

    def __init__(self, folder: Path, **options: float) -> None:
        self.desk = Desk(folder, entry_judge(Context()), **options)  # type: ignore[arg-type]
        (self.key,) = (each.id for each in self.desk.shelf.list_all())

    @property
    def entries(self) -> tuple[Entry, ...]:
        return self.desk.open(self.key)[1].current

    def decide(self, decision: Decision) -> Decided:
        return self.desk.decide(self.key, decision, NOW)

    def take_back(self, decided: Decided) -> bool:
        assert decided.before
        assert decided.after
        return self.desk.take_back(self.key, decided.before, decided.after, NOW)


def states(path: Path) -> list[tuple[str, State]]:
    return [(entry.target, entry.state) for entry in load_catalog(path).current]


def test_a_decision_is_written_with_name_and_date(tmp_path: Path) -> None:
    """What the desk holds afterwards is what stands in the file."""
    path = put_catalog(tmp_path)
    browser = Browser(tmp_path)
    decided = browser.decide(asked(ENTRIES[0], text="By hand", comment="why\nok spacing: so"))
    assert decided.result.outcome is Outcome.EDITED
    entry = load_catalog(path).entries[0]
    assert (entry.target, entry.state, entry.review) == (
        "By hand",
        State.EDITED,
        Review("Claire", "2024-11-20", "why"),
    )
    assert entry.waivers == (Waiver("spacing", "so"),)
    assert load_catalog(path).header.revised == NOW
    assert "Last-Translator: Claire" in path.read_text(encoding="utf-8")
    assert browser.entries == load_catalog(path).current


def test_the_file_as_it_was_is_kept_once(tmp_path: Path) -> None:
    path = put_catalog(tmp_path)
    old = path.read_bytes()
    browser = Browser(tmp_path)
    for entry in ENTRIES:
        browser.decide(asked(entry))
    (backup,) = tmp_path.glob("*.bak-*")
    assert backup.read_bytes() == old
    assert not list(tmp_path.glob(".*.lock"))


def test_nothing_is_written_where_nothing_is_said(tmp_path: Path) -> None:
    path = put_catalog(tmp_path)
    old = path.read_bytes()
    outcome = Browser(tmp_path).decide(asked(ENTRIES[0], Wish.SAVE)).result.outcome
    assert outcome is Outcome.UNTOUCHED
    assert path.read_bytes() == old
    assert [each.name for each in tmp_path.iterdir()] == ["doc.po"]


def test_a_catalogue_is_not_parsed_again_after_each_decision(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put_catalog(tmp_path)
    browser = Browser(tmp_path)
    entries = browser.entries
    monkeypatch.setattr(shelf_module, "parse_catalog", None)
    for entry in entries:
        browser.decide(asked(entry, text=f"{entry.target} by hand"))
    assert browser.entries == load_catalog(path).current


def test_sheet_and_browser_merge(tmp_path: Path) -> None:
    """A sheet exported before: rows that one of them touched are as that one left them, one that both did is a conflict.

    The words of the browser stand, those of the sheet go to the conflict sheet; where both say the same there is none.
    """
    path = put_catalog(tmp_path, entries=tuple(replace(ENTRIES[0], block_id=f"p-{n}") for n in range(5)))
    sheet = put_sheet(
        path, revised_2="Excel’s", revised_3="Excel’s too", decision_4="approve", decision_5="reject"
    )
    browser = Browser(tmp_path)
    first, _, third, fourth, fifth = browser.entries
    browser.decide(asked(first, text="Browser’s"))
    browser.decide(asked(third, text="Browser’s too"))
    browser.decide(asked(fourth))
    browser.decide(asked(fifth, Wish.NEEDS_WORK))
    (done,) = apply_sheets([sheet], now=NOW)
    assert states(path) == [
        ("Browser’s", State.EDITED),
        ("Excel’s", State.EDITED),
        ("Browser’s too", State.EDITED),
        ("Text 0", State.APPROVED),
        ("", State.REJECTED),
    ]
    outcomes = [result.outcome for result in done.results]
    assert outcomes == [
        Outcome.UNTOUCHED,
        Outcome.EDITED,
        Outcome.CONFLICT,
        Outcome.ALREADY,
        Outcome.REJECTED,
    ]
    assert done.results[4].instead == "“needs work” of Claire"
    assert done.conflicts is not None
    assert [entry.target for entry in browser.entries] == [target for target, _ in states(path)]


def test_what_a_sheet_brought_meanwhile_is_told(tmp_path: Path) -> None:
    """A page that was opened before a sheet was applied: its reviewer learns of the other words, and none are lost."""
    path = put_catalog(tmp_path)
    browser = Browser(tmp_path)
    seen = browser.entries
    apply_sheets([put_sheet(path, revised_1="Excel’s", decision_2="approve", revised_3="The same")], now=NOW)
    conflict = browser.decide(asked(seen[0], text="Browser’s"))
    assert (conflict.result.outcome, conflict.result.text) == (Outcome.CONFLICT, "Browser’s")
    assert browser.decide(asked(seen[1])).result.outcome is Outcome.ALREADY
    assert browser.decide(asked(seen[2], text="The same")).result.outcome is Outcome.ALREADY
    assert states(path) == [("Excel’s", State.EDITED), ("Text 1", State.APPROVED), ("The same", State.EDITED)]
    again = browser.decide(asked(browser.entries[0], text="Browser’s"))
    assert again.result.outcome is Outcome.EDITED
    assert states(path)[0] == ("Browser’s", State.EDITED)


def test_export_shows_what_was_decided_in_the_browser(tmp_path: Path) -> None:
    path = put_catalog(tmp_path)
    browser = Browser(tmp_path)
    browser.decide(asked(ENTRIES[1], Wish.NEEDS_WORK, comment="why?"))
    browser.decide(asked(ENTRIES[0], text="By hand"))
    sheet = tmp_path / "doc.review.xlsx"
    save_sheet(sheet, load_catalog(path), now=NOW)
    rows = openpyxl.load_workbook(sheet).worksheets[0]
    column = {each.key: number for number, each in enumerate(COLUMNS, 1)}
    cells = [
        [str(rows.cell(FIRST_ROW + n, column[key]).value or "") for key in ("revised", "decision", "comment")]
        for n in range(3)
    ]
    assert cells == [["By hand", "edited", ""], ["Text 1", "needs work", "why?"], ["Text 2", "", ""]]
    apply_sheets([fill(sheet, decision_3="approve")], now=NOW)
    assert [state for _, state in states(path)] == [State.EDITED, State.NEEDS_WORK, State.APPROVED]


def test_decisions_are_taken_back_one_by_one(tmp_path: Path) -> None:
    """The catalogue says what it said before, but for its date; a text of which someone said more since stays."""
    path = put_catalog(tmp_path)
    browser = Browser(tmp_path)
    first = browser.decide(asked(ENTRIES[0], text="By hand"))
    second = browser.decide(asked(browser.entries[0], Wish.NEEDS_WORK, comment="still stiff"))
    third = browser.decide(asked(ENTRIES[1]))
    assert [browser.take_back(each) for each in (third, second)] == [True, True]
    assert states(path)[:2] == [("By hand", State.EDITED), ("Text 1", State.DRAFT)]
    assert browser.take_back(first)
    assert load_catalog(path).entries == ENTRIES
    assert not browser.take_back(first)
    fourth = browser.decide(asked(ENTRIES[2]))
    Browser(tmp_path).decide(asked(browser.entries[2], text="Someone else’s"))
    assert not browser.take_back(fourth)
    assert states(path)[2] == ("Someone else’s", State.EDITED)


def test_two_browsers_at_once_lose_nothing(tmp_path: Path) -> None:
    """Forty decisions by two desks at the same moment, of twenty texts each: all stand."""
    entries = tuple(replace(ENTRIES[0], block_id=f"p-{n}", source=f"Texte {n}") for n in range(40))
    path = put_catalog(tmp_path, entries=entries)
    browsers = [Browser(tmp_path, wait=60), Browser(tmp_path, wait=60)]
    start = threading.Barrier(20)

    def work(number: int) -> list[Outcome]:
        start.wait(30)
        return [
            browsers[desk].decide(asked(entry, text=f"By {desk}")).result.outcome
            for desk, entry in enumerate(entries[2 * number : 2 * number + 2])
        ]

    with ThreadPoolExecutor(20) as pool:
        outcomes = [outcome for each in pool.map(work, range(20)) for outcome in each]
    assert set(outcomes) == {Outcome.EDITED}
    assert states(path) == [(f"By {n % 2}", State.EDITED) for n in range(40)]
    assert len(list(tmp_path.glob("*.bak-*"))) == 2


def test_one_text_decided_twenty_times_at_once(tmp_path: Path) -> None:
    """One of the words stands, all others are told to whoever wrote them."""
    path = put_catalog(tmp_path)
    browser = Browser(tmp_path, wait=60)
    with ThreadPoolExecutor(20) as pool:
        done = list(pool.map(lambda n: browser.decide(asked(ENTRIES[0], text=f"By {n}")), range(20)))
    outcomes = [each.result.outcome for each in done]
    assert sorted(outcomes) == sorted([Outcome.EDITED, *[Outcome.CONFLICT] * 19])
    (stands,) = (n for n, outcome in enumerate(outcomes) if outcome is Outcome.EDITED)
    assert states(path)[0][0] == f"By {stands}"
    assert all(each.result.text == f"By {n}" for n, each in enumerate(done) if n != stands)


def test_another_program_that_takes_no_lock_is_merged(tmp_path: Path) -> None:
    """Poedit saves between reading and writing, with the same size and the same date: its words stay."""
    path = put_catalog(tmp_path)
    browser = Browser(tmp_path)
    assert browser.entries
    before = path.stat()
    text = path.read_text(encoding="utf-8").replace('msgstr "Text 1"', 'msgstr "Poedit"')
    with path.open("r+", encoding="utf-8") as stream:
        stream.write(text)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    browser.decide(asked(ENTRIES[0], text="By hand"))
    assert [target for target, _ in states(path)] == ["By hand", "Poedit", "Text 2"]


def put_damaged(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-40] + b"\xff")


def put_foreign(path: Path) -> None:
    path.write_text('msgid ""\nmsgstr ""\n', encoding="utf-8")


@pytest.mark.parametrize("harm", [put_damaged, put_foreign, Path.unlink])
def test_a_catalogue_that_cannot_be_read_is_told(tmp_path: Path, harm: object) -> None:
    path = put_catalog(tmp_path)
    browser = Browser(tmp_path)
    assert browser.entries
    harm(path)  # type: ignore[operator]
    for work in (lambda: browser.entries, lambda: browser.decide(asked(ENTRIES[0]))):
        with pytest.raises(PasserelleError):
            work()


def test_a_catalogue_that_another_run_holds_is_told(tmp_path: Path) -> None:
    path = put_catalog(tmp_path)
    old = path.read_bytes()
    browser = Browser(tmp_path, wait=0.1)
    with lock_file(path), pytest.raises(FileBusyError):
        browser.decide(asked(ENTRIES[0]))
    assert path.read_bytes() == old
    assert browser.decide(asked(ENTRIES[0])).result.outcome is Outcome.APPROVED


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    put_catalog(tmp_path)
    browser = Browser(tmp_path)
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(FileError, match="cannot be written"):
            browser.decide(asked(ENTRIES[0]))
    finally:
        tmp_path.chmod(0o700)


def test_the_examples_are_as_the_file_has_them_after_decisions(tmp_path: Path) -> None:
    """The catalogue in memory, which is not read again, and the one in the file are equal, ledger and findings too."""
    source = Path("locales/en/LC_MESSAGES/convention-clcc.po")
    (tmp_path / source.name).write_bytes(source.read_bytes())
    browser = Browser(tmp_path)
    wishes = (Wish.APPROVE, Wish.NEEDS_WORK, Wish.REJECT, Wish.SAVE)
    for number, entry in enumerate(browser.entries[:12]):
        text = entry.target if number % 4 == 2 or number % 3 else f"{entry.target} More 12 %."
        waivers = (Waiver("spacing", 'so "said" =\\ it'),)
        browser.decide(replace(asked(entry, wishes[number % 4], text), comment="a\n\nb\t c", waivers=waivers))
    assert browser.entries == load_catalog(tmp_path / source.name).current
