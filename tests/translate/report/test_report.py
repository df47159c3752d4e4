"""The report: one page that holds all it needs, escapes everything, and can be read by anyone."""

import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from importlib.resources import files
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from selenium.webdriver import Chrome

from passerelle.glossary.concept import Concept
from passerelle.glossary.termbase import Termbase
from passerelle.translate.catalog.entry import Entry, Header, Review, State
from passerelle.translate.catalog.findings import Finding, Severity
from passerelle.translate.constraints.constraint import ConstraintKind, Record, Stage
from passerelle.translate.report import Gathering
from passerelle.translate.report.charts import Bar, draw_bars
from passerelle.translate.report.gather import Document
from passerelle.translate.report.highlight import Place, cut_pieces
from passerelle.translate.text.document import BlockKind, Left, Why
from tests.translate.conftest import is_too_wide, narrow
from tests.translate.report.conftest import first_page

_TERMBASE = Termbase((Concept("clcc", "CLCC", "CLCC", "onco", definition="A <b>cancer</b> centre."),))
_RECORDS = (
    Record(ConstraintKind.TERM, "clcc", "CLCC", 4, 8, "first use", "CLCC", Stage.REPLACED, (4, 8)),
    Record(ConstraintKind.NUMBER, "", "12,5 %", 16, 22, "value", "12.5%", Stage.UNMET),
)
_ERROR = Finding(
    "number-value", Severity.ERROR, "numbers", "“12,5 %” should read “12.5%”.", (16, 22), (13, 17), "12.5%"
)
_WAIVED = Finding("spacing", Severity.WARNING, "whitespace", "Two blanks.", waiver="voulu")
_ENTRY = Entry(
    "p-1",
    BlockKind.PARAGRAPH,
    "Les CLCC : soit 12,5 %.",
    "The CLCC: so 125%.",
    line=3,
    records=_RECORDS,
    findings=(_ERROR, _WAIVED),
    review=Review("Ana", "2024-11-15", "Voir le rapport."),
)
_PLAIN = Entry(
    "p-2", BlockKind.HEADING, "Un État-major", "A staff", state=State.APPROVED, origin="memory 82 %"
)
_EMPTY = Entry(
    "p-3", BlockKind.PARAGRAPH, "Rien.", "", findings=(Finding("empty", Severity.ERROR, "omission", "No."),)
)
_HEADER = Header("article", "articles/article.md", model="fr_en 1.9", glossary="abc123")


def _parse(text: str) -> Any:
    return html.fromstring(text)


def _gather(*documents: tuple[Header, Sequence[Entry]]) -> list[Document]:
    gathering = Gathering()
    for header, entries in documents:
        gathering.add(header, entries)
    return gathering.documents


def _page(*entries: Entry, language: str = "en") -> str:
    documents = _gather((_HEADER, entries or (_ENTRY, _PLAIN, _EMPTY)), (Header("other"), (_PLAIN,)))
    return first_page(documents, language=language, termbase=_TERMBASE)


def test_page_asks_for_nothing_from_outside() -> None:
    """No address is fetched: there is no link to a file, and the policy of the page forbids any."""
    page = _page()
    tree = _parse(page)
    assert not tree.xpath("//@src | //link | //script/@src | //*[local-name()='use' or local-name()='image']")
    assert not re.search(r"url\(|@import|https?:|fetch\(|XMLHttpRequest", page)
    assert all(address.startswith("#") for address in tree.xpath("//a/@href"))
    assert "default-src 'none'" in tree.xpath(
        "string(//meta[@http-equiv='Content-Security-Policy']/@content)"
    )


_EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"' {{ 7*7 }} &amp; <b>"


