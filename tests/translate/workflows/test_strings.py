"""Strings of other programs: each for itself, its markup as it was."""

import pytest

from passerelle.translate.formats.fragment import read_parts
from passerelle.translate.workflows.options import Options
from passerelle.translate.workflows.strings import String, StringTranslator


@pytest.fixture(scope="module")
def translator() -> StringTranslator:
    return StringTranslator(Options())


def test_the_order_is_kept_and_what_has_no_words_stays(translator: StringTranslator) -> None:
    texts = ["Le CHU ouvre 12 lits.", "", "12 345", "Le CHU en ferme 3."]
    done = translator.translate([String(text) for text in texts])
    assert [each.text for each in done[1:3]] == texts[1:3]
    assert "12" in done[0].text
    assert [entry.source for each in done for entry in each.catalog.current] == [texts[0], texts[3]]


def test_each_is_as_it_would_be_alone(translator: StringTranslator) -> None:
    """A term is mentioned for the first time in every one."""
    strings = [String("L’ARS ouvre une enquête."), String("L’ARS a répondu.")]
    together = translator.translate(strings)
    assert [each.text for each in together] == [translator.translate([one])[0].text for one in strings]


@pytest.mark.parametrize(
    ("text", "html", "kept"),
    [
        (
            '<p class="a">Voir <a href="/x">le site</a>.</p>',
            True,
            ['<p class="a">', '<a href="/x">', "</a>", "</p>"],
        ),
        ("Voir <b>le site</b> de %(name)s.", False, ["<b>", "</b>", "%(name)s"]),
        ("Bonjour {{ name }},\n\n- le site\n- la page\n", False, ["{{ name }}", "\n\n- ", "\n- "]),
        ("Si x < 3, prenez deux comprimés.", False, ["< 3"]),
        ("<p>R&amp;D du laboratoire &lt; 5 %</p>", True, ["&amp;", "&lt;", "<p>"]),
        ("<img src=x alt='Un lit'><br>Un lit<br/>\r\n", True, ["<img", "<br>", "<br/>\r\n"]),
        ("<p>Un lit", True, ["<p>"]),
        ("</p>Un lit</b>", True, ["</p>", "</b>"]),
        ("<script>ne pas traduire()</script><p>Un lit</p>", True, ["<script>ne pas traduire()</script>"]),
        ("<!-- un lit --><p>Un lit</p>", True, ["<!-- un lit -->"]),
    ],
)
def test_markup_and_placeholders_stay(
    translator: StringTranslator, text: str, kept: list[str], *, html: bool
) -> None:
    english = translator.translate([String(text, html=html)])[0].text
    assert [part for part in kept if part not in english] == []


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        ("Un lit.\n\nDeux lits.", 2),
        ("\n\nUn lit.\r\n \r\nDeux lits.\n\n\n", 2),
        ("Un lit\nde plus.", 1),
        ("<b>Un lit\n\nde plus.</b>", 2),
        ("<pre>Un lit\n\nDeux lits.</pre>", 0),
        ("Un lit.\n\n12 345\n\n{{ nom }}", 1),
        ("Un <b>lit</b>.\n\nDeux lits.\n\n\n", 2),
    ],
)
def test_each_paragraph_is_a_text(translator: StringTranslator, text: str, texts: int) -> None:
    """Also beside tags, which editors of content systems write without those of paragraphs; what stands between stays."""
    [done] = translator.translate([String(text)])
    assert len(done.catalog.current) == texts
    kept = ("\r\n \r\n", "\n\n\n", "</b>", "12 345", "{{ nom }}") + ("\n\n",) * (texts > 1)
    assert [part for part in kept if part in text and part not in done.text] == []


def test_the_ledger_stands_beside(translator: StringTranslator) -> None:
    [done] = translator.translate([String("Le CHU ouvre <b>12</b> lits.", html=True)])
    records = [record for entry in done.catalog.current for record in entry.records]
    assert {"CHU", "12"} <= {record.source for record in records}
    assert all(record.met for record in records)


@pytest.mark.parametrize(
    "text",
    ["Le comité a rendu son avis.", "Le CHU de Nantes ouvre 12 lits.", "<p>Le comité a rendu son avis.</p>"],
)
def test_alternatives_obey_and_differ(translator: StringTranslator, text: str) -> None:
    [done] = translator.translate([String(text, alternatives=3)])
    assert len(set(done.alternatives) - {done.text}) == len(done.alternatives) <= 3
    assert done.alternatives
    for other in done.alternatives:
        assert ("<p>" in other) is ("<p>" in text)
        assert ("12" in other, "Nantes" in other) == ("12" in text, "Nantes" in text)


@pytest.mark.parametrize(
    "text", ["", "12", "Un lit. Deux lits.", "Voir <b>le site</b>.", "Un lit.\n\nUn lit."]
)
def test_what_is_no_sentence_has_no_alternatives(translator: StringTranslator, text: str) -> None:
    """Of marks nobody could say where they stand in the others."""
    assert translator.translate([String(text, alternatives=3)])[0].alternatives == ()


def test_a_server_does_not_fill_with_what_was_sent(translator: StringTranslator) -> None:
    read_parts.cache_clear()
    translator.translate([String("Un lit."), String("<p>Un lit</p>", html=True)])
    assert read_parts.cache_info().currsize == 0


def test_work_ends_in_any_pass(translator: StringTranslator) -> None:
    """The plain one or a later one, the alternatives', what aligns marks, or the checks."""

    class StoppedError(Exception):
        pass

    strings = [
        String("L’ARS ouvre <b>12 lits</b> d’HDJ à l’hôpital Édouard-Herriot.", html=True),
        String("Le CHU ouvre 12 lits.", alternatives=2),
    ]
    calls = 0

    def watch() -> None:
        nonlocal calls
        calls += 1
        if calls == last:
            raise StoppedError

    last = 0
    translator.translate(strings, watch)
    passes = calls
    assert passes > 2
    while last + 5 < passes:
        calls, last = 0, last + 5
        with pytest.raises(StoppedError):
            translator.translate(strings, watch)
