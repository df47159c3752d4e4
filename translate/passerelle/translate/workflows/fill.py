"""Filling an export: its texts are translated in groups, and those of a long one are kept until the export is filled."""

from collections.abc import Callable

from passerelle.glossary.termbase import Termbase
from passerelle.translate.catalog.entry import Catalog
from passerelle.translate.cms import GROUP, Translate
from passerelle.translate.ladder.constrain import Progress
from passerelle.translate.pipeline import Translation
from passerelle.translate.text.document import Document
from passerelle.translate.workflows.options import Options
from passerelle.translate.workflows.stretches import KeptStretches
from passerelle.translate.workflows.translate import translate_read


def group_translator(
    termbase: Termbase,
    options: Options,
    stretches: KeptStretches,
    *,
    progress: Callable[[int], Progress] | None = None,
) -> Translate:
    """Return the usual way of a document as `fill_file` calls it; whole groups are kept in ``stretches`` once they are translated.

    A run that was stopped goes on from there. Whoever writes the catalogue lets ``stretches`` forget them.
    """

    def translate(document: Document, previous: Catalog | None) -> Translation:
        known = {document.name: previous} if previous else {}
        done = translate_read([document], termbase, options, known, progress=progress, stretches=stretches)[0]
        count = len(document.blocks)
        if count == GROUP and done.summary.effort.sentences_translated:
            stretches.keep(document.name, done.catalog.current, count, count)
        return done

    return translate