def test_everything_from_a_text_is_escaped() -> None:
    """Text, names, messages, reasons and remarks stay text, whatever they hold."""
    finding = Finding("x-" + _EVIL, Severity.ERROR, _EVIL, _EVIL, (0, 5), (0, 5), _EVIL, _EVIL)
    record = replace(
        _RECORDS[0], source=_EVIL, rendering=_EVIL, rule=_EVIL, start=0, end=9, target_span=(0, 9)
    )
    entry = replace(
        _ENTRY,
        source=_EVIL,
        target=_EVIL,
        records=(record,),
        findings=(finding,),
        origin=_EVIL,
        review=Review(_EVIL, _EVIL, _EVIL),
    )
    documents = _gather((Header(_EVIL, _EVIL, model=_EVIL, glossary=_EVIL), (entry,)))
    tree = _parse(first_page(documents, termbase=_TERMBASE))
    assert len(tree.xpath("//script")) == 1
    assert not tree.xpath("//img | //@onerror")
    assert "alert(1)" in tree.xpath("string(//p[@lang='en'])")
    assert "49" not in tree.xpath("string(//p[@lang='en'])")


def test_what_stays_french_is_told() -> None:
    """Line, reason and beginning of each text that is not translated stand under its document."""
    header = replace(_HEADER, left=(Left(12, Why.CODE, "<b>le code</b>"), Left(0, Why.LANGUAGE, "The end.")))
    page = _parse(first_page(_gather((header, (_PLAIN,))), language="fr"))
    told = [" ".join(item.text_content().split()) for item in page.xpath("//details//li")]
    assert told[-2:] == ["ligne 12 code <b>le code</b>", "une autre langue The end."]


def test_same_documents_give_the_same_page() -> None:
    """The page holds no date of its making."""
    assert _page() == _page()


def test_page_shows_both_texts_whole() -> None:
    """The highlighted pieces of a text join to the text again."""
    tree = _parse(_page())
    sides = tree.xpath("//article[@id='e1-1']//p[@lang]")
    assert [side.text_content() for side in sides] == [_ENTRY.source, _ENTRY.target]
    assert [side.get("lang") for side in sides] == ["fr", "en"]


def test_scorecard_counts_what_is_kept_and_found() -> None:
    """Each document has its figures: terms and figures kept, reviewed texts, findings by severity."""
    cells = [cell.text_content().strip() for cell in _parse(_page()).xpath("(//table//tr)[2]/td")]
    assert [" ".join(cell.split()) for cell in cells] == [
        "3", "33% 1 of 3", "100% 1 of 1", "0% 0 of 1", "2", "0", "1",
    ]  # fmt: skip


def test_shares_tell_the_reviewers_words_from_the_models() -> None:
    """Terms that stand in a person's words are the reviewer's; a rejected text is asked for nothing."""
    written = replace(_ENTRY, records=(replace(_RECORDS[0], stage=Stage.REVIEWER), _RECORDS[1]))
    rejected = replace(_ENTRY, target="", state=State.REJECTED)
    page = _parse(_page(written, rejected))
    assert [cell.text_content().split()[1:] for cell in page.xpath("(//table//tr)[2]/td[3]")] == [
        ["1", "of", "1"]
    ]
    assert "written by a reviewer" in page.text_content()
    assert "by the model itself" not in page.text_content()


def test_texts_have_the_row_of_the_sheet() -> None:
    """A text of a catalogue bears the number of its row in the review sheet; another program's file has no sheet."""
    ours = (replace(_HEADER, generator="passerelle 1"), (_ENTRY, _PLAIN))
    page = _parse(first_page(_gather(ours, (Header("other"), (_PLAIN,))), termbase=_TERMBASE))
    numbers = [link.text_content() for link in page.xpath("//a[@class='no']")]
    assert numbers == ["row 4", "row 5", "row 1"]


def test_ledger_of_the_page_shows_what_stands_in_the_english() -> None:
    """A demand that is met shows the words of the text; one that is not shows what it asks for."""
    said = replace(_RECORDS[0], rendering="comprehensive cancer centre")
    page = _parse(_page(replace(_ENTRY, records=(said, _RECORDS[1]))))
    shown = [line.text_content() for line in page.xpath("//article[@id='e1-1']//details//b")]
    assert shown == ["CLCC", "12.5%"]


