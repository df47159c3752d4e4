"""PO files lose nothing, and gettext accepts them."""

import io
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from passerelle.glossary.termbase import GlossaryFile
from passerelle.translate.catalog.entry import Catalog, CatalogError, Entry, Header, Review, State, clean_text
from passerelle.translate.catalog.findings import Finding, Severity, Waiver
from passerelle.translate.constraints.constraint import ConstraintKind, Record, Stage
from passerelle.translate.formats.po.facts import HUMAN, MACHINE
from passerelle.translate.formats.po.read import read_po
from passerelle.translate.formats.po.write import write_po
from passerelle.translate.text.document import BlockKind, Left, Why

HEADER = Header(
    document="convention-clcc",
    path="examples/ma convention 100 %.md",
    generator="Passerelle 0.1.0",
    glossary="3f2a9c",
    glossaries=(GlossaryFile("curated", "0c28258dfb87"), GlossaryFile("ma maison/50%=.tsv", "91ab00000000")),
    model="embedded 1.0",
    created=datetime(2024, 11, 15, 14, 40, tzinfo=UTC),
    revised=datetime(2024, 11, 16, 9, 0, tzinfo=timezone(timedelta(hours=1))),
    left=(Left(12, Why.CODE, 'print("oui\\n")'), Left(0, Why.LANGUAGE, "The end; 40 code")),
    fields=("title", "seo.résumé"),
)
ENTRY = Entry(
    block_id="paragraph-0a1b2c3d",
    kind=BlockKind.PARAGRAPH,
    source="Les <1>centres de lutte contre le cancer</1> soignent 12,5 % des patients.",
    target="The <1>comprehensive cancer centres</1> treat 12.5% of patients.",
    line=12,
    section="Former à l’IA",
    article="Un centre s’étend",
    key="9f8e",
    records=(
        Record(
            ConstraintKind.TERM,
            "clcc",
            "centres de lutte contre le cancer",
            4,
            37,
            "first use",
            "comprehensive cancer centres",
            Stage.CODE_SWITCHED,
            (4, 32),
            -0.125,
        ),
        Record(
            ConstraintKind.NUMBER, "", "12,5 %", 47, 53, "value", "12.5%", Stage.UNMET, None, None, "no room"
        ),
    ),
    findings=(
        Finding("number-value", Severity.ERROR, "numbers", "12,5 % became “125%”.", (47, 53), (38, 43)),
    ),
    confidence=48,
)


def written(*entries: Entry, header: Header = HEADER) -> str:
    stream = io.StringIO()
    write_po(stream, Catalog(header, entries))
    return stream.getvalue()


def read(text: str) -> Catalog:
    return read_po(io.BytesIO(text.encode()))


def back(*entries: Entry, header: Header = HEADER) -> Catalog:
    return read(written(*entries, header=header))


REVIEWED = replace(
    ENTRY,
    state=State.EDITED,
    draft=ENTRY.target,
    target="The <1>comprehensive cancer centres</1> care for 12.5% of patients.",
    review=Review("Claire Martin", "2024-11-15", "Deux lignes\nde remarque"),
    waivers=(Waiver("number-value", "as in the report"),),
    notes=("seen by the press office",),
    comments=("a comment of another tool",),
    flags=("read-only",),
)

CASES = {
    "draft": ENTRY,
    "edited": REVIEWED,
    "approved": replace(ENTRY, state=State.APPROVED),
    "needs work": replace(ENTRY, state=State.NEEDS_WORK, review=Review(remark="see the report")),
    "rejected": replace(ENTRY, state=State.REJECTED, target="", draft=ENTRY.target),
    "changed": replace(ENTRY, previous_source="Le CLCC soigne.", previous_target="The CCC treats."),
    "untranslated": replace(ENTRY, target="", records=(), findings=()),
    "obsolete": replace(REVIEWED, obsolete=True, previous_source="Le CLCC."),
    "awkward text": replace(ENTRY, source='"=cmd|\\t\\" <2/> \\n', target='\u2028a "quoted"\ttab\\'),
}


