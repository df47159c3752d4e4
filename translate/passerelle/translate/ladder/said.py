"""Sentences that come again: the same French with the same demands has the same English, which is made once."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence

from passerelle.translate.engine.decode import Engine
from passerelle.translate.ladder.candidates import Job
from passerelle.translate.ladder.conclude import Outcome
from passerelle.translate.ladder.constrain import Progress, translate_jobs


class Said:
    """What became of the last sentences of a run, 2,000 of them: some three kilobytes each, since no attention is kept."""

    def __init__(self, most: int = 2000) -> None:
        """Hold up to ``most`` sentences; those that were not asked for longest go first."""
        self._most = most
        self._outcomes: OrderedDict[Job, Outcome] = OrderedDict()

    def of(self, jobs: Iterable[Job]) -> dict[Job, Outcome]:
        """Return what is known of some sentences."""
        known = {job: self._outcomes[job] for job in jobs if job in self._outcomes}
        for job in known:
            self._outcomes.move_to_end(job)
        return known

    def keep(self, outcomes: Iterable[tuple[Job, Outcome]]) -> None:
        """Keep what became of sentences."""
        self._outcomes.update(outcomes)
        while len(self._outcomes) > self._most:
            self._outcomes.popitem(last=False)


def translate_once(
    engine: Engine, jobs: Sequence[Job], said: Said, *, progress: Progress | None = None
) -> list[Outcome]:
    """Translate as `translate_jobs` does, each sentence of a kind once; what was ``said`` before is not translated again."""
    known = said.of(jobs)
    asked = [job for job in dict.fromkeys(jobs) if job not in known]
    if progress and len(asked) < len(jobs):
        progress(len(jobs) - len(asked))
    made = dict(zip(asked, translate_jobs(engine, asked, progress=progress), strict=True))
    said.keep(made.items())
    return [known.get(job) or made[job] for job in jobs]
