"""Articles told from the pages around them."""

import pytest

from passerelle.translate.formats.boilerplate import Line, Role, find_article, find_content, is_page
from passerelle.translate.formats.furniture import (
    ends_sentence,
    is_aside,
    is_breadcrumb,
    is_byline,
    is_comments_header,
    is_furniture,
    is_related_header,
    is_teaser,
)

PROSE = Line(
    "L’agence régionale a financé douze postes de coordination dans les trois départements de la région."
)

BYLINES = [
    "Par Anne Petit. Publié le 3 mai 2024 à 8h30 - Mis à jour le 4 mai 2024",
    "Publié le 04/02/2026",
    "Le 12\u00a0mars 2026 à 9h10",
    "Anne Petit | Publié hier à 14:30",
    "par Ségolène Abadie | 18 janvier 2026 | Entretiens | 2 commentaires",
    "Par Anne Petit, envoyée spéciale à Nantes",
    "La rédaction",
]
NO_BYLINES = [
    "Publié le 3 mai au Journal officiel, le décret précise les tarifs.",
    "Par ailleurs, le ministère promet un décret.",
    "Le rapport, publié le 3 mai 2024, compte douze pages.",
    "Le 3 mai 2024, la fédération a signé un accord avec le ministère.",
    "Gustave Roussy a publié ses résultats le 3 mai 2024.",
]


@pytest.mark.parametrize("text", BYLINES)
def test_bylines(text: str) -> None:
    """A line that names author or date and says no more is a byline."""
    assert is_byline(text)


@pytest.mark.parametrize("text", NO_BYLINES)
def test_sentences_with_dates_are_no_bylines(text: str) -> None:
    """A sentence that names an author or a date is a sentence."""
    assert not is_byline(text)


SENTENCES = ["C’est fini.", "« C’est fini. »", "“Fini”.", "Vraiment\u202f?", "(voir plus bas.)"]


@pytest.mark.parametrize("text", SENTENCES)
def test_ends_sentence(text: str) -> None:
    """A sentence ends with its mark, closing quotes and brackets aside."""
    assert ends_sentence(text)


@pytest.mark.parametrize("text", ["Former à l’IA", "Les lauréats sont :", "« Nous y croyons »"])
def test_titles_end_no_sentence(text: str) -> None:
    """A title has no end mark, and a colon is none."""
    assert not ends_sentence(text)


@pytest.mark.parametrize(
    "text", ["Mentions légales", "MENU", "S’abonner", "S'abonner", "Je me connecte >", "CGU", "• Newsletters"]
)
def test_furniture(text: str) -> None:
    """Labels are known in any case, with either apostrophe, with the arrows around them."""
    assert is_furniture(text)


@pytest.mark.parametrize(
    "text", ["À lire", "À lire aussi", "Sur le même sujet :", "LES PLUS LUS", "Articles similaires"]
)
def test_related_headers(text: str) -> None:
    """Headers of lists of other articles are known."""
    assert is_related_header(text)


@pytest.mark.parametrize(
    "text", ["3 commentaires", "Commentaires (12)", "2 réactions", "Laisser un commentaire"]
)
def test_comments_headers(text: str) -> None:
    """Headers of the readers' comments are known."""
    assert is_comments_header(text)


@pytest.mark.parametrize(
    "text",
    [
        "À lire aussi : un article",
        "Partager sur Facebook",
        "© Le Fil 2026",
        "Nous utilisons des cookies pour tout",
        "Inscrivez-vous à la lettre",
    ],
)
def test_asides(text: str) -> None:
    """Calls to click and claims of rights are known by how they begin."""
    assert is_aside(text)


PAYWALLS = [
    "Il reste 80 % de cet article à lire",
    "Il vous reste 62.5\u202f% de cet article à lire. La suite est réservée aux abonnés.",
    "Il vous en reste 40% à découvrir.",
    "Plus que 20 % de l’article à lire",
    "La suite est réservée à nos abonnés.",
    "La suite de cet article est réservée aux abonnés",
    "Réservé aux abonnés",
    "Contenu réservé aux abonnés",
    "Pour lire la suite, abonnez-vous",
    "Vous avez lu 25 % de cet article",
    "Offrir cet article",
    "Créez un compte pour lire la suite",
    "S’abonner pour lire la suite",
]


