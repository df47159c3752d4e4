"""A long export that is stopped while it is filled goes on where it was."""

from pathlib import Path

import polib
import pytest

from passerelle.glossary.termbase import Termbase
from passerelle.translate.catalog.entry import Catalog
from passerelle.translate.cms import fill as export_groups
from passerelle.translate.cms import fill_file
from passerelle.translate.engine.packages import ModelPackage
from passerelle.translate.pipeline import Translation
from passerelle.translate.text.document import Document
from passerelle.translate.workflows import check_pool
from passerelle.translate.workflows import fill as workflow
from passerelle.translate.workflows import translate as runs
from passerelle.translate.workflows.fill import group_translator, groups_checker
from passerelle.translate.workflows.options import Options
from passerelle.translate.workflows.stretches import KeptStretches
from passerelle.translate.workflows.translate import translate_read
from tests.translate.workflows.conftest import Counting

WORDS = ("rouge", "vert", "bleu", "noir", "blanc")


@pytest.fixture(autouse=True)
def export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an export of five strings, which are translated two by two."""
    monkeypatch.chdir(tmp_path)
    for module in (export_groups, workflow):
        monkeypatch.setattr(module, "GROUP", 2)
    monkeypatch.setattr(runs, "Engine", Counting)
    monkeypatch.setattr(runs, "resolve_package", lambda _: ModelPackage("capitals", "1", Path()))
    Counting.asked, Counting.stop = [], ""
    strings = (f'msgid "Voici le carnet {word}."\nmsgstr ""\n' for word in WORDS)
    path = Path("page.po")
    path.write_text("\n".join(strings), encoding="utf-8")
    return path


def fill(path: Path) -> list[str]:
    """Fill the export and return its English."""
    stretches = KeptStretches(Path("out"))
    translate = group_translator(Termbase(()), Options(Path("out")), stretches)
    fill_file(path, Path("filled.po"), translate)
    stretches.forget("page")
    return [entry.msgstr for entry in polib.pofile("filled.po")]


def test_a_run_that_was_stopped_is_taken_up_again(export: Path) -> None:
    """Whole groups are kept and not asked of the model again; nothing is left of them once the export is filled."""
    Counting.stop = "blanc"
    with pytest.raises(KeyboardInterrupt):
        fill(export)
    assert not Path("filled.po").exists()
    assert len(list(Path("out").glob(".page.po.*.begun"))) == 2
    Counting.asked, Counting.stop = [], ""
    assert fill(export) == [f"VOICI LE CARNET {word.upper()}." for word in WORDS]
    assert set(Counting.asked) == {"Voici le carnet blanc."}
    assert not list(Path("out").iterdir())


def test_groups_are_checked_together_and_each_by_itself(
    export: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Several processes tell of a long export's groups, and count, what the check of one after the other does."""
    monkeypatch.setattr(check_pool, "_FEW", 2)
    termbase, options = Termbase(()), Options(Path("out"), jobs=2)

    def translate(document: Document, _: Catalog | None) -> Translation:
        return translate_read([document], termbase, options, {})[0]

    one_by_one = fill_file(export, Path("filled.po"), translate)
    unchecked = group_translator(termbase, options, KeptStretches(Path("out")))
    check = groups_checker(termbase, options)
    together = fill_file(export, Path("filled.po"), unchecked, check=check)
    assert together == one_by_one
    assert all(entry.findings for entry in together.catalog.current)
    assert len(together.summaries) == 3
