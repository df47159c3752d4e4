"""What the values of options make: the options of a run, the context of the checks, the patience of a wait."""

import os
import re
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from passerelle.glossary.compiled import load_compiled
from passerelle.glossary.errors import PasserelleError
from passerelle.glossary.files import read_bytes
from passerelle.glossary.locks import WAIT, Patience
from passerelle.translate.catalog.findings import Waiver
from passerelle.translate.cli.console import warn
from passerelle.translate.cli.options import English, Language
from passerelle.translate.places import memory_path, termbases_folder
from passerelle.translate.text.headings import Headings
from passerelle.translate.workflows.options import Options

if TYPE_CHECKING:  # every command that translates imports this; few are told of checks
    from passerelle.translate.checks import Context


def run_options(
    out: Path,
    model: str | None,
    glossary: list[Path] | None,
    english: English,
    language: Language,
    memory: Path | None,
    *,
    no_memory: bool,
    headings: Headings,
    waive: list[str] | None = None,
    fresh: bool = False,
    wait: float = WAIT,
    comments: bool = False,
    fields: list[str] | None = None,
    jobs: int | None = 1,
    cluster: str = "",
) -> Options:
    """Return what a translation run is told, from the values of these options; ``jobs`` is None for one a core.

    Raises:
        OptionError: a waiver names no check, or no reason; no field can be called so; or a cluster has no address.
    """
    return Options(
        out,
        model,
        tuple(glossary or ()),
        american=english is English.US,
        headings=headings,
        language=str(language),
        waivers=waivers_of(waive),
        fresh=fresh,
        memory=None if no_memory else memory_path(memory),
        patience=patience_for(wait),
        comments=comments,
        fields=_field_names(fields),
        jobs=jobs_of(jobs),
        cluster=_cluster_address(cluster),
    )


def jobs_of(jobs: int | None) -> int:
    """Return how many processes there shall be: as many as asked for, or one for each core that this process may use."""
    if jobs is not None:
        return jobs
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


_ADDRESS = re.compile(
    r"local:[1-9]\d{0,3}|(?:[a-z]+://)?[^\s/:]+:\d{1,5}|(?:[a-z]+://)?\[[\da-f:.%]+\]:\d{1,5}"
)


def _cluster_address(value: str) -> str:
    if value and not _ADDRESS.fullmatch(value):
        raise OptionError(
            f"--cluster: “{value}” is no address; write it as in tcp://10.0.0.5:8786, or local:4 for four workers here."
        )
    return value


def listed_paths(file: Path) -> list[Path]:
    """Return the paths in a text file, one a line.

    Raises:
        OptionError: it is no UTF-8 text, or names nothing.
        FileError: it cannot be read.
    """
    try:
        lines = read_bytes(file).decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise OptionError("is no text in UTF-8; write one path a line.", path=file) from error
    paths = [Path(line.strip()) for line in lines if line.strip()]
    if not paths:
        raise OptionError("names no article; write one path a line.", path=file)
    return paths


def _field_names(values: list[str] | None) -> tuple[str, ...]:
    if not values:
        return ()
    from passerelle.translate.formats.markdown.fields import is_field_name  # noqa: PLC0415  (few name fields)

    wrong = next((value for value in values if not is_field_name(value)), None)
    if wrong is not None:
        raise OptionError(f"--field: no field can be called “{wrong}”; name it as in seo.title.")
    return tuple(values)


class OptionError(PasserelleError):
    """An option's value cannot be used."""


def waivers_of(values: list[str] | None) -> tuple[Waiver, ...]:
    """Return what the values of ``--waive`` let stand.

    >>> waivers_of(["spacing=the house sets its own"])
    (Waiver(check='spacing', reason='the house sets its own'),)

    Raises:
        OptionError: one names no check, or no reason.
    """
    if not values:
        return ()
    from passerelle.translate.checks import RULES  # noqa: PLC0415  (it brings every check)

    waivers = []
    for value in values:
        check, _, reason = (part.strip() for part in value.partition("="))
        if check not in RULES:
            near = get_close_matches(check, RULES, 1)
            meant = f" Did you mean {near[0]}?" if near else ""
            raise OptionError(f"--waive: “{check}” is no check.{meant}")
        if not reason:
            raise OptionError(f"--waive {check}: say why, as in “{check}=the house writes it so”.")
        waivers.append(Waiver(check, reason))
    return tuple(waivers)


def context_for(
    glossary: list[Path] | None, language: Language, english: English, waive: list[str] | None
) -> "Context":
    """Return what the checks are told, from the values of these options.

    Raises:
        PasserelleError: a glossary is at fault, or a waiver.
    """
    from passerelle.translate.checks import Context  # noqa: PLC0415  (it brings every check)

    return Context(
        load_compiled(termbases_folder(), glossary or ()),
        str(language),
        english is English.US,
        waivers_of(waive),
    )


def patience_for(seconds: float) -> Patience:
    """Return the patience that the user has; a wait is told of."""

    def tell(path: Path, holder: str) -> None:
        warn(f"{path} is being written by {holder}; waiting up to {seconds:g} s")

    return Patience(seconds, tell)
