"""Filling an export: its texts are translated in groups, and those of a long one are kept until the export is filled.

They are checked once all are translated, which several processes share.
"""

from collections.abc import Callable
from functools import partial

from passerelle.glossary.termbase import Termbase
from passerelle.translate.catalog.entry import Catalog
from passerelle.translate.checks import check_each
from passerelle.translate.cms import GROUP, Check, Translate
from passerelle.translate.ladder.constrain import Progress
from passerelle.translate.pipeline import Translation
from passerelle.translate.text.document import Document
from passerelle.translate.workflows.article import context_of
from passerelle.translate.workflows.check_pool import share_in_pool
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
    """Return the usual way of a document as `fill_file` calls it, but for the checks; whole groups are kept in ``stretches`` once they are translated.

    A run that was stopped goes on from there. Whoever writes the catalogue lets ``stretches`` forget them.
    """

    def translate(document: Document, previous: Catalog | None) -> Translation:
        known = {document.name: previous} if previous else {}
        [done] = translate_read(
            [document], termbase, options, known, progress=progress, stretches=stretches, checked=False
        )
        count = len(document.blocks)
        if count == GROUP and done.summary.effort.sentences_translated:
            stretches.keep(document.name, done.catalog.current, count, count)
        return done

    return translate


def groups_checker(termbase: Termbase, options: Options) -> Check:
    """Return what looks at the groups of an export, each by itself; as many processes share them as ``options`` says."""
    share = share_in_pool(options.jobs, fresh=options.fresh)
    return partial(check_each, context=context_of(termbase, options), share=share)
