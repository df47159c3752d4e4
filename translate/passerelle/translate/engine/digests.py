"""What tells one package from another: a digest of its weights."""

from contextlib import suppress
from functools import cache
from pathlib import Path

from passerelle.translate.engine.packages import ModelPackage, PackageError, file_digest

_DIGITS = 16


def weights_digest(package: ModelPackage) -> str:
    """Return the SHA-256 of a package's weights, in hexadecimal; two with one digest say the same.

    Raises:
        PackageError: they cannot be read.
    """
    path = package.folder / "model" / "model.bin"
    try:
        state = path.stat()
    except OSError as error:
        raise PackageError(f"cannot be read ({error.strerror}).", path=path) from error
    return _digest(path, state.st_size, state.st_mtime_ns)


@cache
def _digest(path: Path, size: int, changed: int) -> str:
    """Return the digest of a file of this size and time of change: it is read once, however many batches ask."""
    del size, changed
    return file_digest(path)


def identity(package: ModelPackage) -> str:
    """Return what catalogues record of a package: name, version, and the beginning of its digest.

    Two machines may both have made a “house 1”, and one machine two, one after the other. Weights that cannot be read are told when
    they are loaded: what needs no translation needs none.
    """
    with suppress(PackageError):
        return f"{package.label} sha256:{weights_digest(package)[:_DIGITS]}"
    return package.label
