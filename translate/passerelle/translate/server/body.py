"""The values of a request, wherever a client puts them: JSON, a form, the address. Read no further than the limits allow."""

import asyncio
import codecs
import json
import re
from collections.abc import AsyncIterator, Iterable, Mapping
from email.message import Message
from typing import Any
from urllib.parse import parse_qsl

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from passerelle.translate.server.limits import Limits
from passerelle.translate.server.request_error import RequestError

Values = Mapping[str, Any]
"""Strings by name, lists where a name came twice, files, and in JSON whatever JSON holds."""

_MOST_FIELDS = 1000
_ITEM = re.compile(r"(?P<name>\w{1,40})\[\d{0,4}\]")
_HALF = re.compile("[\ud800-\udfff]")


async def read_values(request: Request, limits: Limits, *, most: int | None = None) -> Values:
    """Return what a request asks; its body has at most ``most`` bytes, or what texts need.

    Raises:
        RequestError: the body is too large or too slow, or not what its type says.
    """
    try:
        async with asyncio.timeout(limits.sending):
            return await _read(request, most or limits.body)
    except TimeoutError:
        raise RequestError(408, f"The request was not sent within {limits.sending:g} seconds.") from None


async def _read(request: Request, most: int) -> Values:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    address = _gathered(request.query_params.multi_items())
    if request.method == "GET":
        return address
    stream = _bounded(request, most)
    if kind == "multipart/form-data":
        return {**address, **await _read_multipart(request, stream)}
    body = b"".join([chunk async for chunk in stream])
    charset = _charset(request.headers.get("content-type", ""))
    if kind == "application/json" or kind.endswith("+json"):
        return {**address, **_read_json(body, charset)}
    if kind in ("application/x-www-form-urlencoded", ""):
        return {**address, **_read_form(body, charset or "utf-8")}
    raise RequestError(400, f"Invalid request: {clean(kind)[:80]} is not read; send JSON or a form.")


async def _bounded(request: Request, most: int) -> AsyncIterator[bytes]:
    """Yield the body, and stop before more of it is read than may come."""
    announced = request.headers.get("content-length", "")
    size = int(announced) if announced.isdecimal() and len(announced) < 20 else 0
    came = 0
    if size <= most:
        async for chunk in request.stream():
            came += len(chunk)
            if came > most:
                break
            yield chunk
    if max(size, came) > most:
        raise RequestError(413, f"The request is too large; at most {most:,} bytes are read.")


async def _read_multipart(request: Request, stream: AsyncIterator[bytes]) -> Values:
    parser = MultiPartParser(request.headers, _ended(stream), max_files=1, max_fields=_MOST_FIELDS)
    try:
        form = await parser.parse()
    except (MultiPartException, KeyError, ValueError) as error:
        raise RequestError(
            400, "Invalid request: the form is damaged, or one of its fields is too large."
        ) from error
    return _gathered(form.multi_items())


async def _ended(stream: AsyncIterator[bytes]) -> Any:
    async for chunk in stream:
        yield chunk


def _charset(content_type: str) -> str:
    """Return the encoding that a client names, nothing where it names none that is known."""
    message = Message()
    message["content-type"] = content_type
    try:
        return codecs.lookup(message.get_content_charset() or "").name
    except (LookupError, ValueError):
        return ""


def _read_json(body: bytes, charset: str) -> Values:
    try:
        values = json.loads(body.decode(charset) if charset else body)
    except (ValueError, RecursionError):
        raise RequestError(400, "Invalid request: the body is no JSON.") from None
    if not isinstance(values, dict):
        raise RequestError(
            400, 'Invalid request: the JSON must be an object, as {"q": "…", "source": "fr", "target": "en"}.'
        )
    return values


def _read_form(body: bytes, charset: str) -> Values:
    try:
        pairs = parse_qsl(
            body.decode(charset, errors="replace"),
            keep_blank_values=True,
            max_num_fields=_MOST_FIELDS,
            encoding=charset,
            errors="replace",
        )
    except ValueError:
        raise RequestError(400, "Invalid request: the form is damaged, or has too many fields.") from None
    return _gathered(pairs)


def _gathered(pairs: Iterable[tuple[str, str | UploadFile]]) -> dict[str, Any]:
    """Return values by name; one that comes twice is a list, and so is one that PHP names as an item of a list: ``q[0]``."""
    values: dict[str, list[Any]] = {}
    lists: set[str] = set()
    for name, value in pairs:
        item = _ITEM.fullmatch(name)
        own = item["name"] if item else name
        values.setdefault(own, []).append(value)
        if item or len(values[own]) > 1:
            lists.add(own)
    return {name: own if name in lists else own[0] for name, own in values.items()}


def clean(text: str) -> str:
    r"""Return a text without halves of characters, which JSON can escape and nothing can encode.

    >>> clean("a\ud800b")
    'a\ufffdb'
    """
    return _HALF.sub("\ufffd", text)
