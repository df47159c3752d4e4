"""The glossary's contexts are pairs to learn from."""

from pathlib import Path

import pytest

from passerelle.glossary.concept import Concept, Status
from passerelle.glossary.termbase import Termbase
from passerelle.translate.adaptation.contexts import context_pairs
from training.contexts import main
from training.pairs import read_pairs


def concept(name: str, *contexts: tuple[str, str], status: Status = Status.APPROVED) -> Concept:
    french, english = tuple(zip(*contexts, strict=True)) or ((), ())
    return Concept(name, name, name, "d", status=status, contexts=french, target_contexts=english)


def test_each_context_is_a_pair_once() -> None:
    """Concepts that bind nothing give none."""
    termbase = Termbase((
        concept("a", ("Un lit.", "A bed."), ("Deux lits.", "Two beds.")),
        concept("b", ("Un lit.", "A bed.")),
        concept("c"),
        concept("d", ("Vieux.", "Old."), status=Status.DEPRECATED),
    ))  # fmt: skip
    assert list(context_pairs(termbase)) == [("Un lit.", "A bed."), ("Deux lits.", "Two beds.")]


def test_the_glossary_has_contexts_to_learn_from(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """They are written as the other steps read them."""
    main([str(tmp_path / "contexts.tsv")])
    pairs = read_pairs(tmp_path / "contexts.tsv")
    assert len(pairs) > 1000
    assert capsys.readouterr().out == f"{len(pairs)} pairs\n"


def test_a_broken_glossary_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "g.tsv").write_text("fr\na\n", encoding="utf-8")
    with pytest.raises(SystemExit, match="2"):
        main([str(tmp_path / "contexts.tsv"), str(tmp_path / "g.tsv")])
    assert "g.tsv" in capsys.readouterr().err
