"""A run on a Dask cluster: batches out, catalogues back as they finish. Files are read and written here alone."""

import logging
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import Any

from passerelle.glossary.errors import PasserelleError
from passerelle.glossary.locks import PATIENT
from passerelle.translate.ladder.constrain import Progress
from passerelle.translate.pipeline import Translation
from passerelle.translate.workflows.article import Read
from passerelle.translate.workflows.clerk import Clerk, Done, Run
from passerelle.translate.workflows.names import Named, size_of
from passerelle.translate.workflows.stretches import KeptStretches
from passerelle.translate.workflows.worker import (
    Batch,
    Identity,
    Setup,
    differences,
    identify,
    translate_batch,
)

Made = Translation | PasserelleError
"""What becomes of an article on the cluster."""

LOCAL = "local:"
"""Before a number of workers on this machine, in the place of an address."""

_CONNECT = 30  # seconds until a scheduler that does not answer is lost
_AHEAD = (
    4  # batches that wait for each thread of the cluster, so that none idles and no article lies there long
)
_LOSSES = 3  # times that a scheduler is looked for again without a batch in between


class ClusterError(PasserelleError):
    """A cluster cannot be reached or used."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A batch, and the files that its articles were read from, where they are such."""

    batch: Batch
    read: tuple[Read, ...] = ()


def do_on_cluster(groups: Iterable[Sequence[Named]], run: Run, step: Progress) -> Iterator[Done]:
    """Yield what becomes of groups of articles as the cluster finishes them, in any order: they are read and written here.

    A batch whose worker died is done by another; the articles of one that several workers did not survive are told as
    errors. A scheduler that is lost is looked for again, and gets what it had not finished.

    Raises:
        ClusterError: Dask is missing, no scheduler answers, it is lost for good, or a worker is not what it must be.
    """
    clerk = Clerk(run, KeptStretches(run.options.out))
    unread: list[Done] = []
    for sent, made in translate_batches(_send_off(groups, clerk, unread), run):
        yield from unread
        unread.clear()
        for read, each in zip(sent.read, made, strict=True):
            yield clerk.write(read, each)
            step(size_of(read.article))
    yield from unread


def _send_off(groups: Iterable[Sequence[Named]], clerk: Clerk, unread: list[Done]) -> Iterator[Sent]:
    """Yield groups as they are read; what cannot be read is added to ``unread``."""
    for group in groups:
        found = [(article, clerk.read(article)) for article in group]
        unread += [Done(article, each) for article, each in found if isinstance(each, PasserelleError)]
        read = tuple(each for _, each in found if isinstance(each, Read))
        if read:
            documents = tuple(each.document for each in read)
            drafts = {document.name: clerk.stretches.begun(document.name) for document in documents}
            yield Sent(Batch(documents, clerk.previous(read), drafts), read)


def translate_batches(left: Iterator[Sent], run: Run) -> Iterator[tuple[Sent, Sequence[Made]]]:
    """Yield what is made of batches as the cluster finishes them, in any order; their articles are read and written elsewhere.

    What becomes of workers and of the scheduler in between is as in `do_on_cluster`.

    Raises:
        ClusterError: as there.
    """
    options = run.options
    own = identify(options.model)
    setup = Setup(
        replace(options, out=Path(), glossaries=(), memory=None, patience=PATIENT),
        own,
        run.termbase if options.glossaries else None,
        _read_memory(options.memory),
    )
    losses = 0
    while losses <= _LOSSES:
        flying: dict[str, Sent] = {}
        try:
            with _connect(options.cluster) as client:
                _refuse_others(client, own, options.model)
                for done in _fly(client, setup, left, flying):
                    losses = 0
                    yield done
                return
        except (CancelledError, TimeoutError, OSError):
            losses += 1
            left = chain(flying.values(), left)
    raise ClusterError(
        f"The scheduler {options.cluster} is lost. What was written stays, and the next run goes on from there."
    )


def _read_memory(path: Path | None) -> bytes | None:
    """Return the content of a memory with what SQLite has not written into its file yet."""
    if path is None or not path.exists():
        return None
    with closing(sqlite3.connect(path)) as stored, closing(sqlite3.connect(":memory:")) as copy:
        stored.backup(copy)
        return copy.serialize()


