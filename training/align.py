"""Word alignments: which French words an English word renders."""

import re
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from passerelle.translate.adaptation.errors import TrainingError

Link = tuple[int, int]
Span = tuple[int, int]

# An elided article or pronoun is a word of its own: l'|hôpital.
_WORD = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’]|\w+(?:['’\-]\w+)*|[^\w\s]", re.IGNORECASE)
# Alignment counts word forms; cutting endings lets rare ones share their counts.
_STEM = 6
_NEIGHBOURS = ((-1, 0), (0, -1), (1, 0), (0, 1), (-1, -1), (-1, 1), (1, -1), (1, 1))


def word_spans(text: str) -> list[Span]:
    """Return the places of words and punctuation marks.

    >>> ["l'hôpital, oui."[start:end] for start, end in word_spans("l'hôpital, oui.")]
    ["l'", 'hôpital', ',', 'oui', '.']
    """
    return [found.span() for found in _WORD.finditer(text)]


def stems(text: str) -> str:
    """Return the first letters of each word, as the aligner reads them.

    >>> stems("Les infirmières travaillent.")
    'les infirm travai .'
    """
    return " ".join(text[start:end].lower()[:_STEM] for start, end in word_spans(text))


def align_words(pairs: Iterable[tuple[str, str]]) -> Iterator[set[Link]]:
    """Yield the links (French word, English word) of each pair, both directions of eflomal made one.

    Raises:
        TrainingError: eflomal is not installed.
    """
    try:
        from eflomal import Aligner  # noqa: PLC0415 -- optional: it is compiled where it is installed
    except ImportError as error:
        raise TrainingError(
            "word alignment needs eflomal: pip install eflomal (and a C compiler)."
        ) from error
    with tempfile.TemporaryDirectory() as folder:
        source, target, forward, backward = (
            Path(folder) / name for name in ("fr", "en", "forward", "backward")
        )
        with source.open("w", encoding="utf-8") as french, target.open("w", encoding="utf-8") as english:
            for pair in pairs:
                french.write(stems(pair[0]) + "\n")
                english.write(stems(pair[1]) + "\n")
        with source.open(encoding="utf-8") as french, target.open(encoding="utf-8") as english:
            Aligner().align(
                french, english, links_filename_fwd=str(forward), links_filename_rev=str(backward)
            )
        with forward.open() as there, backward.open() as back:
            for one, other in zip(there, back, strict=True):
                yield symmetrise(read_links(one), read_links(other))


def read_links(line: str) -> set[Link]:
    """Parse a Pharaoh line; `write_links` is the inverse.

    >>> sorted(read_links("0-0 2-1"))
    [(0, 0), (2, 1)]
    """
    pairs = (link.split("-") for link in line.split())
    return {(int(source), int(target)) for source, target in pairs}


def write_links(links: Iterable[Link]) -> str:
    """Return a Pharaoh line without its line end."""
    return " ".join(f"{source}-{target}" for source, target in sorted(links))


def symmetrise(forward: set[Link], backward: set[Link]) -> set[Link]:
    """Join two alignments by grow-diag-final-and: agreed links, their neighbours, then links of free words.

    >>> sorted(symmetrise({(0, 0), (1, 1), (3, 2)}, {(0, 0), (1, 2), (3, 2)}))
    [(0, 0), (1, 1), (3, 2)]
    """
    links, union = forward & backward, forward | backward
    sources, targets = {link[0] for link in links}, {link[1] for link in links}

    def add(link: Link) -> None:
        links.add(link)
        sources.add(link[0])
        targets.add(link[1])

    waiting = sorted(links)
    while waiting:
        near = waiting.pop(0)
        for step in _NEIGHBOURS:
            link = near[0] + step[0], near[1] + step[1]
            if link in union - links and (link[0] not in sources or link[1] not in targets):
                add(link)
                waiting.append(link)
    for link in sorted(union - links):
        if link[0] not in sources and link[1] not in targets:
            add(link)
    return links
