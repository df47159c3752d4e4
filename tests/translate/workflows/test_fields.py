"""Fields that were asked for and that no article has."""

from pathlib import Path

import pytest

from passerelle.translate.workflows.fields import doubt_fields

ARTICLE = "---\ntitle: Un titre\ndescription: Un essai.\nseo:\n  title: Autre titre\n---\nTexte.\n"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("sei.title", "seo.title"),
        ("tilte", "title"),
        ("descripton", "description"),
        ("seo.titre", "seo.title"),
        ("zzz", "title"),
    ],
)
def test_a_field_that_no_article_has_is_told(tmp_path: Path, asked: str, told: str) -> None:
    """With its name and those that are nearest, though nothing is near."""
    path = tmp_path / "a.md"
    path.write_text(ARTICLE, encoding="utf-8")
    [doubt] = doubt_fields([path], [asked, asked])
    assert f"“{asked}”" in doubt
    assert told in doubt.partition("nearest")[2]


@pytest.mark.parametrize("asked", ["title", "Title", "seo.title", "SEO", "description"])
def test_a_field_that_one_article_has_is_not_told(tmp_path: Path, asked: str) -> None:
    """Wherever it stands, in capitals or not."""
    other, path = tmp_path / "other.md", tmp_path / "a.md"
    other.write_text("---\nlayout: post\n---\nTexte.\n", encoding="utf-8")
    path.write_text(ARTICLE, encoding="utf-8")
    assert not [*doubt_fields([other, path], [asked])]


def test_articles_without_a_front_matter_say_nothing(tmp_path: Path) -> None:
    """A house's settings name fields for its Markdown; a text, or a file that is missing, has none to be mistyped."""
    text = tmp_path / "a.txt"
    text.write_text("Un texte.\n", encoding="utf-8")
    assert not [*doubt_fields([text, tmp_path / "missing.md"], ["title"])]
