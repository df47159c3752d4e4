"""Catalogues reviewed over HTTP, by forms and redirects."""

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from passerelle.translate.catalog.entry import Review, State
from passerelle.translate.catalog.findings import Waiver
from passerelle.translate.formats.catalog_file import load_catalog
from passerelle.translate.memory import open_memory
from passerelle.translate.memory.store import add_units
from passerelle.translate.memory.unit import TranslationUnit
from passerelle.translate.workflows.review import apply_sheets
from tests.translate.server.catalogues.conftest import (
    ENTRIES,
    Reader,
    entry_of,
    reviewing,
)
from tests.translate.server.conftest import Listen, Serve
from tests.translate.workflows.test_review import NOW, put_catalog, put_sheet


def test_a_server_without_a_folder_has_no_catalogues(serve: Serve) -> None:
    client = serve()
    assert client.get("/catalogues").status_code == 404
    assert "/catalogues" not in client.get("/").text


def test_the_list_tells_how_far_each_is(reader: Reader, folder: Path) -> None:
    put_catalog(folder, "2024-essai", tuple(replace(each, state=State.APPROVED) for each in ENTRIES))
    (folder / "broken.po").write_bytes(b"\xff")
    page = reader.open("/catalogues").page
    assert "0 of 4 decided" in page
    assert "4 of 4 decided" in page
    assert "is not UTF-8" in page
    assert str(folder) not in page
    found = reader.open("/catalogues?q=ESSAI").page
    assert "Catalogues: 1" in found
    assert "broken" not in found


def test_hundreds_of_catalogues_come_in_pages(serve: Serve, folder: Path) -> None:
    for number in range(120):
        put_catalog(folder, f"n{number:03}", ENTRIES[:1])
    reader = Reader(serve(reviewing=reviewing(folder)))
    assert "Page 1 of 3" in reader.open("/catalogues").page
    assert "n119" in reader.open("/catalogues?page=3").page
    assert "n119" in reader.open("/catalogues?page=99999").page
    assert "Page 1 of 3" in reader.open("/catalogues?page=-1").page


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("", 4),
        ("show=todo", 4),
        ("show=findings", 1),
        ("show=low", 1),
        ("show=all", 4),
        ("show=all&q=hopital", 1),
        ("show=all&q=BEDS", 1),
        ("show=all&q=nothing", 0),
        ("show=<script>", 4),
    ],
)
def test_texts_are_chosen_and_searched(reader: Reader, query: str, texts: int) -> None:
    page = reader.open(f"{reader.catalogue()}?{query}").html
    assert page.count('class="no"') == texts
    assert "<script>" not in page


def test_a_text_in_focus_shows_what_a_reviewer_needs(serve: Serve, folder: Path) -> None:
    """Terms in the French, their notes, findings with how to let them stand, the texts around, and matches with what differs."""
    memory = folder / "memory.sqlite"
    with open_memory(memory) as opened:
        add_units(opened, [TranslationUnit("Soit 13 lits.", "That makes 13 beds.", reviewer="Paul")])
    reader = Reader(serve(reviewing=reviewing(folder, memory=memory)))
    title = reader.text("title-1")
    assert '<span class="m term" data-notes="k0">hôpital</span>' in title.html
    assert "hospital" in title.html
    page = reader.text("p-1")
    assert "Text 2 of 4" in page.page
    assert "L’hôpital ouvre." in page.page
    assert 'name="reason-number-value"' in page.html
    assert '<del><span class="unseen" lang="en">removed: </span>13</del>' in page.html
    assert "That makes 13 beds." in page.page
    marks = reader.text("p-2").html
    assert '<span class="m mark">&lt;1&gt;</span>très' in marks
    assert reader.fields["text"] == "He is <1>very</1> hot."


def test_approving_goes_on_to_the_next(reader: Reader, folder: Path) -> None:
    """The name is asked for once, and the next page tells what was done."""
    assert 'name="name"' in reader.text("title-1").html
    reader.send("approve")
    assert (reader.status, "at=p-1" in reader.path) == (200, True)
    assert "Approved: “L’hôpital ouvre.”" in reader.page
    assert 'name="name"' not in reader.html
    assert "You review as Claire." in reader.page
    entry = entry_of(folder, "title-1")
    assert (entry.state, entry.review.reviewer) == (State.APPROVED, "Claire")
    assert "Approved:" not in reader.open("/" + reader.path.split("/", 3)[3]).page