@pytest.mark.parametrize("entry", CASES.values(), ids=CASES)
def test_entry_survives(entry: Entry) -> None:
    """An entry in any state comes back as it was written, but for characters that no PO file may hold."""
    expected = replace(entry, target=clean_text(entry.target).strip("\n"))
    assert back(entry) == Catalog(HEADER, (settled(expected),))


@pytest.mark.parametrize(
    ("origin", "draft", "own", "lines", "known"),
    [
        ("machine", "", HEADER.model, 0, HEADER.model),
        ("machine", "", "house 1 sha256:12", 1, "house 1 sha256:12"),
        ("memory 1/2", "", HEADER.model, 0, HEADER.model),
        ("memory 100 %", "", "", 0, ""),
        ("reviewer", "", "", 0, ""),
        ("reviewer", "A draft.", "house 1 sha256:12", 1, "house 1 sha256:12"),
    ],
)
def test_a_model_is_told_where_it_is_not_the_catalogues(
    origin: str, draft: str, own: str, lines: int, known: str
) -> None:
    """A line of its own is for what remains of another package; what no machine made names none."""
    entry = replace(ENTRY, origin=origin, draft=draft, model=own)
    assert written(entry).count("\n#. model: ") == lines
    assert back(entry).entries[0].model == known


def test_header_survives() -> None:
    """Fields and comments that another tool put into the header are kept."""
    header = replace(
        HEADER, extra=(("Language-Team", "Dons"), ("X-Poedit-Basepath", ".")), notes=("by", "", "me")
    )
    assert back(ENTRY, header=header).header == header


def reviewed_by(name: str, date: str) -> Entry:
    return replace(REVIEWED, block_id=f"paragraph-{name}-{date}", review=Review(name, date, ""))


@pytest.mark.parametrize(
    ("entries", "extra", "expected"),
    [
        ((ENTRY,), (), "Passerelle"),
        ((ENTRY, reviewed_by("Claire  Martin", "2024-11-20")), (), "Claire Martin"),
        ((reviewed_by("Claire", "2024-11-20"), reviewed_by("Paul", "2024-11-19")), (), "Claire"),
        ((reviewed_by("Claire", "2024-11-20"), reviewed_by("Paul", "2024-11-20")), (), "Paul"),
        ((replace(ENTRY, review=Review("Ana", "2024-11-20", "a remark")),), (), "Passerelle"),
        ((reviewed_by("Claire", "2024-11-20"),), (("Last-Translator", "Jo <jo@a.fr>"),), "Jo <jo@a.fr>"),
    ],
)
def test_last_translator_is_the_reviewer(
    entries: tuple[Entry, ...], extra: tuple[tuple[str, str], ...], expected: str
) -> None:
    """The header names who reviewed last, unless another program says who did; it comes back as it was."""
    header = replace(HEADER, extra=extra)
    text = written(*entries, header=header)
    assert polib.pofile(text).metadata["Last-Translator"] == expected
    assert read(text).header == header


def test_output_is_deterministic() -> None:
    """The same catalogue always gives the same bytes, and a second trip changes nothing."""
    text = written(ENTRY)
    assert written(*read(text).entries, header=read(text).header) == text


def test_entry_is_readable() -> None:
    """Each fact stands on a line of its own, in words."""
    text = written(REVIEWED)
    for line in (
        "# state: edited",
        "# reviewer: Claire Martin",
        "# waiver: number-value: as in the report",
        "#. article: Un centre s’étend",
        "#. section: Former à l’IA",
        '#. constraint: number "12,5 %" → "12.5%" stage=unmet rule=value fr=47-53 reason="no room"',
        "#: examples/ma%20convention%20100%20%25.md:12",
        'msgctxt "convention-clcc#paragraph-0a1b2c3d"',
    ):
        assert line in text.splitlines()
    assert "fuzzy" not in text.split("msgctxt")[0].split("#, ")[-1]


