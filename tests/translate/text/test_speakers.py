"""A quotation closes before who says it."""

import pytest

from passerelle.translate.text.quotes import match_quotes

SPEAKERS = [
    ("“Il faut agir”, plaide Ana Diaz.", '"We must act, pleads Ana Diaz.', '"We must act," pleads Ana Diaz.'),
    ("« Il faut agir » déclare Ana Diaz.", '"We must act says Ana Diaz.', '"We must act," says Ana Diaz.'),
    ("Il faut agir”, avait expliqué le Pr Ana Diaz, de Lyon.", "We must act had explained Prof. Ana Diaz, of Lyon.",
     'We must act," had explained Prof. Ana Diaz, of Lyon.'),
    ("Personne, pour l’instant ! », regrette Ana Diaz, bénévole.", "No one, at the moment., regrets Ana Diaz, a volunteer.",
     'No one, at the moment," regrets Ana Diaz, a volunteer.'),
    ("Vraiment ? », demande Ana Diaz.", "Really?, asks Ana Diaz.", 'Really?" asks Ana Diaz.'),
    ("L’inflation atteint 2,9 % », rétorque Ana Diaz.", "Inflation reaches 2.9%, the Ana Diaz.", 'Inflation reaches 2.9%," the Ana Diaz.'),
    ("“Oui, un “non”, c’est dur”, dit Ana Diaz.", 'Yes, a "no" is hard, says Ana Diaz.', '"Yes, a "no" is hard," says Ana Diaz.'),
    ("“Agir”, a dit Ana Diaz.", '"Act, said Ana Diaz.', '"Act," said Ana Diaz.'),
    ("“Agir”, s’est réjouie Ana de la Diaz.", '"Act rejoiced Ana de la Diaz.', '"Act," rejoiced Ana de la Diaz.'),
    ("“Agir”, juge le Pr Jean de Blay.", '"Act, argues Pr Jean de Blay.', '"Act," argues Pr Jean de Blay.'),
    ("“Agir”, s’est réjouie Ana Diaz.", '"Act rejoiced Ana Diaz.', '"Act," rejoiced Ana Diaz.'),
    ("“Agir”, confie le Dr Diaz à l’agence.", '"Act, Dr Diaz told the agency.', '"Act," Dr Diaz told the agency.'),
    ("“Il faut agir”, dit-elle.", '"We must act, she says.', '"We must act," she says.'),
    ("« Il faut agir », poursuit-il, ému.", '"We must act, he continues, moved.', '"We must act," he continues, moved.'),
    ("Il faut agir », se félicitent-ils.", "We must act, they are pleased.", 'We must act," they are pleased.'),
    ("Or autant, c’est moins à 2,9 % », rétorque Ana Diaz.", "Yet it is less at 2.9%, Ana Diaz.", 'Yet it is less at 2.9%," Ana Diaz.'),
    ("« Oui, oui » dit Ana Diaz.", '"Yes, yes says Ana Diaz.', '"Yes, yes," says Ana Diaz.'),
    ("« C’est fini », lâche-t-il, et il part.", '"It is over, he says, and he leaves.', '"It is over," he says, and he leaves.'),
    ("« Oui, nous irons » assure Ana Diaz.", '"Yes, we will go assures Ana Diaz.', '"Yes, we will go," assures Ana Diaz.'),
    ("« Agir », a déclaré Ana Diaz, près de Jo Diaz.", '"Act, said Ana Diaz, near Jo Diaz.', '"Act," said Ana Diaz, near Jo Diaz.'),
    ("« Bien », confie Ana Roux, de Roux SA.", '"Fine, says Ana Roux, of Roux SA.', '"Fine," says Ana Roux, of Roux SA.'),
    ("« Honte », déplore Ana Diaz du Secours Bleu.", '"A shame, deplores Ana Diaz of Secours Bleu.',
     '"A shame," deplores Ana Diaz of Secours Bleu.'),
    ("« Ça va », dit-elle, et ajoute : « Merci ».", '"It is fine, she says, and adds: thank you.',
     '"It is fine," she says, and adds: "thank you".'),
    ("“Vite !”, lance-t-on à Lyon.", '"Quick!, they say in Lyon.', '"Quick!" they say in Lyon.'),
]  # fmt: skip

SILENT = [
    ("“Il faut agir”, dit Ana Diaz.", '"We must act," says Ana Diaz.'),
    ("“Il faut agir”, dit-elle.", '"We must act," she says.'),
    ("Le “non” de la ministre Ana Diaz.", "The no of the minister Ana Diaz."),
    ("“Il faut agir.” Ana Diaz le dit.", '"We must act." Ana Diaz says so.'),
]

UNPAIRED = [
    ("“Il faut agir”, dit Ana Diaz.", '"We must act with Ana Diaz.'),
    ("“Il faut agir”, dit Ana Diaz.", '"We must act.'),
    ("“Il faut agir”, dit-elle.", '"We must act if she says so.'),
    ("Le plan “Agir” de la ministre Ana Diaz.", 'The "Act plan of the minister Ana Diaz.'),
    ("Le plan “Agir” d’une ministre, Ana Diaz.", 'The "Act plan of a minister, Ana Diaz.'),
    ("« Bien », assure le ministre de la Santé Jo Braun.", '"Fine, says the Minister of Health, Jo Braun.'),
    ("« Agir », explique la ministre Ana Roux.", '"Act explains minister Ana Roux.'),
    ("Un débat « vif » oppose Marine Le Pen à tous.", 'A "lively debate pits Marine Le Pen against all.'),
    (
        "La clinique « Les Lilas » ouvre près de Saint Denis.",
        'The clinic "Les Lilas opened near Saint Denis.',
    ),
    ('On parle de "guerre contre Jean Petit".', "There is talk of war, against Jean Petit."),
    ('Un écran de 27", explique Ana Roux.', "A 27 inch screen, explains Ana Roux."),
    ('Le "Brexit" qu’il a promis, et veut, aura lieu.', 'The "Brexit he promised, and wants, will happen.'),
    ("Deux films : « Titanic » et « Avatar ».", "Two films: Titanic and Avatar."),
    ("Elle insiste : « Non », puis « jamais ».", "She insists: no, then never."),
    ("Le mot “grève” au centre Léon Bérard.", 'The "strike word at centre Léon Bérard.'),
]


@pytest.mark.parametrize(("source", "target", "expected"), SPEAKERS)
def test_a_quotation_closes_before_who_says_it(source: str, target: str, expected: str) -> None:
    """Where the model lost the mark, the speaker tells where it was."""
    assert match_quotes(source, target) == expected


@pytest.mark.parametrize(("source", "target"), SILENT)
def test_what_is_whole_stays(source: str, target: str) -> None:
    """So does what nobody says."""
    assert match_quotes(source, target) == target


@pytest.mark.parametrize(("source", "target"), UNPAIRED)
def test_a_mark_that_nothing_places_is_dropped(source: str, target: str) -> None:
    """A wrong place would be worse than none: the check tells of it."""
    assert match_quotes(source, target) == target.replace('"', "")
