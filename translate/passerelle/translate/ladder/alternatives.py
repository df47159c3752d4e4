"""Other English for a sentence that obeys as well: what the model would have said next."""

from collections.abc import Iterator, Sequence

from passerelle.translate.constraints.constraint import Stage
from passerelle.translate.engine.decode import Engine
from passerelle.translate.ladder.candidates import Job, make_candidate
from passerelle.translate.ladder.signs import Signed, chosen_for_signs, is_carried, put_back, sign

_FEWEST = 4
"""Hypotheses that are asked for at least: of the first, some say the same once they are finished."""


def other_versions(engine: Engine, jobs: Sequence[Job], most: int) -> list[list[str]]:
    """Return for each sentence English versions that meet all its constraints, each once, the likeliest first.

    Of the plain translations, then of those whose terms and names travelled as signs, about twice ``most`` are looked at:
    there may be none that obeys.
    """
    count = max(_FEWEST, 2 * most)
    plain = engine.translate([job.source for job in jobs], hypotheses=count)
    signs = engine.package.signs
    signed = [sign(job, chosen_for_signs(job, ()), signs) if signs else None for job in jobs]
    sent = [own for own in signed if own is not None]
    carried = iter(engine.translate([own.source for own in sent], hypotheses=count) if sent else ())
    versions = []
    for job, hypotheses, own in zip(jobs, plain, signed, strict=True):
        said = [found.text for found in hypotheses]
        if own is not None:
            said += _put_back([found.text for found in next(carried)], own)
        versions.append(list(dict.fromkeys(_obedient(job, said))))
    return versions


def _put_back(texts: Sequence[str], signed: Signed) -> list[str]:
    return [put_back(text, signed) for text in texts if is_carried(text, signed)]


def _obedient(job: Job, texts: Sequence[str]) -> Iterator[str]:
    for text in texts:
        candidate = make_candidate(job, text, Stage.PLAIN)
        if candidate.sound:
            yield candidate.text
