"""An import against a file of the user's: what is taken, and what stays as it is."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from passerelle.glossary.concept import Concept, PartOfSpeech, Status
from passerelle.glossary.formats.imported import ATTRIBUTES, Imported, Item, number_ids
from passerelle.glossary.merge import Decision, Outcome, merge_import
from passerelle.glossary.termbase import load_termbase

OWN = Concept(
    "hopital-de-jour",
    "hôpital de jour",
    "day hospital",
    "own",
    target_variants=("day unit",),
    definition="Care without a night.",
)


def decide(*concepts: Concept, own: tuple[Concept, ...] = (OWN,), **options: Any) -> list[Decision]:
    known = options.pop("known", ATTRIBUTES)
    items = tuple(Item(number, each) for number, each in enumerate(concepts, 2))
    return list(merge_import(Imported(items, known, base=options.pop("base", ())), own, **options))


@pytest.mark.parametrize(
    ("values", "outcome", "columns"),
    [
        ({}, Outcome.SAME, []),
        ({"definition": ""}, Outcome.SAME, []),
        ({"target_variants": ()}, Outcome.SAME, []),
        ({"status": Status.PROPOSED}, Outcome.SAME, []),
        ({"domain": "theirs"}, Outcome.SAME, []),
        ({"target_variants": ("day unit", "day ward")}, Outcome.CHANGED, ["en_variants"]),
        ({"note": "A note."}, Outcome.CHANGED, ["note"]),
        ({"created": date(2025, 1, 31)}, Outcome.CHANGED, ["created"]),
        ({"target": "day clinic"}, Outcome.CONFLICT, ["en"]),
        ({"target_variants": ("day ward",)}, Outcome.CONFLICT, ["en_variants"]),
        ({"definition": "Other.", "note": "A note."}, Outcome.CONFLICT, ["definition"]),
        ({"status": Status.DEPRECATED}, Outcome.CONFLICT, ["status"]),
        ({"pos": PartOfSpeech.PHRASE}, Outcome.CHANGED, ["pos"]),
    ],
)
def test_what_only_one_side_says_is_taken(
    values: dict[str, Any], outcome: Outcome, columns: list[str]
) -> None:
    """Where both say something else, nothing of the concept is taken."""
    (decision,) = decide(replace(OWN, **values))
    assert decision.outcome is outcome
    assert [each.column for each in decision.differences] == columns
    if outcome is Outcome.CONFLICT:
        assert decision.own == OWN


def test_overwriting_gives_the_import_the_right() -> None:
    """What it does not say stays even so."""
    (decision,) = decide(replace(OWN, target="day clinic", definition=""), overwrite=True)
    assert decision.outcome is Outcome.CHANGED
    assert decision.concept == replace(OWN, target="day clinic")
    assert decision.differences[0].own == "day hospital"


def test_what_the_file_has_no_place_for_stays() -> None:
    known = frozenset({"id", "source", "target"})
    (decision,) = decide(replace(OWN, definition="", target_variants=("x",)), known=known)
    assert decision.outcome is Outcome.SAME


def test_a_base_tells_who_changed_what() -> None:
    """What the file's writer emptied is emptied; what the user changed since stays; both at once are a conflict."""
    base = (replace(OWN, note="Old."),)
    mine = replace(OWN, note="Old.", definition="New here.")
    (decision,) = decide(OWN, own=(mine,), base=base)
    assert decision.concept == replace(mine, note="")
    assert decide(base[0], own=(mine,), base=base)[0].outcome is Outcome.SAME
    assert (
        decide(replace(OWN, definition="New there."), own=(mine,), base=base)[0].outcome is Outcome.CONFLICT
    )


def test_concepts_are_known_by_their_french_where_ids_are_others() -> None:
    """Whether the file has none, or another program's; number and capitals do not count."""
    for known in (ATTRIBUTES, ATTRIBUTES - {"id"}):
        (decision,) = decide(replace(OWN, id="c42", source="Hôpitaux de jour", note="x"), known=known)
        assert decision.concept.id == OWN.id
    assert decide(replace(OWN, id="c42"))[0].outcome is Outcome.SAME


def test_an_id_of_another_concept_is_a_conflict() -> None:
    """Made-up ids give way instead."""
    other = Concept(OWN.id, "lit", "bed", "own")
    (decision,) = decide(other)
    assert decision.outcome is Outcome.CONFLICT
    assert "give one of the two another" in decision.reason
    assert decide(other, known=ATTRIBUTES - {"id"})[0].outcome is Outcome.NEW


