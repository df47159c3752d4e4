"""Glossaries as gettext PO: ours with everything, those of others as they have them."""

import polib
import pytest

from passerelle.glossary.concept import Concept, PartOfSpeech, Status
from passerelle.glossary.errors import GlossaryError
from passerelle.glossary.formats.exchange import find_format
from passerelle.glossary.formats.imported import Imported
from passerelle.glossary.formats.po import is_po, read_po_glossary, write_po_glossary
from passerelle.glossary.termbase import load_termbase

FULL = (
    Concept("a", 'mot "a"', "word; a", "d1", definition="d" * 200, cues=("c" * 100, "a|b")),
    Concept("b", "lit", "bed", "d2", status=Status.DEPRECATED, replaced_by="a", note="passerelle-x: y"),
    Concept("any", "démarche", "approach", "d2", status=Status.ADMITTED),
    Concept("c", "lit", "cot", "d2", status=Status.PROPOSED, pos=PartOfSpeech.VERB, forbidden=("bad",)),
)


def concepts_of(imported: Imported) -> list[Concept]:
    assert not imported.errors
    return [item.concept for item in imported.items]


def po(entries: str, *fields: str) -> bytes:
    header = "".join(f'"{each}\\n"\n' for each in ("Content-Type: text/plain; charset=UTF-8", *fields))
    return f'msgid ""\nmsgstr ""\n{header}\n{entries}'.encode()


@pytest.mark.parametrize("concepts", [FULL, load_termbase().concepts], ids=["full", "curated"])
def test_every_concept_comes_back(concepts: tuple[Concept, ...]) -> None:
    imported = read_po_glossary(write_po_glossary(concepts), domain="other")
    assert concepts_of(imported) == list(concepts)
    assert not imported.remarks


def test_other_programs_offer_only_what_is_approved() -> None:
    """The Translate Toolkit, and with it Weblate and Pootle, sees the rest as fuzzy."""
    from translate.storage.pypo import pofile  # noqa: PLC0415  (slow to load)

    store = pofile.parsestring(write_po_glossary(FULL))  # type: ignore[no-untyped-call]
    units = [unit for unit in store.units if not unit.isheader()]
    assert [(unit.source, unit.target, unit.getcontext()) for unit in units] == [
        (each.source, each.target, each.id) for each in FULL
    ]
    assert [unit.isfuzzy() for unit in units] == [False, True, False, True]
    assert units[0].getnotes("translator") == FULL[0].definition


ENTRIES = """
# A bed
# to sleep in.
#. (poterminology) a.po: 3
#: a.c:1
msgctxt "noun"
msgid "lit; couchette"
msgstr "bed; berth"

#. What one does.
#, fuzzy
msgctxt "v."
msgid "opérer"
msgstr "operate on"

msgctxt "of a hospital"
msgid "service"
msgid_plural "services"
msgstr[0] "department"
msgstr[1] "departments"

msgid "rien"
msgstr ""

#~ msgid "vieux"
#~ msgstr "old"
"""


def test_what_others_write_is_read() -> None:
    """Several terms in a string, parts of speech or senses as contexts, comments, plurals, obsolete entries."""
    imported = read_po_glossary(po(ENTRIES), domain="d", path="x.po")
    bed, operate, department, old = concepts_of(imported)
    assert bed == Concept(
        "lit", "lit", "bed", "d", ("couchette",), target_variants=("berth",), definition="A bed to sleep in."
    )
    assert (operate.pos, operate.status, operate.definition) == (
        PartOfSpeech.VERB,
        Status.PROPOSED,
        "What one does.",
    )
    assert (department.target, department.note, department.pos) == (
        "department",
        "of a hospital",
        PartOfSpeech.NOUN,
    )
    assert old.status is Status.DEPRECATED
    assert [str(each) for each in imported.remarks] == [
        "x.po:26: “rien” has no translation and was left out."
    ]
    assert "id" not in imported.known


def test_a_glossary_from_english_is_turned_round() -> None:
    data = po('msgid "bed"\nmsgstr "lit; couchette"\n', "Language: fr_FR")
    assert concepts_of(read_po_glossary(data, domain="d")) == [
        Concept("lit", "lit", "bed", "d", ("couchette",))
    ]


def test_encodings() -> None:
    """The header says which."""
    data = po('msgid "été"\nmsgstr "summer"\n').decode().replace("UTF-8", "ISO-8859-15").encode("iso-8859-15")
    assert concepts_of(read_po_glossary(data, domain="d"))[0].source == "été"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (po('msgid "mot"\nmsgstr "Wort"\n', "Language: de"), "into “de”"),
        (po('msgid "mot"\nmsgstr "word\n'), ":6: has a broken string"),
        (po('msgid "mot"\n'), ":5: ends after a msgid"),
        (po('msgid "mot"\nmsgstr "x"\n', "X-Passerelle-Document: a.md"), "catalogue of an article"),
        (po('msgid "\xe9"\nmsgstr "x"\n').decode().encode("latin-1"), ":5: is not the UTF-8"),
        (po("").replace(b"UTF-8", b"nonsense"), "“nonsense”, which is not known"),
        (b"", "holds no PO entries"),
    ],
)
def test_what_is_no_glossary_is_refused(data: bytes, told: str) -> None:
    with pytest.raises(GlossaryError) as caught:
        read_po_glossary(data, domain="d", path="x.po")
    assert told in str(caught.value)


def test_content_tells_po() -> None:
    assert find_format("x.txt", data=po(ENTRIES)).name == "po"
    assert not is_po(po(ENTRIES, "X-Passerelle-Document: a.md"))
    assert not is_po(b"id;fr;en\n")


def test_gettext_tools_read_it() -> None:
    """Without wrapping, so that each column has a line."""
    assert len(polib.pofile(write_po_glossary(FULL).decode())) == len(FULL)
