"""Template expressions: found whatever tool reads them, and never taken for French."""

import pytest

from passerelle.translate.text.templates import find_templates, without_templates

WHOLE = [
    "{{ a.date.strftime('%A %-d %B') }}",
    "{{ {a: {b}} }}",
    "{{{ brut }}}",
    "{{#if x}}",
    "${{ github.ref }}",
    "{{< figure src=\"a.png\" caption='Un titre' >}}",
    "{{% note %}}",
    "{% for actualite in actualites %}",
    "{%- if a < b -%}",
    "{# note de service #}",
    "{/* note */}",
    "<%= nom %>",
    "<?php echo $nom; ?>",
    "${ville.nom}",
    "#{nom}",
    '[gallery ids="1,2"]',
    "[/caption]",
    "[vc_row]",
    "[contact-form-7]",
    "[shortcode]",
    "%(name)s",
    "%1$s",
    "%{count}",
    "{0}",
    "{}",
    "{prenom}",
    "{ props.nom }",
    "{t('clé')}",
    "{nom!r:>10}",
    "{n, plural, one {# cas} other {# cas}}",
    "*|FNAME|*",
    "%%prenom%%",
]
NONE = [
    "50 % des cas et 12 % de décès",
    "« [elle] a dit », [sic], [patients], [NDLR : suite], [1], [a]",
    "[lien](https://example.org), [gallery]: https://example.org",
    "f(x) = {a, b}",
    "{{ jamais fermé }",
    "p < 0,05 et p > 0,01",
    "20 %d'entre eux",
]


@pytest.mark.parametrize("expression", WHOLE)
def test_expression_is_found_whole(expression: str) -> None:
    """Each stands for its kind, in the middle of a sentence as at its ends."""
    text = f"Le {expression}, puis {expression}"
    assert [text[start:end] for start, end in find_templates(text)] == [expression] * 2
    assert without_templates(text) == "Le , puis "


@pytest.mark.parametrize("text", NONE)
def test_french_is_no_expression(text: str) -> None:
    assert without_templates(text) == text


def test_shortcode_with_an_end_is_one() -> None:
    """A word of the language in brackets is a shortcode where its end follows."""
    assert without_templates("[note]Texte[/note] et [note]") == "Texte et [note]"