@pytest.mark.parametrize("text", PAYWALLS)
def test_paywalls_are_no_text(text: str) -> None:
    """What sells the rest of an article is no part of it."""
    assert is_aside(text)


INNOCENT = [
    "Il reste 80 % de patients à vacciner.",
    "La suite du plan est connue.",
    "L’accès aux soins recule.",
    "Pour lire un scanner, il faut un radiologue.",
    "Accéder à l’intégralité des soins reste un luxe.",
    "Menu unique et plat du jour : l’hôpital change sa cuisine.",
    "À lire les comptes, l’hôpital va mieux.",
    "Les commentaires du ministre ont surpris.",
    "L’accueil des patients a changé.",
    "Recherche",
    "Partager les données, c’est soigner.",
    "Le contact avec les familles reste difficile.",
]


@pytest.mark.parametrize("text", INNOCENT)
def test_sentences_with_such_words_are_innocent(text: str) -> None:
    """Sentences and headings are not taken for furniture for a word in them."""
    tests = (
        is_furniture,
        is_aside,
        is_related_header,
        is_comments_header,
        is_byline,
        is_breadcrumb,
        is_teaser,
    )
    assert not any(test(text) for test in tests)


def test_a_clean_article_loses_nothing() -> None:
    """Where nothing tells of a web page, short lines and lists stay."""
    lines = [
        Line("Titre"),
        PROSE,
        Line("Inserm", bullet=True),
        Line("CNRS", bullet=True),
        Line("Contact"),
        PROSE,
    ]
    assert not is_page(lines)
    assert set(find_article(lines)) == {Role.BODY}


def test_a_clean_article_loses_its_stamp_and_teasers() -> None:
    """A line that says when a page was published, or sends to another one, is left out even so."""
    lines = [
        Line("Titre"),
        Line("Publié le 3 mai 2024 à 8h30"),
        PROSE,
        Line("Lire aussi : un autre titre"),
        PROSE,
    ]
    assert [role is Role.LEFT_OUT for role in find_article(lines)] == [False, True, False, True, False]


MENU = [Line(label) for label in ("Menu", "Se connecter", "S’abonner", "Mentions légales")]


def test_a_list_that_a_colon_announces_stays() -> None:
    """Short items are content after a colon, at the end of an article too, and labels elsewhere."""
    items = [Line("Inserm", bullet=True), Line("CNRS", bullet=True)]
    announced = [*MENU, PROSE, Line("Ont répondu à cet appel public :"), *items, *MENU]
    assert find_article(announced)[6:8] == (Role.BODY, Role.BODY)
    stray = [*MENU, PROSE, *items, PROSE, *MENU]
    assert find_article(stray)[5:7] == (Role.LEFT_OUT, Role.LEFT_OUT)


def test_comments_end_the_article_however_long() -> None:
    """Comments may outweigh the article and are still none of it."""
    lines = [*MENU, *[PROSE] * 4, Line("12 commentaires"), *[PROSE] * 40]
    assert find_article(lines).count(Role.BODY) == 4


def test_teasers_inside_an_article_do_not_end_it() -> None:
    """A list of other articles early on costs its own lines only; a heading after it stays."""
    lines = [
        *MENU,
        *[PROSE] * 2,
        Line("Sur le même sujet"),
        Line("Un autre titre"),
        Line("Intertitre"),
        *[PROSE] * 5,
    ]
    roles = find_article(lines)
    assert [role is Role.BODY for role in roles[4:]] == [True, True, False, False, *[True] * 6]


def test_fixed_lines_are_content() -> None:
    """A table's cells stay whatever they say."""
    assert find_content([PROSE, Line("3 mai 2024", fixed=True), Line("3 mai 2024"), PROSE]) == [0, 1, 3]


def test_lists_of_links_are_left_out() -> None:
    """A list of nothing but links leads elsewhere."""
    link = Line("Un titre de plus de trois mots", bullet=True, link=True)
    assert find_content([PROSE, link, link, PROSE]) == [0, 3]