def _fly(
    client: Any, setup: Setup, left: Iterator[Sent], flying: dict[str, Sent]
) -> Iterator[tuple[Sent, Sequence[Made]]]:
    """Yield what comes back of batches, of which some are under way; ``flying`` are these, by the keys of their futures."""
    from distributed import as_completed  # noqa: PLC0415  (optional, as in `_connect`)

    # A task, not data: whichever worker is lost, another makes it again.
    shared = client.submit(_given, setup, pure=False)

    def send(sent: Sent) -> Any:
        future = client.submit(translate_batch, shared, sent.batch, pure=False)
        flying[future.key] = sent
        return future

    threads = sum(client.nthreads().values())
    under_way = as_completed([send(sent) for sent in islice(left, max(1, threads) * _AHEAD)])
    for future in under_way:
        sent = flying[future.key]
        made = _result(future, sent, setup)
        del flying[future.key]
        under_way.update([send(each) for each in islice(left, 1)])
        yield sent, made


def _given(setup: Setup) -> Setup:
    return setup


def _result(future: Any, sent: Sent, setup: Setup) -> Sequence[Made]:
    from distributed import KilledWorker  # noqa: PLC0415  (optional, as in `_connect`)

    try:
        done = future.result()
    except KilledWorker:
        return [
            ClusterError(
                "is not translated: no worker survived the batch it was in; give the workers more memory, or translate it"
                " without --cluster.",
                path=document.path,
            )
            for document in sent.batch.documents
        ]
    if isinstance(done, Identity):
        raise ClusterError(
            f"A worker that came later has another {' and another '.join(differences(setup.identity, done))}; it was not used."
        )
    return list(done)


def _refuse_others(client: Any, own: Identity, model: str | None) -> None:
    """Refuse workers that would give other English, by their names.

    Raises:
        ClusterError: there is one, or no worker at all.
    """
    with suppress(TimeoutError):
        client.wait_for_workers(1, timeout=_CONNECT)
    told = client.run(identify, model, on_error="return")
    if not told:
        raise ClusterError("The cluster has no worker; start one with “dask worker ADDRESS”.")
    wrong = [f"{name} {problem}" for name, each in sorted(told.items()) if (problem := _problem(own, each))]
    if wrong:
        raise ClusterError(
            f"These workers would not give the same English: {'; '.join(wrong)}. Install the same there, or stop them."
        )


def _problem(own: Identity, told: object) -> str:
    if isinstance(told, Identity):
        other = differences(own, told)
        return f"has another {' and another '.join(other)}" if other else ""
    if isinstance(told, PasserelleError):
        return f"cannot work: {told}"
    return f"has no such Passerelle ({told})"


@contextmanager
def _connect(address: str) -> Iterator[Any]:
    """Give a client of the cluster at an address, or of workers of its own.

    Raises:
        ClusterError: Dask is missing, or no scheduler answers.
    """
    try:
        from distributed import Client, LocalCluster  # noqa: PLC0415  (optional, and half a second)
    except ImportError as error:
        raise ClusterError(
            "--cluster needs Dask, which is not installed; “pip install 'passerelle[cluster]'” installs it."
        ) from error
    _silence()
    if address.startswith(LOCAL):
        workers = int(address.removeprefix(LOCAL))
        with (
            LocalCluster(
                n_workers=workers, threads_per_worker=1, dashboard_address=None, silence_logs=logging.CRITICAL
            ) as cluster,
            Client(cluster) as client,
        ):
            yield client
        return
    try:
        client = Client(address, timeout=_CONNECT)
    except (OSError, TimeoutError, ValueError) as error:
        raise ClusterError(
            f"No Dask scheduler answers at {address}; check the address, or start one with “dask scheduler”."
            " What was written stays."
        ) from error
    with client:
        yield client


def _silence() -> None:
    """Keep Dask's own messages off the screen: what matters is told in a sentence."""
    for name in list(logging.root.manager.loggerDict):
        if name.startswith("distributed"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
