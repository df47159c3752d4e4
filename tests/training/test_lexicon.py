"""Which English words render a French one: by links, and by the company that they keep."""

from pathlib import Path

from passerelle.translate.adaptation.shards import NO_LINK, Corpus, read_shards, write_corpus
from training.lexicon import main
from training.prepare import TOKENIZER


def lexicon(path: Path) -> dict[str, tuple[int, list[str]]]:
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    return {french: (int(found), english.split()) for french, found, english in lines}


def run(shard: Path, work: Path, out: Path) -> dict[str, tuple[int, list[str]]]:
    main([str(shard), "--tokenizer", str(work / TOKENIZER), "--out", str(out)])
    return lexicon(out)


def test_links_make_a_lexicon(work: Path, tmp_path: Path) -> None:
    """The commonest English word of a French one comes first, and words of grammar do not come."""
    lines = run(next(work.glob("*.npz")), work, tmp_path / "lexicon.tsv")
    assert lines["chirurgien"][1][0] == "surgeon"
    assert all("the" not in english for _, english in lines.values())
    assert all(0 < found <= 100 for found, _ in lines.values())


def test_company_makes_one_where_nothing_is_linked(work: Path, tmp_path: Path) -> None:
    corpus = read_shards([next(work.glob("*.npz"))])
    parts = {name: getattr(corpus, name) for name in Corpus.__dataclass_fields__}
    parts["align"] = corpus.align * 0 + NO_LINK
    write_corpus(tmp_path / "plain.npz", Corpus(**parts))
    assert isinstance(run(tmp_path / "plain.npz", work, tmp_path / "lexicon.tsv"), dict)