def test_after_the_last_one_comes_the_list(reader: Reader, folder: Path) -> None:
    for at in ("title-1", "p-2", "p-3"):
        reader.text(at).send("approve")
    reader.text("p-1").send("reject")
    assert "/text" not in reader.path
    assert "Nothing is left to do here." in reader.page
    assert "Rejected" in reader.page
    assert entry_of(folder, "p-1").target == ""


def test_a_text_with_an_error_left_is_saved_and_stays(reader: Reader, folder: Path) -> None:
    """As in the sheet, an error stops no decision; a reason lets it stand, and the Enter key in it approves nothing."""
    reader.text("p-1").send("approve")
    assert "at=p-1" in reader.path
    assert "an error remains" in reader.page
    assert entry_of(folder, "p-1").state is State.APPROVED
    reader.send("save", **{"reason-number-value": "14 since\nyesterday", "reason-nonsense": "x"})
    entry = entry_of(folder, "p-1")
    assert entry.waivers == (Waiver("number-value", "14 since yesterday"),)
    assert entry.open_errors == ()


def test_marks_are_checked_as_in_the_sheet(reader: Reader, folder: Path) -> None:
    reader.text("p-2").send("approve", text="He is very hot.")
    assert "an error remains" in reader.page
    assert 'data-insert="<1>"' in reader.page
    assert entry_of(folder, "p-2").open_errors == ("markup-differs",)


def test_saving_stays_and_comments_are_kept(reader: Reader, folder: Path) -> None:
    reader.text("p-3").send("save", comment="why?\r\nsee the report")
    assert "Comment saved" in reader.page
    assert "at=p-3" in reader.path
    assert entry_of(folder, "p-3").review == Review(
        "Claire", entry_of(folder, "p-3").review.date, "why?\nsee the report"
    )
    assert reader.fields["comment"] == "why?\nsee the report"
    reader.send("needs-work")
    assert entry_of(folder, "p-3").state is State.NEEDS_WORK
    reader.text("p-3").send("reopen")
    assert entry_of(folder, "p-3").state is State.DRAFT


@pytest.mark.parametrize(
    ("wish", "text", "told"),
    [
        ("save", "", "The English was emptied"),
        ("approve", " \n", "The English was emptied"),
        ("reject", "Other words.", "contradict each other"),
    ],
)
def test_what_cannot_be_meant_is_told_beside_the_field(
    reader: Reader, folder: Path, wish: str, text: str, told: str
) -> None:
    reader.text("p-2").send(wish, text=text, comment="mine")
    assert (reader.status, told in reader.page) == (409, True)
    assert 'aria-invalid="true"' in reader.html
    assert (reader.fields["text"], reader.fields["comment"]) == (text.strip(), "mine")
    assert entry_of(folder, "p-2") == ENTRIES[2]


def test_nobody_decides_without_a_name(reader: Reader, folder: Path) -> None:
    reader.text("p-2").send("approve", name="  ", text="Mine.")
    assert (reader.status, "Write your name first" in reader.page) == (400, True)
    assert reader.fields["text"] == "Mine."
    assert entry_of(folder, "p-2") == ENTRIES[2]


def test_two_reviewers_and_a_sheet_lose_nothing(serve: Serve, folder: Path) -> None:
    """What changed while a text was open is shown with what differs; saved again, it is meant."""
    client = serve(reviewing=reviewing(folder))
    claire = Reader(client)
    claire.text("p-2")
    apply_sheets(
        [put_sheet(folder / "doc.po", revised_3="It is <1>very</1> hot.", comment_3="Paul’s")], now=NOW
    )
    claire.send("save", text="He feels <1>very</1> hot.", comment="Claire’s")
    assert claire.status == 409
    assert "Someone else changed this English" in claire.page
    assert "<del>" in claire.html
    assert entry_of(folder, "p-2").target == "It is <1>very</1> hot."
    assert claire.fields["text"] == "He feels <1>very</1> hot."
    assert claire.fields["comment"] == "Paul’s\nClaire’s"
    claire.send("save")
    entry = entry_of(folder, "p-2")
    assert (entry.target, entry.state) == ("He feels <1>very</1> hot.", State.EDITED)
    assert [line.rpartition("] ")[2] for line in entry.review.remark.split("\n")] == ["Paul’s", "Claire’s"]


def test_who_only_approves_is_shown_the_new_words(reader: Reader, folder: Path) -> None:
    reader.text("p-2")
    apply_sheets([put_sheet(folder / "doc.po", revised_3="It is <1>very</1> hot.")], now=NOW)
    reader.send("approve")
    assert reader.status == 409
    assert reader.fields["text"] == "It is <1>very</1> hot."
    reader.send("approve")
    assert entry_of(folder, "p-2").state is State.APPROVED


