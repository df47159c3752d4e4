"""Translate texts with stock argostranslate, and tell how long that took; see `benchmarks.peers`.

It is run by the interpreter of an environment that has argostranslate's full requirements, and imports nothing of ours. From
the standard input comes JSON: ``package`` (a folder), ``texts`` (each a list of sentences) and ``runs``; out go the seconds.
"""

import json
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from argostranslate.package import Package
from argostranslate.translate import PackageTranslation


class Known:
    """Splits texts whose sentences are known; argostranslate's own splitters are fetched from a network."""

    def __init__(self, texts: Mapping[str, Sequence[str]]) -> None:
        """Keep the sentences of texts."""
        self._texts = texts

    def split_sentences(self, text: str) -> list[str]:
        """Return the sentences of a text."""
        return list(self._texts[text])


def main() -> None:
    """Measure; the model is loaded before."""
    asked = json.load(sys.stdin)
    texts = {" ".join(sentences): sentences for sentences in asked["texts"]}
    translation = PackageTranslation(None, None, Package(Path(asked["package"])))
    translation.sentencizer = Known(texts)
    translation.translate(next(iter(texts)))
    seconds = []
    for _ in range(asked["runs"]):
        start = time.perf_counter()
        for text in texts:
            translation.translate(text)
        seconds.append(time.perf_counter() - start)
    json.dump(seconds, sys.stdout)


if __name__ == "__main__":
    main()
