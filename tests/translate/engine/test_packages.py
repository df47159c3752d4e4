"""Packages: unpacked safely, told apart, and refused in one sentence when they are wrong."""

import json
import shutil
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest

from passerelle.translate.engine import extract, packages
from passerelle.translate.engine.choice import Choice, ChoiceError, settings_path, write_choice
from passerelle.translate.engine.decode import Engine
from passerelle.translate.engine.install import install_package
from passerelle.translate.engine.packages import EMBEDDED, PackageError, Signs, open_package, resolve_package


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PASSERELLE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("PASSERELLE_CONFIG", str(tmp_path / "config"))
    monkeypatch.delenv("PASSERELLE_MODEL", raising=False)
    monkeypatch.setattr(packages, "packages_folder", lambda: tmp_path / "installed")
    (tmp_path / "installed").mkdir()


def archive(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as zipped:
        for name, data in members.items():
            zipped.writestr(name, data)
    return path


def metadata(**more: object) -> bytes:
    return json.dumps({"from_code": "fr", "to_code": "en", "package_version": "1", **more}).encode()


WHOLE = {
    "m/metadata.json": metadata(),
    "m/model/model.bin": b"x",
    "m/model/config.json": b"{}",
    "m/sentencepiece.model": b"x",
}


def test_the_embedded_package_carries_signs() -> None:
    """The package that comes along carries signs and has an aligned head."""
    package = resolve_package(None)
    assert package.origin == "embedded"
    assert package.signs == Signs(range(1, 6), range(6, 10))
    assert package.aligned
    assert EMBEDDED.stat().st_size < 45_000_000


@pytest.mark.parametrize(
    ("members", "message"),
    [
        (
            {**WHOLE, "m/metadata.json": metadata(from_code="en", to_code="fr")},
            "translates from “en” to “fr”",
        ),
        ({**WHOLE, "m/metadata.json": b"{"}, "unreadable metadata"),
        ({**WHOLE, "m/metadata.json": b"[]"}, "unreadable metadata"),
        (
            {name: data for name, data in WHOLE.items() if "model.bin" not in name},
            "model/model.bin is missing",
        ),
        (
            {name: data for name, data in WHOLE.items() if "sentencepiece" not in name},
            "sentencepiece.model is missing",
        ),
        ({name: data for name, data in WHOLE.items() if "metadata" not in name}, "metadata.json is missing"),
        ({**WHOLE, "../evil": b"x"}, "outside its folder"),
        ({**WHOLE, "/evil": b"x"}, "outside its folder"),
        ({**WHOLE, "m\\..\\..\\evil": b"x"}, "outside its folder"),
        ({**WHOLE, "other/file": b"x"}, "one folder with metadata.json"),
        ({**WHOLE, "m/\x1b]0;x\x07": b"x"}, "no name of a file"),
        ({".": b"x"}, "one folder with metadata.json"),
    ],
)
def test_wrong_packages_are_refused(tmp_path: Path, members: dict[str, bytes], message: str) -> None:
    """Each fault is one sentence that names the file; nothing is left in the cache."""
    path = archive(tmp_path / "bad.argosmodel", members)
    with pytest.raises(PackageError, match=message):
        open_package(path)
    assert not [entry for entry in (tmp_path / "cache" / "models").iterdir() if entry.is_dir()]
    assert not (tmp_path / "evil").exists()


@pytest.mark.parametrize(
    "strays", [(".",), ("./",), ("./", "./."), ("stray.txt",), ("a.txt", "z.txt"), ("__MACOSX/._m",)]
)
def test_what_lies_beside_the_folder_is_left_out(tmp_path: Path, strays: Sequence[str]) -> None:
    """Members that are the folder itself, and files beside the package's, do no harm, the first time and the next."""
    path = archive(tmp_path / "own.argosmodel", {**dict.fromkeys(strays, b"x"), **WHOLE})
    for _ in range(2):
        assert open_package(path).version == "1"
    (own,) = (tmp_path / "cache" / "models").iterdir()
    assert [entry.name for entry in own.iterdir()] == ["m"]


@pytest.mark.parametrize(
    "damage",
    [
        lambda own: (own / "stray.txt").write_text("x"),
        shutil.rmtree,
        lambda own: shutil.rmtree(own / "m"),
        lambda own: (own / "m" / "metadata.json").write_text("{"),
        lambda own: (own / "m" / "model" / "model.bin").unlink(),
    ],
)
def test_a_broken_cache_is_mended(tmp_path: Path, damage: Callable[[Path], object]) -> None:
    """What was unpacked and then damaged, or left so by an older version, is unpacked again."""
    path = archive(tmp_path / "own.argosmodel", WHOLE)
    damage(open_package(path).folder.parent)
    assert (open_package(path).folder / "model" / "model.bin").is_file()
    assert len(list((tmp_path / "cache" / "models").iterdir())) == 1


@pytest.mark.parametrize("place", [10, 16, 42])
def test_a_damaged_directory_is_refused(tmp_path: Path, place: int) -> None:
    """Whichever number in the archive's directory is wrong."""
    path = archive(tmp_path / "own.argosmodel", WHOLE)
    data = bytearray(path.read_bytes())
    start = data.index(b"PK\x01\x02")
    data[start + place : start + place + 4] = b"\xff\xff\xff\x7f"
    path.write_bytes(bytes(data))
    with pytest.raises(PackageError, match=r"own\.argosmodel"):
        open_package(path)


def test_damaged_archives_are_refused(tmp_path: Path) -> None:
    """A cut-off file, a file that is no archive, and a missing one are told apart."""
    cut = tmp_path / "cut.argosmodel"
    cut.write_bytes(EMBEDDED.read_bytes()[:100_000])
    with pytest.raises(PackageError, match="damaged or cut short"):
        open_package(cut)
    with pytest.raises(PackageError, match="does not exist"):
        open_package(tmp_path / "none.argosmodel")


def test_a_damaged_model_is_refused(tmp_path: Path) -> None:
    """A package whose parts are there but broken fails when it is loaded, in one sentence."""
    package = open_package(archive(tmp_path / "odd.argosmodel", WHOLE))
    with pytest.raises(PackageError, match="cannot be loaded"):
        Engine(package)


def test_a_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package that would fill the disk is not unpacked."""
    monkeypatch.setattr(extract, "MAX_UNPACKED", 10)
    with pytest.raises(PackageError, match="it was not unpacked"):
        open_package(archive(tmp_path / "bomb.argosmodel", WHOLE))
    assert list((tmp_path / "cache" / "models").iterdir()) == []


def test_a_member_that_shrinks_by_much_is_refused(tmp_path: Path) -> None:
    """No model is packed to a twentieth: zeros are."""
    path = tmp_path / "bomb.argosmodel"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, data in {**WHOLE, "m/model/model.bin": bytes(30_000_000)}.items():
            zipped.writestr(name, data)
    with pytest.raises(PackageError, match="20 times its size"):
        open_package(path)


def test_a_full_disk_is_told_before_it_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What does not fit is not begun, and the folder for it is named."""
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=20))
    with pytest.raises(PackageError, match="needs more room than there is"):
        open_package(archive(tmp_path / "whole.argosmodel", WHOLE))
    assert list((tmp_path / "cache" / "models").iterdir()) == []