@pytest.mark.parametrize(
    ("entry", "fuzzy", "target", "expected"),
    [
        (ENTRY, False, ENTRY.target, State.APPROVED),
        (ENTRY, False, "Other words.", State.EDITED),
        (ENTRY, True, "Other words.", State.NEEDS_WORK),
        (ENTRY, True, "", State.DRAFT),
        (REVIEWED, True, REVIEWED.target, State.DRAFT),
        (replace(REVIEWED, state=State.APPROVED), False, "Other words.", State.EDITED),
        (CASES["rejected"], False, "Other words.", State.EDITED),
        (CASES["rejected"], False, ENTRY.target, State.APPROVED),
    ],
)
def test_po_editor_is_believed(entry: Entry, fuzzy: bool, target: str, expected: State) -> None:  # noqa: FBT001
    """What a person did in a PO editor shows in the state: flag and text count before our comments."""
    po = polib.pofile(wrapwidth=0, pofile=written(entry))
    po[0].flags = ["fuzzy"] if fuzzy else []
    po[0].msgstr = target
    read_back = read(str(po)).entries[0]
    assert (read_back.state, read_back.target) == (expected, target)
    assert read_back.by_person is (target == "Other words.")


def test_foreign_comments_survive_polib() -> None:
    """Comments that a person or another tool added come back after a second trip."""
    po = polib.pofile(wrapwidth=0, pofile=written(ENTRY))
    po[0].tcomment = "À voir avec Unicancer\n\nstate: of the art"
    po[0].comment += "\nconstraint: none"
    once = read(str(po))
    assert once.entries[0].notes == ("À voir avec Unicancer", "", "state: of the art")
    assert once.entries[0].comments == ("constraint: none",)
    assert back(*once.entries, header=once.header) == once


BROKEN = {
    "empty": ("", "holds no PO entries"),
    "text": ("Bonjour\nle monde\n", "holds no PO entries"),
    "foreign": ('msgid ""\nmsgstr "Language: en\\n"\n\nmsgid "a"\nmsgstr "b"\n', "passerelle fill"),
    "no context": (written() + '\nmsgid "a"\nmsgstr "b"\n', "msgctxt"),
    "cut in a string": (written(ENTRY)[:-20], "broken string"),
    "cut before msgstr": (written(ENTRY).rpartition("msgstr")[0], "ends after a msgid"),
    "merge conflict": (written(ENTRY) + "<<<<<<< ours\n", "not valid PO"),
    "twice": (written(ENTRY, ENTRY), "twice"),
    "inner quote": (written(ENTRY).replace("treat", 'tr"eat'), "broken string"),
}


@pytest.mark.parametrize(("text", "message"), BROKEN.values(), ids=BROKEN)
def test_broken_file(text: str, message: str) -> None:
    """A broken, foreign or truncated file gives one sentence that names the trouble."""
    with pytest.raises(CatalogError, match=message):
        read(text)


def test_broken_line_is_named(tmp_path: Path) -> None:
    """The error of a broken line tells file and line."""
    text = written(ENTRY).replace("treat", 'tr"eat')
    line = next(number for number, line in enumerate(text.splitlines(), 1) if 'tr"eat' in line)
    path = tmp_path / "a.po"
    path.write_text(text, encoding="utf-8")
    with path.open("rb") as stream, pytest.raises(CatalogError, match=re.escape(f"a.po:{line}: ")):
        read_po(stream)


def test_wrong_encoding() -> None:
    """A file in Latin-1 gives the line of its first wrong byte."""
    with pytest.raises(CatalogError, match="UTF-8") as caught:
        read_po(io.BytesIO(b'msgid ""\nmsgstr ""\n"caf\xe9\\n"\n'))
    assert caught.value.line == 3


def test_source_is_required() -> None:
    """An entry without French cannot be told from the header and is refused."""
    with pytest.raises(CatalogError, match="no French"):
        written(replace(ENTRY, source="\n"))


def test_content_is_never_a_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text that happens to be the name of a file is read as text."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / 'msgstr "a"').write_text(written(ENTRY), encoding="utf-8")
    with pytest.raises(CatalogError):
        read('msgstr "a"')


