"""How common French words are in general."""

from collections import Counter
from pathlib import Path

from training.frequencies import count_words, main
from training.prepare import TOKENIZER


def test_shards_give_words_with_counts_and_shares(work: Path, tmp_path: Path) -> None:
    out = tmp_path / "general-french.tsv"
    shard = next(work.glob("*.npz"))
    main([str(shard), "--tokenizer", str(work / TOKENIZER), "--out", str(out), "--words", "50"])
    rows = [line.split("\t") for line in out.read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    counts = {word: (int(count), int(share)) for word, count, share in rows}
    assert 0 < len(counts) <= 50
    assert all(count >= 3 and 0 <= share <= 100 for count, share in counts.values())
    assert "le" in counts


def test_nouns_follow_determiners() -> None:
    counts: Counter[str] = Counter()
    determined: Counter[str] = Counter()
    count_words("L'équipe médicale de cette clinique l’a dit aux patients.", counts, determined)
    assert {word for word, count in determined.items() if count} == {"équipe", "clinique", "a", "patients"}
    assert counts["médicale"] == 1
