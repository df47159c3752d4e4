"""A long translation that is stopped goes on where it was, and short articles are on disk as soon as they are done."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from passerelle.glossary.termbase import Termbase
from passerelle.translate import pipeline
from passerelle.translate.engine.packages import ModelPackage
from passerelle.translate.formats.catalog_file import load_catalog
from passerelle.translate.workflows import ground, groups
from passerelle.translate.workflows import translate as workflow
from passerelle.translate.workflows.groups import translate_files
from passerelle.translate.workflows.options import Options
from passerelle.translate.workflows.stretches import KeptStretches
from tests.translate.workflows.conftest import Counting

WORDS = ("un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix")


def use_model(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(workflow, "resolve_package", lambda _: ModelPackage(name, "1", Path()))


@pytest.fixture(autouse=True)
def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(pipeline, "TOGETHER", 3)
    monkeypatch.setattr(workflow, "Engine", Counting)
    monkeypatch.setattr(ground, "load_compiled", lambda *_: Termbase(()))
    use_model(monkeypatch, "capitals")
    Counting.asked, Counting.stop = [], ""


def article(name: str = "a", words: Sequence[str] = WORDS) -> Path:
    path = Path(f"{name}.md")
    path.write_text("\n\n".join(f"Voici le centre numéro {word}." for word in words), encoding="utf-8")
    return path


def begun() -> list[Path]:
    return sorted(Path("out").glob(".*.begun"))


def words_asked() -> list[str]:
    found = [source.rstrip(".").rpartition(" ")[2] for source in Counting.asked]
    return list(dict.fromkeys(found))


def stopped(*paths: Path, at: str) -> None:
    Counting.stop = at
    with pytest.raises(KeyboardInterrupt):
        translate_files(paths, Options(Path("out")))
    Counting.asked, Counting.stop = [], ""


def test_a_stopped_run_is_taken_up_again(tmp_path: Path) -> None:
    """Two stretches were kept; the second run translates the rest, and the catalogue is that of a run in one go."""
    path = article()
    stopped(path, at="huit")
    assert len(begun()) == 2
    [done] = translate_files([path], Options(Path("out")))
    assert words_asked() == ["sept", "huit", "neuf", "dix"]
    assert (done.effort.kept, done.effort.translated) == (6, 4)
    assert begun() == []
    [whole] = translate_files([path], Options(tmp_path / "other"))
    assert load_catalog(Path(done.files[0])).entries == load_catalog(Path(whole.files[0])).entries


def test_fresh_takes_up_its_own_run() -> None:
    """What a fresh run kept was made of the same French by the same model."""
    path = article()
    translate_files([path], Options(Path("out")))
    Counting.asked = []
    Counting.stop = "huit"
    with pytest.raises(KeyboardInterrupt):
        translate_files([path], Options(Path("out"), fresh=True))
    Counting.asked, Counting.stop = [], ""
    translate_files([path], Options(Path("out"), fresh=True))
    assert words_asked() == ["sept", "huit", "neuf", "dix"]


@pytest.mark.parametrize("change", ["model", "French", "damage"])
def test_what_no_longer_fits_is_not_used(change: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another model or other French is translated anew, and a damaged file stops nothing."""
    path = article()
    stopped(path, at="huit")
    if change == "model":
        use_model(monkeypatch, "other")
    elif change == "French":
        path = article(words=[f"vingt-{word}" for word in WORDS])
    else:
        for each in begun():
            each.write_text("no catalogue", encoding="utf-8")
    [done] = translate_files([path], Options(Path("out")))
    assert done.effort.translated == len(WORDS)
    assert begun() == []


def test_a_standing_catalogue_waits_for_the_whole() -> None:
    """Until a run is done, the catalogue of the one before stands as it is."""
    translate_files([article()], Options(Path("out")))
    before = Path("out/a.po").read_bytes()
    stopped(article(words=[*WORDS, *(f"vingt-{word}" for word in WORDS)]), at="vingt-huit")
    assert Path("out/a.po").read_bytes() == before
    assert len(begun()) == 2


def test_progress_is_told() -> None:
    """After each stretch but the last, how much of the whole is kept."""
    told: list[tuple[str, int, int]] = []
    translate_files([article()], Options(Path("out")), told=lambda *each: told.append(each))
    assert told == [("a", 3, 10), ("a", 6, 10), ("a", 9, 10)]


def test_finished_articles_are_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """Articles of which a group is full are on disk before the next is translated."""
    monkeypatch.setattr(groups, "_GROUP", 60)
    names = ["a", "b", "c"]
    paths = [article(name, [word]) for name, word in zip(names, WORDS, strict=False)]
    stopped(*paths, at="trois")
    assert [path.name for path in sorted(Path("out").glob("*.po"))] == ["a.po", "b.po"]
    translate_files(paths, Options(Path("out")))
    assert words_asked() == ["trois"]


def test_only_its_own_stretches_belong_to_a_document(tmp_path: Path) -> None:
    """A name that looks like a pattern, or begins as another does, takes nothing from others."""
    entries = load_catalog(Path(translate_files([article()], Options(Path("out")))[0].files[0])).entries
    kept = KeptStretches(tmp_path)
    kept.keep("a", entries[:1], 1, 2)
    kept.keep("a.po.b", entries[1:2], 1, 2)
    assert list(kept.begun("[a]")) == []
    assert list(kept.begun("*")) == []
    assert [key for key, _ in kept.begun("a.po.b")] == [entries[1].block_id]
    kept.forget("a.po.b")
    assert [key for key, _ in kept.begun("a")] == [entries[0].block_id]


def test_sheets_are_prepared_beside_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once a run, and only where something is translated."""
    begun: list[int] = []
    monkeypatch.setattr(groups, "_GROUP", 60)
    monkeypatch.setattr(groups, "prepare_writing", lambda: begun.append(len(Counting.asked)))
    paths = [article("a"), article("b", ["un"])]
    translate_files(paths, Options(Path("out")))
    assert begun == [0]
    translate_files(paths, Options(Path("out")))
    assert begun == [0]
