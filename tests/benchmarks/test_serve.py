"""What the server is asked in its measurement, and what the figures are of."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import cast

import pytest

from benchmarks import serve
from passerelle.glossary.errors import PasserelleError
from passerelle.glossary.termbase import Termbase
from passerelle.translate.catalog.entry import Catalog, Header
from passerelle.translate.workflows.strings import English, String, StringTranslator

EXAMPLES = Path(__file__).parents[2] / "examples"


class NoModel:
    termbase = Termbase(())

    def translate_document(self) -> None:
        """Never called."""


def capitals(strings: Sequence[String], _watch: object) -> list[English]:
    return [English(string.text.upper(), Catalog(Header("text"))) for string in strings]


def fail(*_: object) -> list[English]:
    raise ValueError


def test_no_sentence_is_asked_twice() -> None:
    """What was translated before would be quicker."""
    sentences = serve.sentences_of(EXAMPLES, 64)
    assert len(set(sentences)) == len(sentences) == 64


def test_a_server_is_measured() -> None:
    with serve.served(capitals, cast("StringTranslator", NoModel())) as port:
        assert all(
            figure >= 0 for figure in serve.measure(port, ["Un lit.", "Deux lits."], time.process_time)
        )


def test_what_fails_is_not_timed() -> None:
    with (
        serve.served(fail, cast("StringTranslator", NoModel())) as port,
        pytest.raises(PasserelleError, match="500"),
    ):
        serve.ask(port, "Un lit.")
