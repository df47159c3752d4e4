"""Running all checks: order, waivers, documents, and input that no one expects."""

import tracemalloc
from collections.abc import Iterator
from dataclasses import replace

import pytest

from passerelle.glossary.concept import Concept
from passerelle.glossary.termbase import Termbase
from passerelle.translate.catalog.entry import Catalog, Entry, Header
from passerelle.translate.catalog.findings import Finding, Severity, Waiver
from passerelle.translate.checks import CHECKS, Context, check_catalogs, check_entry, entry_judge
from passerelle.translate.text.document import BlockKind

_P = BlockKind.PARAGRAPH


def test_errors_come_first() -> None:
    """Findings are told by severity, whatever check found them."""
    entry = Entry("p", _P, "Soit 12,5 % des cas.", "that  is 125% of cases")
    severities = [finding.severity for finding in check_entry(entry, Context())]
    assert severities == sorted(severities, key=list(Severity).index)
    assert len(set(severities)) > 1


def test_waiver_keeps_the_finding_with_its_reason() -> None:
    """A waived finding stays, so that everyone sees who let it stand and why."""
    waivers = (Waiver("number-value", "arrondi comme dans le rapport"),)
    entry = Entry("p", _P, "Soit 12,5 % des cas.", "That is 13% of cases.", waivers=waivers)
    (found,) = check_entry(entry, Context())
    assert (found.id, found.waiver) == ("number-value", "arrondi comme dans le rapport")


def test_findings_of_other_tools_stay() -> None:
    """A finding whose check is not ours is kept as it is; ours are found anew."""
    foreign = Finding("house-style", Severity.WARNING, "style", "Too long.")
    old = Finding("number-value", Severity.ERROR, "numbers", "Out of date.")
    entry = Entry("p", _P, "Le test.", "The test.", findings=(foreign, old))
    assert check_entry(entry, Context()) == (foreign,)


def test_messages_are_in_the_language_asked_for() -> None:
    """An editor reads French where French is asked for."""
    entry = Entry("p", _P, "Soit 12,5 % des cas.", "That is 125% of cases.")
    (found,) = entry_judge(Context(language="fr"))(entry).findings
    assert found.message == "« 12,5 % » doit devenir « 12.5% », mais l’anglais dit « 125% »."


def _catalog(name: str, *pairs: tuple[str, str]) -> Catalog:
    entries = tuple(Entry(f"p-{number}", _P, *pair) for number, pair in enumerate(pairs))
    return Catalog(Header(name), entries)


def test_same_french_rendered_in_two_ways_is_found_across_documents() -> None:
    """The second rendering of a text names the first and where it stands."""
    first = _catalog("a", ("Lire la suite du dossier.", "Read on."))
    second = _catalog("b", ("Lire la suite du dossier.", "Read the rest."))
    checked = list(check_catalogs([first, second], Context()))
    assert not checked[0].entry.findings
    (found,) = checked[1].entry.findings
    assert (found.id, found.suggestion) == ("inconsistent-translation", "Read on.")
    assert "a p-0" in found.message


def test_two_texts_of_the_same_english_are_found() -> None:
    """Another text of the very same English is a warning; capitals and stops make no other text."""
    catalog = _catalog(
        "a",
        ("Le dépistage est ouvert.", "Screening is open."),
        ("Le centre est ouvert à tous.", "Screening is open."),
        ("Le dépistage est ouvert !", "Screening is open!"),
    )
    found = [[f.id for f in checked.entry.findings] for checked in check_catalogs([catalog], Context())]
    assert found == [[], ["same-translation"], []]


def test_first_use_is_asked_for_once_in_a_document_of_any_length() -> None:
    """Only the first mention of a document is to be written out, however far the second is."""
    concept = Concept(
        "clcc", "centre de lutte contre le cancer", "cancer centre", "x", ("centre anticancéreux",), ("CLCC",),
        short="CLCC", first_use="cancer centre (CLCC)",
    )  # fmt: skip
    pairs = (
        [("Le CLCC ouvre.", "The CLCC opens.")] + [("Le mot.", "The word.")] * 900 + [("Un CLCC.", "A CLCC.")]
    )
    checked = check_catalogs([_catalog("a", *pairs)], Context(Termbase((concept,))))
    assert [c.entry.block_id for c in checked if "first-use" in [f.id for f in c.entry.findings]] == ["p-0"]


def test_first_use_is_asked_for_in_each_article_of_a_file() -> None:
    """An item of a feed is read without the others."""
    concept = Concept(
        "sau",
        "service d’accueil",
        "emergency unit",
        "x",
        (),
        ("SAU",),
        short="EU",
        first_use="emergency unit (EU)",
    )
    entries = [
        replace(entry, article=article)
        for entry, article in zip(
            _catalog("a", *[("Le SAU ouvre.", "The EU opens.")] * 3).entries, "aab", strict=True
        )
    ]
    checked = check_catalogs([Catalog(Header("a"), tuple(entries))], Context(Termbase((concept,))))
    assert [c.entry.block_id for c in checked if "first-use" in [f.id for f in c.entry.findings]] == [
        "p-0",
        "p-2",
    ]


_STRANGE = [
    "",
    " ",
    "\n",
    "…",
    "<p>",
    "<b>Le <1>mot</b></1> &nbsp; <br/>",
    "<" * 200,
    "Слово word λόγος 言葉 كلمة",
    "e\u0301 n\u0303 \u200b\u2060\ufeff",
    "🙂 12 % 🙂",
    "a" * 5000,
    "1 " * 2000,
    "((((" * 300,
    "« " * 300,
    "Ǘ \ud800",
    "The text is in English and it is not French.",
    "${x} %s {0} \\n",
]


@pytest.mark.parametrize("target", _STRANGE)
@pytest.mark.parametrize("source", _STRANGE)
def test_strange_texts_break_no_check(source: str, target: str) -> None:
    """Fragments, mixed scripts, lone surrogates and long runs are checked like anything else, with places inside the texts."""
    for finding in check_entry(Entry("p", _P, source, target), Context()):
        assert finding.message
        for span, text in ((finding.source_span, source), (finding.target_span, target)):
            assert span is None or 0 <= span[0] <= span[1] <= len(text)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_every_check_states_what_it_yields(check: object) -> None:
    """A check is a plain function whose docstring says what it finds."""
    assert (check.__doc__ or "").startswith("Yield")


def _long_document(count: int) -> Iterator[Catalog]:
    for start in range(0, count, 500):
        pairs = (
            (f"Le texte numéro {n} est là.", f"Text number {n} is there.") for n in range(start, start + 500)
        )
        yield _catalog(f"d{start}", *pairs)


def test_memory_grows_by_less_than_a_kilobyte_an_entry() -> None:
    """Thousands of entries leave only fingerprints behind."""
    sum(1 for _ in check_catalogs(_long_document(1000), Context()))
    tracemalloc.start()
    try:
        count = sum(1 for _ in check_catalogs(_long_document(3000), Context()))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 3000
    assert peak < 12_000_000
