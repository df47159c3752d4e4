"""The glossary's contexts as pairs: sentences of the register, each with a term and its rendering.

    python -m training.contexts contexts.tsv [GLOSSARY…]

Its lines are pairs to encode (`training.prepare own`) and to put signs into (`training.signs house`).
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from passerelle.glossary.files import write_atomically
from passerelle.glossary.termbase import load_termbase
from passerelle.translate.adaptation.contexts import context_pairs
from passerelle.translate.adaptation.errors import TrainingError
from training.errors import reported


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the contexts of the curated glossary and of the files given."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("glossaries", nargs="*", type=Path)
    options = parser.parse_args(arguments)
    with reported():
        pairs = list(context_pairs(load_termbase(options.glossaries)))
        if not pairs:
            raise TrainingError("no concept of these glossaries has a context.")
        with write_atomically(options.out) as stream:
            stream.writelines(f"{french}\t{english}\n" for french, english in pairs)
    print(f"{len(pairs)} pairs")


if __name__ == "__main__":
    main()
