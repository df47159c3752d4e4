"""The translation memory: what people approved, found again when the same French comes back.

May import ``ladder`` (what a sentence must hold) and what is below.
"""

from passerelle.translate.memory.learn import Learned, learn, units_of
from passerelle.translate.memory.matches import Match, matches_of
from passerelle.translate.memory.recall import Hit, Recalled, recall
from passerelle.translate.memory.schema import (
    Memory,
    ReadOnlyMemoryError,
    TranslationMemoryError,
    is_read_only,
    open_memory,
    read_memory,
)
from passerelle.translate.memory.store import (
    Selection,
    Similar,
    Statistics,
    add_units,
    count_units,
    find_exact,
    find_holding,
    find_similar,
    forget_units,
    list_units,
    memory_statistics,
)
from passerelle.translate.memory.terms import (
    list_proposals,
    replace_proposals,
    settle,
    settled_ids,
    store_proposals,
)
from passerelle.translate.memory.unit import TranslationUnit, lookup_form
from passerelle.translate.places import memory_path

__all__ = [
    "Hit",
    "Learned",
    "Match",
    "Memory",
    "ReadOnlyMemoryError",
    "Recalled",
    "Selection",
    "Similar",
    "Statistics",
    "TranslationMemoryError",
    "TranslationUnit",
    "add_units",
    "count_units",
    "find_exact",
    "find_holding",
    "find_similar",
    "forget_units",
    "is_read_only",
    "learn",
    "list_proposals",
    "list_units",
    "lookup_form",
    "matches_of",
    "memory_path",
    "memory_statistics",
    "open_memory",
    "read_memory",
    "recall",
    "replace_proposals",
    "settle",
    "settled_ids",
    "store_proposals",
    "units_of",
]
