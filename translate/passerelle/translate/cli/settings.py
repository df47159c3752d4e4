"""`passerelle.toml`: what a house decides once, so that nobody has to say it on each command line; `init` and `settings`.

The file is looked for in the current folder and those above it. A setting is the default of the options it names; what the
command line says wins.
"""

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, cast

import typer

from passerelle.glossary.errors import PasserelleError
from passerelle.glossary.files import read_bytes, write_atomically
from passerelle.translate.checks import RULES
from passerelle.translate.cli.console import errors_as_messages, print_json, say
from passerelle.translate.cli.house import NAME, find_settings
from passerelle.translate.cli.options import Json
from passerelle.translate.cms import Target
from passerelle.translate.formats.markdown.fields import SPOKEN_FIELDS, is_field_name
from passerelle.translate.text.headings import Headings


class SettingsError(PasserelleError):
    """A settings file cannot be used."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A key of the file (``publish.out`` stands in a table), the kind of its value, and the options it is the default of.

    ``kind`` is ``text``, ``path``, ``paths``, ``fields``, ``flag`` or ``checks``; ``choices`` are the values allowed, all if there are
    none. ``options`` maps a command to the name of its option; that of the empty command holds for all others that have it.
    ``example`` is the line that `init` writes, ``help`` its comment.
    """

    key: str
    kind: str
    options: Mapping[str, str]
    example: str
    help: str
    choices: tuple[str, ...] = ()


SETTINGS = (
    Setting(
        "glossaries",
        "paths",
        {"": "glossary"},
        'glossaries = ["maison.tsv"]',
        "Glossaries of the house, on top of the curated one; later ones win.",
    ),
    Setting(
        "catalogues",
        "path",
        {"translate": "out", "fill": "out", "": "catalogues"},
        'catalogues = "locales/en/LC_MESSAGES"',
        "Folder of the catalogues and review sheets.",
    ),
    Setting(
        "english", "text", {"": "english"}, 'english = "gb"', "British (gb) or American (us).", ("gb", "us")
    ),
    Setting(
        "headings",
        "text",
        {"": "headings"},
        'headings = "sentence"',
        "How headings are written: sentence, title or capitals.",
        tuple(Headings),
    ),
    Setting(
        "language",
        "text",
        {"": "language"},
        'language = "en"',
        "Language of sheets, pages and messages: en or fr.",
        ("en", "fr"),
    ),
    Setting(
        "model",
        "text",
        {"": "model"},
        'model = "embedded"',
        "embedded, official, the name of an installed package, or an .argosmodel file.",
    ),
    Setting(
        "memory", "path", {"": "memory"}, 'memory = "memory.sqlite"', "The translation memory of the house."
    ),
    Setting(
        "fields",
        "fields",
        {"": "field"},
        'fields = ["' + '", "'.join(SPOKEN_FIELDS) + '"]',
        "Fields of Markdown front matter that are translated; seo.title is one within another.",
    ),
    Setting(
        "waived",
        "checks",
        {"": "waive"},
        'waived = { spacing = "the house sets its own" }',
        "Checks that find what the house means to write, each with the reason.",
        tuple(RULES),
    ),
    Setting(
        "publish.profile",
        "text",
        {"publish": "profile"},
        'profile = "markdown"',
        "Who gets what is published.",
        tuple(Target),
    ),
    Setting("publish.out", "path", {"publish": "out"}, 'out = "published"', "Folder of the published files."),
    Setting(
        "publish.disclosure",
        "flag",
        {"publish": "disclosure"},
        "disclosure = true",
        "Whether pages say that a machine helped, and who reviewed.",
    ),
)
_BY_KEY = {setting.key: setting for setting in SETTINGS}
_TABLES = {setting.key.partition(".")[0] for setting in SETTINGS if "." in setting.key}


@dataclass(frozen=True, slots=True)
class House:
    """The settings of a file: the values by key as options take them, and the line of each."""

    path: Path
    values: Mapping[str, Any]
    lines: Mapping[str, int]


