"""A record is an article with an id and one text, or it is told what it lacks."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from passerelle.translate.formats.records.record import read_record, record_document
from passerelle.translate.formats.records.unread import RecordError

TEXT = "Le CHU de Lyon ouvre douze lits. Les patients sont accueillis chaque jour."
NAN = float("nan")


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"text": TEXT}, "has no id"),
        ({"id": None, "text": TEXT}, "has no id"),
        ({"id": "", "text": TEXT}, "has no id"),
        ({"id": NAN, "text": TEXT}, "has no id"),
        ({"id": " \t", "text": TEXT}, "blanks or broken"),
        ({"id": "a\ud800", "text": TEXT}, "blanks or broken"),
        ({"id": True, "text": TEXT}, "no text or whole number"),
        ({"id": 1.5, "text": TEXT}, "no text or whole number"),
        ({"id": ["a"], "text": TEXT}, "no text or whole number"),
        ({"id": "a"}, "“a” has no text"),
        ({"id": "a", "body": TEXT}, "it has: id, body"),
        ({"id": "a", "text": " \n"}, "“a” has no text"),
        ({"id": "a", "text": NAN, "html": None}, "“a” has no text"),
        ({"id": "a", "text": TEXT, "html": TEXT}, "“a” has html and text"),
        ({"id": "a", "text": {"fr": TEXT}}, "“a” has a text that is no text"),
        ({"id": "a", "text": 7}, "“a” has a text that is no text"),
        ({"id": "a", "title": ["x"], "text": TEXT}, "“a” has a title that is no text"),
        ({"id": "a", "text": b"\xe9t\xe9"}, "“a” has a text that is not UTF-8"),
    ],
)
def test_what_no_article_can_be_is_told(values: dict[str, Any], told: str) -> None:
    with pytest.raises(RecordError, match=told):
        read_record(values)


@pytest.mark.parametrize(
    ("given", "name"),
    [(7, "7"), (7.0, "7"), ("007", "007"), ("../../etc/passwd", "../../etc/passwd"), ("a b/c", "a b/c")],
)
def test_ids_are_texts(given: object, name: str) -> None:
    """No file is called after them, so that they may hold what they like."""
    record = read_record({"id": given, "text": TEXT})
    assert record_document(record, "news.jsonl:1").name == name


def test_other_values_are_carried_as_json_can_hold_them() -> None:
    """What is binary cannot be, and is told."""
    day = datetime(2026, 3, 1, tzinfo=UTC)
    values = {"a": day.date(), "b": day, "c": Decimal("1.50"), "d": [NAN, {"x": day.time()}], "e": b"\0"}
    record = read_record({"id": "a", "text": TEXT, "html": NAN, **values})
    assert record.other == {
        "a": "2026-03-01",
        "b": "2026-03-01T00:00:00+00:00",
        "c": "1.50",
        "d": [None, {"x": "00:00:00"}],
    }
    assert record.left == ("e",)


@pytest.mark.parametrize(
    ("values", "blocks"),
    [
        ({"title": "Douze lits", "text": TEXT}, [("title", "Douze lits"), ("paragraph", TEXT)]),
        ({"title": None, "text": TEXT}, [("paragraph", TEXT)]),
        (
            {"title": "L&#8217;essai <b>clos</b>", "html": f"<p>{TEXT}</p>"},
            [("title", "L’essai clos"), ("paragraph", TEXT)],
        ),
        ({"title": "Essai", "markdown": f"# essai\n\n{TEXT}"}, [("title", "Essai"), ("paragraph", TEXT)]),
        (
            {"title": "Essai", "markdown": f"# Autre\n\n{TEXT}"},
            [("title", "Essai"), ("heading", "Autre"), ("paragraph", TEXT)],
        ),
        ({"markdown": f"# Autre\n\n{TEXT}"}, [("title", "Autre"), ("paragraph", TEXT)]),
        ({"title": "Si a <1> b", "text": TEXT}, [("title", "Si a <1/> b"), ("paragraph", TEXT)]),
        ({"title": "Un\ud800 titre\n", "text": TEXT}, [("title", "Un��� titre"), ("paragraph", TEXT)]),
    ],
)
def test_the_title_is_the_first_block(values: dict[str, Any], blocks: list[tuple[str, str]]) -> None:
    """It is not said twice, and there is one."""
    document = record_document(read_record({"id": "a", **values}), "news.jsonl:1")
    assert [(str(block.kind), block.text) for block in document.blocks] == blocks
    assert len({block.id for block in document.blocks}) == len(blocks)
    assert document.path == "news.jsonl:1"


def test_a_text_without_an_article_is_told_with_its_id() -> None:
    with pytest.raises(RecordError, match="article “a” holds only menus"):
        record_document(read_record({"id": "a", "html": "<nav>Menu</nav>"}), "news.jsonl:1")
