"""Sentence pairs in tab-separated files: corpora, and evaluation sets with their terms."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from passerelle.glossary.errors import FileError
from passerelle.glossary.files import read_bytes
from passerelle.translate.adaptation.errors import TrainingError

_TERM_HEADER = ["fr", "en", "terms_json"]


@dataclass(frozen=True, slots=True)
class TermPair:
    """A term of an evaluation sentence: the French as written and the English forms that render it."""

    source: str
    renderings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A French sentence, its English reference and the terms that it holds."""

    source: str
    target: str
    terms: tuple[TermPair, ...] = ()


def read_pairs(path: Path) -> list[Pair]:
    """Read an evaluation set: `French<TAB>English`, or with a header that names `fr`, `en` and `terms_json`.

    Raises:
        FileError: the file cannot be read.
        TrainingError: a line lacks a column, or its terms are no JSON.
    """
    lines = _lines(path)
    if not lines:
        raise TrainingError("is empty; give lines of French, a tab, English.", path=path)
    header = lines[0].split("\t")
    if set(_TERM_HEADER) <= set(header):
        return list(_read_with_terms(path, lines[1:], [header.index(name) for name in _TERM_HEADER]))
    return [Pair(columns[0], columns[1]) for columns in _columns(path, lines, 2)]


def _lines(path: Path) -> list[str]:
    # Not splitlines: sentences may hold characters such as U+2028 that it would split at.
    try:
        text = read_bytes(path).decode()
    except UnicodeDecodeError as error:
        raise FileError("is not UTF-8; convert it.", path=path) from error
    return [line.rstrip("\r") for line in text.split("\n") if line.strip()]


def _columns(path: Path, lines: list[str], least: int, first: int = 1) -> Iterator[list[str]]:
    for number, line in enumerate(lines, start=first):
        columns = line.split("\t")
        if len(columns) < least:
            raise TrainingError(f"has {len(columns)} columns instead of {least}.", path=path, line=number)
        yield columns


def _read_with_terms(path: Path, lines: list[str], places: list[int]) -> Iterator[Pair]:
    for number, columns in enumerate(_columns(path, lines, max(places) + 1, first=2), start=2):
        source, target, terms = (columns[place] for place in places)
        try:
            yield Pair(source, target, tuple(_term(each) for each in json.loads(terms)))
        except (ValueError, KeyError, TypeError) as error:
            raise TrainingError("holds terms that cannot be read as JSON.", path=path, line=number) from error


def _term(record: dict[str, str]) -> TermPair:
    forms = dict.fromkeys((record["en"], record.get("en_term", record["en"])))
    return TermPair(record["fr"], tuple(forms))
