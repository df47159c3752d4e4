"""Weblate asks as its machine translation for LibreTranslate does: tried at first, then texts whose placeholders it has hidden."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import httpx2
import pytest

from passerelle.translate.server.limits import Limits
from tests.translate.server.conftest import Serve

KEY = "a key of some length"
HEADERS = {
    "Accept": "application/json; charset=utf-8",
    "Referer": "https://weblate.example.org/",
    "User-Agent": "Weblate/5.14.3",
}


def asked(*texts: str, source: str = "fr", target: str = "en", key: str | None = KEY) -> dict[str, Any]:
    return {"api_key": key, "q": [*texts], "source": source, "target": target}


def hidden(text: str, *placeholders: str) -> tuple[str, dict[str, str]]:
    """Return a text as Weblate sends it, each placeholder under the number of its place, and what stands for what."""
    names: dict[str, str] = {}
    pattern = "|".join(map(re.escape, placeholders)) or "(?!)"

    def hide(found: re.Match[str]) -> str:
        name = f"[X{found.start()}X]"
        names[name] = found[0]
        return name

    return re.sub(pattern, hide, text), names


def shown(text: str, names: dict[str, str]) -> str:
    """Return a text as Weblate shows it: a blank may stand before the bracket that closes."""
    for name, placeholder in names.items():
        text = re.sub(rf"{re.escape(name[:-1])} *\]", placeholder.replace("\\", r"\\"), text)
    return text


def test_its_settings_can_be_saved(serve: Serve) -> None:
    """Before that it asks for the languages, and for a word in two that it supposes everywhere."""
    server = serve(key=KEY)
    assert "fr" in {each["code"] for each in server.get("/languages", headers=HEADERS).json()}
    answer = server.post("/translate", json=asked("test", source="en", target="de"), headers=HEADERS)
    assert (answer.status_code, answer.json()["translatedText"]) == (200, ["test"])


@pytest.mark.parametrize(
    "values",
    [
        asked("tests", source="en", target="de"),
        asked("test", "test", source="en", target="de"),
        asked("test", source="fr", target="de"),
        asked("test", source="en", target="fr"),
    ],
)
def test_nothing_else_is_given_back_in_german(serve: Serve, values: dict[str, Any]) -> None:
    assert serve(key=KEY).post("/translate", json=values).status_code == 400


@pytest.mark.parametrize(("key", "status"), [("", 200), (None, 200), (KEY, 200)])
def test_the_key_may_be_empty_where_none_is_needed(serve: Serve, key: str | None, status: int) -> None:
    assert serve().post("/translate", json=asked("Un lit.", key=key)).status_code == status


@pytest.mark.parametrize(
    ("key", "limits", "status"),
    [("wrong", Limits(), 403), ("", Limits(), 403), (KEY, Limits(waiting=0), 429)],
)
def test_refusals_say_why(serve: Serve, key: str, limits: Limits, status: int) -> None:
    """It shows the sentence, and after these codes asks no more for half an hour."""
    answer = serve(key=KEY, limits=limits).post("/translate", json=asked("Un lit.", key=key), headers=HEADERS)
    assert answer.status_code == status
    assert isinstance(answer.json()["error"], str)


UNITS = [
    ("%d lits de réanimation ont ouvert au CHU de %s.", ["%d", "%s"], "intensive care beds"),
    ("Bonjour {name}, votre médecin traitant a répondu.", ["{name}"], "primary care doctor"),
    ("%(count)s patients à l’hôpital de jour", ["%(count)s"], "day hospital"),
    ("Lire <a href='%s'>l’avis de la HAS</a>", ["<a href='%s'>", "</a>"], "HAS"),
    ("Voir https://example.org/a?b=1 ou l’ARS", ["https://example.org/a?b=1"], "ARS"),
    ("Le dossier médical partagé", [], "shared medical record"),
    ("Écrire à **@user** avant le %1$s", ["**", "@user", "%1$s"], ""),
    ("Deux lignes\nde {0} mots", ["{0}"], ""),
    ("%s", ["%s"], ""),
]


@pytest.fixture(scope="module")
def server(real_server: Callable[..., AbstractContextManager[str]]) -> Iterator[str]:
    with real_server("--no-memory", key=KEY) as address:
        yield address


def test_placeholders_and_terms_stand(server: str) -> None:
    """Each placeholder once, so that Weblate's own checks find nothing."""
    sent = [hidden(text, *placeholders) for text, placeholders, _ in UNITS]
    values = asked(*(text for text, _ in sent))
    answer = httpx2.post(f"{server}/translate", json=values, headers=HEADERS, timeout=60).json()
    for (text, placeholders, term), (_, names), english in zip(
        UNITS, sent, answer["translatedText"], strict=True
    ):
        said = shown(english, names)
        assert "[X" not in said
        assert "></a>" not in said
        assert [said.count(each) for each in placeholders] == [text.count(each) for each in placeholders]
        assert term.casefold() in said.casefold()
    assert all(term["met"] for terms in answer["terms"] for term in terms)
