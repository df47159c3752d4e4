"""Texts that stand alone and need no model: a term of the glossary by itself, or a label such as “Rappel” or “Sommaire”."""

import re
from functools import cache

from passerelle.glossary.words import read_pairs
from passerelle.translate.ladder.candidates import Job
from passerelle.translate.text.typography import match_capital, match_stop

_STOPS = " \u00a0\u202f.,;:!?…"


def say_alone(job: Job) -> str | None:
    """Return the English of a text that is one term and nothing else, or a label of a page; else None.

    >>> say_alone(Job("Rappel :")), say_alone(Job("Un rappel est utile."))
    ('Reminder:', None)
    """
    bare = job.text.strip(_STOPS)
    english = None
    if len(job.constraints) == 1 and job.constraints[0].source == bare:
        english = job.constraints[0].rendering
    elif not job.constraints:
        english = _labels().get(_key(bare))
    if english is None:
        return None
    return match_stop(job.text, match_capital(job.text, english))


@cache
def _labels() -> dict[str, str]:
    return {_key(french): english for french, english in read_pairs(__file__, "labels.tsv").items()}


def _key(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("’", "'")).casefold()
