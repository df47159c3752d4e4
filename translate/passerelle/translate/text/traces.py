"""What of an article tells which concepts bear on it. Apart from `constraints.bearing`, since a run that finds nothing changed reads no dictionary."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Traces:
    """That in an article by which a concept can bear on it, of whatever termbase.

    ``texts`` are its French texts as terms were looked for in them, each by `passerelle.glossary.keys.text_key`, since that is how forms are matched;
    ``shouted`` are its `passerelle.translate.text.shouting.shouted_words`, whose capitals a termbase restores; ``concepts`` the ids that its ledger names.
    """

    texts: tuple[str, ...]
    shouted: tuple[str, ...]
    concepts: tuple[str, ...]
