"""A run over files: articles in groups, each group read, translated and written before the next. The command line is a client of this."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from passerelle.glossary.errors import PasserelleError
from passerelle.glossary.files import DiskFullError
from passerelle.translate.catalog.summary import Summary
from passerelle.translate.formats.review_sheet import prepare_writing
from passerelle.translate.ladder.constrain import Progress
from passerelle.translate.pipeline import Translation
from passerelle.translate.text.phrases import counted
from passerelle.translate.workflows.article import Read, refuse_twins
from passerelle.translate.workflows.check_pool import share_in_pool
from passerelle.translate.workflows.clerk import Clerk, Done, Run, WorkError, unforeseen
from passerelle.translate.workflows.each import Failed
from passerelle.translate.workflows.ground import Ground
from passerelle.translate.workflows.heap import give_back
from passerelle.translate.workflows.names import Named, find_named, size_of
from passerelle.translate.workflows.options import Options
from passerelle.translate.workflows.stretches import KeptStretches, Told
from passerelle.translate.workflows.translate import Translate, translator

_ENOUGH = 40_000  # bytes: what is less is done before workers would be at work
_GROUP = 200_000  # bytes of articles that one process translates together, about 2,000 sentences
_BATCH = (
    12_000  # bytes of articles for a worker, some seconds of work: many share it, and little is lost with one
)


def translate_files(
    paths: Iterable[Path],
    options: Options,
    *,
    progress: Callable[[int], Progress] | None = None,
    failed: Failed | None = None,
    told: Told | None = None,
) -> list[Summary]:
    """Translate files, or all articles of folders, called as `find_named` says; see `translate_named`."""
    articles = find_named(paths, options.out, failed)
    return translate_named(articles, Ground(options), progress=progress, failed=failed, told=told)


def translate_named(
    articles: Sequence[Named],
    ground: Ground,
    *,
    progress: Callable[[int], Progress] | None = None,
    failed: Failed | None = None,
    told: Told | None = None,
) -> list[Summary]:
    """Translate articles; write a catalogue and a review sheet for each as soon as it is done. Return their figures, in order.

    Only some articles are held at a time, however many there are. Of a long one the drafts are kept after every 2,000
    sentences, which ``told`` learns, and a run that was stopped is taken up again. ``progress`` is called with the size of
    all files in bytes; what it returns is called with the bytes that are done. Documents that cannot be read or written are
    told to ``failed``, where it is given, and the others are done; once the disk is full, no more are begun.

    Raises:
        PasserelleError: an input, the glossary, the model, or a file to be written is at fault.
    """
    options, (termbase, state) = ground.options, ground.glossaries
    own = refuse_twins(articles, options, failed)
    step = progress(sum(map(size_of, own))) if progress and own else _pass_over
    summaries = {}
    for done in _do_articles(own, Run(options, termbase, state), step, told):
        if isinstance(done.result, Summary):
            summaries[done.article] = done.result
        elif isinstance(done.result, PasserelleError):
            if failed is None:
                raise done.result
            failed(done.result)
            if isinstance(done.result, DiskFullError):
                failed(_stopped(len(own) - len(summaries)))
                break
    return [summaries[article] for article in own if article in summaries]


def _pass_over(_: int) -> None:
    pass


def _stopped(left: int) -> WorkError:
    return WorkError(
        f"The disk is full, so the run ended with {counted(left, 'article')} left. What was written stays; make room, and run the"
        " same command again."
    )


def _do_articles(articles: Sequence[Named], run: Run, step: Progress, told: Told | None) -> Iterator[Done]:
    """Yield what becomes of articles: on a cluster, in processes of their own, or here."""
    if run.options.cluster:
        from passerelle.translate.workflows.cluster import do_on_cluster  # noqa: PLC0415  (Dask is optional)

        yield from do_on_cluster(_grouped(articles, _BATCH), run, step)
        return
    left = articles
    if run.options.jobs > 1 and sum(map(size_of, articles)) > _ENOUGH:
        from passerelle.translate.workflows.pool import FILES, do_in_pool  # noqa: PLC0415  (it imports this)

        left = []
        for done in do_in_pool(_grouped(articles, _BATCH), run, step, FILES):
            if done.result is None:
                left.append(done.article)
            yield done
    yield from do_groups(_grouped(left, _GROUP), run, step, told=told, alone=len(articles) == 1)


def _grouped(articles: Iterable[Named], most: int) -> Iterator[list[Named]]:
    """Yield articles in groups of up to so many bytes, or of one."""
    group: list[Named] = []
    size = 0
    for article in articles:
        own = size_of(article)
        if group and size + own > most:
            yield group
            group, size = [], 0
        group.append(article)
        size += own
    if group:
        yield group


def do_groups(
    groups: Iterable[Sequence[Named]],
    run: Run,
    step: Progress,
    *,
    told: Told | None = None,
    longest: int | None = None,
    alone: bool = False,
) -> Iterator[Done]:
    """Read, translate and write groups of articles; yield what becomes of each article as soon as it is known.

    Articles of more than ``longest`` characters are left; ``alone`` is as `Clerk` takes it.

    Raises:
        PasserelleError: the model or the memory is at fault.
    """
    clerk = Clerk(run, KeptStretches(run.options.out, told), alone)
    with translator(
        run.termbase, run.options, share=share_in_pool(1, fresh=run.options.fresh), prepare=prepare_writing
    ) as translate:
        for group in groups:
            yield from _do_group(group, clerk, translate, step, longest)
            give_back()


def _do_group(
    group: Sequence[Named], clerk: Clerk, translate: Translate, step: Progress, longest: int | None
) -> Iterator[Done]:
    share = _Share(sum(map(size_of, group)), step)
    found = [(article, clerk.read(article)) for article in group]
    fit = [each for _, each in found if isinstance(each, Read) and _fits(each, longest)]
    made = list(_translate_group(fit, clerk, translate, share))
    share.tell(share.size)
    for article, each in found:
        if isinstance(each, PasserelleError):
            yield Done(article, each)
        elif not _fits(each, longest):
            yield Done(article, None)
    for read, translation in made:
        yield clerk.write(read, translation)


def _fits(read: Read, longest: int | None) -> bool:
    return longest is None or read.size <= longest


@dataclass(slots=True)
class _Share:
    """The bytes of a group of files, of which so many are ``told`` while sentences are finished."""

    size: int
    step: Progress
    told: int = 0

    def start(self, total: int) -> Progress:
        finished = 0

        def advance(count: int) -> None:
            nonlocal finished
            finished += count
            self.tell(self.size * finished // total)

        return advance

    def tell(self, size: int) -> None:
        if size > self.told:
            self.step(size - self.told)
            self.told = size


def _translate_group(
    read: Sequence[Read], clerk: Clerk, translate: Translate, share: _Share
) -> Iterable[tuple[Read, Translation | PasserelleError]]:
    """Return what is made of articles; where they cannot be translated together, of each for itself."""
    if not read:
        return ()
    try:
        documents = [each.document for each in read]
        made = translate(documents, clerk.previous(read), share.start, clerk.stretches)
    except PasserelleError:  # of the model or the memory, which all articles need
        raise
    except Exception as error:
        if clerk.alone:
            raise
        if len(read) == 1:
            return [(read[0], unforeseen(read[0].article, error))]
        return chain.from_iterable(_translate_group([each], clerk, translate, share) for each in read)
    return zip(read, made, strict=True)
