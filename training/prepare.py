"""Turn tab-separated French–English text into shards, in four steps that each read what the last one wrote.

    python -m training.prepare clean  CORPUS.tsv… --out WORK --hold flores-dev.tsv term-dev.tsv
    python -m training.prepare pieces WORK --vocab 16000
    python -m training.prepare align  WORK
    python -m training.prepare encode WORK

`align` may be left out: the pairs then carry no links, and `training.signs` has nothing to make signs of. Pairs of one's own,
all of them as they are, become a shard in one step:

    python -m training.prepare own PAIRS.tsv… --tokenizer WORK/sentencepiece.model --out own.npz
"""

import argparse
import itertools
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import sentencepiece

from passerelle.glossary.files import write_atomically
from passerelle.translate.adaptation.errors import TrainingError
from passerelle.translate.adaptation.plain import straighten, tidy
from passerelle.translate.adaptation.shards import END, PAD, START, UNKNOWN, write_shard
from passerelle.translate.ladder.signs import BRACKETS
from passerelle.translate.text.typography import prepare_source
from training.align import Link, align_words, read_links, write_links
from training.encode import encode_pair, read_tokenizer
from training.errors import reported
from training.pairs import read_pairs
from training.text import fault, pair_key, sentence_keys, vary_typography

CORPUS, LINKS, TOKENIZER = "corpus.tsv", "links.txt", "sentencepiece.model"
_ORDER_SEED = 11
_TOKENIZER_OPTIONS: dict[str, Any] = {
    "character_coverage": 0.9999,
    "byte_fallback": True,
    "split_digits": True,
    "pad_id": PAD,
    "unk_id": UNKNOWN,
    "bos_id": START,
    "eos_id": END,
    "user_defined_symbols": list(BRACKETS),
    "minloglevel": 1,
}


def held_out(paths: Iterable[Path]) -> frozenset[bytes]:
    """Return the fingerprints of all sentences, French and English, of the evaluation sets ``paths``."""
    sides = (side for path in paths for pair in read_pairs(path) for side in (pair.source, pair.target))
    return frozenset(key for side in sides for key in sentence_keys(tidy(side)))


def clean_pairs(
    pairs: Iterable[tuple[str, str]], held: frozenset[bytes], seen: set[bytes], counts: Counter[str]
) -> Iterator[tuple[str, str]]:
    """Yield the pairs to learn from, tidied; ``counts`` tells how many were kept and why others were not.

    ``seen`` grows by the fingerprints of the pairs kept.
    """
    for pair in pairs:
        french, english = tidy(pair[0]), straighten(tidy(pair[1]))
        key = pair_key(french, english)
        reason = fault(french, english)
        if not reason and key in seen:
            reason = "repeated"
        if not reason and any(each in held for side in (french, english) for each in sentence_keys(side)):
            reason = "held out"
        counts[reason or "kept"] += 1
        if not reason:
            seen.add(key)
            yield french, english


def clean(files: list[Path], out: Path, hold: list[Path], caps: dict[str, int]) -> None:
    """Write one shuffled corpus of clean pairs with the name of the file each came from."""
    held, seen, rng = held_out(hold), set[bytes](), random.Random(_ORDER_SEED)  # noqa: S311 -- luck, not secrecy
    kept: list[tuple[str, str, str]] = []
    for path in files:
        counts: Counter[str] = Counter()
        rows = list(clean_pairs(_raw_pairs(path), held, seen, counts))
        rows = rng.sample(rows, min(caps.get(path.stem, len(rows)), len(rows)))
        kept += [(*row, path.stem) for row in rows]
        print(f"{path.stem}: {len(rows)} used, " + ", ".join(f"{n} {why}" for why, n in counts.most_common()))
    rng.shuffle(kept)
    with write_atomically(out / CORPUS) as stream:
        stream.writelines("\t".join(row) + "\n" for row in kept)


def _raw_pairs(path: Path) -> Iterator[tuple[str, str]]:
    with _opened(path) as lines:
        for line in lines:
            columns = line.rstrip("\n").split("\t")
            yield columns[0], columns[1] if len(columns) > 1 else ""


def _opened(path: Path) -> Any:
    try:
        return path.open(encoding="utf-8", newline="\n")
    except OSError as error:
        raise TrainingError("cannot be read; run the steps before this one first.", path=path) from error


