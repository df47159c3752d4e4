"""The commands of the memory, as a user types them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from passerelle.translate.catalog.entry import Catalog, Entry, Header, Review, State
from passerelle.translate.cli import app
from passerelle.translate.formats.po.write import write_po
from passerelle.translate.text.document import BlockKind

Run = Callable[..., Result]
TMX = (
    '<?xml version="1.0"?><tmx version="1.4"><header/><body>'
    '<tu creationid="Eve"><tuv xml:lang="fr"><seg>Fin.</seg></tuv><tuv xml:lang="en"><seg>End.</seg></tuv></tu>'
    '<tu><tuv xml:lang="de"><seg>Ende.</seg></tuv></tu></body></tmx>'
)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("PASSERELLE_MEMORY", str(tmp_path / "memory.sqlite"))
    return lambda *arguments: CliRunner().invoke(app, ["memory", *map(str, arguments)])


@pytest.fixture
def tmx(tmp_path: Path) -> Path:
    path = tmp_path / "in.tmx"
    path.write_text(TMX)
    return path


def test_what_is_imported_is_counted_exported_and_forgotten(run: Run, tmx: Path, tmp_path: Path) -> None:
    """Importing twice adds nothing; the export holds what came in."""
    assert json.loads(run("import", tmx, "--json").stdout) == [
        {"file": str(tmx), "pairs": 1, "added": 1, "left_out": 1}
    ]
    assert "0 of them new" in run("import", tmx).stdout
    assert json.loads(run("stats", "--json").stdout)["reviewers"] == {"Eve": 1}
    assert "1 pair" in run("export", tmp_path / "out.tmx").stdout
    assert "<seg>End.</seg>" in (tmp_path / "out.tmx").read_text()
    assert "would forget 1" in run("forget", "--reviewer", "Eve", "--dry-run").stdout
    assert "forgot 1" in run("forget", "--source", "Fin.").stdout
    assert json.loads(run("stats", "--json").stdout)["units"] == 0


@pytest.mark.parametrize("command", [("stats",), ("export", "out.tmx"), ("forget", "--all")])
def test_a_memory_that_does_not_exist_is_said_and_not_made(
    run: Run, command: tuple[str, ...], tmp_path: Path
) -> None:
    """Looking into nothing leaves nothing behind."""
    result = run(*command)
    assert (result.exit_code, "does not exist yet" in result.output) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_forgetting_everything_must_be_said(run: Run, tmx: Path) -> None:
    """A command without conditions is a mistake."""
    run("import", tmx)
    result = run("forget")
    assert (result.exit_code, "Say what to forget" in result.output) == (2, True)
    assert "forgot 1" in run("forget", "--all").stdout


@pytest.mark.parametrize(
    "day", ["24/11/2026", "2026-13-45", "2026-02-29", "yesterday", "20261124", "2026-W48-2", "2026-1-2", ""]
)
@pytest.mark.parametrize("dry", [(), ("--dry-run",)])
def test_what_is_no_date_forgets_nothing(run: Run, tmx: Path, day: str, dry: tuple[str, ...]) -> None:
    """Only a day of the calendar, written year first, can be compared."""
    run("import", tmx)
    result = run("forget", "--before", day, *dry)
    assert (result.exit_code, f"“{day}” is no date" in result.output) == (2, True)
    assert json.loads(run("stats", "--json").stdout)["units"] == 1


def test_a_date_forgets_what_is_older(run: Run, tmx: Path) -> None:
    """The day itself stays."""
    tmx.write_text(TMX.replace("<tu ", '<tu creationdate="20241120T000000Z" ', 1))
    run("import", tmx)
    assert "forgot 0" in run("forget", "--before", "2024-11-20").stdout
    assert "forgot 1" in run("forget", "--before", "2024-11-21").stdout


def test_the_figures_of_a_memory_say_what_is_not_known(run: Run, tmx: Path) -> None:
    """No date is made up, and an empty memory is called empty."""
    run("import", tmx)
    assert "approved    at an unknown date" in run("stats").stdout
    run("forget", "--all")
    result = run("stats")
    assert (result.exit_code, "the memory is empty" in result.stdout, "?" in result.stdout) == (
        0,
        True,
        False,
    )


@pytest.mark.parametrize("content", [TMX[:-20], "<x/>", None])
def test_a_bad_file_is_told_and_nothing_is_imported(run: Run, content: str | None, tmp_path: Path) -> None:
    """One sentence, exit code 2, no half import."""
    path = tmp_path / "bad.tmx"
    if content is not None:
        path.write_text(content)
    result = run("import", path)
    assert result.exit_code == 2
    assert "Traceback" not in result.output
    assert json.loads(run("stats", "--json").stdout)["units"] == 0


def test_a_catalogue_can_be_learned_by_hand(run: Run, tmp_path: Path) -> None:
    """Also one that was reviewed in another program."""
    entry = Entry(
        "p-1", BlockKind.PARAGRAPH, "Fin.", "End.", State.APPROVED, review=Review("Eve", "2024-01-01")
    )
    with (tmp_path / "a.po").open("w", encoding="utf-8") as stream:
        write_po(stream, Catalog(Header("a"), (entry,)))
    assert "1 approved block, 1 of them new" in run("learn", tmp_path / "a.po").stdout
    assert json.loads(run("stats", "--json").stdout)["documents"] == {"a": 1}
