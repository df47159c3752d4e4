"""A house says once what holds, in passerelle.toml; the command line wins, and a wrong line is named."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from passerelle.translate.catalog.entry import Catalog, Entry, Header, State
from passerelle.translate.cli import app
from passerelle.translate.cli.house import NAME
from passerelle.translate.cli.settings import SETTINGS, read_settings, settings_text
from passerelle.translate.formats.po.write import write_po
from passerelle.translate.text.document import BlockKind

TWO_BLANKS = Entry("p-1", BlockKind.PARAGRAPH, "Un essai.", "A  trial.", State.APPROVED)


@pytest.fixture(autouse=True)
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder below that of the house."""
    below = tmp_path / "articles" / "mai"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    return tmp_path


def settle(folder: Path, text: str) -> Path:
    path = folder / NAME
    path.write_text(text, encoding="utf-8")
    return path


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(arguments))
    return result.exit_code, result.output


def save_catalogue() -> None:
    with Path("a.po").open("w", encoding="utf-8", newline="\n") as stream:
        write_po(stream, Catalog(Header("a"), (TWO_BLANKS,)))


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('english = "gb"\nglosaries = ["a.tsv"]\n', 2, "“glosaries” is no setting; allowed are glossaries, "),
        ('glosaries = ["a.tsv"]\n', 1, "Did you mean “glossaries”?"),
        ('english = "uk"\n', 1, "“english” is “uk”; allowed are gb, us"),
        ("english = 1\n", 1, "“english” wants a text in quotation marks"),
        ('\n\nglossaries = "a.tsv"\n', 3, "“glossaries” wants a list, as in "),
        ("glossaries = [1]\n", 1, "“glossaries” wants a text"),
        ('[publish]\ndisclosure = "yes"\n', 2, "“publish.disclosure” wants true or false"),
        ('english = "gb"\n[publish]\nprofil = "markdown"\n', 3, "“publish.profil” is no setting"),
        ('[publish]\nprofile = "pdf"\n', 2, "“publish.profile” is “pdf”; allowed are "),
        ('waived = { spacin = "x" }\n', 1, "“spacin”, which is no check (did you mean spacing?)"),
        ('[waived]\nspacing = ""\n', 1, "wants a check and a reason"),
        ('waived = ["spacing"]\n', 1, "wants a check and a reason"),
        ('english = "gb\n', 1, "is not valid TOML here"),
        ("[publish\n", 1, "is not valid TOML here"),
        ("[other]\nkey = 1\n", 1, "“other” is no setting"),
    ],
)
def test_a_wrong_line_is_named(house: Path, text: str, line: int, said: str) -> None:
    """One sentence says the file, the line and what is allowed, whichever command meets it; nothing else is done."""
    path = settle(house, text)
    for command in (["check", "a.po"], ["settings"]):
        code, output = run(*command)
        assert code == 2
        assert f"{path}:{line}: " in output
        assert said in output
        assert "Traceback" not in output


def test_files_that_are_no_text(house: Path) -> None:
    (house / NAME).write_bytes('english = "gb"\nmodel = "é"\n'.encode("cp1252"))
    code, output = run("settings")
    assert (code, f"{NAME}:2: is not UTF-8 text" in output) == (2, True)


def test_settings_hold_below_their_folder(house: Path) -> None:
    """A check that the house waives is waived in every catalogue, from whichever folder."""
    save_catalogue()
    assert "spacing" in run("check", "a.po")[1]
    settle(house, 'waived = { spacing = "voulu" }\n')
    assert "warning" not in run("check", "a.po")[1].replace("0 warnings", "")
    assert "1 waived" in run("check", "a.po")[1]


def test_the_command_line_wins(house: Path) -> None:
    settle(house, '[publish]\nprofile = "json"\nout = "sortie"\n')
    save_catalogue()
    assert run("publish", "a.po")[0] == 0
    assert (house / "sortie" / "a.json").is_file()
    assert run("publish", "a.po", "--out", "ici")[0] == 0
    assert Path("ici/a.json").is_file()


def test_paths_count_from_the_file(house: Path) -> None:
    """They are told as seen from here, so that no catalogue names anyone's home."""
    settle(house, 'glossaries = ["maison.tsv"]\nmemory = "m.sqlite"\n')
    values = read_settings(house / NAME).values
    assert values == {
        "glossaries": [str(Path("../../maison.tsv"))],
        "memory": str(Path("../../m.sqlite")),
    }


def test_the_nearest_file_holds(house: Path) -> None:
    settle(house, 'english = "us"\n')
    nearer = settle(Path(), 'language = "fr"\n')
    code, output = run("settings")
    assert code == 0
    assert f"fr  ({nearer.name}:1)" in output
    assert "us" not in output.split()


def test_settings_are_shown_with_their_place(house: Path) -> None:
    settle(house, '# ici\nenglish = "us"\n\n[publish]\ndisclosure = true\n')
    output = run("settings")[1]
    place = Path("../..") / NAME
    assert f"us  ({place}:2)" in output
    assert f"True  ({place}:5)" in output
    assert "not set" in output
    shown = json.loads(run("settings", "--json")[1])
    assert shown["settings"] == {"english": "us", "publish.disclosure": True}


def test_without_a_file_nothing_is_set() -> None:
    code, output = run("settings")
    assert code == 0
    assert "passerelle init" in output


def test_init_explains_every_setting(house: Path) -> None:
    """The file that it writes changes nothing, and each of its lines is right once its “#” is gone."""
    assert run("init")[0] == 0
    written = Path(NAME).read_text(encoding="utf-8")
    assert read_settings(Path(NAME)).values == {}
    examples = {setting.example for setting in SETTINGS}
    lines = (line.removeprefix("# ") for line in written.splitlines())
    used = "\n".join(line for line in lines if line in examples or line.startswith("["))
    assert read_settings(settle(house, used)).values.keys() == {setting.key for setting in SETTINGS}
    assert written == settings_text()


def test_init_leaves_a_file_alone() -> None:
    path = settle(Path(), 'english = "us"\n')
    code, output = run("init")
    assert (code, "is there already" in output) == (2, True)
    assert path.read_text(encoding="utf-8") == 'english = "us"\n'


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("spacin=x", "“spacin” is no check. Did you mean spacing?"),
        ("spacing", "--waive spacing: say why"),
        ("=x", "“” is no check"),
    ],
)
def test_a_waiver_needs_check_and_reason(value: str, said: str) -> None:
    save_catalogue()
    code, output = run("check", "a.po", "--waive", value)
    assert (code, said in output) == (2, True)


def test_a_waiver_on_the_command_line() -> None:
    save_catalogue()
    assert "1 waived" in run("check", "a.po", "--waive", "spacing=voulu")[1]
