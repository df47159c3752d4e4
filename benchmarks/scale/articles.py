"""What `passerelle translate` costs: folders of short articles, from few to thousands, for the first time and again."""

import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.scale.measure import Cost, measure

_ARTICLES = (10, 100, 1_000, 5_000)
_WHO = (
    "Le ministère de la Santé",
    "La Haute Autorité de santé",
    "Le centre hospitalier",
    "L'association",
    "Santé publique France",
)
_DOES = ("annonce", "publie", "présente", "finance", "évalue", "recommande", "soutient")
_WHAT = ("une étude sur le dépistage du cancer du sein", "un programme de prévention", "une campagne de vaccination",
         "un essai clinique", "un nouveau traitement", "un guide pour les patients", "une enquête sur la douleur")  # fmt: skip
_WHERE = ("à Lyon", "à Paris", "dans la région", "en Bretagne", "dans les hôpitaux")


def write_articles(folder: Path, count: int) -> None:
    """Write articles of a title and three sentences, whose words and figures vary; the same ones for the same count."""
    chance = random.Random(count)  # noqa: S311  (no secret)
    folder.mkdir(parents=True)

    def sentence() -> str:
        parts = (chance.choice(words) for words in (_WHO, _DOES, _WHAT, _WHERE))
        return f"{' '.join(parts)} pour {chance.randrange(3, 99_999)} personnes."

    for number in range(count):
        text = f"# Essai {number}\n\n{sentence()} {sentence()}\n\n{sentence()}\n"
        (folder / f"article-{number:05}.md").write_text(text, encoding="utf-8")


def measure_articles(
    _examples: Path, folder: Path, sizes: Sequence[int], environment: Mapping[str, str]
) -> Iterator[Cost]:
    """Yield the cost of folders of 10 to 5,000 articles, up to the largest size, and of running over each again."""
    own = {**environment, "PASSERELLE_MEMORY": str(folder / "memory.sqlite")}
    measure("", 1, ["translate", "--text", "Un essai."], folder, own)  # all is compiled, the model unpacked
    for size in (each for each in _ARTICLES if each <= max(sizes)):
        write_articles(folder / f"{size}", size)
        command = ["translate", f"{size}", "--out", f"out-{size}"]
        yield measure("`translate`, short articles", size, command, folder, own)
        yield measure("`translate`, again", size, command, folder, own)
