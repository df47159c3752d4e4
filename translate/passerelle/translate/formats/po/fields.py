"""What the reader and the writer of PO files both name: header fields, and the mark of an English text."""

import re

from passerelle.translate.catalog.entry import (
    Entry,
    text_hash,
)

TITLE = "French-English catalogue written by Passerelle. Fuzzy entries are drafts that nobody has reviewed."
DOCUMENT, PATH, GLOSSARY, MODEL = (
    "X-Passerelle-Document",
    "X-Passerelle-Path",
    "X-Passerelle-Glossary",
    "X-Passerelle-Model",
)

# What never changes; msgfmt asks for the first five.
FIXED = {
    "Last-Translator": "Passerelle",
    "Language-Team": "English",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
    "X-Source-Language": "fr",
}

# Tells whether someone changed the English in a PO editor since Passerelle wrote it.
TEXT_MARK = re.compile(r"text: [0-9a-f]{12}")


def text_mark(entry: Entry) -> str:
    return f"text: {text_hash(entry.target)}"
