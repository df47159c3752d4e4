"""Argos' official French–English package, fetched when the user asks."""

import hashlib
import json
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

from passerelle.glossary.files import write_atomically
from passerelle.translate.engine.packages import OFFICIAL_VERSION, PackageError, cache_root, file_digest

OFFICIAL_SHA256 = "3b3052fee6bb1e8e8e632a26a723eb2a2c7710dfe73ba61ffd9b83e85d4f14c1"
"""The package that was examined; another content under its name is refused."""


def download_official(progress: Callable[[int, int], None] | None = None) -> Path:
    """Fetch the official package over HTTPS, check its hash, and return the file.

    ``progress`` is called with bytes received and bytes in all (0 where unknown).

    Raises:
        PackageError: there is no network, or what arrived is not the package that was examined.
    """
    url = _official_url()
    target = cache_root().parent / f"translate-fr_en-{OFFICIAL_VERSION}.argosmodel"
    if target.is_file() and file_digest(target) == OFFICIAL_SHA256:
        return target
    digest = hashlib.sha256()
    with write_atomically(target, binary=True) as stream, _open_url(url) as response:
        total = int(response.headers.get("Content-Length") or 0)
        received = 0
        while chunk := _read_chunk(response):
            digest.update(chunk)
            received += stream.write(chunk)
            if progress:
                progress(received, total)
        if digest.hexdigest() != OFFICIAL_SHA256:
            raise PackageError(
                f"{received:,} bytes arrived that are not the official package {OFFICIAL_VERSION} (its SHA-256 differs); nothing was installed, try again later."
            )
    return target


def byte_progress(start: Callable[[int], Callable[[int], None]]) -> Callable[[int, int], None]:
    """Turn a counter of steps, started once the total is known, into what `download_official` calls."""
    advance: Callable[[int], None] | None = None
    last = 0

    def report(received: int, total: int) -> None:
        nonlocal advance, last
        advance = advance or start(total)
        advance(received - last)
        last = received

    return report


def _official_url() -> str:
    from argostranslate import settings  # noqa: PLC0415

    with _open_url(str(settings.remote_package_index)) as response:
        try:
            index = json.loads(response.read(10_000_000))
        except ValueError as error:
            raise PackageError(
                "Argos' index of packages could not be understood; try again later."
            ) from error
    for entry in index:
        if (entry.get("from_code"), entry.get("to_code"), entry.get("package_version")) == (
            "fr",
            "en",
            OFFICIAL_VERSION,
        ):
            for link in entry.get("links", []):
                if str(link).startswith("https://"):
                    return str(link)
    raise PackageError(
        f"Argos' index no longer offers French–English {OFFICIAL_VERSION}; download an .argosmodel file and name it instead."
    )


def _open_url(url: str) -> Any:
    if not url.startswith("https://"):
        raise PackageError(f"“{url}” is not an HTTPS address; set ARGOS_PACKAGE_INDEX to one.")
    try:
        return urllib.request.urlopen(url, timeout=30)  # noqa: S310  (the scheme was checked)
    except OSError as error:
        raise PackageError(
            "Argos' index of packages cannot be reached; check the network, or name an .argosmodel file instead."
        ) from error


def _read_chunk(response: Any) -> bytes:
    try:
        return bytes(response.read(1 << 20))
    except OSError as error:
        raise PackageError("the download broke off; try again.") from error
