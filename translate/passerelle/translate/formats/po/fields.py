"""What the reader and the writer of PO files both name: header fields, and the mark of an English text."""

import json
import re
from collections.abc import Iterable
from contextlib import suppress
from urllib.parse import quote, unquote

from passerelle.glossary.termbase import GlossaryFile
from passerelle.translate.catalog.entry import (
    Entry,
    clean_text,
    text_hash,
)
from passerelle.translate.text.document import Left, Why

TITLE = "French-English catalogue written by Passerelle. Fuzzy entries are drafts that nobody has reviewed."
DOCUMENT, PATH, GLOSSARY, GLOSSARIES, MODEL, LEFT, FIELDS = (
    "X-Passerelle-Document",
    "X-Passerelle-Path",
    "X-Passerelle-Glossary",
    "X-Passerelle-Glossaries",
    "X-Passerelle-Model",
    "X-Passerelle-Left",
    "X-Passerelle-Fields",
)

TRANSLATOR = "Last-Translator"

# What does not change, but for the translator where people reviewed; msgfmt asks for the first five.
FIXED = {
    TRANSLATOR: "Passerelle",
    "Language-Team": "English",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
    "X-Source-Language": "fr",
}

# Tells whether someone changed the English in a PO editor since Passerelle wrote it.
TEXT_MARK = re.compile(r"text: [0-9a-f]{12}")


def last_translator(entries: Iterable[Entry]) -> str:
    """Return who reviewed last, of one day's reviewers the one furthest down; the program where nobody did."""
    reviews = [entry.review for entry in entries if entry.state.touched and entry.review.reviewer.strip()]
    latest = max(enumerate(reviews), key=lambda numbered: (numbered[1].date, numbered[0]), default=None)
    return " ".join(latest[1].reviewer.split()) if latest else FIXED[TRANSLATOR]


def text_mark(entry: Entry) -> str:
    return f"text: {text_hash(entry.target)}"


def one_line(text: str) -> str:
    """Return a text as a field of the header holds it."""
    return " ".join(clean_text(text).split())


def format_left(texts: Iterable[Left]) -> str:
    """Return the texts that stay French on one line; `parse_left` is the inverse.

    >>> format_left([Left(12, Why.CODE, "pip install"), Left(40, Why.LANGUAGE, "The end.")])
    '12 code "pip install" 40 language "The end."'
    """
    return " ".join(f"{each.line} {each.why} {json.dumps(each.text, ensure_ascii=False)}" for each in texts)


_LEFT = re.compile(r'(\d+) (\w+) ("(?:[^"\\]|\\.)*")')


def parse_left(text: str) -> tuple[Left, ...]:
    """Return what `format_left` wrote; what does not read so is passed over."""
    read = []
    for found in _LEFT.finditer(text):
        with suppress(ValueError):
            read.append(Left(int(found[1]), Why(found[2]), str(json.loads(found[3]))))
    return tuple(read)


def format_glossaries(files: Iterable[GlossaryFile]) -> str:
    """Return names and digests on one line.

    >>> format_glossaries([GlossaryFile("curated", "0c28"), GlossaryFile("ma maison.tsv", "91ab")])
    'curated=0c28 ma%20maison.tsv=91ab'
    """
    return " ".join(
        re.sub(r"[\s%=\\]", lambda found: quote(found[0]), file.name) + f"={file.digest}" for file in files
    )


def parse_glossaries(text: str) -> tuple[GlossaryFile, ...]:
    """Return what `format_glossaries` wrote; what is no name with a digest is passed over.

    >>> parse_glossaries("curated=0c28 ma%20maison.tsv=91ab ?")
    (GlossaryFile(name='curated', digest='0c28'), GlossaryFile(name='ma maison.tsv', digest='91ab'))
    """
    pairs = (word.rpartition("=") for word in text.split())
    return tuple(GlossaryFile(unquote(name), digest) for name, _, digest in pairs if name and digest)
