"""Measure how long commands take on this machine: help, one article, many articles for the first time and again.

    python -m benchmarks.speed --examples examples --articles 100 --stock build/stock --out benchmarks/SPEED.md

Articles are made of the examples' blocks; their figures differ (dates and hours such as there are), or who says so, and hardly two hold
the same sentence. Commands run as a user's do, in
processes of their own, with a cache and a folder that are gone afterwards. With ``--stock``, a folder, the same sentences go
through argostranslate and CTranslate2, too (`benchmarks.peers`).
"""

import argparse
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from platform import machine, python_version
from random import Random
from statistics import median

from benchmarks.peers import measure_raw, measure_stock, read_sentences, show_peers
from benchmarks.sets import BenchmarkError
from passerelle.glossary.errors import PasserelleError
from passerelle.glossary.files import write_atomically
from passerelle.translate.engine.packages import resolve_package
from passerelle.translate.formats.articles import find_articles, read_document
from passerelle.translate.text.markup import unmark
from passerelle.translate.text.segment import split_segments

_COMMAND = (sys.executable, "-c", "from passerelle.translate.cli import main; main()")
_RUNS = 3
_BLOCKS = 25
_OWN = "id\tfr\ten\nessai-de-mesure\tbus de prévention\tprevention bus\n"
_MORE = f"{_OWN}essai-autre\tnavette spatiale\tspace shuttle\n"
_IN_THREE = f"{_MORE}essai-un\tmesure 1\tmeasure 1\nessai-deux\tmesure 2\tmeasure 2\nessai-trois\tmesure 3\tmeasure 3\n"
_FIGURE = re.compile(
    r"\b(?P<year>(?:19|20)\d\d)\b|\b(?P<hour>\d{1,2})(?=\s?h\b|\s?h\s?\d\d\b)|(?:(?<=h)|(?<=h\s))(?P<minutes>\d\d)\b"
    r"|\b(?P<day>\d{1,2})(?=\s(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)\b)|(?!1er\b)\d"
)
_OPENINGS = ("selon", "d'après", "comme le disent", "comme le rappellent", "comme l'expliquent", "comme le pensent",
             "comme le savent", "comme l'espèrent", "comme le craignent", "comme l'avaient dit")  # fmt: skip
_WHO = ("les soignants", "les malades", "les familles", "les élus", "les chercheurs", "les voisins", "les journaux",
        "les auteurs", "les bénévoles", "les équipes")  # fmt: skip
_SMALL = re.compile(r"(?:Le|La|Les|Un|Une|Des|Ce|Cette|Ces|Il|Elle|Ils|Elles|Nous|Pour|Dans|Depuis)\b|L['’]")
_LONG = 180  # characters
_STOP = re.compile(r"(?=[^\w%€)]*$)")
_TELLING = 6
"""So many random digits hardly come twice in a hundred articles."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took: seconds on the clock and of processor time, medians of ``runs``."""

    name: str
    clock: float
    processor: float
    runs: int


def write_articles(examples: Path, folder: Path, count: int) -> int:
    """Write ``count`` articles of 25 blocks into ``folder``; return how many blocks they have.

    Raises:
        BenchmarkError: the examples hold too few blocks.
        PasserelleError: an example cannot be read.
    """
    texts = [
        unmark(block.text)[0]
        for path in find_articles(examples)
        for block in read_document(path).blocks
        if len(block.text) > 60
    ]
    if len(texts) < _BLOCKS:
        raise BenchmarkError(f"holds fewer than {_BLOCKS} long blocks.", path=examples)
    for number in range(count):
        own = [texts[(number * 7 + index) % len(texts)] for index in range(_BLOCKS)]
        body = "\n\n".join(_vary(text, number) for text in own)
        (folder / f"article-{number:04}.md").write_text(f"# Mesure {number}\n\n{body}\n", encoding="utf-8")
    return count * (_BLOCKS + 1)


def _vary(text: str, number: int) -> str:
    """Give each sentence of a text figures that it has in no other article, or one more clause where it has few."""
    chance = Random(f"{number} {text}")  # noqa: S311  (the same each time, and no secret)
    clause = _clause(number)

    def vary(sentence: str) -> str:
        varied, free = _vary_figures(sentence, chance)
        return varied if free >= _TELLING else _say_who(varied, clause)

    return " ".join(vary(each.text) for each in split_segments(text))


def _clause(number: int) -> str:
    """Return who says so in an article: another one for each of the first hundred."""
    opening, who = number % len(_OPENINGS), number // len(_OPENINGS) % len(_WHO)
    return f"{_OPENINGS[opening]} {_WHO[who]}"


def _say_who(sentence: str, clause: str) -> str:
    """Return a sentence with a clause more: before it, where its first word may as well be small, else at its end.

    A long one, which is cut in translation, has it on both sides.
    """
    before = _SMALL.match(sentence)
    if before and len(sentence) > _LONG:
        sentence = _STOP.sub(f" {clause}", sentence, count=1)
    if before:
        return f"{clause[0].upper()}{clause[1:]}, {sentence[0].lower()}{sentence[1:]}"
    return _STOP.sub(f", {clause}", sentence, count=1)


def _vary_figures(sentence: str, chance: Random) -> tuple[str, int]:
    """Return a sentence with other figures, such as there are: years stay years, hours hours and days days; and how many digits were free."""
    free = 0

    def vary(found: re.Match[str]) -> str:
        nonlocal free
        if found["year"]:
            return str(chance.randint(1990, 2029))
        if found["hour"]:
            return str(chance.randint(8, 19))
        if found["minutes"]:
            return str(chance.randint(10, 59))
        if found["day"]:
            return str(chance.randint(2, 28))
        free += 1
        return str(chance.randint(1, 9))

    return _FIGURE.sub(vary, sentence), free


