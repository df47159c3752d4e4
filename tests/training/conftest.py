"""A tiny corpus, a tokenizer learned from it and its shard."""

import sys
from importlib import import_module
from importlib.util import find_spec
from itertools import product
from pathlib import Path

import pytest

# training/ is no part of the wheel, so nothing installs it.
sys.path.insert(0, str(Path(__file__).parents[2]))

from training.align import word_spans, write_links
from training.prepare import CORPUS, LINKS, encode, learn_pieces


@pytest.fixture(scope="session", autouse=True)
def one_thread() -> None:
    """A toy model computes faster on one thread than many threads can meet."""
    if find_spec("torch"):
        import_module("torch").set_num_threads(1)


SUBJECTS = (("le médecin", "the doctor"), ("l'infirmière", "the nurse"), ("le chirurgien", "the surgeon"))
VERBS = (("examine", "examines"), ("soigne", "treats"), ("rassure", "reassures"))
OBJECTS = (
    ("le patient", "the patient"),
    ("la patiente âgée", "the old patient"),
    ("deux enfants", "two children"),
)
ENDINGS = (("à l'hôpital", "at the hospital"), ("chaque matin", "every morning"), ("avec soin", "with care"))


def _sentence(parts: tuple[tuple[str, str], ...], side: int) -> str:
    return " ".join(part[side] for part in parts).capitalize() + "."


@pytest.fixture(scope="session")
def pairs() -> list[tuple[str, str]]:
    """81 French sentences with their English."""
    return [
        (_sentence(parts, 0), _sentence(parts, 1)) for parts in product(SUBJECTS, VERBS, OBJECTS, ENDINGS)
    ]


@pytest.fixture(scope="session")
def work(tmp_path_factory: pytest.TempPathFactory, pairs: list[tuple[str, str]]) -> Path:
    """A working folder with corpus, word links (one to one, as far as both sides reach), tokenizer and shard."""
    folder = tmp_path_factory.mktemp("work")
    with (folder / CORPUS).open("w", encoding="utf-8") as corpus, (folder / LINKS).open("w") as links:
        for french, english in pairs:
            corpus.write(f"{french}\t{english}\ttiny\n")
            shared = min(len(word_spans(french)), len(word_spans(english)))
            links.write(write_links((n, n) for n in range(shared)) + "\n")
    learn_pieces(folder, vocab=300, sample=1000)
    encode(folder, per_shard=1000, seed=3)
    return folder