def test_installed_packages_are_found_by_name(tmp_path: Path) -> None:
    """What is installed is found by argostranslate's folder name, and not installed twice."""
    path = archive(tmp_path / "own.argosmodel", WHOLE)
    installed = install_package(path)
    assert installed.folder == tmp_path / "installed" / "m"
    assert resolve_package("m").folder == installed.folder
    with pytest.raises(PackageError, match="already installed"):
        install_package(path)
    shutil.rmtree(installed.folder)


def test_the_choice_is_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The option wins over the variable, the variable over the stored choice."""
    path = archive(tmp_path / "own.argosmodel", WHOLE)
    write_choice(Choice(str(path)))
    assert resolve_package(None).version == "1"
    monkeypatch.setenv("PASSERELLE_MODEL", "embedded")
    assert resolve_package(None).origin == "embedded"
    assert resolve_package(str(path)).version == "1"
    settings_path().write_text("{", encoding="utf-8")
    monkeypatch.delenv("PASSERELLE_MODEL")
    with pytest.raises(ChoiceError, match="model use embedded"):
        resolve_package(None)


def test_the_official_package_must_be_installed_first() -> None:
    """Asking for it offline says which command fetches it."""
    with pytest.raises(PackageError, match="model install official"):
        resolve_package("official")


@pytest.mark.parametrize("value", [None, [], {"nouns": [1]}, {"nouns": ["1", "5"], "names": [6, 9]}, "6-9"])
def test_metadata_without_signs_names_none(value: object) -> None:
    """A package says itself what it can carry; what is malformed is taken for none."""
    assert packages._read_signs(value) is None
