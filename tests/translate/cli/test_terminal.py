"""What reaches the terminal: nothing from a file steers it, and what its encoding lacks is replaced or escaped."""

import ast
import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from lxml import etree
from typer.testing import CliRunner

import passerelle.translate.cli as cli_room
from passerelle.translate.cli import app
from passerelle.translate.cli.terminal import clean_line

ESCAPES = "\x1b]0;owned\x07\x1b[31m\x9b2J\x90q\u202egnp\u2066\u2069\x7f\x08\r"
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
PO = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"X-Passerelle-Document: {document}\\n"
"X-Passerelle-Path: {path}\\n"

#. id: p{e}
msgctxt "{document}#p{e}"
msgid "Soit 12{e} cas."
msgstr "That is 13{e} cases."
"""
FOREIGN = """msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgctxt "ctx{e}"
msgid "Soit 12{e} cas."
msgstr "That is 13{e} cases."
"""


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(name: str, text: str, **values: str) -> str:
    Path(name).write_text(text.format(e=ESCAPES.replace("\r", ""), **values), encoding="utf-8", newline="\n")
    return name


@pytest.mark.parametrize(
    "text",
    [
        "\x1b]0;owned\x07",
        "\x9b2J",
        "a\x08\x08b",
        "\u202egnp.exe",
        "\u2067x\u2069",
        "a\rb",
        "\x00",
        "\ud83d",
        "\x1b",
    ],
)
def test_a_line_is_one_line_and_harmless(text: str) -> None:
    """Whatever stands in it, nothing is left that moves, colours or turns; and it can be encoded."""
    cleaned = clean_line(f"before {text}\nerror: none\u2028after")
    assert not STEERING.search(cleaned)
    assert "\n" not in cleaned
    assert cleaned.encode().decode().startswith("before ")


@pytest.mark.parametrize("text", ["Où ? → “ici”", "[bold]x[/]", r"\[/x]", "a\tb", ":smile:", "👩‍⚕️ 1 200", ""])
def test_what_is_harmless_is_printed_as_it_is(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Brackets, backslashes and the names of smileys are text, and no markup of the console's."""
    cli_room.console.say(text)
    assert (
        capsys.readouterr().out.replace("        ", "\t") == text.replace("a\tb", "a       b") + "\n"
        or "\t" in text
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "--severity", "info"),
        ("review", "status"),
        ("review", "export"),
        ("publish", "-p", "json"),
        ("publish", "-p", "markdown"),
        ("memory", "learn"),
        ("report",),
    ],
)
def test_a_catalogue_cannot_steer_the_terminal(arguments: Sequence[str]) -> None:
    """Its document, path, context, texts and the name of its file lose what would, in every command."""
    names = [
        write("good.po", PO.replace('#p{e}"', '#p"'), document="good", path="a.md"),
        write("context.po", PO, document="context", path="a.md"),
        write("path.po", PO, document="path", path=f"a{ESCAPES[:9]}.md"),
        write("evil.po", PO, document="evil\x1b]0;x\x07", path="a.md"),
        write("e\x1b]0;file\x07.po", PO, document="named", path="a.md"),
        write("foreign.po", FOREIGN),
    ]
    result = CliRunner().invoke(app, [*arguments, *names])
    assert isinstance(result.exception, SystemExit)
    assert not STEERING.search(result.output), repr(result.output)


@pytest.mark.parametrize("layout", ["json", "sarif", "junit"])
def test_programs_get_what_would_steer_escaped(layout: str) -> None:
    """The files of a check stay valid and lose nothing but what their format cannot hold."""
    write("foreign.po", FOREIGN)
    output = CliRunner().invoke(app, ["check", "foreign.po", "--format", layout]).stdout
    assert not STEERING.search(output)
    if layout == "junit":
        assert "\u202e" in str(etree.fromstring(output.encode()).xpath("string(//testcase/@name)"))
    else:
        assert repr(ESCAPES.replace("\r", ""))[1:-1] in str(json.loads(output))


def test_json_for_programs_is_whole() -> None:
    """What --json prints reads back to what the file holds."""
    text = PO.replace("\n#. id", "\n#, fuzzy\n#. id").replace('#p{e}"', '#p"')
    write("plain.po", text, document="good", path="a.md")
    output = CliRunner().invoke(app, ["review", "status", "plain.po", "--json"]).stdout
    assert not STEERING.search(output)
    assert "\u202e" in json.loads(output)[0]["kept_back"][0]["source"]


ALL = """
import json, sys
from passerelle.translate.cli import app
from passerelle.translate.cli.door import run
for arguments in json.loads(sys.argv[1]):
    print(run(app, arguments), flush=True)
    print("====", flush=True)
"""


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_console_of_any_encoding(encoding: str) -> None:
    """It shows what it can, with the rest replaced; JSON and XML are whole, for they escape it."""
    write("foreign.po", FOREIGN.replace("Soit", "Soit à l’hôpital"))
    commands = [
        ["glossary", "find", "Le CHU de Paris œuvre → l’hôpital de jour"],
        ["check", "foreign.po"],
        ["check", "foreign.po", "--format", "json"],
        ["check", "foreign.po", "--format", "junit"],
    ]
    done = subprocess.run(
        [sys.executable, "-c", ALL, json.dumps(commands)],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": encoding},
    )
    assert done.stderr == b""
    find, table, value, page, _ = done.stdout.split(b"====\n")
    assert "hôpital de jour".encode(encoding, "replace") in find
    assert [part.rstrip()[-1:] for part in (find, table, value, page)] == [b"0", b"1", b"1", b"1"]
    assert json.loads(value.rstrip()[:-1])["counts"]["error"] == 1
    assert etree.fromstring(page.rstrip()[:-1]).get("name") == "passerelle"


def test_there_is_one_way_to_the_terminal() -> None:
    """No module but the terminal's prints by itself."""
    own = {"print", "echo", "secho", "Console"}
    for path in sorted(Path(str(cli_room.__file__)).parent.glob("*.py")):
        calls = [
            node.func
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call)
        ]
        names = {func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "") for func in calls}
        assert path.name == "terminal.py" or not names & own, path.name
