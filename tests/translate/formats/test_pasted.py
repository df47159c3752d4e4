"""What is pasted is taken for what it is written in."""

import pytest

from passerelle.translate.formats.pasted import recognise

MARKDOWN = [
    "Un **lit** de plus.",
    "# Un titre\n\nUn texte.",
    "Un titre\n========\n\nUn texte.",
    "Voir [le site](https://example.org/a_b).",
    'Voir [le site](/page "Le titre").',
    "![Un lit](lit.png)",
    "Un *lit* de plus.",
    "Un _lit_ de plus.",
    "Le **CHU** de Nantes, l’__AP-HP__.",
    "La commande `passerelle`.",
    "```\ncode\n```",
    "---\ntitle: Un titre\n---\n\nUn texte.",
    "+++\ntitle = 'Un titre'\n+++\n\nUn texte.",
    "| Ville | Lits |\n|---|---|\n| Nantes | 12 |",
    "Ville | Lits\n--- | ---\nNantes | 12",
    "Voir [le site][1].\n\n[1]: https://example.org",
    "Les mesures :\n\n- un lit ;\n- deux lits.",
    "1. Un lit.\n2. Deux lits.\n   - trois lits",
    "> Un lit de plus.\n\nDit-elle.",
    "Un <b>lit</b> de plus.\n\nDeux autres.",
    "Un lit &agrave; Nantes.",
]
HTML = [
    "<p>Un lit.</p>",
    "<!DOCTYPE html><html><body>Un lit.</body></html>",
    "  <!-- note -->\n<div class='a'>Un **lit**.</div>",
    "Un titre<p>Un lit.</p>",
    "<UL><LI>Un lit</UL>",
    "<h2># Un titre</h2>\n<p>- Un</p>",
]
TEXT = [
    "Un lit de plus.",
    "Un titre\n\nUn lit.\nDeux lits.",
    "Les patient*e*s et les soignant*e*s.",
    "Les étudiant·e·s",
    "5 * 3 * 2 = 30",
    "*p < 0,05 ; **p < 0,01 ; ***p < 0,001",
    "Le fichier nom_de_fichier_long et _autre",
    "Les mesures :\n- un lit ;\n- deux lits.\nSuite du texte.",
    "#santé #hôpital",
    "[1] Dupont et al., 2024 (en ligne).",
    "Le taux [IC 95 % : 1,2-3,4] (voir plus loin)",
    "si p < 0,05 & n > 3",
    "Un titre\n--------\nUn texte.",
    "– Bonjour.\n– Bonsoir.",
    "Écrire à <contact@example.org>.",
    "",
]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (each, name)
        for name, texts in (("markdown", MARKDOWN), ("html", HTML), ("text", TEXT))
        for each in texts
    ],
)
def test_a_text_is_recognised(text: str, name: str) -> None:
    assert recognise(text).name == name


@pytest.mark.parametrize(
    "part", ["*a", "[a", "_a ", "`", "<p", "- a\n ", "---\na\n", "=\n", "|-", "![](", "**"]
)
def test_no_text_takes_long_to_recognise(part: str) -> None:
    """Here as many characters as may be pasted, which the tests' own limit of time ends where they do."""
    recognise(part * (500_000 // len(part)))