def learn_pieces(work: Path, vocab: int, sample: int) -> None:
    """Train the joint tokenizer, with the brackets of signs as pieces of their own.

    Raises:
        TrainingError: the corpus is too small for so many pieces.
    """
    pairs = itertools.islice(_raw_pairs(work / CORPUS), sample)
    try:
        with write_atomically(work / TOKENIZER, binary=True) as stream:
            sentencepiece.SentencePieceTrainer.train(
                sentence_iterator=(side for pair in pairs for side in pair),
                model_writer=stream,
                vocab_size=vocab,
                **_TOKENIZER_OPTIONS,
            )
    except RuntimeError as error:
        raise TrainingError(
            f"gives no tokenizer of {vocab} pieces; choose a smaller --vocab.", path=work / CORPUS
        ) from error


def align(work: Path) -> None:
    """Write the word links of every pair of the corpus, a Pharaoh line each."""
    with write_atomically(work / LINKS) as stream:
        stream.writelines(write_links(links) + "\n" for links in align_words(_raw_pairs(work / CORPUS)))


def encode(work: Path, per_shard: int, seed: int) -> None:
    """Write `shard-00.npz` and so on."""
    tokenizer = read_tokenizer(work / TOKENIZER)
    rng = random.Random(seed)  # noqa: S311 -- luck, not secrecy
    encoded = (
        encode_pair(tokenizer, vary_typography(rng, french), english, links)
        for french, english, links in _linked_pairs(work)
    )
    for number in itertools.count():
        part = list(itertools.islice(encoded, per_shard))
        if not part and number:
            return
        name = work / f"shard-{number:02d}.npz"
        print(f"{name.name}: {write_shard(name, part)} pairs")


def encode_own(files: list[Path], tokenizer: Path, out: Path) -> None:
    """Write a shard of all pairs of ``files``, each as it is written and, where that differs, as passerelle sends it."""
    pieces = read_tokenizer(tokenizer)
    pairs = [
        (tidy(pair.source), straighten(tidy(pair.target))) for path in files for pair in read_pairs(path)
    ]
    encoded = (
        encode_pair(pieces, written, english, set())
        for french, english in pairs
        for written in dict.fromkeys((french, prepare_source(french)))
    )
    print(f"{out}: {write_shard(out, encoded)} pairs of {len(pairs)}")


def _linked_pairs(work: Path) -> Iterator[tuple[str, str, set[Link]]]:
    if not (work / LINKS).exists():
        yield from ((*pair, set()) for pair in _raw_pairs(work / CORPUS))
        return
    with _opened(work / LINKS) as lines:
        for pair, line in itertools.zip_longest(_raw_pairs(work / CORPUS), lines):
            if pair is None or line is None:
                raise TrainingError(
                    "does not fit corpus.tsv; run training.prepare align again.", path=work / LINKS
                )
            yield *pair, read_links(line)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="training.prepare", description="Text to shards, step by step.")
    steps = parser.add_subparsers(required=True, dest="step")
    step = steps.add_parser("clean", help="filter, deduplicate, hold out")
    step.add_argument("files", nargs="+", type=Path)
    step.add_argument("--out", type=Path, required=True, help="working folder")
    step.add_argument("--hold", nargs="*", type=Path, default=[], help="evaluation sets")
    step.add_argument(
        "--cap", action="append", default=[], metavar="NAME=N", help="at most N pairs of a file"
    )
    step = steps.add_parser("pieces", help="train the tokenizer")
    step.add_argument("--vocab", type=int, default=16000)
    step.add_argument("--sample", type=int, default=1_000_000, help="pairs to learn from")
    step.add_argument("work", type=Path)
    steps.add_parser("align", help="link words (needs eflomal)").add_argument("work", type=Path)
    step = steps.add_parser("encode", help="write shards")
    step.add_argument("--per-shard", type=int, default=400_000)
    step.add_argument("--seed", type=int, default=5)
    step.add_argument("work", type=Path)
    step = steps.add_parser("own", help="encode pairs of one's own, nothing left out")
    step.add_argument("files", nargs="+", type=Path)
    step.add_argument("--tokenizer", type=Path, required=True)
    step.add_argument("--out", type=Path, required=True, help="shard to write (.npz)")
    return parser


def main(arguments: list[str] | None = None) -> None:
    """Run the step that the command line names."""
    chosen = _parser().parse_args(arguments)
    with reported():
        match chosen.step:
            case "clean":
                clean(chosen.files, chosen.out, chosen.hold, dict(_cap(each) for each in chosen.cap))
            case "pieces":
                learn_pieces(chosen.work, chosen.vocab, chosen.sample)
            case "align":
                align(chosen.work)
            case "encode":
                encode(chosen.work, chosen.per_shard, chosen.seed)
            case "own":
                encode_own(chosen.files, chosen.tokenizer, chosen.out)


def _cap(text: str) -> tuple[str, int]:
    name, _, number = text.rpartition("=")
    if not name or not number.isdigit():
        raise TrainingError(f"--cap {text} is not NAME=N.")
    return name, int(number)


if __name__ == "__main__":
    main()
