"""An adaptation from files to an installed package, with a network of toy size; and what is refused before any work."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from passerelle.glossary.errors import FileError, PasserelleError
from passerelle.glossary.locks import lock_file
from passerelle.glossary.termbase import Termbase
from passerelle.translate.adaptation.lineage import next_version
from passerelle.translate.adaptation.metrics import count_edits
from passerelle.translate.adaptation.mix import Lesson, encode_lessons
from passerelle.translate.adaptation.prove import EDITS, Exam, Marks
from passerelle.translate.adaptation.select import Reason, Unit, select
from passerelle.translate.catalog.entry import Catalog, Entry, Header, Review, State
from passerelle.translate.catalog.findings import Waiver
from passerelle.translate.checks import Context
from passerelle.translate.engine.choice import Choice, read_choice
from passerelle.translate.engine.decode import Engine
from passerelle.translate.engine.packages import (
    ModelPackage,
    embedded_package,
    installed_packages,
)
from passerelle.translate.formats.po.write import write_po
from passerelle.translate.formats.tmx.write import write_tmx
from passerelle.translate.memory import TranslationUnit, add_units, open_memory
from passerelle.translate.text.document import BlockKind
from passerelle.translate.workflows import adapt as module
from passerelle.translate.workflows.adapt import (
    AdaptationError,
    Watch,
    Wish,
    adapt,
    alone,
    check_ready,
)
from passerelle.translate.workflows.approved import gather

CONTEXT = Context(Termbase(()))


def entry(number: int, state: State, target: str, *waivers: Waiver) -> Entry:
    review = Review("Anne", "2026-01-02")
    return Entry(
        f"p-{number}",
        BlockKind.PARAGRAPH,
        "Il coûte 12 euros.",
        target,
        state,
        review=review,
        waivers=waivers,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a catalogue of every state, a TMX with a machine's unit, and a file of another kind."""
    place = tmp_path / "work"
    place.mkdir()
    entries = (
        entry(1, State.APPROVED, "It costs 12 euros."),
        entry(2, State.DRAFT, "It costs 12 euros, said no one."),
        entry(3, State.NEEDS_WORK, "It costs."),
        entry(4, State.REJECTED, ""),
        entry(5, State.APPROVED, "It costs 13 euros.", Waiver("number-value", "prices rose")),
    )
    with (place / "a.po").open("w", encoding="utf-8") as stream:
        write_po(stream, Catalog(Header("a", created=datetime(2026, 1, 1, tzinfo=UTC)), entries))
    units = [TranslationUnit("Bonjour.", "Good day."), TranslationUnit("Salut.", "Hi.", reviewer="MT!")]
    with (place / "b.tmx").open("wb") as stream:
        write_tmx(stream, units, version="1")
    (place / "notes.txt").write_text("no unit", encoding="utf-8")
    return place


def test_gather_reads_what_people_approved(folder: Path, tmp_path: Path) -> None:
    """Catalogues, TMX files and a memory are read; states that do not count are counted."""
    with open_memory(tmp_path / "m.sqlite") as memory:
        add_units(memory, [TranslationUnit("Merci.", "Thank you.", document="c")])
    gathered = gather([folder], tmp_path / "m.sqlite", CONTEXT)
    assert [(unit.french, unit.english, unit.document) for unit in gathered.units] == [
        ("Il coûte 12 euros.", "It costs 12 euros.", "a"),
        ("Il coûte 12 euros.", "It costs 13 euros.", "a"),
        ("Bonjour.", "Good day.", "b"),
        ("Merci.", "Thank you.", "c"),
    ]
    assert gathered.units[1].waivers[0].check == "number-value"
    assert gathered.left_out == {Reason.MACHINE: 2, Reason.FUZZY: 1, Reason.DO_NOT_USE: 1}


@pytest.mark.parametrize("name", ["notes.txt", "missing.po"])
def test_files_that_cannot_be_read(folder: Path, name: str) -> None:
    with pytest.raises(FileError):
        gather([folder / name], None, CONTEXT)


