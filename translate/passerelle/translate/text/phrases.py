"""What people read, in English and French: a table of phrases beside each module that speaks to them."""

from collections.abc import Mapping
from dataclasses import dataclass

from passerelle.glossary.english import pluralise
from passerelle.glossary.words import read_table

LANGUAGES = ("en", "fr")


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases by their key, one a language; braces in them are filled with values."""

    table: Mapping[str, tuple[str, ...]]

    def say(self, key: str, language: str, **values: object) -> str:
        """Return the words of ``key`` in ``language`` (``en`` or ``fr``).

        >>> Phrases({"of": ("{part} of {whole}", "{part} sur {whole}")}).say("of", "fr", part=3, whole=4)
        '3 sur 4'
        """
        return self.table[key][LANGUAGES.index(language)].format(**values)


def read_phrases(module: str, *names: str) -> Phrases:
    """Read tables of key, English and French in the folder ``data`` beside a module, which gives its ``__file__``.

    Raises:
        ValueError: a key stands twice: one of its phrases would never be said.
    """
    table: dict[str, tuple[str, ...]] = {}
    for key, *words in (row for name in names for row in read_table(module, name, 3)):
        if key in table:
            raise ValueError(f"“{key}” stands twice in {', '.join(names)}")
        table[key] = tuple(words)
    return Phrases(table)


def counted(count: int, noun: str) -> str:
    """Return a number with its noun, which may have words before it.

    >>> counted(1, "text"), counted(27, "text"), counted(0, "entry")
    ('1 text', '27 texts', '0 entries')
    """
    return f"{count} {noun if count == 1 else pluralise(noun)}"