def measure(
    name: str,
    arguments: Sequence[str],
    folder: Path,
    environment: Mapping[str, str],
    runs: int = _RUNS,
    *,
    without: str = "",
) -> Cost:
    """Run a command several times, each time ``without`` what is called so in the folder.

    Raises:
        BenchmarkError: it ends with an error.
    """
    clocks, processors = [], []
    for _ in range(runs):
        if without:
            shutil.rmtree(folder / without, ignore_errors=True)
        before, start = _children(), time.perf_counter()
        done = subprocess.run(  # noqa: S603  (our own command)
            [*_COMMAND, *arguments], cwd=folder, env=dict(environment), capture_output=True, check=False
        )
        clocks.append(time.perf_counter() - start)
        processors.append(_children() - before)
        if done.returncode:
            raise BenchmarkError(f"{name} ended with {done.returncode}: {done.stderr.decode()[-200:]}")
    return Cost(name, median(clocks), median(processors), runs)


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measure_all(examples: Path, articles: int) -> Iterator[Cost]:
    """Yield what each command takes, in the order in which a user needs them."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "articles").mkdir()
        (folder / "one").mkdir()
        write_articles(examples, folder / "articles", articles)
        write_articles(examples, folder / "one", 1)
        own = folder / "own.tsv"
        own.write_text(_OWN, encoding="utf-8")
        environment = {
            **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
            "PASSERELLE_CACHE": str(folder / "cache"),
            "PASSERELLE_MEMORY": str(folder / "memory.sqlite"),
        }
        one = ["translate", "one", "--out", "out-one", "-g", "own.tsv"]
        many = ["translate", "articles", "--out", "out", "-g", "own.tsv"]
        measure("", ["translate", "--text", "Un essai."], folder, environment, 1)  # compiled, unpacked
        yield measure("`--help`", ["--help"], folder, environment)
        yield measure("one article, all of it", [*one, "--fresh"], folder, environment)
        yield measure("one article, unchanged", one, folder, environment)
        yield measure(f"{articles} articles, the first time", many, folder, environment, without="out")
        yield measure(f"{articles} articles, unchanged", many, folder, environment)
        own.write_text(_MORE, encoding="utf-8")
        yield measure(f"{articles} articles, a term added that stands in none", many, folder, environment, 1)
        own.write_text(_IN_THREE, encoding="utf-8")
        yield measure(f"{articles} articles, terms added that stand in three", many, folder, environment, 1)
        (folder / "articles" / "article-0000.md").write_text("# Mesure\n\nUne autre.\n", encoding="utf-8")
        yield measure(f"{articles} articles, one of them changed", many, folder, environment, 1)


def show_table(costs: Sequence[Cost], first: Cost, unchanged: Cost, peers: str = "") -> str:
    """Return the table as Markdown, with how much faster an unchanged run is than the first, and what others take."""
    rows = [f"| {each.name} | {each.clock:.2f} | {each.processor:.2f} | {each.runs} |" for each in costs]
    ratio = f"{first.clock / unchanged.clock:.0f} times less than the first time"
    work = f"{first.processor / unchanged.processor:.0f} times less processor time"
    others = f"{peers}\n" if peers else ""
    return f"""# How fast it is

Seconds of commands in processes of their own, medians of so many runs:

| command | on the clock | of processor time | runs |
|---|--:|--:|--:|
{chr(10).join(rows)}

Unchanged, all articles take {ratio} ({work}).

{others}{when_and_where()}
"""


def when_and_where() -> str:
    """Return the day, the model and the machine of what was measured, a sentence."""
    model = f"model {resolve_package(None).label}, ctranslate2 {version('ctranslate2')}"
    host = f"Python {python_version()}, {os.cpu_count()} cores ({machine()})"
    return f"{datetime.now(UTC):%Y-%m-%d}, {model}, {host}."


def measure_peers(examples: Path, articles: int, own: Cost, environment: Path) -> str:
    """Return the table of what others take for the same articles.

    Raises:
        PasserelleError: argostranslate cannot be had or run.
    """
    with tempfile.TemporaryDirectory() as place:
        write_articles(examples, Path(place), articles)
        found = read_sentences(Path(place))
    sentences = sum(len(text) for texts in found for text in texts)
    raw, stock = measure_raw(found), measure_stock(found, environment)
    return show_peers(own.clock, articles, raw, stock, sentences)


def main() -> int:
    """Measure, print the table, and write it."""
    parser = argparse.ArgumentParser(description="Measure how long commands take on this machine.")
    parser.add_argument("--examples", type=Path, default=Path("examples"))
    parser.add_argument("--articles", type=int, default=100)
    parser.add_argument("--stock", type=Path, help="Environment of stock argostranslate, made if missing.")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    costs: list[Cost] = []
    try:
        for cost in measure_all(options.examples, options.articles):
            print(f"{cost.name}: {cost.clock:.2f} s, processor {cost.processor:.2f} s", flush=True)
            costs.append(cost)
        peers = ""
        if options.stock:
            peers = measure_peers(options.examples, options.articles, costs[3], options.stock)
            print(peers, flush=True)
        if options.out:
            with write_atomically(options.out) as stream:
                stream.write(show_table(costs, costs[3], costs[4], peers))
    except PasserelleError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
