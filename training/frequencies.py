"""How common French words are in general, counted in shards: what the extraction of terms compares an article with.

    python -m training.frequencies SHARD.npz… --tokenizer sentencepiece.model --out general-french.tsv

A line has a word form in lower case, how often it stands in the sentences counted, and in how many of a hundred places an
article or another determiner stands before it, which nouns have often, adjectives seldom and finite verbs hardly ever.
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from unicodedata import is_normalized

from passerelle.glossary.files import write_atomically
from passerelle.translate.adaptation.shards import OPENING, pair_at, read_shards
from training.encode import piece_table
from training.errors import reported
from training.text import alphabetical

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
DETERMINERS = frozenset(
    ("le", "la", "les", "l", "un", "une", "des", "du", "au", "aux", "ce", "cet", "cette", "ces", "mon", "ma", "mes", "ton", "ta",
     "tes", "son", "sa", "ses", "notre", "nos", "votre", "vos", "leur", "leurs", "chaque", "plusieurs", "quelques")
)  # fmt: skip
LEAST = 3
"""How often a word must stand in the sentences counted."""

_HEADER = (
    "French words in lower case, how often they stand in general French, and how many in a hundred of them follow a determiner.",
    "Counted by training.frequencies; see training/README.md.",
)


@reported()
def main(arguments: Sequence[str] | None = None) -> None:
    """Count all shards and write the commonest words."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("shards", nargs="+", type=Path)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--words", type=int, default=15_000, help="words at most, the commonest")
    parser.add_argument("--pairs", type=int, default=250_000, help="pairs of each shard at most")
    options = parser.parse_args(arguments)
    table = piece_table(options.tokenizer)
    counts: Counter[str] = Counter()
    determined: Counter[str] = Counter()
    for path in options.shards:
        for sentence in _sentences(path, options.pairs, table):
            count_words(sentence, counts, determined)
    lines = [
        f"{word}\t{count}\t{round(100 * determined[word] / count)}\n"
        for word, count in counts.most_common(options.words)
        if count >= LEAST and is_normalized("NFC", word)
    ]
    with write_atomically(options.out) as stream:
        stream.writelines(f"# {line}\n" for line in _HEADER)
        stream.writelines(sorted(lines, key=alphabetical))


def count_words(sentence: str, counts: Counter[str], determined: Counter[str]) -> None:
    """Add the words of a French sentence, and those before which a determiner stands.

    >>> counts, determined = Counter(), Counter()
    >>> count_words("L’hôpital ouvre un hôpital de jour.", counts, determined)
    >>> counts["hôpital"], determined["hôpital"], determined["jour"]
    (2, 2, 0)
    """
    before = ""
    for word in WORD.findall(sentence.lower()):
        counts[word] += 1
        determined[word] += before in DETERMINERS
        before = word


def _sentences(path: Path, most: int, table: Sequence[str]) -> Iterator[str]:
    """Yield the French of a shard's pairs without those that have signs in it."""
    corpus = read_shards([path])
    for row in range(min(most, len(corpus))):
        source = pair_at(corpus, row).source
        if OPENING not in source:
            yield "".join(map(table.__getitem__, source)).replace("▁", " ")


if __name__ == "__main__":
    main()
