"""A small termbase and documents of which every sentence is known."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from passerelle.glossary.concept import Concept
from passerelle.glossary.match import Matcher
from passerelle.glossary.termbase import Termbase
from passerelle.translate.catalog.entry import Catalog, Entry, Header, Review, State
from passerelle.translate.ladder.plan import Plan, plan_document
from passerelle.translate.memory import Memory, open_memory
from passerelle.translate.text.document import Block, BlockKind, Document, identify_blocks

BIOPSY = Concept("biopsie-liquide", "biopsie liquide", "liquid biopsy", "onco")
COST = Concept("reste-a-charge", "reste à charge", "out-of-pocket cost", "money")


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    with open_memory(tmp_path / "memory.sqlite") as opened:
        yield opened


@pytest.fixture
def termbase() -> Termbase:
    return Termbase((BIOPSY, COST))


@pytest.fixture
def approve() -> Callable[..., Catalog]:
    """Return a function that makes a catalogue of French-English pairs, all approved by Claire."""

    def make(*pairs: tuple[str, str], name: str = "convention", draft: str = "") -> Catalog:
        blocks = identify_blocks(Block(BlockKind.PARAGRAPH, french) for french, _ in pairs)
        entries = tuple(
            Entry(
                block.id,
                block.kind,
                block.text,
                english,
                State.EDITED if draft else State.APPROVED,
                draft=draft,
                review=Review("Claire", "2024-11-15"),
            )
            for block, (_, english) in zip(blocks, pairs, strict=True)
        )
        return Catalog(Header(name), entries)

    return make


@pytest.fixture
def plan(termbase: Termbase) -> Callable[..., Sequence[Plan]]:
    """Return a function that takes French paragraphs apart."""

    def make(*texts: str, termbase: Termbase = termbase) -> Sequence[Plan]:
        blocks = identify_blocks(Block(BlockKind.PARAGRAPH, text) for text in texts)
        return tuple(plan_document(Document("nouveau", "nouveau.md", blocks), Matcher(termbase), model="m"))

    return make


@pytest.fixture
def with_target() -> Callable[..., Termbase]:
    """Return a function that changes the English of the liquid biopsy."""
    return lambda target, **changes: Termbase((replace(BIOPSY, target=target, **changes), COST))
