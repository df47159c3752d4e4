"""How fast a large translation memory answers, and what its fuzzy search misses.

python -m benchmarks.memory [--units 100000] [--queries 1000] [--compared 50] [--tmx FILE]

Without a TMX of real sentences they are made up from the glossary's terms and common words, as often as words are in
French. Queries are stored sentences with a twentieth to a quarter of their words changed. ``compared`` of them are also
searched for by comparing them with every stored sentence.
"""

import argparse
import random
import resource
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from rapidfuzz import fuzz, process

from passerelle.glossary.termbase import load_termbase
from passerelle.translate.formats.tmx.read import read_tmx
from passerelle.translate.formats.tmx.write import write_tmx
from passerelle.translate.memory import (
    Memory,
    TranslationUnit,
    add_units,
    count_units,
    find_exact,
    find_similar,
    list_units,
    lookup_form,
    open_memory,
)
from passerelle.translate.memory.store import LEAST_RATE

_COMMON = (
    "de la le et les des en un une du dans pour que est par sur plus avec au il se qui ce sont cette ont aux été leur "
    "entre selon après depuis chaque plusieurs ainsi dont mais sans année patients santé nouveau projet région "
    "également établissements pays ministre national public prise charge face mise place premier mesure annonce"
)
_CHANGES = (0.05, 0.1, 0.15, 0.2, 0.25)


def make_units(count: int, chance: random.Random) -> Iterator[TranslationUnit]:
    """Yield pairs of 12 to 40 French words, one word in three of a term, frequent terms far more often than rare ones."""
    terms = [(concept.source, concept.target) for concept in load_termbase().concepts]
    chance.shuffle(terms)
    weights = [1 / rank for rank in range(1, len(terms) + 1)]
    small = _COMMON.split()
    common = [1 / rank for rank in range(1, len(small) + 1)]
    for number in range(count):
        french: list[str] = [f"{chance.randint(1, 9000)}"]
        english = list(french)
        for source, target in chance.choices(terms, weights, k=chance.randint(3, 7)):
            french += [*chance.choices(small, common, k=chance.randint(1, 4)), source]
            english.append(target)
        yield TranslationUnit(" ".join(french) + ".", " ".join(english) + ".", document=str(number // 40))


def change(text: str, words: Sequence[str], chance: random.Random) -> str:
    """Return ``text`` with some words replaced, dropped or added."""
    own = text.split()
    for _ in range(max(1, int(len(own) * chance.choice(_CHANGES)))):
        place = chance.randrange(len(own))
        match chance.choice(("replace", "replace", "drop", "add")):
            case "replace":
                own[place] = chance.choice(words)
            case "drop" if len(own) > 2:
                del own[place]
            case _:
                own.insert(place, chance.choice(words))
    return " ".join(own)


def tell(name: str, start: float, detail: str = "") -> None:
    """Print one line of the table."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"| {name:<28} | {time.perf_counter() - start:7.2f} s | {peak:5.0f} MB | {detail}")


def exchange(memory: Memory, folder: Path) -> None:
    """Time the way out to TMX and in again, into an empty memory."""
    path = folder / "memory.tmx"
    start = time.perf_counter()
    with path.open("wb") as out:
        count = write_tmx(out, list_units(memory))
    tell("TMX export", start, f"{count} pairs, {path.stat().st_size / 1e6:.1f} MB")
    start = time.perf_counter()
    with open_memory(folder / "second.sqlite") as second, path.open("rb") as stream:
        tell("TMX import", start, f"{add_units(second, read_tmx(stream))} pairs")


def search(memory: Memory, queries: Sequence[str], originals: Sequence[str], compared: int) -> None:
    """Time exact and fuzzy lookups, and compare the fuzzy ones with an exhaustive search."""
    start = time.perf_counter()
    hits = sum(bool(find_exact(memory, text)) for text in originals)
    tell(f"{len(originals)} exact lookups", start, f"{hits} found")
    start = time.perf_counter()
    found = [find_similar(memory, text) for text in queries]
    tell(f"{len(queries)} fuzzy lookups", start, f"{sum(map(bool, found))} found")
    start = time.perf_counter()
    texts = [text for (text,) in memory.connection.execute("SELECT DISTINCT lookup FROM unit")]
    best = good = 0
    for text, own in list(zip(queries, found, strict=True))[:compared]:
        match = process.extractOne(text, texts, scorer=fuzz.ratio, score_cutoff=LEAST_RATE)
        if match and match[0] != text:
            best += 1
            good += bool(own) and own[0].rate >= int(match[1])
    tell(f"{compared} compared with all", start, f"{good} of {best} best matches were found")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--units", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=1_000)
    parser.add_argument("--compared", type=int, default=50)
    parser.add_argument("--tmx", type=Path)
    options = parser.parse_args()
    chance = random.Random(1)  # noqa: S311  (a benchmark must repeat)
    with tempfile.TemporaryDirectory() as name, open_memory(Path(name) / "memory.sqlite") as memory:
        start = time.perf_counter()
        if options.tmx:
            with options.tmx.open("rb") as stream:
                add_units(memory, read_tmx(stream))
        else:
            add_units(memory, make_units(options.units, chance))
        size = sum(path.stat().st_size for path in Path(name).glob("memory.sqlite*")) / 1e6
        tell("stored", start, f"{count_units(memory)} units, {size:.0f} MB")
        texts = [text for (text,) in memory.connection.execute("SELECT lookup FROM unit ORDER BY id")]
        originals = chance.sample(texts, min(options.queries, len(texts)))
        words = [word for text in texts[:2000] for word in text.split()]
        del texts
        queries = [lookup_form(change(text, words, chance)) for text in originals]
        search(memory, queries, originals, options.compared)
        exchange(memory, Path(name))


if __name__ == "__main__":
    main()
