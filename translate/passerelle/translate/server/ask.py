"""What a client asks to be translated, checked before anything is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from passerelle.translate.server.body import Values, clean
from passerelle.translate.server.limits import Limits
from passerelle.translate.server.request_error import RequestError

SOURCES = ("fr", "en", "auto")
_PROBES = (("test", "en", "de"), (["test"], "en", "de"))
"""What Weblate asks before it lets an administrator save a server's address, whatever languages the server names."""
_MOST_ALTERNATIVES = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """Texts and what they are; ``single`` says that one was sent by itself, and one is to be answered."""

    texts: tuple[str, ...]
    single: bool
    source: str
    html: bool
    alternatives: int


def read_asked(values: Values, limits: Limits) -> Asked:
    """Return what is to be translated; a probe is English, which is given back as it is.

    Raises:
        RequestError: a value is missing, of another kind than it must be, too large, or not served.
    """
    texts, single = read_texts(values, limits)
    if (values.get("q"), values.get("source"), values.get("target")) in _PROBES:
        return Asked(texts, single, "en", html=False, alternatives=0)
    source = check_languages(values)
    form = values.get("format") or "text"
    if form not in ("text", "html"):
        raise RequestError(400, f"{_quoted(form)} format is not supported; it is text or html.")
    return Asked(texts, single, source, form == "html", _count(values.get("alternatives")))


def check_languages(values: Values) -> str:
    """Return the language to translate from.

    Raises:
        RequestError: one is missing, or not served.
    """
    source, target = _language(values, "source"), _language(values, "target")
    if source not in SOURCES:
        raise RequestError(400, f"{source} is not supported: Passerelle translates from French (fr).")
    if target != "en":
        raise RequestError(400, f"{target} is not supported: Passerelle translates into English (en).")
    return source


def read_texts(values: Values, limits: Limits) -> tuple[tuple[str, ...], bool]:
    """Return the texts of ``q``, and whether it is one by itself.

    Raises:
        RequestError: there is none, it is neither a string nor a list of strings, or there are too many.
    """
    q = values.get("q")
    if q is None or q in ("", []):
        raise RequestError(400, "Invalid request: missing q parameter")
    texts: Sequence[Any] = q if isinstance(q, list) else [q]
    if not all(isinstance(text, str) for text in texts):
        raise RequestError(400, "Invalid request: q must be a string or a list of strings.")
    _refuse_too_much(len(texts), limits.texts, "texts")
    _refuse_too_much(sum(map(len, texts)), limits.characters, "characters")
    return tuple(clean(text) for text in texts), not isinstance(q, list)


def _refuse_too_much(size: int, limit: int, unit: str) -> None:
    if size > limit:
        raise RequestError(
            400, f"Invalid request: request ({size}) exceeds text limit ({limit} {unit}); send it in parts."
        )


def _language(values: Values, name: str) -> str:
    """Return a language's code without its region, in small letters: ``fr-CA`` is ``fr``."""
    value = values.get(name)
    if not value:
        raise RequestError(400, f"Invalid request: missing {name} parameter")
    if not isinstance(value, str):
        raise RequestError(400, f"Invalid request: {name} must be the code of a language, as fr.")
    return clean(value[:20]).strip().lower().replace("_", "-").partition("-")[0]


def _count(value: object) -> int:
    if value is None or value == "":
        return 0
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 4:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise RequestError(400, "Invalid request: alternatives must be a number from 0.")
    return min(value, _MOST_ALTERNATIVES)


def _quoted(value: object) -> str:
    return f"“{clean(str(value)[:40])}”"
