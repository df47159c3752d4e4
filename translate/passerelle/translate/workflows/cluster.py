"""A run on a Dask cluster: batches out, catalogues back as they finish. Files are read and written here alone."""

import logging
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import Any

from passerelle.glossary.errors import PasserelleError
from passerelle.glossary.locks import PATIENT
from passerelle.glossary.termbase import Termbase
from passerelle.translate.catalog.begun import Stretches
from passerelle.translate.catalog.entry import Catalog
from passerelle.translate.pipeline import Translation
from passerelle.translate.text.document import Document
from passerelle.translate.workflows.each import Failed
from passerelle.translate.workflows.options import Options
from passerelle.translate.workflows.worker import (
    Batch,
    Identity,
    Setup,
    differences,
    identify,
    translate_batch,
)

LOCAL = "local:"
"""Before a number of workers on this machine, in the place of an address."""

_CONNECT = 30  # seconds until a scheduler that does not answer is lost
_AHEAD = (
    4  # batches that wait for each thread of the cluster, so that none idles and no article lies there long
)
_LOSSES = 3  # times that a scheduler is looked for again without a batch in between


class ClusterError(PasserelleError):
    """A cluster cannot be reached or used."""


def translate_on_cluster(
    groups: Iterable[Sequence[Document]],
    termbase: Termbase,
    options: Options,
    previous: Mapping[str, Catalog],
    stretches: Stretches,
    failed: Failed | None = None,
) -> Iterator[list[Translation]]:
    """Yield the translations of groups of documents as the cluster finishes them, in any order.

    A batch whose worker died is done by another; one that several workers did not survive is told to ``failed``. A
    scheduler that is lost is looked for again, and gets what it had not finished.

    Raises:
        ClusterError: Dask is missing, no scheduler answers, it is lost for good, or a worker is not what it must be.
    """
    own = identify(options.model)
    setup = Setup(
        replace(options, out=Path(), glossaries=(), memory=None, patience=PATIENT),
        own,
        termbase if options.glossaries else None,
        _read_memory(options.memory),
    )
    left: Iterator[Batch] = (_batch(group, previous, stretches) for group in groups)
    losses = 0
    while losses <= _LOSSES:
        flying: dict[str, Batch] = {}
        try:
            with _connect(options.cluster) as client:
                _refuse_others(client, own, options.model)
                for done in _fly(client, setup, left, flying, failed):
                    losses = 0
                    yield done
                return
        except (CancelledError, TimeoutError, OSError):
            losses += 1
            left = chain(flying.values(), left)
    raise ClusterError(
        f"The scheduler {options.cluster} is lost. What was written stays, and the next run goes on from there."
    )


def _batch(group: Sequence[Document], previous: Mapping[str, Catalog], stretches: Stretches) -> Batch:
    names = [document.name for document in group]
    return Batch(
        tuple(group),
        {name: previous[name] for name in names if name in previous},
        {name: stretches.begun(name) for name in names},
    )


def _read_memory(path: Path | None) -> bytes | None:
    """Return the content of a memory with what SQLite has not written into its file yet."""
    if path is None or not path.exists():
        return None
    with closing(sqlite3.connect(path)) as stored, closing(sqlite3.connect(":memory:")) as copy:
        stored.backup(copy)
        return copy.serialize()


def _fly(
    client: Any, setup: Setup, left: Iterator[Batch], flying: dict[str, Batch], failed: Failed | None
) -> Iterator[list[Translation]]:
    """Yield what comes back of batches, of which some are under way; ``flying`` are these, by the keys of their futures."""
    from distributed import as_completed  # noqa: PLC0415  (optional, as in `_connect`)

    # A task, not data: whichever worker is lost, another makes it again.
    shared = client.submit(_given, setup, pure=False)

    def send(batch: Batch) -> Any:
        future = client.submit(translate_batch, shared, batch, pure=False)
        flying[future.key] = batch
        return future

    threads = sum(client.nthreads().values())
    under_way = as_completed([send(batch) for batch in islice(left, max(1, threads) * _AHEAD)])
    for future in under_way:
        done = _result(future, flying[future.key], setup, failed)
        del flying[future.key]
        under_way.update([send(batch) for batch in islice(left, 1)])
        yield done


def _given(setup: Setup) -> Setup:
    return setup


def _result(future: Any, batch: Batch, setup: Setup, failed: Failed | None) -> list[Translation]:
    from distributed import KilledWorker  # noqa: PLC0415  (optional, as in `_connect`)

    try:
        done = future.result()
    except KilledWorker as error:
        names = ", ".join(document.path for document in batch.documents)
        killed = ClusterError(
            f"No worker survived the batch of {names}: give the workers more memory, or translate these without --cluster."
        )
        if failed is None:
            raise killed from error
        failed(killed)
        return []
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
