"""The packages of a machine: where each comes from, which is used, and how one goes back, removes and exports."""

import json
import re
import shutil
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from passerelle.glossary.errors import PasserelleError
from passerelle.glossary.files import DiskFullError
from passerelle.translate.adaptation.lineage import ADAPTED, adapted_metadata, folder_name, read_lineage
from passerelle.translate.engine import packages
from passerelle.translate.engine.choice import Choice, read_choice, settings_path, write_choice
from passerelle.translate.engine.install import install_package, write_package
from passerelle.translate.engine.packages import ModelPackage, PackageError, find_package, read_folder
from passerelle.translate.workflows import worker
from passerelle.translate.workflows.models import (
    about,
    children,
    choose,
    list_packages,
    remove,
    undo_adaptation,
)
from passerelle.translate.workflows.worker import differences, identify

FACTS = {
    "units": 54,
    "held_back": 6,
    "data": "d1",
    "glossary": "g1",
    "date": "2026-11-30",
    "scores": {"word edits per 100 words": [40.0, 35.1]},
}


@pytest.fixture(autouse=True)
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of installed packages, an empty one."""
    monkeypatch.setenv("PASSERELLE_CONFIG", str(tmp_path / "config"))
    monkeypatch.delenv("PASSERELLE_MODEL", raising=False)
    folder = tmp_path / "data" / "packages"
    folder.mkdir(parents=True)
    monkeypatch.setattr(packages, "packages_folder", lambda: folder)
    return folder


Adapt = Callable[..., ModelPackage]


@pytest.fixture
def adapt(shelf: Path) -> Adapt:
    """Return what makes an adapted package of another: its weights are no weights."""

    def make(parent: str, version: str, name: str = "house") -> ModelPackage:
        origin = find_package(parent)
        folder = shelf / folder_name(name, version)
        (folder / "model").mkdir(parents=True)
        (folder / "model" / "model.bin").write_text(f"{name} {version}")
        (folder / "model" / "config.json").write_text("{}")
        shutil.copy(origin.folder / "sentencepiece.model", folder)
        metadata = adapted_metadata(origin, name, version, FACTS)
        (folder / "metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
        write_choice(read_choice().after_adapting(str(folder)))
        return read_folder(folder, "installed")

    return make


def test_a_lineage_names_every_ancestor(adapt: Adapt) -> None:
    """Also where these are not on this machine any more."""
    adapt("embedded", "1")
    second = adapt("house", "2")
    shutil.rmtree(find_package("house-1").folder)
    lineage = read_lineage(second)
    assert lineage is not None
    assert [step.label for step in lineage.steps] == ["house 1", find_package("embedded").label]
    assert (lineage.units, lineage.held_back, lineage.date) == (54, 6, "2026-11-30")
    assert lineage.scores == {"word edits per 100 words": (40.0, 35.1)}


@pytest.mark.parametrize(
    "value", [None, "yes", [], {}, {"from": "x"}, {"from": {"name": "a"}, "units": "many"}]
)
def test_a_lineage_that_cannot_be_read_is_none(adapt: Adapt, value: object) -> None:
    package = adapt("embedded", "1")
    metadata = packages.read_metadata(package.folder)
    (package.folder / "metadata.json").write_text(json.dumps({**metadata, ADAPTED: value}))
    assert read_lineage(package) is None


@pytest.mark.parametrize("name", ["house", "house-10", "house 10", "fr_en-house-10"])
def test_a_package_goes_by_several_names(adapt: Adapt, name: str) -> None:
    """The bare name is the newest one's: 10 comes after 9."""
    adapt("embedded", "9")
    newest = adapt("embedded", "10")
    assert find_package(name) == newest == find_package(str(newest.folder))


@pytest.mark.parametrize(
    ("name", "near"),
    [("huose-1", "house-1"), ("Embeded", "embedded"), ("oficial", "official"), ("xyzzy", "list")],
)
def test_an_unknown_name_is_told_with_those_near_it(adapt: Adapt, name: str, near: str) -> None:
    adapt("embedded", "1")
    with pytest.raises(PackageError, match=f"No package is called “{name}”.*{near}"):
        find_package(name)


