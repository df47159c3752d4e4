"""Articles of archives, read and written elsewhere: translated in groups, here or by `pool`."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from passerelle.glossary.errors import PasserelleError
from passerelle.translate.catalog.begun import Begun
from passerelle.translate.ladder.constrain import Progress
from passerelle.translate.pipeline import Translation
from passerelle.translate.text.document import Document
from passerelle.translate.workflows.check_pool import share_in_pool
from passerelle.translate.workflows.clerk import Done, Run, unforeseen
from passerelle.translate.workflows.heap import give_back
from passerelle.translate.workflows.names import Named
from passerelle.translate.workflows.translate import Translate, translator
from passerelle.translate.workflows.worker import Batch


@dataclass(frozen=True, slots=True)
class Drafted:
    """An article as it was read, and what an older row says of its blocks: those of the same key are not translated again."""

    article: Named
    document: Document
    begun: Begun


def article_of(drafted: Drafted) -> Named:
    """Return what the article is called and where it was read."""
    return drafted.article


def do_drafted(groups: Iterable[Sequence[Drafted]], run: Run, _: Progress) -> Iterator[Done]:
    """Translate groups of articles; yield what becomes of each as soon as its group is done. Nothing is read or written.

    Raises:
        PasserelleError: the model or the memory is at fault.
    """
    with translator(run.termbase, run.options, share=share_in_pool(1, fresh=run.options.fresh)) as translate:
        for group in groups:
            for each, made in zip(group, _translate_group(group, translate), strict=True):
                yield Done(each.article, made)
            give_back()


def as_batch(group: Sequence[Drafted]) -> Batch:
    """Return a group as those take it that translate."""
    return Batch(
        tuple(each.document for each in group), {}, {each.document.name: each.begun for each in group}
    )


def _translate_group(group: Sequence[Drafted], translate: Translate) -> list[Translation | PasserelleError]:
    """Return what is made of articles; where they cannot be translated together, of each for itself."""
    batch = as_batch(group)
    try:
        return list(translate(batch.documents, {}, stretches=batch))
    except PasserelleError:  # of the model or the memory, which all articles need
        raise
    except Exception as error:  # noqa: BLE001  (whatever an article does to the pipeline, the others are done)
        if len(group) == 1:
            return [unforeseen(group[0].article, error)]
        return [made for each in group for made in _translate_group([each], translate)]
