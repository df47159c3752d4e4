"""What tests of commands share: a translator that needs no model."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from passerelle.translate.catalog.entry import Catalog, Entry, Header
from passerelle.translate.catalog.summary import Effort, Summary
from passerelle.translate.pipeline import Translation
from passerelle.translate.text.document import Document
from passerelle.translate.workflows import translate

Translate = Callable[..., list[Translation]]


def _capitals(documents: Sequence[Document], *_: Any, **__: Any) -> list[Translation]:
    """Translate French into capitals: no model is needed here."""
    done = []
    for document in documents:
        entries = tuple(
            Entry(block.id, block.kind, block.text, block.text.upper(), key="k") for block in document.blocks
        )
        summary = Summary(document.name, len(entries), Effort(), {}, {}, (), {}, (), ())
        done.append(Translation(Catalog(Header(document.name, document.path), entries), summary))
    return done


@pytest.fixture
def capitals(monkeypatch: pytest.MonkeyPatch) -> Translate:
    """Let `passerelle translate` write capitals; return what does it."""
    monkeypatch.setattr(translate, "translate_documents", _capitals)
    return _capitals