def read_settings(path: Path) -> House:
    """Read a settings file; paths in it count from its folder.

    Raises:
        FileError: it cannot be read.
        SettingsError: it is no TOML, or a key or value is not allowed.
    """
    text = _decode(read_bytes(path), path)
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        reason = re.sub(r" \(at .*", "", str(error)).lower()
        raise SettingsError(
            f"is not valid TOML here ({reason}); mend the line.", path=path, line=line
        ) from error
    lines: dict[str, int] = {}
    values: dict[str, Any] = {}
    for key, value in _flatten(table):
        lines[key] = _line_of(text, key)
        values[key] = _read_value(key, value, path, lines[key])
    return House(path, values, lines)


def _decode(content: bytes, path: Path) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise SettingsError("is not UTF-8 text; save it as UTF-8.", path=path, line=line) from error


def _flatten(table: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        if key in _TABLES and isinstance(value, dict):
            yield from ((f"{key}.{name}", inner) for name, inner in value.items())
        else:
            yield key, value


def _line_of(text: str, key: str) -> int:
    """Return the line on which a key stands, 1 where its spelling hides it; a table's keys are looked for below its name."""
    table, _, name = key.rpartition(".")
    start = re.search(rf"(?m)^\s*\[\s*{re.escape(table)}\s*\]", text) if table else None
    pattern = rf"(?m)^\s*\[?\s*[\"']?{re.escape(name)}[\"']?\s*[\]=.]"
    found = re.compile(pattern).search(text, start.end() if start else 0)
    return text.count("\n", 0, found.start() + len(found[0]) - len(found[0].lstrip())) + 1 if found else 1


def _read_value(key: str, value: Any, path: Path, line: int) -> Any:
    setting = _BY_KEY.get(key)
    if setting is None:
        near = get_close_matches(key, _BY_KEY, 1)
        meant = f" Did you mean “{near[0]}”?" if near else ""
        raise SettingsError(
            f"“{key}” is no setting; allowed are {', '.join(_BY_KEY)}.{meant}", path=path, line=line
        )
    problem, read = _KINDS[setting.kind](setting, value, path.parent)
    if problem:
        raise SettingsError(f"“{key}” {problem}.", path=path, line=line)
    return read


def _read_text(setting: Setting, value: Any, _: Path) -> tuple[str, Any]:
    if not isinstance(value, str) or not value:
        return "wants a text in quotation marks", None
    if setting.choices and value not in setting.choices:
        return f"is “{value}”; allowed are {', '.join(setting.choices)}", None
    return "", value


def _read_path(setting: Setting, value: Any, folder: Path) -> tuple[str, Any]:
    problem, text = _read_text(setting, value, folder)
    return problem, None if problem else _from_here(folder / text)


def _read_paths(setting: Setting, value: Any, folder: Path) -> tuple[str, Any]:
    if not isinstance(value, list):
        return f"wants a list, as in {setting.example.partition('= ')[2]}", None
    read = [_read_path(setting, each, folder) for each in value]
    return next((problem for problem, _ in read if problem), ""), [each for _, each in read]


def _read_fields(_: Setting, value: Any, __: Path) -> tuple[str, Any]:
    if not isinstance(value, list) or not value or not all(isinstance(each, str) for each in value):
        return 'wants a list of names, as in ["title", "seo.title"]', None
    wrong = next((each for each in value if not is_field_name(each)), None)
    return ("", value) if wrong is None else (f"names “{wrong}”, and no field can be called so", None)


def _read_flag(_: Setting, value: Any, __: Path) -> tuple[str, Any]:
    return ("", value) if isinstance(value, bool) else ("wants true or false", None)


def _read_checks(setting: Setting, value: Any, _: Path) -> tuple[str, Any]:
    if not isinstance(value, dict) or not all(
        isinstance(each, str) and each.strip() for each in value.values()
    ):
        return f"wants a check and a reason, as in {setting.example.partition('= ')[2]}", None
    wrong = next((check for check in value if check not in setting.choices), None)
    if wrong is not None:
        near = get_close_matches(wrong, setting.choices, 1)
        return f"names “{wrong}”, which is no check{f' (did you mean {near[0]}?)' if near else ''}", None
    return "", [f"{check}={reason}" for check, reason in value.items()]


_KINDS = {
    "text": _read_text,
    "path": _read_path,
    "paths": _read_paths,
    "fields": _read_fields,
    "flag": _read_flag,
    "checks": _read_checks,
}


def _from_here(path: Path) -> str:
    """Return a path as seen from the current folder: catalogues name glossaries by it, and no one's home belongs there."""
    try:
        return os.path.relpath(path)
    except ValueError:  # another drive
        return str(path)


class Defaults(Mapping[str, Any]):
    """What the settings say of the commands of a group, each looked at when it is run (Click's ``default_map``)."""

    def __init__(self, group: Any, house: House) -> None:
        """Take a group of commands and the settings."""
        self._commands, self._house = group.commands, house

    def __getitem__(self, name: str) -> Any:
        """Return the defaults of a command's options, or those of the commands below a group."""
        command = self._commands[name]
        if hasattr(command, "commands"):
            return Defaults(command, self._house)
        return defaults_for(command.load(), self._house, name)

    def __iter__(self) -> Iterator[str]:
        """Yield the names of the commands."""
        return iter(self._commands)

    def __len__(self) -> int:
        """Return how many commands there are."""
        return len(self._commands)


def defaults_for(command: Any, house: House, name: str) -> dict[str, Any]:
    """Return what the settings say of a command's options."""
    own = {param.name for param in command.params if param.param_type_name == "option"}
    found = {}
    for key, value in house.values.items():
        options = _BY_KEY[key].options
        option = options.get(name, options.get("", ""))
        if option in own:
            found[option] = value
    return found


def apply_settings(context: typer.Context) -> None:
    """Make the settings of the current folder the defaults of the command that is run."""
    with errors_as_messages():
        path = find_settings(Path.cwd())
        if path is not None:
            context.default_map = cast("dict[str, Any]", Defaults(context.command, read_settings(path)))


def settings_text() -> str:
    """Return a settings file that names every setting and sets none."""
    lines = [
        "# What this house decides once. Take away the “#” before a setting to use it; options on the command line win."
    ]
    table = ""
    for setting in SETTINGS:
        own = setting.key.rpartition(".")[0]
        if own != table:
            lines += ["", f"[{own}]"]
            table = own
        choices = f" ({', '.join(setting.choices)})" if 0 < len(setting.choices) <= len(Target) else ""
        lines += ["", f"# {setting.help}{choices}", f"# {setting.example}"]
    return "\n".join(lines) + "\n"


def init(
    folder: Annotated[Path, typer.Argument(help="Where the house's articles lie.")] = Path(),
) -> None:
    """Write a passerelle.toml that explains every setting and changes nothing yet."""
    with errors_as_messages():
        path = folder / NAME
        if path.exists():
            raise SettingsError("is there already; edit it, or move it away first.", path=path)
        with write_atomically(path) as stream:
            stream.write(settings_text())
    say(f"wrote {path}")


def settings(*, json: Json = False) -> None:
    """Show which settings hold in this folder, and where each comes from."""
    with errors_as_messages():
        path = find_settings(Path.cwd())
        house = read_settings(path) if path else None
    if json:
        values = dict(house.values) if house else {}
        print_json({"file": str(house.path) if house else None, "settings": values})
        return
    if house is None:
        say(f"No {NAME} in this folder or above it; “passerelle init” writes one.")
    for setting in SETTINGS:
        if house and setting.key in house.values:
            value = house.values[setting.key]
            shown = ", ".join(value) if isinstance(value, list) else str(value)
            say(f"{setting.key:<20} {shown}  ({_from_here(house.path)}:{house.lines[setting.key]})")
        else:
            say(f"{setting.key:<20} not set")
