"""The traces of an article: how its French was looked at for terms, by the ladder and by the checks."""

from itertools import groupby

from passerelle.glossary.match import matcher_of
from passerelle.glossary.termbase import Termbase
from passerelle.translate.catalog.entry import Catalog
from passerelle.translate.checks.demand import french_texts
from passerelle.translate.checks.run import in_groups
from passerelle.translate.constraints.bearing import find_traces
from passerelle.translate.constraints.require import read_aloud
from passerelle.translate.text.document import Document
from passerelle.translate.text.markup import unmark
from passerelle.translate.text.traces import Traces


def article_traces(document: Document, catalog: Catalog, termbase: Termbase) -> Traces:
    """Return the traces of a document whose catalogue was just made with ``termbase``."""
    matcher = matcher_of(termbase)
    planned = [
        [unmark(block.text)[0] for block in blocks]
        for _, blocks in groupby(document.blocks, lambda block: block.article)
    ]
    written = [*planned, *map(french_texts, in_groups(catalog.current))]
    return find_traces(
        (text for texts in written for text in read_aloud(texts, matcher)),
        (text for texts in written for text in texts),
        (record.concept for entry in catalog.entries for record in entry.records if record.concept),
    )