@pytest.mark.parametrize(("language", "words"), [("en", "Required term"), ("fr", "Rapport de traduction")])
def test_page_speaks_the_language_asked_for(language: str, words: str) -> None:
    """An editor reads the page in English or French."""
    finding = Finding("term-missing", Severity.ERROR, "terminology", "Missing.")
    page = _page(replace(_ENTRY, findings=(finding,)), language=language)
    assert f'<html lang="{language}">' in page
    assert words in page


@pytest.mark.parametrize(
    ("places", "pieces"),
    [
        ([], ["one two"]),
        ([Place(0, 3, "a", "1")], ["one", " two"]),
        ([Place(0, 5, "a", "1"), Place(4, 7, "b", "2")], ["one ", "t", "wo"]),
        ([Place(5, 99, "a", "1"), Place(3, 3, "a", "2"), Place(-1, 2, "a", "3")], ["one two"]),
    ],
)
def test_pieces_join_to_the_text(places: list[Place], pieces: list[str]) -> None:
    """Places may overlap; those that do not lie in the text are left out."""
    assert [piece.text for piece in cut_pieces("one two", places)] == pieces


def test_chart_is_heard_and_its_longest_bar_is_full() -> None:
    """A reader without eyes hears every name and number of a chart."""
    chart = _parse(str(draw_bars("Terms", [Bar("<plain>", 30), Bar("forced", 15), Bar("unmet", 0)])))
    assert chart.get("aria-label") == "Terms: <plain> 30, forced 15, unmet 0"
    assert [bar.get("width") for bar in chart.xpath("//rect[contains(@class, 'bar')]")] == [
        "100.00%",
        "50.00%",
        "0%",
    ]


def _palettes() -> dict[str, dict[str, str]]:
    style = (files("passerelle.translate.report") / "assets/report.css").read_text(encoding="utf-8")
    blocks = re.findall(r":root \{([^}]*)\}", style)
    light, dark, printed = (dict(re.findall(r"--([\w-]+): (#\w+)", block)) for block in blocks)
    return {"light": light, "dark": {**light, **dark}, "print": {**light, **printed}}


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = (int(digits[index : index + 2], 16) / 255 for index in (0, 2, 4))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


_TEXT = [
    *product(["ink", "soft", "accent", "error", "warning", "info"], ["paper", "card"]),
    *product(["ink"], ["term", "name", "number", "error-tint", "warning-tint"]),
    ("error", "error-tint"),
    ("warning", "warning-tint"),
]
_GRAPHICS = [
    ("term-line", "term"), ("name-line", "name"), ("number-line", "number"), ("error", "track"), ("warning", "track"),
    ("accent", "track"), ("info", "track"), ("name-line", "track"),
]  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
@pytest.mark.parametrize(
    ("ink", "paper", "least"), [(*pair, 4.5) for pair in _TEXT] + [(*pair, 3.0) for pair in _GRAPHICS]
)
def test_colours_meet_wcag_aa(scheme: str, ink: str, paper: str, least: float) -> None:
    """Text has a contrast of 4.5 to its ground, lines and bars 3, in every scheme."""
    palette = _palettes()[scheme]
    assert _contrast(palette[ink], palette[paper]) >= least


_CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
_needs_chromium = pytest.mark.skipif(_CHROMIUM is None, reason="Chromium is not installed")

_PROBE = """
const told = {};
const form = document.getElementById("filters");
const shown = () => [...document.querySelectorAll(".row")].filter((row) => !row.hidden).map((row) => row.id);
const choose = (name, value) => { form.elements[name].value = value; form.dispatchEvent(new Event("input")); return shown(); };
told.all = shown();
told.error = choose("show", "error");
told.any = choose("show", "any"); choose("show", "");
told.kind = choose("kind", "empty"); choose("kind", "");
told.document = choose("document", "d2"); choose("document", "");
told.words = choose("words", "etat"); told.count = document.getElementById("count").textContent; choose("words", "");
const tip = document.getElementById("tip");
const term = document.querySelector("#e1-1 p[lang=fr] .term");
term.focus();
told.tip = [tip.hidden, tip.textContent, term.getAttribute("aria-expanded"), document.querySelectorAll(".m.on").length];
document.dispatchEvent(new KeyboardEvent("keydown", {key: "Escape"}));
told.closed = [tip.hidden, term.getAttribute("aria-expanded"), document.querySelectorAll(".m.on").length];
document.querySelector("#e1-1 p[lang=en] .error").dispatchEvent(new PointerEvent("pointerover", {bubbles: true}));
told.hover = tip.textContent;
told.columns = getComputedStyle(document.querySelector(".pair")).gridTemplateColumns.split(" ").length;
return told;
"""


