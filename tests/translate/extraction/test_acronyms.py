"""Which acronyms a text explains, and with which words."""

import pytest

from passerelle.translate.extraction.acronyms import find_explained

EXPLAINED = [
    ("Onze centres de lutte contre le cancer (CLCC) ouvrent.", "CLCC", "centres de lutte contre le cancer"),
    ("Le CLCC (centre de lutte contre le cancer) ouvre.", "CLCC", "centre de lutte contre le cancer"),
    ("La tarification à l’activité (T2A) baisse.", "T2A", "tarification à l’activité"),
    ("Des établissements de santé privés d’intérêt collectif (Espic)", "Espic", "établissements de santé privés d’intérêt collectif"),
    ("L’objectif national de dépenses d'assurance maladie (Ondam)", "Ondam", "objectif national de dépenses d'assurance maladie"),
    ("Le référentiel des actes innovants hors nomenclature (RIHN)", "RIHN", "référentiel des actes innovants hors nomenclature"),
    ("Le service d’accès aux soins (« SAS ») ouvre.", "SAS", "service d’accès aux soins"),
    ("une bronchopneumopathie chronique obstructive [BPCO]", "BPCO", "bronchopneumopathie chronique obstructive"),
    ("Selon la Food and Drug Administration (FDA), oui.", "FDA", "Food and Drug Administration"),
    ("L’Institut national de la santé et de la recherche médicale (Inserm) publie.", "Inserm", "Institut national de la santé et de la recherche médicale"),
    ("un électrocardiogramme (ECG) normal", "ECG", "électrocardiogramme"),
    ("L’agence régionale de santé (ou « ARS ») attend.", "ARS", "agence régionale de santé"),
    ("L’agence régionale de santé, ou ARS, attend.", "ARS", "agence régionale de santé"),
    ("Les CHU (les centres hospitaliers universitaires)", "CHU", "centres hospitaliers universitaires"),
    ("L’HTA (pour hypertension artérielle) monte.", "HTA", "hypertension artérielle"),
    ("La Drees (Direction de la recherche, des études, de l’évaluation et des statistiques)", "Drees", "Direction de la recherche, des études, de l’évaluation et des statistiques"),
    ("L’Agence nationale de sécurité du médicament et des produits de santé (ANSM)", "ANSM", "Agence nationale de sécurité du médicament et des produits de santé"),
    ("l’Agence nationale de sécurité sanitaire de l’alimentation et du travail (Anses)", "Anses", "Agence nationale de sécurité sanitaire de l’alimentation et du travail"),
    ("un établissement d’hébergement pour personnes âgées dépendantes (Ehpad).", "Ehpad", "établissement d’hébergement pour personnes âgées dépendantes"),
    ("HAD : hospitalisation à domicile", "HAD", "hospitalisation à domicile"),
    ("des infirmières en pratique avancée (IPA, bac +5)", "IPA", "infirmières en pratique avancée"),
    ("Les soins médicaux et de réadaptation (SMR)", "SMR", "soins médicaux et de réadaptation"),
]  # fmt: skip

UNEXPLAINED = [
    "Le ministère (Paris) se tait.",
    "La fédération réunie à Nantes (FHF) attend.",
    "Le taux de réponse (12 %) monte.",
    "Un essai (phase II) commence.",
    "La HAS (saisie en mars) tranchera.",
    "(CLCC)",
    "ABC : ABC",
    "L’environnement (EEE) attend.",
    "L’étude (A) est close.",
    "Le maire, ou Paul, viendra.",
    "Le projet est prêt (Santé).",
    "Le CHU (Lille, Nord) ouvre.",
    "Des soins aux adultes sont donnés (Sauvegarde).",
]


@pytest.mark.parametrize(("text", "short", "words"), EXPLAINED, ids=[short for _, short, _ in EXPLAINED])
def test_words_whose_initials_make_it_are_its_name(text: str, short: str, words: str) -> None:
    """Little words may be passed over, and one other; the name may stand before or behind."""
    assert [(each.short, text[each.start : each.end]) for each in find_explained(text)] == [(short, words)]


@pytest.mark.parametrize("text", UNEXPLAINED)
def test_brackets_that_hold_something_else_explain_nothing(text: str) -> None:
    assert not list(find_explained(text))
