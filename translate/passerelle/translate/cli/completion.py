"""What a shell may complete on a command line."""

from collections.abc import Iterator

from passerelle.translate.engine.choice import EMBEDDED_NAME, OFFICIAL_NAME
from passerelle.translate.engine.packages import installed_packages, is_official


def begun_names(incomplete: str) -> Iterator[str]:
    """Yield the names of packages that begin so."""
    installed = list(installed_packages())
    names = [EMBEDDED_NAME, *(package.key for package in installed)]
    if any(map(is_official, installed)):
        names.append(OFFICIAL_NAME)
    yield from (name for name in names if name.startswith(incomplete))
