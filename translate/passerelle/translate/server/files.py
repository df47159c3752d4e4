"""`/translate_file` and `/download_file`: a file in, the same file in English out."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import PurePath
from urllib.parse import quote

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response

from passerelle.glossary.errors import PasserelleError
from passerelle.translate.catalog.entry import Catalog
from passerelle.translate.formats.fragment import read_parts
from passerelle.translate.pipeline import Translation
from passerelle.translate.server import answers
from passerelle.translate.server.ask import check_languages
from passerelle.translate.server.body import Values, read_values
from passerelle.translate.server.limits import Limits
from passerelle.translate.server.pages.articles import TranslateArticle
from passerelle.translate.server.presence import while_there
from passerelle.translate.server.request_error import RequestError
from passerelle.translate.server.service import CheckKey, french_or_english
from passerelle.translate.server.store import KEPT, Place, Store
from passerelle.translate.text.document import Document
from passerelle.translate.workflows.downloads import filled_path
from passerelle.translate.workflows.whole_files import SUFFIXES, translate_whole

_MOST = 100
"""Files that are kept."""


class Files:
    """Translates one file after the other in a thread of its own, so that texts need not wait for them."""

    def __init__(
        self, translate: TranslateArticle, store: Store, limits: Limits, check_key: CheckKey
    ) -> None:
        """Keep no file yet."""
        self._translate = translate
        self._limits = limits.of_file
        self._check_key = check_key
        self._store = store
        self._places: dict[str, Place] = {}
        self._thread = ThreadPoolExecutor(1, "files")
        self._asked = 0

    async def translate(self, request: Request) -> Response:
        """Answer ``POST /translate_file``."""
        if self._asked >= self._limits.waiting:
            raise RequestError(429, "Slowdown: too many files are waiting; try again in a moment.")
        self._asked += 1
        try:
            place, source, language = await self._read(request)
            catalog = await while_there(request, self._render(place, source, language))
        finally:
            self._asked -= 1
        asyncio.get_running_loop().call_later(KEPT, self._forget, place)
        link = f"{request.base_url}download_file/{quote(_link_of(place))}"
        return JSONResponse({"translatedFileUrl": link} | answers.ledger_and_findings(catalog))

    async def _read(self, request: Request) -> tuple[Place, bytes, str]:
        values = await read_values(request, self._limits, most=self._limits.file)
        upload = values.get("file")
        try:
            self._check_key(request, values)
            language = check_languages(values)
            _refuse_english(language)
            _check_suffix(values)
            assert isinstance(upload, UploadFile)
            return self._make_place(upload.filename or ""), await upload.read(), language
        finally:
            if isinstance(upload, UploadFile):
                await upload.close()

    def _make_place(self, name: str) -> Place:
        """Return a new place; of too many, the oldest is forgotten."""
        while len(self._places) >= _MOST:
            self._forget(next(iter(self._places.values())))
        place = self._store.make_place(name)
        self._places[place.name] = place
        return place

    def _forget(self, place: Place) -> None:
        self._places.pop(place.name, None)
        self._store.forget(place)

    async def _render(self, place: Place, source: bytes, language: str) -> Catalog:
        done = self._thread.submit(self._work, place, source, language)
        try:
            async with asyncio.timeout(self._limits.seconds):
                return await asyncio.wrap_future(done)
        except asyncio.CancelledError:
            self._forget(place)
            raise
        except TimeoutError:
            self._forget(place)
            raise RequestError(
                504,
                f"The file takes more than {self._limits.seconds:g} seconds to translate; send it in parts.",
            ) from None
        except PasserelleError as error:
            self._forget(place)
            if isinstance(error, RequestError):
                raise
            raise RequestError(400, f"Invalid request: the file {error.args[0]}") from error

    def _work(self, place: Place, source: bytes, language: str) -> Catalog:
        left = self._limits.characters

        def watch() -> None:
            if place.name not in self._places:
                raise RequestError(504, "Nobody waits for the file any more.")

        def translate(document: Document, previous: Catalog | None) -> Translation:
            nonlocal left
            watch()
            if language == "auto":
                _refuse_english(french_or_english("\n".join(block.text for block in document.blocks)).code)
            left -= sum(len(block.text) for block in document.blocks)
            if left < 0:
                raise RequestError(
                    413, f"The file has more than {self._limits.characters:,} characters; send it in parts."
                )
            return self._translate(document, previous, None, watch)

        try:
            watch()
            place.path.write_bytes(source)
            return translate_whole(place.path, filled_path(place.path), translate)
        finally:
            place.path.unlink(missing_ok=True)
            read_parts.cache_clear()  # it holds the strings of the file, and would of all that follow

    async def download(self, request: Request) -> Response:
        """Answer ``GET /download_file/NAME``."""
        name = request.path_params["name"]
        place = self._places.get(name.partition(".")[0])
        path = filled_path(place.path) if place and name == _link_of(place) else None
        if path is None or not path.is_file():
            raise RequestError(404, "There is no such file, or no longer.")
        return FileResponse(path, media_type="application/octet-stream", filename=path.name)

    def close(self) -> None:
        """Finish what is under way."""
        self._thread.shutdown()


def _link_of(place: Place) -> str:
    """Return the end of the address of a file, by which clients call it."""
    return f"{place.name}.{filled_path(place.path).name}"


def _refuse_english(language: str) -> None:
    if language == "en":
        raise RequestError(400, "en is not supported: Passerelle translates from French (fr).")


def _check_suffix(values: Values) -> None:
    upload = values.get("file")
    if not isinstance(upload, UploadFile):
        raise RequestError(400, "Invalid request: missing file parameter")
    suffix = PurePath(upload.filename or "").suffix.lower()
    if suffix not in SUFFIXES:
        raise RequestError(
            400, f"Invalid request: file format not supported; it is one of {', '.join(SUFFIXES)}."
        )
