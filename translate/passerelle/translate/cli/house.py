"""Where the settings of a house are looked for."""

from pathlib import Path

NAME = "passerelle.toml"


def find_settings(folder: Path) -> Path | None:
    """Return the settings file that holds for a folder: its own, or the nearest above it."""
    places = (place / NAME for place in (folder, *folder.parents))
    return next((place for place in places if place.is_file()), None)
