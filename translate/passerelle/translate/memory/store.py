"""What the memory's file holds: units written, found again, counted and forgotten."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from itertools import islice
from typing import Any

from rapidfuzz import fuzz, process

from passerelle.translate.catalog.entry import clean_text
from passerelle.translate.memory.schema import Memory, TranslationMemoryError, transaction
from passerelle.translate.memory.unit import TranslationUnit, lookup_form, plain_lookup, unit_digest

LEAST_RATE = 70
"""Per cent of letters in common below which a sentence is no help."""

_FIELDS = tuple(field.name for field in fields(TranslationUnit))
_NAMES = ", ".join(f'"{name}"' for name in _FIELDS)
_MARKS = ", ".join("?" * len(_FIELDS))
# Only names of fields and conditions written in this file are put into queries; values never are.
_INSERT = f"INSERT OR IGNORE INTO unit (digest, lookup, {_NAMES}) VALUES (?, ?, {_MARKS})"  # noqa: S608
_SELECT = f"SELECT {_NAMES} FROM unit"  # noqa: S608
_NEWEST = "ORDER BY date DESC, id DESC"


def _row(unit: TranslationUnit) -> tuple[Any, ...]:
    texts = [clean_text(getattr(unit, name)) for name in _FIELDS[:-1]]
    clean = _unit((*texts, unit.whole))
    return unit_digest(clean), plain_lookup(clean.source), *texts, clean.whole


def _unit(row: tuple[Any, ...]) -> TranslationUnit:
    return TranslationUnit(**dict(zip(_FIELDS, (*row[:-1], bool(row[-1])), strict=True)))


def add_units(memory: Memory, units: Iterable[TranslationUnit]) -> int:
    """Add units, all or none; return how many were new."""
    with transaction(memory) as connection:
        return connection.executemany(_INSERT, (_row(unit) for unit in units)).rowcount


def replace_block(memory: Memory, unit: TranslationUnit, units: Iterable[TranslationUnit]) -> bool:
    """Put ``units`` in the place of all that came from the block of ``unit``; return whether anything changed.

    Units of the same block as it was when its French was another stay: what was approved then is still right.
    """
    place = (unit.document, unit.block_id, unit.block)
    where = "document = ? AND block_id = ? AND block = ?"
    rows = {row[0]: row for row in map(_row, units)}
    connection = memory.connection
    known = {digest for (digest,) in connection.execute(f"SELECT digest FROM unit WHERE {where}", place)}  # noqa: S608
    if known == set(rows):
        return False
    connection.executemany("DELETE FROM unit WHERE digest = ?", ((digest,) for digest in known - set(rows)))
    connection.executemany(_INSERT, rows.values())
    return True


def find_exact(memory: Memory, lookup: str) -> list[TranslationUnit]:
    """Return the units whose French has this lookup form, the newest first."""
    found = memory.connection.execute(f"{_SELECT} WHERE lookup = ? {_NEWEST}", (lookup,))
    return [_unit(row) for row in found]


def find_holding(memory: Memory, phrase: str, *, limit: int = 3) -> list[TranslationUnit]:
    """Return the newest units whose French holds a phrase as it is written, in whole words and any capitals."""
    wanted = lookup_form(phrase).casefold()
    words = set(_WORD.findall(wanted))
    if not words:
        return []
    query = f"{_SELECT} WHERE id IN (SELECT rowid FROM word WHERE word MATCH ? LIMIT ?) {_NEWEST}"  # noqa: S608
    match = " AND ".join(f'"{word}"' for word in words)
    holds = re.compile(rf"(?<!\w){re.escape(wanted)}(?!\w)")
    units = map(_unit, memory.connection.execute(query, (match, _MOST)))
    return list(islice((unit for unit in units if holds.search(plain_lookup(unit.source).casefold())), limit))


@dataclass(frozen=True, slots=True)
class Similar:
    """A unit whose French is like the one asked for; ``rate`` in per cent, 100 only for equal ones."""

    rate: int
    unit: TranslationUnit


def find_similar(memory: Memory, lookup: str, *, least: int = LEAST_RATE, limit: int = 3) -> list[Similar]:
    """Return the units most like a lookup form without those equal to it, each French once, the most similar first."""
    texts = [text for text in _candidates(memory, lookup, least) if text != lookup]
    best = process.extract(lookup, texts, scorer=fuzz.ratio, score_cutoff=least, limit=limit)
    return [Similar(min(int(rate), 99), find_exact(memory, text)[0]) for text, rate, _ in best]


_WORD = re.compile(r"[^\W_]+")
_ENOUGH = 500  # texts to compare with; more hardly find better ones
_MOST = 2000
_MOST_WORDS = 40


def _candidates(memory: Memory, lookup: str, least: int) -> list[str]:
    """Return the texts of a possible length that hold one of the rarest words: all that a fuzzy match can miss is few."""
    words = _rarest_words(memory, lookup)
    if not words:
        return []
    # A share r of letters in common (2·common / sum) bounds the lengths' ratio by r / (2 - r).
    bound = least / (200 - least)
    query = (
        "SELECT DISTINCT lookup FROM unit WHERE id IN (SELECT rowid FROM word WHERE word MATCH ? LIMIT ?) "
        "AND length(lookup) BETWEEN ? AND ?"
    )
    match = " OR ".join(f'"{word}"' for word in words)
    lengths = (int(len(lookup) * bound), int(len(lookup) / bound) + 1)
    return [text for (text,) in memory.connection.execute(query, (match, _MOST, *lengths))]


def _rarest_words(memory: Memory, lookup: str) -> list[str]:
    """Return the rarest words, as many as together do not stand in too many units; at least one that stands in any."""
    counted = sorted((_count(memory, word), word) for word in set(_WORD.findall(lookup.lower())))
    chosen: list[str] = []
    total = 0
    for count, word in counted:
        if chosen and (total + count > _ENOUGH or len(chosen) == _MOST_WORDS):
            break
        if count:
            chosen.append(word)
            total += count
    return chosen


def _count(memory: Memory, word: str) -> int:
    if word not in memory.counts:
        found = memory.connection.execute("SELECT doc FROM word_count WHERE term = ?", (word,)).fetchone()
        memory.counts[word] = found[0] if found else 0
    return memory.counts[word]


@dataclass(frozen=True, slots=True)
class Selection:
    """Which units are meant; what is None is not asked for. ``before`` is an ISO date, ``source`` a French sentence.

    A unit without a date was approved before no day. Whatever takes a selection raises TranslationMemoryError where ``before`` is no such date.
    """

    document: str | None = None
    reviewer: str | None = None
    before: str | None = None
    source: str | None = None


def _where(selection: Selection) -> tuple[str, tuple[str, ...]]:
    asked = (
        ("document = ?", selection.document),
        ("reviewer = ?", selection.reviewer),
        ("date <> '' AND date < ?", None if selection.before is None else _iso_date(selection.before)),
        ("lookup = ?", None if selection.source is None else plain_lookup(selection.source)),
    )
    chosen = [(condition, value) for condition, value in asked if value is not None]
    return " AND ".join(condition for condition, _ in chosen) or "TRUE", tuple(value for _, value in chosen)


def _iso_date(text: str) -> str:
    """Return ``text`` if it is a day as 2024-12-31: dates are compared as text, and any other would choose wrongly."""
    try:
        written = date.fromisoformat(text).isoformat()
    except ValueError:
        written = ""
    if written != text or not text:
        raise TranslationMemoryError(f"“{text}” is no date; write year, month and day as in 2024-12-31.")
    return text


def list_units(memory: Memory, selection: Selection = Selection()) -> Iterator[TranslationUnit]:
    """Yield the selected units in the order in which they came."""
    where, values = _where(selection)
    for row in memory.connection.execute(f"{_SELECT} WHERE {where} ORDER BY id", values):
        yield _unit(row)


def count_units(memory: Memory, selection: Selection = Selection()) -> int:
    """Return how many units are selected."""
    where, values = _where(selection)
    found = memory.connection.execute(f"SELECT count(*) FROM unit WHERE {where}", values)  # noqa: S608
    return int(found.fetchone()[0])


def forget_units(memory: Memory, selection: Selection) -> int:
    """Remove the selected units for good; return how many they were."""
    where, values = _where(selection)
    with transaction(memory) as connection:
        return connection.execute(f"DELETE FROM unit WHERE {where}", values).rowcount  # noqa: S608


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counts of a memory: units, blocks kept whole, and units by document, reviewer and glossary version."""

    units: int
    whole: int
    sentences: int
    first: str
    last: str
    documents: dict[str, int]
    reviewers: dict[str, int]
    glossaries: dict[str, int]


def memory_statistics(memory: Memory) -> Statistics:
    """Count what the memory holds; ``first`` and ``last`` are the dates of the oldest and newest review."""
    query = (
        "SELECT count(*), coalesce(sum(whole), 0), count(DISTINCT lookup), "
        "coalesce(min(nullif(date, '')), ''), coalesce(max(date), '') FROM unit"
    )
    units, whole, sentences, first, last = memory.connection.execute(query).fetchone()
    groups = (_count_by(memory, name) for name in ("document", "reviewer", "glossary"))
    return Statistics(units, whole, sentences, first, last, *groups)


def _count_by(memory: Memory, name: str) -> dict[str, int]:
    query = f"SELECT {name}, count(*) FROM unit GROUP BY {name} ORDER BY count(*) DESC, {name}"  # noqa: S608
    return dict(memory.connection.execute(query).fetchall())
