"""Scores are sacreBLEU's, and a package is measured as it stands."""

import json
from pathlib import Path

import pytest

from passerelle.translate.engine.packages import EMBEDDED
from training.evaluate import PUBLISHED, SignCounts, evaluate, main, report, score_lines
from training.pairs import Pair, TermPair

VIRUS = TermPair("virus", ("virus",))
PAIRS = [
    Pair("Le virus se propage dans la région.", "The virus spreads throughout the region.", (VIRUS,)),
    Pair("La patiente a été soignée à l’hôpital.", "The patient was treated at the hospital."),
]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.tsv"
    rows = [
        (pair.source, pair.target, json.dumps([{"fr": t.source, "en": t.renderings[0]} for t in pair.terms]))
        for pair in PAIRS
    ]
    path.write_text("fr\ten\tterms_json\n" + "".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_references_score_full() -> None:
    """The references themselves have BLEU and chrF2 100 and all their terms."""
    scores = score_lines("tiny", [pair.target for pair in PAIRS], PAIRS)
    assert (round(scores.bleu, 6), round(scores.chrf, 6)) == (100, 100)
    assert scores.exact == scores.lemma == (1, 1)
    assert scores.signature[0].startswith("nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:")
    assert scores.signature[1].startswith("nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no|version:")


def test_worse_lines_score_less() -> None:
    """Other words cost BLEU, chrF2 and the term."""
    scores = score_lines("tiny", ["The germ spreads.", PAIRS[1].target], PAIRS)
    assert 0 < scores.bleu < 100
    assert 0 < scores.chrf < 100
    assert scores.exact == (0, 1)


def test_embedded_package_is_scored(data: Path) -> None:
    """The embedded package gives scores within their range."""
    scores = evaluate(EMBEDDED, [data])[0]
    assert scores.name == "tiny"
    assert scores.lines == 2
    assert 0 <= scores.bleu <= 100
    assert scores.exact[1] == scores.lemma[1] == 1
    assert scores.speed > 0


def test_report_stands_beside_published_figures() -> None:
    """The report is a table with the signatures and what others publish."""
    lines = list(report([score_lines("tiny", [pair.target for pair in PAIRS], PAIRS)]))
    assert "| tiny | 2 | 100.0 | 100.0 | 1/1 = 1.000 | 1/1 = 1.000 | – | – | 0 |" in lines
    assert any(line.startswith("BLEU: nrefs:1") for line in lines)
    assert f"flores-dev: Argos 1.9 {PUBLISHED['flores-dev']['Argos 1.9']}, Firefox tiny 43.8" in lines


@pytest.mark.parametrize(
    ("french", "english", "nouns", "names"),
    [
        ("La ⟦1⟧ de ⟦6⟧.", "The ⟦1⟧ of ⟦6⟧.", (1, 1, 0), (1, 1, 0)),
        ("La ⟦1⟧ de ⟦6⟧.", "The ⟦6⟧s ⟦ 1 ⟧s.", (1, 1, 0), (1, 1, 0)),
        ("La ⟦1⟧ de ⟦6⟧.", "The biopsy of ⟦6⟧.", (1, 0, 0), (1, 1, 0)),
        ("La ⟦1⟧ de ⟦6⟧.", "⟦1⟧ ⟦1⟧ ⟦1⟧ and ⟦7⟧.", (1, 0, 2), (1, 0, 1)),
        ("La biopsie.", "The ⟦2⟧.", (0, 0, 1), (0, 0, 0)),
        ("⟦1⟧ ⟦2⟧ ⟦3⟧ ⟦4⟧ ⟦5⟧ ⟦6⟧ ⟦7⟧ ⟦8⟧ ⟦9⟧", "⟦9⟧ ⟦1⟧", (5, 1, 0), (4, 1, 0)),
        ("⟦1⟧ et ⟦1⟧", "⟦1⟧ and ⟦1⟧", (1, 0, 1), (0, 0, 0)),
        ("⟦10⟧", "⟦10⟧", (0, 0, 0), (0, 0, 0)),
        ("", "", (0, 0, 0), (0, 0, 0)),
    ],
)
def test_signs_carried(
    french: str, english: str, nouns: tuple[int, int, int], names: tuple[int, int, int]
) -> None:
    """A sign is carried when it stands once; repeated ones and those that nobody sent are extra."""
    scores = score_lines("signs", [english, "Yes."], [Pair(french, "–"), Pair("Oui.", "Yes.")])
    assert (scores.nouns, scores.names) == (SignCounts(*nouns), SignCounts(*names))


def test_report_tells_of_signs() -> None:
    """Each kind has a column, with what is extra where anything is."""
    pairs = [Pair("La ⟦1⟧ de ⟦6⟧.", "The ⟦1⟧ of ⟦6⟧.")]
    line = next(line for line in report([score_lines("s", ["The ⟦1⟧ of ⟦1⟧."], pairs)]) if "| s |" in line)
    assert "| 0/1 = 0.000, 1 extra | 0/1 = 0.000 |" in line


def test_command_counts_signs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Pairs with signs are a set like any other."""
    (tmp_path / "signs.tsv").write_text(
        "La ⟦6⟧ recommande la ⟦1⟧.\tThe ⟦6⟧ recommends ⟦1⟧.\n", encoding="utf-8"
    )
    main([str(EMBEDDED), "--data", str(tmp_path / "signs.tsv")])
    assert "/1 = " in capsys.readouterr().out


def test_command_prints_the_table(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command scores the lines asked for."""
    main([str(EMBEDDED), "--data", str(data), "--lines", "1"])
    assert "| tiny | 1 | " in capsys.readouterr().out