def test_packages_are_listed_in_their_order(adapt: Adapt) -> None:
    for version in ("10", "9"):
        adapt("embedded", version)
    known = list_packages(find_package("house-9"))
    assert [(each.package.key, each.origin, each.used) for each in known] == [
        ("embedded", "embedded", False),
        ("house-9", "adapted", True),
        ("house-10", "adapted", False),
    ]


def test_undoing_leads_back_step_by_step(adapt: Adapt) -> None:
    """To what was used before each adaptation, whatever that was adapted from; the adapted package stays."""
    first = adapt("embedded", "1")
    second = adapt("embedded", "2")
    assert undo_adaptation() == (first, second)
    assert undo_adaptation()[0].origin == "embedded"
    with pytest.raises(PackageError, match="nothing to undo"):
        undo_adaptation()
    choose("house-2")
    with pytest.raises(PackageError, match="nothing to undo"):
        undo_adaptation()


def test_undoing_needs_what_was_used_before(adapt: Adapt) -> None:
    shutil.rmtree(adapt("embedded", "1").folder)
    write_choice(read_choice().after_adapting(str(packages.packages_folder() / "fr_en-house-2")))
    with pytest.raises(PackageError, match="not there any more"):
        undo_adaptation()


def test_removing_one_between_leads_undoing_past_it(adapt: Adapt, shelf: Path) -> None:
    """Nothing of it is left, beside the packages neither; the one adapted from it is known to be."""
    first = adapt("embedded", "1")
    second = adapt("house", "2")
    assert [each.package for each in children(first, list_packages(None))] == [second]
    assert remove(first) is None
    assert [path.name for path in shelf.parent.rglob("*") if path.is_dir() and path.parent == shelf] == [
        second.folder.name
    ]
    assert list(shelf.parent.iterdir()) == [shelf]
    assert undo_adaptation()[0].origin == "embedded"


def test_the_package_in_use_goes_when_another_is_named(adapt: Adapt) -> None:
    package = adapt("embedded", "1")
    for wrong in (None, "house-1", "house"):
        with pytest.raises(PackageError):
            remove(package, wrong)
    with pytest.raises(PackageError, match="No package"):
        remove(package, "huose")
    assert package.folder.is_dir()
    after = remove(package, "embedded")
    assert (after and after.origin, read_choice()) == ("embedded", Choice())
    assert not package.folder.exists()


def test_what_is_not_installed_is_not_removed(
    adapt: Adapt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The embedded package, a file of the user's, and one that a variable names."""
    package = adapt("embedded", "1")
    write_package(package, tmp_path / "own.argosmodel")
    for name in ("embedded", str(tmp_path / "own.argosmodel")):
        with pytest.raises(PackageError, match=r"cannot be removed|delete it yourself"):
            remove(find_package(name))
    choose("embedded")
    monkeypatch.setenv("PASSERELLE_MODEL", "house")
    with pytest.raises(PackageError, match="PASSERELLE_MODEL names it"):
        remove(package)


def test_a_chosen_file_is_remembered_as_the_file(adapt: Adapt, tmp_path: Path) -> None:
    """What it was unpacked to may be swept away."""
    write_package(adapt("embedded", "1"), tmp_path / "own.argosmodel")
    choose(str(tmp_path / "own.argosmodel"))
    assert read_choice().model == str(tmp_path / "own.argosmodel")
    (tmp_path / "own.argosmodel").unlink()
    with pytest.raises(PackageError, match="not there any more; choose another"):
        packages.resolve_package(None)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "5",
        '{"model": 5}',
        '{"model": "a", "before": []}',
        '{"before": {}}',
        "\x00",
        "[" * 100_000,
    ],
)
def test_a_damaged_choice_is_told_and_written_anew(content: str) -> None:
    settings_path().parent.mkdir()
    settings_path().write_text(content)
    with pytest.raises(PasserelleError, match=r"settings\.json.*model use embedded"):
        packages.resolve_package(None)
    choose("embedded")
    assert read_choice() == Choice()