def _chromium(*arguments: str) -> str:
    assert _CHROMIUM is not None
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=2000"]
    done = subprocess.run(
        [_CHROMIUM, *flags, *arguments], capture_output=True, text=True, timeout=120, check=True
    )
    return done.stdout


def _open(browser: Chrome, folder: Path) -> dict[str, Any]:
    path = folder / "report.html"
    path.write_text(_page(), encoding="utf-8")
    browser.get(path.as_uri())
    told: dict[str, Any] = browser.execute_script(_PROBE)
    return told


def test_page_filters_and_shows_notes_by_keyboard_and_pointer(browser: Chrome, tmp_path: Path) -> None:
    """A browser shows what passes the filter, and the ledger's line of a word that has the focus or the pointer.

    That it keeps to the page's policy, the browser's own log says.
    """
    told = _open(browser, tmp_path)
    assert told["all"] == ["e1-1", "e1-2", "e1-3", "e2-1"]
    assert told["error"] == told["any"] == ["e1-1", "e1-3"]
    assert told["kind"] == ["e1-3"]
    assert told["document"] == ["e2-1"]
    assert told["words"] == ["e1-2", "e2-1"]
    assert told["count"] == "Texts shown: 2 of 4"
    hidden, text, expanded, lit = told["tip"]
    assert (hidden, expanded, lit) == (False, "true", 2)
    assert "first use · put in place of another word" in text
    assert "A <b>cancer</b> centre." in text
    assert told["closed"] == [True, "false", 0]
    assert "should read" in told["hover"]
    assert (is_too_wide(browser), told["columns"]) == (False, 2)


@pytest.mark.parametrize("width", [360, 500])
def test_page_fits_a_phone(browser: Chrome, tmp_path: Path, width: int) -> None:
    """On a narrow screen French and English stand one above the other, and nothing runs out of the page."""
    narrow(browser, width)
    told = _open(browser, tmp_path)
    assert (is_too_wide(browser), told["columns"]) == (False, 1)


def test_page_runs_nothing_but_its_own(browser: Chrome, tmp_path: Path) -> None:
    """Its policy names the digests of its style sheet and its script: what else came into the page would do nothing."""
    page = _page()
    assert not re.search(r"unsafe|\sstyle=|\son\w+=", page.partition("<body>")[2].partition("<script>")[0])
    assert "unsafe" not in page.partition("<style>")[0]
    path = tmp_path / "report.html"
    evil = "<script>document.title = 'script'</script><img src=x onerror=\"document.title = 'handler'\"><p id=p style='color: red'>"
    path.write_text(page.replace("<main", f"{evil}<main"), encoding="utf-8")
    browser.get(path.as_uri())
    assert browser.title == "Translation report"
    assert browser.execute_script("return document.getElementById('p').style.color") == ""
    assert len(browser.get_log("browser")) >= 3  # type: ignore[no-untyped-call]


@_needs_chromium
def test_page_prints(tmp_path: Path) -> None:
    """The page prints to a PDF file."""
    page, pdf = tmp_path / "report.html", tmp_path / "report.pdf"
    page.write_text(_page(), encoding="utf-8")
    _chromium(f"--user-data-dir={tmp_path / 'profile'}", f"--print-to-pdf={pdf}", page.as_uri())
    assert pdf.read_bytes().startswith(b"%PDF")