def test_the_same_decision_twice_is_no_conflict(serve: Serve, folder: Path) -> None:
    claire, paul = (
        Reader(serve(reviewing=reviewing(folder))),
        Reader(serve(reviewing=reviewing(folder)), "Paul"),
    )
    claire.text("p-2")
    paul.text("p-2").send("approve")
    claire.send("approve")
    assert (claire.status, "decided so already" in claire.page) == (200, True)
    assert entry_of(folder, "p-2").review.reviewer == "Paul"


def test_decisions_are_taken_back(reader: Reader, folder: Path) -> None:
    reader.text("p-2").send("approve")
    reader.text("p-3").send("approve", text="He <b>&</b> her.")
    reader.send("", to="undo")
    assert "Taken back: “Il <b>&</b> elle.”" in reader.page
    assert "at=p-3" in reader.path
    reader.send("", to="undo")
    assert load_catalog(folder / "doc.po").current == ENTRIES
    reader.send("", to="undo")
    assert "nothing to take back" in reader.page


def test_nobody_takes_back_what_another_built_upon(serve: Serve, folder: Path) -> None:
    client = serve(reviewing=reviewing(folder))
    reader = Reader(client)
    reader.text("p-2").send("approve")
    apply_sheets([put_sheet(folder / "doc.po", revised_3="It is <1>very</1> hot.")], now=NOW)
    reader.text("p-3").send("", to="undo")
    assert "could not be taken back" in reader.page
    assert entry_of(folder, "p-2").target == "It is <1>very</1> hot."
    stranger = Reader(serve(reviewing=reviewing(folder)))
    stranger.text("p-3").send("", to="undo")
    assert "nothing to take back" in stranger.page


def test_a_text_is_checked_while_it_is_written(reader: Reader, folder: Path) -> None:
    """Nothing is saved, and the terms that are lost are told."""
    before = (folder / "doc.po").read_bytes()
    reader.text("title-1").send("", to="check", text="The clinic opens.")
    assert reader.status == 200
    assert "Term missing" in reader.page or "hospital" in reader.page
    assert "verdict bad" in reader.html
    reader.text("title-1").send("", to="check", text="A hospital opens.")
    assert "verdict good" in reader.html
    assert (folder / "doc.po").read_bytes() == before


def test_other_versions_are_asked_of_the_model(reader: Reader) -> None:
    page = reader.open(reader.text("p-1").path.split("5000", 1)[1] + "&others=1")
    assert "SOIT 12 LITS." in page.page


def test_the_pages_speak_french(reader: Reader) -> None:
    for path in ("/catalogues", reader.catalogue(), f"{reader.catalogue()}/text?at=p-1&show=findings"):
        page = reader.open(f"{path}{'&' if '?' in path else '?'}lang=fr").html
        assert '<html lang="fr">' in page
        assert not re.search(r"\b(Approve|Next|Search|decided)\b", page)


def test_twenty_saves_at_once_from_two_browsers(listen: Listen, folder: Path) -> None:
    """On a real server, each decision is answered with the way on, and all stand."""
    entries = tuple(replace(ENTRIES[2], block_id=f"b-{n}") for n in range(20))
    put_catalog(folder, entries=entries)
    address = listen(reviewing=reviewing(folder, wait=60))
    httpx = pytest.importorskip("httpx2")
    readers = []
    for name in ("Claire", "Paul"):
        client = httpx.Client(
            base_url=address, headers={"accept": "text/html"}, follow_redirects=True, timeout=120
        )
        readers.append((client, Reader(client, name)))
    forms = []
    for number in range(20):
        client, reader = readers[number % 2]
        forms.append((client, reader.text(f"b-{number}").path, {**reader.fields, "name": reader.name}))
    start = threading.Barrier(20)

    def send(number: int) -> int:
        client, path, form = forms[number]
        start.wait(60)
        sent = {**form, "wish": "approve", "text": f"He {number} is <1>very</1> hot."}
        answer = client.post(
            path.partition("?")[0], data=sent, headers={"origin": address}, follow_redirects=False
        )
        return int(answer.status_code)

    with ThreadPoolExecutor(20) as pool:
        assert set(pool.map(send, range(20))) == {303}
    for client, _ in readers:
        client.close()
    held = load_catalog(folder / "doc.po").current
    assert [entry.target for entry in held] == [f"He {n} is <1>very</1> hot." for n in range(20)]
    assert [entry.review.reviewer for entry in held] == ["Claire", "Paul"] * 10
