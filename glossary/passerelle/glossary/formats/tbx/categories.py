"""The data categories of TBX-Basic and TBX-Min, with the element and the levels that each has.

After the module descriptions of LTAC/TerminOrgs, the dialects' keepers (`Min.tbxmd`, `Basic.tbxmd`, `TBX-Basic_DCA.sch`).
"""

from typing import NamedTuple

CORE = "urn:iso:std:iso:30042:ed-2"
"""The namespace of version 3; version 2 has none."""

MODULES = {"min": "http://www.tbxinfo.net/ns/min", "basic": "http://www.tbxinfo.net/ns/basic"}
"""The namespaces of the elements that stand for categories in the style DCT."""

_CONCEPT, _LANGUAGE, _TERM = "conceptEntry", "langSec", "termSec"


class Category(NamedTuple):
    """A category: its element in the style DCA, its module, the levels at which it may stand, the values that it may have."""

    element: str
    module: str
    levels: frozenset[str]
    values: frozenset[str] = frozenset()


def _of(element: str, module: str, levels: tuple[str, ...], values: str = "") -> Category:
    return Category(element, module, frozenset(levels), frozenset(values.split()))


CATEGORIES = {
    "administrativeStatus": _of(
        "termNote",
        "min",
        (_TERM,),
        "admittedTerm-admn-sts deprecatedTerm-admn-sts supersededTerm-admn-sts preferredTerm-admn-sts",
    ),
    "usageStatus": _of("termNote", "min", (_TERM,)),  # what drafts of version 3 called it
    "partOfSpeech": _of("termNote", "min", (_TERM,), "adjective noun other verb adverb"),
    "customerSubset": _of("admin", "min", (_CONCEPT, _TERM)),
    "subjectField": _of("descrip", "min", (_CONCEPT,)),
    "externalCrossReference": _of("xref", "min", (_CONCEPT, _LANGUAGE, _TERM)),
    "projectSubset": _of("admin", "basic", (_CONCEPT, _TERM)),
    "source": _of("admin", "basic", (_CONCEPT, _LANGUAGE, _TERM)),
    "context": _of("descrip", "basic", (_TERM,)),
    "definition": _of("descrip", "basic", (_CONCEPT, _LANGUAGE)),
    "crossReference": _of("ref", "basic", (_CONCEPT, _TERM)),
    "geographicalUsage": _of("termNote", "basic", (_TERM,)),
    "grammaticalGender": _of("termNote", "basic", (_TERM,), "masculine feminine neuter other"),
    "termLocation": _of("termNote", "basic", (_TERM,)),
    "termType": _of("termNote", "basic", (_TERM,), "fullForm acronym abbreviation shortForm variant phrase"),
    # The official examples have more types than the two of the schema.
    "transactionType": _of("transac", "basic", (_CONCEPT, _LANGUAGE, _TERM)),
    "responsibility": _of("transacNote", "basic", (_CONCEPT, _LANGUAGE, _TERM)),
    "xGraphic": _of("xref", "basic", (_CONCEPT, _LANGUAGE)),
}

DIALECTS = {
    "TBX-Basic": frozenset(CATEGORIES),
    "TBX-Min": frozenset(name for name, category in CATEGORIES.items() if category.module == "min"),
}
"""The dialects whose categories are known; in others, any may stand."""
