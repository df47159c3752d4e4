"""Style sheets and scripts, served under names that hold their digest, so that a browser keeps them for good."""

from hashlib import sha256
from importlib.resources import files
from pathlib import PurePath

from starlette.requests import Request
from starlette.responses import Response

from passerelle.translate.server.request_error import RequestError

_SOURCES = (
    ("passerelle.translate.report", ("report.css", "report.js")),
    (
        "passerelle.translate.server.pages",
        ("pages.css", "pages.js", "paste.js", "review.css", "review.js", "icon.svg"),
    ),
)
_KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


class Static:
    """What is served: nothing but these files, read once."""

    def __init__(self) -> None:
        """Read the files."""
        self._served: dict[str, tuple[bytes, str]] = {}
        self._names: dict[str, str] = {}
        for package, names in _SOURCES:
            for name in names:
                content = (files(package) / "assets" / name).read_bytes()
                path = PurePath(name)
                served = f"{path.stem}.{sha256(content).hexdigest()[:16]}{path.suffix}"
                self._served[served] = content, _KINDS[path.suffix]
                self._names[name] = served

    def address(self, name: str) -> str:
        """Return where a browser finds a file."""
        return f"/static/{self._names[name]}"

    async def answer(self, request: Request) -> Response:
        """Answer ``GET /static/NAME``."""
        content, kind = self._served.get(request.path_params["name"], (None, ""))
        if content is None:
            raise RequestError(404, "There is no such file.")
        return Response(
            content, media_type=kind, headers={"cache-control": "public, max-age=31536000, immutable"}
        )
