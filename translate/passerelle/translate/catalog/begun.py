"""Drafts of long documents kept while the rest is being translated: what the pipeline asks of whoever keeps them."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from passerelle.translate.catalog.entry import Entry

Begun = Mapping[tuple[str, str], Entry]
"""Drafts of a run that was stopped, by block id and key."""


class Stretches(Protocol):
    """Where the drafts of long documents are kept until these are whole."""

    def begun(self, document: str) -> Begun:
        """Return what a run that was stopped has kept."""

    def keep(self, document: str, entries: Sequence[Entry], finished: int, total: int) -> None:
        """Keep drafts; ``finished`` of ``total`` sentences of the run are translated."""
