"""What a term that was put in leaves of the word before it."""

import pytest

from passerelle.translate.constraints.constraint import Constraint, ConstraintKind
from passerelle.translate.constraints.remains import find_remains
from passerelle.translate.ladder.candidates import Job, find_faults

FORMS = {
    "Agence de la biomédecine": ("French Biomedicine Agency (ABM)", ("ABM",), ()),
    "HAS": ("HAS", ("French National Authority for Health (HAS)",), ()),
    "ministère de la Santé": ("Ministry of Health", (), ()),
    "isolement et contention": (
        "seclusion and restraint",
        ("seclusion or restraint",),
        ("isolation and contention",),
    ),
    "ordonnance": ("prescription", ("medical prescription",), ("ordinance",)),
    "pharmaciens d’officine": ("community pharmacists", ("pharmacists",), ("officine pharmacist",)),
    "SSR": ("SSR", ("follow-up and rehabilitation care (SSR)",), ()),
    "dépistage": ("screening", (), ("detection",)),
    "GHT": ("regional hospital group (GHT)", ("GHT",), ()),
    "contention": ("restraint", (), ("contention",)),
    "grippe": ("flu", ("influenza", "seasonal flu"), ()),
    "soignants": ("healthcare workers", ("health professionals",), ()),
}


def constrain(source: str) -> tuple[Constraint, ...]:
    """Return a constraint for each term that the French holds, the longest first."""
    found: list[Constraint] = []
    for french, (rendering, others, forbidden) in FORMS.items():
        start = source.find(french)
        end = start + len(french)
        if start >= 0 and all(end <= other.start or other.end <= start for other in found):
            accepted = (rendering, *others)
            found.append(Constraint(ConstraintKind.TERM, start, end, french, rendering, accepted, forbidden))
    return tuple(sorted(found, key=lambda constraint: constraint.start))


LEFT = [
    ("Les décès dus à la grippe montent.", "Deaths due to flu influenza rise.", "influenza"),
    ("La grippe revient.", "Influenza flu is back.", "flu"),
    (
        "Les soignants manquent.",
        "Healthcare workers health professionals are short.",
        "health professionals",
    ),
    ("L’Agence de la biomédecine agit.", "The French Biomedicine Agency (ABM) Agency acts.", "Agency"),
    ("L’Agence de la biomédecine agit.", "The Agency French Biomedicine Agency (ABM) acts.", "Agency"),
    ("L’Agence de la biomédecine agit.", "The ABM agency acts.", "agency"),
    ("La HAS le dit.", "The HAS authority says so.", "authority"),
    ("Le ministère de la Santé agit.", "The Ministry of Health ministry acts.", "ministry"),
    (
        "Le recours à isolement et contention.",
        "The use of isolation and seclusion and restraint.",
        "isolation",
    ),
    (
        "Le recours à isolement et contention.",
        "The use of seclusion and restraint and contention.",
        "contention",
    ),
    ("Une ordonnance suffit.", "An order prescription is enough.", "order"),
    ("Une ordonnance suffit.", "A prescription of ordinance is enough.", "ordinance"),
    ("Les pharmaciens d’officine agissent.", "Officine community pharmacists act.", "Officine"),
    ("Les pharmaciens d’officine agissent.", "Community pharmacists of the officine act.", "officine"),
    ("Les SSR manquent de lits.", "SSR and rehabilitation care is short of beds.", "rehabilitation"),
    ("Le dépistage est utile.", "Detection screening is useful.", "Detection"),
    ("Le dépistage est utile.", "Screening and detection is useful.", "detection"),
    ("Un accord (avec le GHT) existe.", "A deal (with the regional hospital group (GHT)) exists.", "(GHT)"),
    ("La contention est rare.", "Restraint and restraint is rare.", "Restraint and restraint"),
]


@pytest.mark.parametrize(("source", "target", "left"), LEFT)
def test_what_is_left_is_seen(source: str, target: str, left: str) -> None:
    """It has a place, and a candidate that holds it is not sound."""
    constraints = constrain(source)
    assert [target[found.start : found.end] for found in find_remains(source, target, constraints)] == [left]
    assert "old word" in find_faults(Job(source, constraints), target)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("L’Agence de la biomédecine agit.", "The French Biomedicine Agency (ABM) acts."),
        ("L’Agence de la biomédecine et l’agence.", "The French Biomedicine Agency (ABM) and the agency."),
        ("Le HAS a dit.", "The HAS has spoken."),
        ("Soins, isolement et contention.", "Care and seclusion and restraint."),
        ("Une ordonnance ordinaire.", "An ordinary prescription."),
        ("Le dépistage, de mieux en mieux.", "Screening, better and better."),
        ("De plus en plus de dépistage.", "More and more screening."),
        ("La contention, encore et encore.", "Restraint, again and again."),
        ("Le GHT (et la HAS).", "The regional hospital group (GHT) and the HAS."),
        ("Un accord (avec (entre autres) le GHT).", "A deal (with (among others) the GHT)."),
        ("Il est là (IFN(α)).", "It is there (IFN(α))."),
        ("Des familles et le SSR.", "Families and SSR."),
        ("La grippe, ou influenza, revient.", "Flu, or influenza, is back."),
        ("La grippe saisonnière revient.", "The seasonal flu is back."),
        ("La grippe (influenza) revient.", "Flu (influenza) is back."),
        ("La grippe influenza revient.", "Flu influenza is back."),
        ("Rien.", "Nothing."),
    ],
)
def test_what_the_french_says_is_not_left_over(source: str, target: str) -> None:
    assert find_remains(source, target, constrain(source)) == ()


def test_two_terms_alike_in_english_may_be_joined() -> None:
    """“Maisons de santé et centres de santé” are both health centres."""
    source = "Les maisons de santé et les centres de santé."
    one, other = "maisons de santé", "centres de santé"
    constraints = tuple(
        Constraint(ConstraintKind.TERM, source.index(it), source.index(it) + len(it), it, form, (form,))
        for it, form in ((one, "multidisciplinary health centres"), (other, "health centres"))
    )
    assert find_remains(source, "Multidisciplinary health centres and health centres.", constraints) == ()