_KNOWN = tuple(f"{name}: " for name in (*HUMAN, *MACHINE, "text"))
any_text = st.text(max_size=40)
body = any_text.map(lambda text: clean_text(text).strip("\n"))
filled = body.filter(bool)
line = st.text(max_size=30).map(lambda text: " ".join(clean_text(text).split()))
foreign = line.filter(lambda text: text and not text.startswith(("#", *_KNOWN)))
spans = st.none() | st.tuples(st.integers(0, 999), st.integers(0, 999))
records = st.builds(
    Record,
    kind=st.sampled_from(ConstraintKind),
    concept=any_text,
    source=any_text,
    start=st.integers(0, 9999),
    end=st.integers(0, 9999),
    rule=any_text,
    rendering=any_text,
    stage=st.sampled_from(Stage),
    target_span=spans,
    score=st.none() | st.floats(allow_nan=False),
    reason=any_text,
)
findings = st.builds(
    Finding,
    id=any_text,
    severity=st.sampled_from(Severity),
    category=any_text,
    message=any_text,
    source_span=spans,
    target_span=spans,
    suggestion=any_text,
    waiver=any_text,
)
reviews = st.builds(Review, any_text, any_text, any_text)


def consistent(entry: Entry) -> Entry:
    """Return the entry with a target where its state says so, and none where it says not."""
    if entry.state.reviewed and not entry.target:
        return replace(entry, target="x")
    return replace(entry, target="") if entry.state is State.REJECTED else entry


entries = st.builds(
    Entry,
    block_id=st.uuids().map(lambda number: f"paragraph-{number.hex[:8]}"),
    kind=st.sampled_from(BlockKind),
    source=filled,
    target=body,
    state=st.sampled_from(State),
    line=st.integers(0, 99999),
    section=any_text,
    article=any_text,
    origin=any_text,
    key=any_text,
    model=any_text,
    draft=any_text,
    previous_source=body,
    previous_target=any_text,
    review=reviews,
    records=st.lists(records, max_size=2).map(tuple),
    findings=st.lists(findings, max_size=2).map(tuple),
    waivers=st.lists(st.builds(Waiver, any_text, any_text), max_size=2).map(tuple),
    obsolete=st.booleans(),
    notes=st.lists(foreign, max_size=2).map(tuple),
    comments=st.lists(foreign, max_size=2).map(tuple),
    flags=st.sampled_from([(), ("read-only",), ("no-wrap", "c-format")]),
).map(consistent)


def settled(entry: Entry) -> Entry:
    """Return an entry as it comes back: an obsolete one cannot tell a tool's comment from a person's note.

    Where a machine made it and no model is named, that of the catalogue did.
    """
    entry = replace(entry, model=entry.model or (HEADER.model if entry.by_machine else ""))
    if entry.obsolete:
        return replace(entry, notes=(*entry.notes, *entry.comments), comments=())
    return entry


@given(st.lists(entries, max_size=4, unique_by=lambda entry: entry.block_id))
@settings(max_examples=80, deadline=None)
def test_everything_survives(drawn: list[Entry]) -> None:
    """Whatever an entry holds, it comes back from a PO file; living entries stand first."""
    expected = [settled(entry) for entry in sorted(drawn, key=lambda entry: entry.obsolete)]
    assert list(back(*drawn).entries) == expected


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="gettext is not installed")
@given(st.lists(entries, max_size=4, unique_by=lambda entry: entry.block_id))
@settings(max_examples=15, deadline=None)
def test_gettext_accepts_everything(drawn: list[Entry]) -> None:
    """Msgfmt --check finds nothing to say about any file written."""
    check_with_gettext(written(*(replace(entry, flags=()) for entry in drawn)))


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="gettext is not installed")
@pytest.mark.parametrize("entry", CASES.values(), ids=CASES)
def test_gettext_accepts(entry: Entry) -> None:
    """Msgfmt --check finds nothing to say about an entry in any state."""
    check_with_gettext(written(entry))


def check_with_gettext(text: str) -> None:
    done = subprocess.run(
        ["msgfmt", "--check", "-o", "-", "-"], input=text.encode(), capture_output=True, check=False
    )
    assert (done.returncode, done.stderr.decode()) == (0, "")
