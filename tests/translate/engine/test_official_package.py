"""The official package: fetched over HTTPS, checked, and refused in one sentence."""

import hashlib
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from passerelle.translate.engine import official_package
from passerelle.translate.engine.packages import OFFICIAL_VERSION, PackageError


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PASSERELLE_CACHE", str(tmp_path / "cache"))


class Response(io.BytesIO):
    @property
    def headers(self) -> dict[str, str]:
        return {"Content-Length": str(len(self.getvalue()))}


def serve(monkeypatch: pytest.MonkeyPatch, *, package: bytes, link: str = "https://example.org/p") -> None:
    index = [{"from_code": "fr", "to_code": "en", "package_version": OFFICIAL_VERSION, "links": [link]}]

    def open_url(url: str) -> Response:
        return Response(package if url == link else json.dumps(index).encode())

    monkeypatch.setattr(official_package, "_open_url", open_url)


def test_a_download_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is kept only if its hash is the one that was examined; a second call fetches nothing."""
    serve(monkeypatch, package=b"the package")
    with pytest.raises(PackageError, match="SHA-256 differs"):
        official_package.download_official()
    monkeypatch.setattr(official_package, "OFFICIAL_SHA256", hashlib.sha256(b"the package").hexdigest())
    seen: list[tuple[int, int]] = []
    path = official_package.download_official(lambda received, total: seen.append((received, total)))
    assert path.read_bytes() == b"the package"
    assert seen == [(11, 11)]
    serve(monkeypatch, package=b"never asked for")
    assert official_package.download_official() == path


@pytest.mark.parametrize("link", ["http://example.org/p", "file:///etc/passwd"])
def test_only_https_is_fetched(monkeypatch: pytest.MonkeyPatch, link: str) -> None:
    """An index that points elsewhere is not followed."""
    serve(monkeypatch, package=b"x", link=link)
    with pytest.raises(PackageError, match="no longer offers"):
        official_package.download_official()


def test_no_network_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a network the user is told what else can be done."""

    def fail(*_: object, **__: object) -> Callable[[], None]:
        raise OSError("unreachable")

    monkeypatch.setattr("urllib.request.urlopen", fail)
    with pytest.raises(PackageError, match="cannot be reached"):
        official_package.download_official()
