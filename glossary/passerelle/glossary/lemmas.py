"""Whether a word is in the dictionary of a language, and what its dictionary form is: simplemma's dictionaries.

They take tens of megabytes each in a process, and some tenths of a second to be read. So each is put into a file once, a
`WordTable`, which all processes map.
"""

from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import TYPE_CHECKING

from passerelle.glossary.errors import PasserelleError
from passerelle.glossary.files import record_writes, write_atomically
from passerelle.glossary.word_table import WordTable, WordTableError, make_table

if TYPE_CHECKING:  # the rules of forty languages: they are imported with the first word
    from simplemma import Lemmatizer
    from simplemma.strategies import DictionaryLookupStrategy

_REMEMBERED = 65_536  # lemmas, some megabytes


def is_known(word: str, lang: str) -> bool:
    """Whether the dictionary of a language, ISO 639-1, has a word, however its first letter is written.

    >>> is_known("maisons", lang="fr"), is_known("maisons", lang="en")
    (True, False)
    """
    return _lookup().get_lemma(word, lang) is not None


def lemmatize(word: str, lang: str) -> str:
    """Return the dictionary form of a word, or the word in small letters if none is known.

    >>> lemmatize("maisons", lang="fr")
    'maison'
    """
    return _lemmatizer().lemmatize(word, lang)


def share_dictionaries(folder: Path) -> None:
    """Take dictionaries from files in ``folder`` from now on; those that are not there yet are put there.

    A folder that cannot be written is no one's loss: then this process has its own.
    """
    _dictionaries.folder = folder
    _dictionaries.loaded.clear()


class _Dictionaries:
    """The dictionaries of this process, from files in ``folder`` or its own; a `DictionaryFactory` of simplemma's."""

    __slots__ = ("folder", "loaded")

    def __init__(self) -> None:
        self.folder: Path | None = None
        self.loaded: dict[str, Mapping[str, str]] = {}

    def get_dictionary(self, lang: str) -> Mapping[str, str]:
        found = self.loaded.get(lang)
        if found is None:
            found = _shared(self.folder, lang) if self.folder else None
            if found is None:  # whether a table is empty is told by counting its words
                found = _own(lang)
            self.loaded[lang] = found
        return found


def _own(language: str) -> Mapping[str, str]:
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory  # noqa: PLC0415  (as above)

    return DefaultDictionaryFactory().get_dictionary(language)


def _shared(folder: Path, language: str) -> Mapping[str, str] | None:
    path = folder / f"{language}-{version('simplemma')}.words"
    with suppress(OSError, ValueError):  # of a file that is not there, and of one that is something else
        return _map(path)
    with suppress(OSError, PasserelleError, WordTableError):
        with record_writes(), write_atomically(path, binary=True) as stream:  # no file of the user's
            stream.write(make_table(_own(language)))
        return _map(path)
    return None


def _map(path: Path) -> WordTable:
    with path.open("rb") as stream:
        return WordTable(mmap(stream.fileno(), 0, access=ACCESS_READ))


_dictionaries = _Dictionaries()


@cache
def _lookup() -> "DictionaryLookupStrategy":
    from simplemma.strategies import DictionaryLookupStrategy  # noqa: PLC0415  (as above)

    return DictionaryLookupStrategy(_dictionaries)


@cache
def _lemmatizer() -> "Lemmatizer":
    from simplemma import Lemmatizer  # noqa: PLC0415  (as above)
    from simplemma.strategies import DefaultStrategy  # noqa: PLC0415  (as above)

    return Lemmatizer(_REMEMBERED, lemmatization_strategy=DefaultStrategy(dictionary_factory=_dictionaries))
