"""Marks and tags."""

from collections.abc import Callable

import pytest

from passerelle.translate.catalog.findings import Finding

Look = Callable[..., dict[str, Finding]]


@pytest.mark.parametrize(
    ("source", "target", "found"),
    [
        ("Voir <1>le site</1>.", "See <1>the site</1>.", False),
        ("Voir <1>le site</1>.", "See the site.", True),
        ("Voir <1>le site</1>.", "See <1>the site.", True),
        ("Voir <1>le</1> <2>site</2>.", "See <1>the <2>site</1></2>.", True),
        ("Voir <1>le site</1>.", "See </1>the site<1>.", True),
        ("Un.<1/>Deux.", "One. Two.", True),
        ('Un <a href="/x">lien</a>.', 'A <a href="/x">link</a>.', False),
        ('Un <a href="/x">lien</a>.', 'A <a href="/y">link</a>.', True),
        ('<img src="a.png" alt="Le schéma">', '<img src="a.png" alt="The diagram">', False),
        ("Un <b>mot</b>.", "A <b>word.", True),
        ("Un taux < 5 et > 3.", "A rate < 5 and > 3.", False),
    ],
)
def test_other_marks_are_an_error(look: Look, source: str, target: str, *, found: bool) -> None:
    """The English holds the same marks and tags in a sound order; texts inside tags may be translated."""
    assert ("markup-differs" in look(source, target)) is found


def test_tags_disturb_no_other_check(look: Look) -> None:
    """An HTML fragment is read as text: its tags are no words, blanks or stops."""
    source = '<p>Le <strong>dépistage</strong> <a href="x">avance</a> : <em>12,5 %</em>.</p>'
    target = '<p><strong>Screening</strong> <a href="x">moves on</a>: <em>12.5%</em>.</p>'
    assert not look(source, target)