def test_a_choice_of_an_earlier_version_is_read() -> None:
    settings_path().parent.mkdir()
    settings_path().write_text('{"model": "official"}')
    assert read_choice() == Choice("official")


def test_an_exported_package_is_installed_by_others(
    adapt: Adapt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By another Passerelle with its lineage, and by argostranslate; equal packages are equal files."""
    package = adapt("embedded", "1")
    for name in ("a", "b"):
        write_package(package, tmp_path / f"{name}.argosmodel")
    assert (tmp_path / "a.argosmodel").read_bytes() == (tmp_path / "b.argosmodel").read_bytes()
    lineage = read_lineage(package)
    remove(package, "embedded")
    assert read_lineage(install_package(tmp_path / "a.argosmodel")) == lineage

    from argostranslate import package as argos  # noqa: PLC0415
    from argostranslate import settings  # noqa: PLC0415

    other = tmp_path / "argos"
    other.mkdir()
    monkeypatch.setattr(settings, "package_data_dir", other)
    translate = ModuleType("argostranslate.translate")  # it wants stanza
    translate.get_installed_languages = type("Cached", (), {"cache_clear": lambda: None})  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "argostranslate.translate", translate)
    argos.install_from_path(tmp_path / "a.argosmodel")
    (installed,) = argos.get_installed_packages([other])
    assert (installed.from_code, installed.to_code, installed.package_version) == ("fr", "en", "1")


def test_an_export_replaces_nothing_unasked(adapt: Adapt, tmp_path: Path) -> None:
    package = adapt("embedded", "1")
    own = tmp_path / "own.argosmodel"
    own.write_text("mine")
    with pytest.raises(PackageError, match="--force"):
        write_package(package, own)
    assert own.read_text() == "mine"
    write_package(package, own, replace=True)
    assert zipfile.is_zipfile(own)
    with pytest.raises(PackageError, match=r"should end in \.argosmodel"):
        write_package(package, tmp_path / "own.zip")


def full(*_: object, **__: object) -> None:
    raise OSError(28, "No space left on device")


def test_a_full_disk_leaves_no_half_package(
    adapt: Adapt, tmp_path: Path, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = adapt("embedded", "1")
    monkeypatch.setattr(shutil, "copyfileobj", full)
    with pytest.raises(DiskFullError):
        write_package(package, tmp_path / "own.argosmodel")
    assert not list(tmp_path.glob("*own*"))
    monkeypatch.undo()
    monkeypatch.setattr(packages, "packages_folder", lambda: shelf)
    write_package(package, tmp_path / "own.argosmodel")
    shutil.rmtree(package.folder)
    monkeypatch.setattr(shutil, "copytree", full)
    with pytest.raises(PackageError, match="no space left"):
        install_package(tmp_path / "own.argosmodel")
    assert list(shelf.parent.rglob("*")) == [shelf]


def test_a_server_tells_what_it_translates_with(adapt: Adapt) -> None:
    adapt("embedded", "1")
    told = about(adapt("house", "2"))
    assert str(told["model"]).startswith("house 2 sha256:")
    assert told["adapted_from"] == ["house 1", find_package("embedded").label]


def test_workers_of_a_cluster_are_told_apart_by_their_weights(adapt: Adapt) -> None:
    """Two machines may both have adapted a “house 1”: name and version are the same, the English is not."""
    package = adapt("embedded", "1")
    identify.cache_clear()
    here = identify("house-1")
    other = package.folder.with_name("other")
    package.folder.rename(other)
    (other / "model" / "model.bin").write_text("learned elsewhere")
    other.rename(package.folder)
    for cached in (identify, worker._digest):
        cached.cache_clear()
    (told,) = differences(here, identify("house-1"))
    assert re.fullmatch(r"model \(house 1 \(\w+\), here house 1 \(\w+\)\)", told)
    identify.cache_clear()
