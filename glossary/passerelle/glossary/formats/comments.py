"""What a concept explains as one line of text, for formats that have a remark and nothing else, and back."""

from passerelle.glossary.concept import Concept
from passerelle.glossary.formats.cells import one_line
from passerelle.glossary.formats.tsv import join_list, split_list

_SIGN = " • "
_MEANS = "means: "
_NOT = "not: "

EXPLAINED = frozenset(("definition", "forbidden", "note"))
"""The attributes that a comment holds."""


def format_comment(concept: Concept) -> str:
    """Return definition, forbidden renderings and note in one line.

    >>> format_comment(Concept("lit", "lit", "bed", "d", definition="Place for a patient.", forbidden=("couch", "cot")))
    'means: Place for a patient. • not: couch|cot'
    """
    parts = [
        _MEANS + concept.definition if concept.definition else "",
        _NOT + join_list(concept.forbidden) if concept.forbidden else "",
        concept.note,
    ]
    return _SIGN.join(filter(None, parts))


def parse_comment(text: str) -> dict[str, object]:
    """Return the attributes of a concept that a comment tells; what has no label is a note.

    >>> parse_comment("a verb • not: couch")
    {'forbidden': ('couch',), 'note': 'a verb'}
    """
    told: dict[str, object] = {}
    rest = []
    for part in one_line(text).split(_SIGN):
        if part.startswith(_MEANS) and "definition" not in told:
            told["definition"] = part.removeprefix(_MEANS)
        elif part.startswith(_NOT) and "forbidden" not in told:
            told["forbidden"] = split_list(part.removeprefix(_NOT))
        else:
            rest.append(part)
    note = _SIGN.join(rest)
    return told | ({"note": note} if note else {})
