"""Every word that a reviewer can see in a sheet, in English and in French."""

from passerelle.glossary.words import read_pairs, read_table
from passerelle.translate.catalog.entry import State
from passerelle.translate.text.document import BlockKind
from passerelle.translate.text.phrases import LANGUAGES, read_phrases

PHRASES = read_phrases(__file__, "phrases.tsv", "reasons.tsv")
say = PHRASES.say
"""Return the words of a key, or the reason why a row was not applied, in a language."""

_DECISIONS = {words: State(decision) for words, decision in read_pairs(__file__, "decisions.tsv").items()}


def say_help(language: str) -> tuple[tuple[str, str], ...]:
    """Return the steps of the instructions: heading and text."""
    side = 2 * LANGUAGES.index(language)
    return tuple((row[side], row[side + 1]) for row in read_table(__file__, "help.tsv", 4))


def say_kind(kind: BlockKind, language: str) -> str:
    """Return the name of a kind of block."""
    return say(f"{kind} kind", language)


def say_decision(state: State, language: str) -> str:
    """Return the word of the decision list for a state; nothing for a draft."""
    return say(str(state), language) if state.touched else ""


def parse_decision(text: str) -> State | None:
    """Return the state that a word of either language's list means, None for no word; KeyError for another word.

    >>> parse_decision(" À revoir ")
    <State.NEEDS_WORK: 'needs work'>
    """
    word = " ".join(text.split()).casefold()
    return _DECISIONS[word] if word else None


TITLED = ("source", "draft", "revised", "decision", "comment")
"""The columns that can be found by their title when their hidden keys are gone."""

_BY_TITLE = {word.strip("✎ ").casefold(): key for key in TITLED for word in PHRASES.table[key]}


def title_key(text: str) -> str | None:
    """Return the column that a title of either language names."""
    return _BY_TITLE.get(text.strip("✎ ").casefold()) if len(text) < 40 else None
