"""Which package the user chose, and which one each adaptation took over from; a small file in the user's configuration."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import platformdirs

from passerelle.glossary.errors import PasserelleError
from passerelle.glossary.files import write_atomically

EMBEDDED_NAME, OFFICIAL_NAME = "embedded", "official"
"""The names of packages that are the same on every machine."""
VARIABLE = "PASSERELLE_MODEL"
"""The variable of the environment that names a package and wins over the choice."""


class ChoiceError(PasserelleError):
    """The file of the choice is damaged, or another program's."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What is used: a name that is the same everywhere, or a folder or file.

    ``before`` maps the folder of an adapted package to what was used before it.
    """

    model: str = EMBEDDED_NAME
    before: Mapping[str, str] = field(default_factory=dict)

    def after_adapting(self, folder: str) -> "Choice":
        """Return the choice once the adapted package in ``folder`` has taken over."""
        return Choice(folder, {**self.before, folder: self.model})

    def undone(self) -> "Choice | None":
        """Return the choice before the adaptation that made what is used; None where none did.

        >>> Choice("a").after_adapting("b").after_adapting("c").undone()
        Choice(model='b', before={'b': 'a'})
        """
        if self.model not in self.before:
            return None
        return self.without(self.model)

    def without(self, folder: str) -> "Choice":
        """Return the choice once ``folder`` is not to be used any more: what was used before it takes its place."""
        former = self.before.get(folder, EMBEDDED_NAME)
        before = {own: former if old == folder else old for own, old in self.before.items() if own != folder}
        return Choice(former if self.model == folder else self.model, before)


def settings_path() -> Path:
    """Return the file that remembers the package chosen with ``passerelle model use``."""
    place = os.environ.get("PASSERELLE_CONFIG") or platformdirs.user_config_path("passerelle")
    return Path(place) / "settings.json"


def read_choice() -> Choice:
    """Return what the user chose; the embedded package where nobody did.

    Raises:
        ChoiceError: the file is damaged, or not Passerelle's.
    """
    path = settings_path()
    try:
        return _choice_of(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return Choice()
    except (OSError, ValueError, RecursionError) as error:
        raise ChoiceError(
            "does not read as the settings that Passerelle wrote; “passerelle model use embedded” writes it anew.",
            path=path,
        ) from error


def _choice_of(value: Any) -> Choice:
    match value:
        case {"model": str(model), "before": dict(before)} if all(map(_is_text, before.values())):
            return Choice(model, before)
        case {"model": str(model), **rest} if "before" not in rest:  # as earlier versions wrote it
            return Choice(model)
        case _:
            raise ValueError(value)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def write_choice(choice: Choice) -> None:
    """Remember a choice for the next runs.

    Raises:
        FileError: the file cannot be written.
    """
    with write_atomically(settings_path()) as stream:
        json.dump(asdict(choice), stream, indent=2)
        stream.write("\n")
