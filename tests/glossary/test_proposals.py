"""What reviewers want becomes an entry of the glossary, once, and without losing what is there."""

import io
from dataclasses import replace
from pathlib import Path

import pytest

from passerelle.glossary.concept import Concept
from passerelle.glossary.errors import GlossaryError
from passerelle.glossary.formats.tsv import write_tsv
from passerelle.glossary.proposals import (
    Candidate,
    accept_into,
    make_concept,
    merge_candidates,
    open_candidates,
    settled_by,
    split_short_form,
)
from passerelle.glossary.termbase import Termbase, load_termbase

COST = Concept(
    "reste-a-charge",
    "reste à charge",
    "remaining charge",
    "money",
    source_variants=("restes à charge",),
    abbreviations=("RAC",),
    first_use="remaining charge (RAC)",
    forbidden=("rest to charge", "out-of-pocket cost"),
)
TERMBASE = Termbase((COST, Concept("rac-2", "RAC du dossier", "file cost", "x", abbreviations=("RAC",))))
WANTED = Candidate(
    "Reste à charge", "out-of-pocket cost", ("remaining charge",), ("usage",), ("Claire",), ("a",)
)


def test_one_pair_from_several_people_is_one_candidate() -> None:
    """All that was said of it is kept, and what came up most often stands first."""
    other = replace(WANTED, source="reste à  charge", reviewers=("Paul",), places=("b",), notes=())
    rare = Candidate("parcours", "pathway", places=("a",))
    merged = merge_candidates([rare, WANTED, other, WANTED])
    assert [candidate.target for candidate in merged] == ["out-of-pocket cost", "pathway"]
    assert (merged[0].reviewers, merged[0].places) == (("Claire", "Paul"), ("a", "b"))


@pytest.mark.parametrize(
    ("candidate", "shown"),
    [
        (WANTED, True),
        (Candidate("reste à charge", "Remaining charge"), False),
        (Candidate("parcours de soins", "care pathway"), True),
        (Candidate("", "remaining charge"), True),
    ],
)
def test_what_the_glossary_says_already_is_no_candidate(candidate: Candidate, *, shown: bool) -> None:
    """A variant or forbidden form that is wanted as the preferred one is."""
    assert bool(open_candidates([candidate], TERMBASE)) == shown


def test_what_someone_decided_is_not_shown_again() -> None:
    """The id of a pair does not depend on who proposes it."""
    assert open_candidates([WANTED], TERMBASE, {replace(WANTED, reviewers=("Paul",)).id}) == ()


def test_a_known_term_gets_the_new_english_before_the_old() -> None:
    """Its id, forms and short form stay; the first use follows; what was forbidden is allowed now."""
    concept = make_concept(WANTED, TERMBASE, domain="house")
    assert (concept.id, concept.target, concept.target_variants) == (
        "reste-a-charge",
        "out-of-pocket cost",
        ("remaining charge",),
    )
    assert concept.first_use == "out-of-pocket cost (RAC)"
    assert concept.forbidden == ("rest to charge",)
    assert concept.abbreviations == ("RAC",)


def test_short_forms_in_brackets_are_short_forms() -> None:
    """“Nom (SIGLE)” becomes a name and its abbreviation, in both languages; the first mention says both."""
    candidate = Candidate(
        "Centre d’accueil thérapeutique à temps partiel (CATTP)", "part-time therapy centre (CATTP)"
    )
    concept = make_concept(candidate, TERMBASE, domain="house")
    assert (concept.source, concept.abbreviations) == (
        "Centre d’accueil thérapeutique à temps partiel",
        ("CATTP",),
    )
    assert (concept.target, concept.short, concept.first_use) == (
        "part-time therapy centre",
        "CATTP",
        "part-time therapy centre (CATTP)",
    )
    known = make_concept(Candidate("reste à charge (RAC)", "own share (OS)"), TERMBASE, domain="house")
    assert (known.id, known.target, known.short) == ("reste-a-charge", "own share", "OS")
    assert known.first_use == "own share (OS)"


@pytest.mark.parametrize(
    "name", ["essai (ouvert)", "cellule T (CD4 positive)", "centre (", "(RAC)", "loi (2)"]
)
def test_other_brackets_belong_to_the_name(name: str) -> None:
    """Only a short form in capitals at the end is taken off."""
    assert split_short_form(name) == (name, "")


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Centre d’accueil (CATTP)", "day centre (CATTP)"),
        ("centre d’accueil", "day centre"),
        ("centres d’accueil", "day centres"),
        ("CATTP", "day centre (CATTP)"),
    ],
)
def test_what_was_accepted_is_not_proposed_again(source: str, target: str) -> None:
    """Neither as it was written, nor as the accepted entry says it, in either number."""
    candidate = Candidate("Centre d’accueil (CATTP)", "day centre (CATTP)")
    concept = make_concept(candidate, TERMBASE, domain="house")
    settled = settled_by(candidate, concept)
    assert open_candidates([Candidate(source, target)], TERMBASE, settled) == ()
    assert open_candidates([Candidate(source, "reception centre")], TERMBASE, settled)


