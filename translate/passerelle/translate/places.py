"""Where a user's own files lie: the memory, the cache. Settings of the environment move them."""

import os
from pathlib import Path

import platformdirs

_NAME = "passerelle"


def memory_path(given: Path | None = None) -> Path:
    """Return where the memory lives: where the user says, else where PASSERELLE_MEMORY says, else among the user's own data.

    One memory serves all folders: what was approved for one article must be found from wherever the next is translated.
    """
    setting = os.environ.get("PASSERELLE_MEMORY")
    return given or (Path(setting) if setting else platformdirs.user_data_path(_NAME) / "memory.sqlite")


def cache_folder() -> Path:
    """Return the user's cache: where PASSERELLE_CACHE says, else where the system keeps what can be made again."""
    return Path(os.environ.get("PASSERELLE_CACHE") or platformdirs.user_cache_path(_NAME))


def termbases_folder() -> Path:
    """Return where glossaries are kept as they were read, for `passerelle.glossary.compiled`."""
    return cache_folder() / "termbases"


def words_folder() -> Path:
    """Return where processes share dictionaries, for `passerelle.glossary.lemmas`."""
    return cache_folder() / "words"


def verdicts_path() -> Path:
    """Return where what the checks said is kept, for `passerelle.translate.workflows.verdicts`."""
    return cache_folder() / "verdicts.sqlite"
