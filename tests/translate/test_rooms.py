"""The rooms of the translation stand on floors: what a room may import is below it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import passerelle.glossary
import passerelle.translate
from passerelle.translate import text

ROOT = Path(text.__file__).parents[1]
DOCUMENTED = re.findall(r"^- ``(\w+)``", passerelle.translate.__doc__ or "", re.MULTILINE)
FORMATS = sorted(path.parent.name for path in ROOT.glob("formats/*/__init__.py"))


def imported(path: Path) -> Iterator[str]:
    """Yield the modules that a file imports, dotted."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room_files(room: str) -> list[Path]:
    return sorted((ROOT / room).rglob("*.py")) or [ROOT / f"{room}.py"]


def rooms_used(room: str) -> set[str]:
    names = [name.split(".") for path in room_files(room) for name in imported(path)]
    return {name[2] for name in names if name[:2] == ["passerelle", "translate"] and len(name) > 2} - {room}


def test_every_room_is_documented() -> None:
    """The list in the package's docstring is the house: a new folder or module joins it on its floor."""
    present = {path.parent.name for path in ROOT.glob("*/__init__.py")} | {
        path.stem for path in ROOT.glob("*.py") if path.stem != "__init__"
    }
    assert sorted(DOCUMENTED) == sorted(present)


@pytest.mark.parametrize("room", DOCUMENTED)
def test_room_imports_only_what_is_below(room: str) -> None:
    below = set(DOCUMENTED[DOCUMENTED.index(room) + 1 :])
    assert rooms_used(room) <= below


@pytest.mark.parametrize("room", DOCUMENTED)
def test_room_says_what_it_is_for(room: str) -> None:
    assert ast.get_docstring(ast.parse(room_files(room)[0].read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", FORMATS)
def test_formats_do_not_know_each_other(name: str) -> None:
    """What two formats share stands beside them, not in one of them."""
    used = {module for path in (ROOT / "formats" / name).rglob("*.py") for module in imported(path)}
    others = {f"passerelle.translate.formats.{other}" for other in FORMATS if other != name}
    assert not [module for module in used for other in others if f"{module}.".startswith(f"{other}.")]


def test_glossary_knows_nothing_of_translation() -> None:
    folder = Path(next(iter(passerelle.glossary.__path__)))
    used = {module for path in folder.rglob("*.py") for module in imported(path)}
    assert not [module for module in used if module.startswith("passerelle.translate")]