def test_the_replaced_rendering_may_become_forbidden() -> None:
    """Then it is no variant."""
    concept = make_concept(WANTED, TERMBASE, domain="house", forbid=True)
    assert concept.target_variants == ()
    assert "remaining charge" in concept.forbidden


@pytest.mark.parametrize(
    ("source", "concept_id", "expected"),
    [
        ("Œuvre  de l’État", "", "oeuvre-de-letat"),
        ("parcours de soins", "pathway", "pathway"),
        ("!?", "", "terme"),
    ],
)
def test_a_new_term_gets_an_id_of_its_own(source: str, concept_id: str, expected: str) -> None:
    """Letters of the French, or what the user says."""
    concept = make_concept(Candidate(source, "x"), TERMBASE, domain="house", concept_id=concept_id)
    assert concept.id.replace("l-etat", "letat") == expected
    assert concept.source == " ".join(source.split())


def test_an_id_that_is_taken_gets_a_number() -> None:
    """A new concept never replaces another one by accident."""
    taken = Termbase((Concept("parcours", "parcours urbain", "city tour", "x"),))
    assert make_concept(Candidate("parcours", "pathway"), taken, domain="house").id == "parcours-2"


@pytest.mark.parametrize(
    ("candidate", "sentence"),
    [
        (Candidate("", "pathway"), "--french"),
        (Candidate("parcours", " "), "--english"),
        (Candidate("RAC", "out-of-pocket cost"), "several concepts"),
    ],
)
def test_what_cannot_be_accepted_says_what_is_missing(candidate: Candidate, sentence: str) -> None:
    """No French, or too much of it, or no English."""
    with pytest.raises(GlossaryError, match=sentence):
        make_concept(candidate, TERMBASE, domain="house")


def test_a_named_concept_decides_between_several() -> None:
    """--concept says which."""
    concept = make_concept(Candidate("RAC", "file fee"), TERMBASE, domain="house", concept_id="rac-2")
    assert (concept.id, concept.target) == ("rac-2", "file fee")


def test_accepting_keeps_what_the_file_held(tmp_path: Path) -> None:
    """The concept of the same id is replaced, the others stay in their order; the result is a valid glossary."""
    path = tmp_path / "house.tsv"
    first = Concept("a", "un", "one", "house")
    accept_into(path, [first, COST])
    accept_into(path, [make_concept(WANTED, TERMBASE, domain="house")])
    loaded = load_termbase([path], curated=False).concepts
    assert [concept.id for concept in loaded] == ["a", "reste-a-charge"]
    assert loaded[0] == first
    assert loaded[1].target == "out-of-pocket cost"


def test_a_broken_file_is_not_overwritten(tmp_path: Path) -> None:
    """What cannot be read is not replaced by what was accepted."""
    path = tmp_path / "house.tsv"
    stream = io.StringIO()
    write_tsv(stream, [COST])
    path.write_text(stream.getvalue().replace("fr_abbr", "abbr"))
    before = path.read_bytes()
    with pytest.raises(GlossaryError, match="unknown"):
        accept_into(path, [COST])
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("concept", "sentence"),
    [
        (Concept("b", "deux", "", "house"), "is empty"),
        (Concept("B!", "deux", "two", "house"), "lower-case"),
        (Concept("b", "deux", "two", "house", forbidden=("two",)), "forbidden"),
    ],
)
def test_an_unfit_concept_leaves_the_file_as_it_was(tmp_path: Path, concept: Concept, sentence: str) -> None:
    """What would break the file for every later command is refused before anything is written."""
    path = tmp_path / "house.tsv"
    accept_into(path, [Concept("a", "un", "one", "house")])
    before = path.read_bytes()
    with pytest.raises(GlossaryError, match=sentence):
        accept_into(path, [concept])
    assert path.read_bytes() == before


def test_an_older_fault_of_the_file_stops_nothing(tmp_path: Path) -> None:
    """Only what is accepted is judged."""
    path = tmp_path / "house.tsv"
    with path.open("w", encoding="utf-8") as stream:
        write_tsv(stream, [Concept("a", "un", "one", "house", forbidden=("one",))])
    accept_into(path, [Concept("b", "deux", "two", "house")])
    assert [concept.id for concept in load_termbase([path], curated=False).concepts] == ["a", "b"]


def test_a_proposal_without_english_stays_open() -> None:
    """Also where the termbase knows the French: an empty short form is no rendering that was asked for."""
    asked = Candidate(COST.source, "")
    assert open_candidates([asked], Termbase((replace(COST, short=""),))) == (asked,)
