"""Checks of a translation: one plain function a check, yielding findings; `CHECKS` is the registry.

A check takes an entry taken apart and what all checks are told. Its findings say where in the plain French and the plain
English (without marks) they stand. `check_entry` looks at one entry, `check_catalogs` at whole documents; the ledger of an
entry follows from its findings.

May import ``catalog`` and what is below.
"""

from passerelle.translate.catalog.findings import waive_findings
from passerelle.translate.checks.consistency import Memory
from passerelle.translate.checks.pair import Context
from passerelle.translate.checks.registry import CHECKS
from passerelle.translate.checks.rules import RULES, Rule
from passerelle.translate.checks.run import (
    Checked,
    check_catalog,
    check_catalogs,
    check_each,
    check_entry,
    entries_judge,
    entry_judge,
)

__all__ = [
    "CHECKS",
    "RULES",
    "Checked",
    "Context",
    "Memory",
    "Rule",
    "check_catalog",
    "check_catalogs",
    "check_each",
    "check_entry",
    "entries_judge",
    "entry_judge",
    "waive_findings",
]