@pytest.mark.parametrize("name", ["House", "", "a b", "../x", "official", "embedded", "x" * 40])
def test_names_that_cannot_be(name: str) -> None:
    with pytest.raises(AdaptationError, match="--name"):
        check_ready(embedded_package(), name)


def test_without_pytorch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "find_spec", lambda _: None)
    with pytest.raises(AdaptationError, match=r"passerelle\[adapt\]"):
        check_ready(embedded_package(), "house")


def test_one_at_a_time() -> None:
    """Whoever comes second is told at once."""
    with alone(), pytest.raises(AdaptationError, match="Another adaptation"), alone():
        pass


def test_lock_is_free_afterwards() -> None:
    with alone():
        pass
    with lock_file(module._workshop() / "running"):
        pass


def test_full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("torch")
    monkeypatch.setattr(module, "_ROOM", 1 << 60)
    with pytest.raises(FileError, match="room"):
        check_ready(embedded_package(), "house")


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    """Sixty approved pairs of twelve documents."""
    units = [
        TranslationUnit(
            f"Le médecin numéro {n} examine le patient.",
            f"Doctor number {n} examines the patient.",
            document=f"d{n // 5}",
        )
        for n in range(60)
    ]
    with (tmp_path / "pairs.tmx").open("wb") as stream:
        write_tmx(stream, units, version="1")
    return tmp_path / "pairs.tmx"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Packages, settings and cache of nobody."""
    installed = tmp_path / "packages"
    installed.mkdir()
    monkeypatch.setattr("passerelle.translate.engine.packages.packages_folder", lambda: installed)
    monkeypatch.setenv("PASSERELLE_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("PASSERELLE_CACHE", str(tmp_path / "cache"))
    return installed


def quick(monkeypatch: pytest.MonkeyPatch, before: str, after: str) -> None:
    """Let exams be sat by what is said here, so that nothing but the mechanics is tried."""
    said = iter([before, after])

    def sit(engine: Engine, exam: Exam) -> Marks:
        import numpy as np  # noqa: PLC0415

        assert engine
        text = next(said)
        rows = [[*count_edits(text, "The patient went home."), 1] for _ in exam.house]
        return Marks({EDITS: np.array(rows, float)})

    monkeypatch.setattr(module, "measure", sit)
    monkeypatch.setattr(module, "_LEAST_REPLAYED", 8)
    # What a network by chance says has no end.
    monkeypatch.setattr(
        module,
        "encode_replay",
        lambda engine, pieces, french: encode_lessons(
            engine, pieces, [Lesson(text, text) for text in french]
        ),
    )


GOOD, BAD = "The patient went home.", "Sick man left it."


def wish(pairs: Path, *, dry_run: bool = False) -> Wish:
    return Wish((pairs,), None, CONTEXT, 1, "essai", dry_run)


def test_better_package_is_installed_and_used(
    tiny: ModelPackage, pairs: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It tells its lineage, translates, and leaves nothing in the workshop; the next one has the next number."""
    quick(monkeypatch, BAD, GOOD)
    stages: list[str] = []
    done = adapt(tiny, wish(pairs), Watch(stages.append))
    assert done.package is not None
    assert (done.package.label, done.learned + done.held) == ("essai 1", 60)
    assert [package.label for package in installed_packages()] == ["essai 1"]
    assert read_choice() == Choice(str(home / "fr_en-essai-1"), {str(home / "fr_en-essai-1"): "embedded"})
    assert (done.package.signs, done.package.aligned) == (tiny.signs, True)
    assert Engine(done.package, threads=1).translate(["Bonjour."], beam=1)
    lineage = json.loads((done.package.folder / "metadata.json").read_text(encoding="utf-8"))["adapted"]
    assert lineage["from"]["name"] == tiny.name
    assert (lineage["units"], lineage["held_back"]) == (done.learned, done.held)
    assert lineage["scores"][EDITS] == [100.0, 0.0] or lineage["scores"][EDITS][1] == 0.0
    assert next_version("essai") == 2
    left = [path.name for path in (module._workshop()).iterdir() if path.is_dir()]
    assert not left
    assert stages[0].startswith("Reading")