def test_ids_that_only_count_give_way() -> None:
    """Every program has a concept 1; the second time, it is known by its French."""
    mine, other = replace(OWN, id="1"), Concept("1", "lit", "bed", "own")
    (decision,) = decide(other, own=(mine,))
    assert (decision.outcome, decision.concept.id) == (Outcome.NEW, "lit")
    second = replace(other, id="2", target="cot", cues=("bébé",))
    both = decide(other, second, own=(mine, replace(mine, id="2", source="rein", target="kidney")))
    assert [each.concept.id for each in both] == ["lit", "lit-2"]
    (decision,) = decide(other, own=(mine, decision.concept))
    assert (decision.outcome, decision.concept.id) == (Outcome.SAME, "lit")


def test_two_senses_need_cues() -> None:
    """A form that another concept has is a conflict; with cues it is another sense, and known as such again."""
    variant = Concept("b", "clinique", "clinic", "own", source_variants=("hôpital de jour",))
    assert decide(variant)[0].outcome is Outcome.CONFLICT
    sense = replace(OWN, id="b", target="day room", cues=("jeu",))
    assert decide(sense)[0].outcome is Outcome.NEW
    assert [each.outcome for each in decide(OWN, sense, own=(OWN, sense))] == [Outcome.SAME, Outcome.SAME]


def test_two_rows_of_the_file_that_contradict_each_other_are_told() -> None:
    items = number_ids([Item(1, replace(OWN, id="")), Item(2, replace(OWN, id="", target="day clinic"))])
    found = merge_import(Imported(tuple(items), ATTRIBUTES - {"id"}), ())
    assert [each.outcome for each in found] == [Outcome.NEW, Outcome.CONFLICT]


def test_what_would_break_the_glossary_is_left_out() -> None:
    (decision,) = decide(replace(OWN, id="b", source="lit {0}", target="bed", target_variants=()))
    assert decision.outcome is Outcome.UNFIT
    assert "{" in decision.reason


def test_sentences_that_are_no_pairs_stay_out() -> None:
    """Other programs' contexts are found in each language by itself; the concept is taken without, and it is told."""
    new = Concept("lit", "lit", "bed", "own", contexts=("Un lit.", "Deux lits."), target_contexts=("A bed.",))
    (decision,) = decide(new)
    assert decision.outcome is Outcome.NEW
    assert decision.concept == replace(new, contexts=(), target_contexts=())
    assert "without its contexts" in decision.reason
    odd = replace(OWN, contexts=("Une phrase.",), target_contexts=("A sentence.",))
    (decision,) = decide(odd)
    assert (decision.outcome, decision.concept) == (Outcome.SAME, OWN)
    (decision,) = decide(replace(odd, note="A note."))
    assert (decision.outcome, decision.concept) == (Outcome.CHANGED, replace(OWN, note="A note."))


def test_short_forms_in_brackets_go_to_their_columns() -> None:
    """As other programs have them; so the term is found to be the user's."""
    own = Concept("ars", "agence régionale de santé", "regional health agency", "own")
    (decision,) = decide(
        replace(own, source="agence régionale de santé (ARS)", target="regional health agency (RHA)"),
        own=(own,),
    )
    assert decision.outcome is Outcome.CHANGED
    assert decision.concept == replace(
        own, abbreviations=("ARS",), short="RHA", first_use="regional health agency (RHA)"
    )
    name = replace(own, source="Réseau (RÉSO)", target="Réseau (RÉSO)", do_not_translate=True)
    flu = Concept("flu", "grippe A(H5N1)", "H5N1 flu", "own")
    for each in (name, flu):
        assert decide(each, own=())[0].concept == each


def test_nothing_of_the_glossary_changes_in_an_import() -> None:
    concepts = load_termbase().concepts
    decisions = decide(*concepts, own=())
    assert [each.concept for each in decisions] == list(concepts)
    assert {each.outcome for each in decide(*concepts, own=concepts)} == {Outcome.SAME}


def test_relations_to_nothing_are_dropped_and_told() -> None:
    new = Concept("lit", "lit", "bed", "own", related=(OWN.id, "nowhere"), replaced_by="gone")
    (decision,) = decide(new)
    assert decision.concept == replace(new, related=(OWN.id,), replaced_by="")
    assert "nowhere, gone" in decision.reason


def test_ids_are_made_of_the_french() -> None:
    rows = [Item(n, Concept("", each, "x", "d")) for n, each in enumerate(["Été", "été", "été 2", "†"])]
    assert [item.concept.id for item in number_ids(rows)] == ["ete", "ete-2", "ete-2-2", "terme"]
