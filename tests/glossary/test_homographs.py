"""A noun is told from a form of a verb by what stands beside it."""

import pytest

from passerelle.glossary.concept import Concept, PartOfSpeech
from passerelle.glossary.homographs import is_verb
from passerelle.glossary.match import Matcher
from passerelle.glossary.termbase import Termbase


def reads_as_verb(text: str) -> bool:
    """Whether the word between stars is a verb."""
    before, word, after = text.split("*")
    return is_verb(before + word + after, len(before), len(before) + len(word))


@pytest.mark.parametrize(
    "text",
    [
        "Le préfet a *arrêté* la liste des services.",
        "Un suspect a été *arrêté* hier.",
        "Elle a déjà *arrêté* son traitement.",
        "Les deux hommes *arrêtés* mardi sont libres.",
        "Ils se sont *arrêtés* à Lyon.",
        "Le budget, *arrêté* par le conseil, est en baisse.",
        "Le texte, préparé et *arrêté* par la direction, paraîtra.",
        "Les malades *suivis* à l’hôpital vont bien.",
        "Il n’a pas *suivi* la règle.",
        "Ce patient est *suivi* depuis dix ans.",
        "Le maire *élu* en mars a refusé.",
        "Il a été *élu* président.",
        "Le produit *reçu* ce matin est conforme.",
        "L’équipe *recherche* un cadre de nuit.",
        "Elle *recherche* un cadre de nuit.",
        "Le syndicat qui *demande* la hausse attend.",
        "La fédération *demande* une hausse.",
        "Le médecin n’*ordonnance* rien.",
        "Le comité *contrôle* les comptes.",
        "Il faut *scanner* le code.",
        "Le pharmacien vient pour *scanner* l’ordonnance.",
        "L’agence se *réserve* le droit de refuser.",
    ],
)
def test_a_verb_is_no_noun(text: str) -> None:
    """After an auxiliary, a pronoun or a noun, and before a determiner, such a word is a verb."""
    assert reads_as_verb(text)


@pytest.mark.parametrize(
    "text",
    [
        "Un *arrêté* du préfet.",
        "*Arrêté* du 3 mai 2024 relatif aux urgences",
        "L’*arrêté* est paru.",
        "Le nouvel *arrêté* par lequel tout change est paru.",
        "Il faut deux *arrêtés* de plus.",
        "Les 12 *arrêtés* sont prêts.",
        "Décrets, *arrêtés* et circulaires",
        "Par décret ou *arrêté* du ministre",
        "Il est nommé par *arrêté*.",
        "Un projet d’*arrêté* circule.",
        "Le *suivi* des patients.",
        "Un meilleur *suivi* par les équipes.",
        "Les *élus* locaux.",
        "La *recherche* en santé.",
        "Un médecin de *garde* le dimanche.",
        "Une *ordonnance* de deux pages.",
        "Sa *demande* est refusée.",
        "La grande *enveloppe* un peu floue.",
        "Un *scanner* le matin, puis une visite.",
        "Il y a *urgence* à agir.",
        "Les maladies sans *dépistage* les plus graves.",
    ],
)
def test_a_noun_is_no_verb(text: str) -> None:
    """A determiner, a preposition, an adjective or the beginning of a clause make it a noun."""
    assert not reads_as_verb(text)


@pytest.mark.parametrize(
    ("pos", "found"), [(PartOfSpeech.NOUN, 1), (PartOfSpeech.ADJECTIVE, 2), (PartOfSpeech.VERB, 2)]
)
def test_only_nouns_are_held_to_it(pos: PartOfSpeech, found: int) -> None:
    """An adjective or verb of the termbase is found wherever it stands."""
    termbase = Termbase((Concept("salarie", "salarié", "salaried", "d", pos=pos),))
    hits = Matcher(termbase).find("Les médecins salariés et les salariés du centre.").hits
    assert len(hits) == found


def test_terms_of_several_words_are_found_anyway() -> None:
    """Their words hold each other."""
    termbase = Termbase((Concept("arrete", "arrêté ministériel", "ministerial order", "d"),))
    assert Matcher(termbase).find("Il a arrêté ministériel et plus.").hits