@pytest.mark.parametrize(("before", "after"), [(GOOD, BAD), (GOOD, GOOD)])
def test_worse_or_equal_package_is_refused(
    tiny: ModelPackage, pairs: Path, home: Path, monkeypatch: pytest.MonkeyPatch, before: str, after: str
) -> None:
    quick(monkeypatch, before, after)
    done = adapt(tiny, wish(pairs), Watch())
    assert done.package is None
    assert not list(home.iterdir())
    assert read_choice() == Choice()


def test_dry_run_installs_nothing(
    tiny: ModelPackage, pairs: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it learned is kept for the run that is in earnest."""
    quick(monkeypatch, BAD, GOOD)
    done = adapt(tiny, wish(pairs, dry_run=True), Watch())
    assert done.package is None
    assert done.proof.saved > 0
    assert not list(home.iterdir())
    assert len([path for path in module._workshop().iterdir() if path.is_dir()]) == 1


def test_too_few(tiny: ModelPackage, tmp_path: Path, home: Path) -> None:
    """The error says how many are needed, and why others fell out."""
    units = [TranslationUnit("Le chat dort ici.", "The cat sleeps here.")] * 10
    with (tmp_path / "few.tmx").open("wb") as stream:
        write_tmx(stream, units, version="1")
    with pytest.raises(AdaptationError, match=r"1 approved unit .* at least 50 .* 9 doubles"):
        adapt(tiny, wish(tmp_path / "few.tmx"), Watch())
    assert not list(home.iterdir())


@pytest.mark.parametrize(
    ("names", "told", "reason"),
    [
        (["missing.po"], 0, "missing.po: does not exist"),
        (["gone"], 0, "gone: does not exist"),
        (["empty"], 0, "empty: holds no PO catalogue and no TMX file"),
        (["missing.po", "notes.txt"], 2, "None of the files can be read"),
    ],
)
def test_where_nothing_can_be_read_no_units_are_counted(
    folder: Path, names: list[str], told: int, reason: str
) -> None:
    """One sentence a file, and none of how few units there are."""
    (folder / "empty").mkdir()
    errors: list[PasserelleError] = []
    with pytest.raises(PasserelleError, match=reason):
        gather([folder / name for name in names], None, CONTEXT, errors.append)
    assert len(errors) == told


def test_of_very_many_units_a_sample_is_drawn() -> None:
    """The rest is counted and never checked, and the summary says so."""
    units = (Unit(f"Le chat {number} dort.", f"The cat {number} sleeps.", "d") for number in range(3_000))
    selected = select(units, CONTEXT, most=200)
    assert selected.left_out[Reason.SAMPLE] == 2_800
    assert len(selected.units) + sum(selected.left_out.values()) == 3_000
    assert "the sample of 5,000" in Reason.SAMPLE


def test_packages_of_another_kind(tiny: ModelPackage, tmp_path: Path) -> None:
    """Argos' official package is one: it is said before anything is read."""
    pytest.importorskip("torch")
    other = tmp_path / "other"
    (other / "model").mkdir(parents=True)
    content = bytearray((tiny.folder / "model" / "model.bin").read_bytes())
    place = content.index(b"pre_norm\0")
    content[place + len(b"pre_norm\0") + 6] = 0
    (other / "model" / "model.bin").write_bytes(content)
    from passerelle.translate.adaptation.errors import TrainingError  # noqa: PLC0415

    with pytest.raises(TrainingError, match="cannot be adapted"):
        check_ready(replace(tiny, folder=other), "house")


def test_contexts_are_at_most_three_a_unit() -> None:
    """None is learned by a house that writes American English, as the glossary's are British."""
    from passerelle.glossary.termbase import load_termbase  # noqa: PLC0415

    british = Context(load_termbase())
    adaptation = module.Adaptation.__new__(module.Adaptation)
    learned = [Unit("Un.", "One.")] * 10
    for context, most in ((british, 30), (replace(british, american=True), 0)):
        adaptation.wish = Wish((), None, context)
        contexts, apart = adaptation._contexts(learned)
        assert (len(contexts), len(apart)) == (most, 150)
