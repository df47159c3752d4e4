"""Which approved units a package may learn from, and why the others may not. Pure functions."""

import hashlib
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from passerelle.translate.adaptation.plain import straighten, tidy
from passerelle.translate.catalog.entry import Catalog, Entry, Header, State
from passerelle.translate.catalog.findings import Finding, Severity, Waiver
from passerelle.translate.checks import Context, check_catalogs
from passerelle.translate.checks.words import speaks_english, speaks_french
from passerelle.translate.memory.unit import TranslationUnit, lookup_form
from passerelle.translate.text.document import BlockKind
from passerelle.translate.text.markup import unmark
from passerelle.translate.text.segment import split_plainly

LEAST = 50
"""Units below which nothing general can be learned, nor anything be measured."""

MOST = 5_000
"""Units that a quarter of an hour suffices for; of more, a sample is drawn."""

_SHARE_HELD = 10
_LEAST_HELD = 10
_LEAST_DOCUMENTS = 10
_RUN = 10  # consecutive units that count as a document where documents are too few
_LONGEST = 80  # words; what passerelle sends the model is shorter
_MACHINES = frozenset({"mt", "mt!", "machine", "machine translation", "google", "deepl", "microsoft"})
_TERMS = frozenset({"term-missing", "term-forbidden", "do-not-translate"})


class Reason(StrEnum):
    """Why a unit is not learned from, as the summary says it."""

    MACHINE = "machine translations that nobody approved"
    FUZZY = "fuzzy: sent back, or not approved yet"
    DO_NOT_USE = "marked “do not use”"
    WAIVED = "with errors that were waived"
    LANGUAGE = "not from French into English"
    LONG = "too long, empty, or of several sentences that cannot be told apart"
    DOUBLE = "doubles"
    CONTRADICTION = "contradicted by a later one for the same French"
    GLOSSARY = "against the glossary"
    WRONG = "wrong by a check"
    SAMPLE = f"beyond the sample of {MOST:,} that is drawn"


@dataclass(frozen=True, slots=True)
class Unit:
    """A French sentence and its approved English, both plain; ``document`` and ``date`` (ISO) say where it comes from.

    ``waivers`` are what a person let stand in it.
    """

    french: str
    english: str
    document: str = ""
    date: str = ""
    waivers: tuple[Waiver, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """A unit that a person should look at, and what is wrong with it."""

    unit: Unit
    reason: Reason
    message: str


@dataclass(frozen=True, slots=True)
class Selected:
    """The units to learn from, how many were left out for each reason, and those to look at."""

    units: tuple[Unit, ...]
    left_out: Counter[Reason]
    problems: tuple[Problem, ...] = ()


def why_not(entry: Entry) -> Reason | None:
    """Return why the state of an entry makes it no unit to learn from, or None."""
    if entry.state is State.REJECTED:
        return Reason.DO_NOT_USE
    if entry.state.reviewed:
        return None
    untouched = entry.state is State.DRAFT and entry.origin.startswith("machine")
    return Reason.MACHINE if untouched else Reason.FUZZY


def is_machine(unit: TranslationUnit) -> bool:
    """Whether a memory of another program says that a machine made the English."""
    return unit.reviewer.casefold().strip() in _MACHINES


def sentences(unit: TranslationUnit, waivers: tuple[Waiver, ...] = ()) -> Iterator[Unit]:
    """Yield the sentences of a unit without marks, or the whole where its sides have not as many."""
    french, english = (tidy(unmark(side)[0]) for side in (unit.source, unit.target))
    ours, theirs = split_plainly(french, "fr"), split_plainly(english, "en")
    if len(ours) == len(theirs):
        for one, other in zip(ours, theirs, strict=True):
            yield Unit(one.text, other.text, unit.document, unit.date, waivers)
    else:
        yield Unit(french, english, unit.document, unit.date, waivers)


def select(
    units: Iterable[Unit],
    context: Context,
    *,
    left_out: Counter[Reason] | None = None,
    most: int = MOST,
    seed: int = 1,
) -> Selected:
    """Return the units of both languages, each French once, that no check calls wrong; ``left_out`` counts what fell before.

    Of units that contradict each other the latest stays. Of more than ``most`` a sample is looked at, drawn by ``seed``.
    """
    counts: Counter[Reason] = Counter(left_out or {})
    fitting = []
    for unit in units:
        reason = _misfit(unit)
        counts.update([reason] if reason else [])
        fitting += [] if reason else [unit]
    single, contradicted = _each_once(fitting)
    counts[Reason.DOUBLE] += len(fitting) - len(single) - len(contradicted)
    drawn = sample(single, most, seed)
    counts[Reason.SAMPLE] += len(single) - len(drawn)
    sound, wrong = _judge(drawn, context)
    problems = (*contradicted, *wrong)
    counts.update(problem.reason for problem in problems)
    return Selected(tuple(sound), +counts, problems)


def _misfit(unit: Unit) -> Reason | None:
    if not unit.french or not unit.english:
        return Reason.LONG
    if max(len(side.split()) for side in (unit.french, unit.english)) > _LONGEST:
        return Reason.LONG
    foreign = speaks_english(unit.french) or speaks_french(unit.english)
    return Reason.LANGUAGE if foreign or unit.french == unit.english else None


def _each_once(units: Sequence[Unit]) -> tuple[list[Unit], list[Problem]]:
    """Return one unit for each French, the latest, and those that it contradicts."""
    latest: dict[str, Unit] = {}
    for unit in units:
        key = lookup_form(unit.french)
        if key not in latest or unit.date >= latest[key].date:
            latest[key] = unit
    told: dict[tuple[str, str], Problem] = {}
    for unit in units:
        key = lookup_form(unit.french)
        kept, said = latest[key].english, straighten(unit.english)
        if said != straighten(kept):
            message = f"“{unit.english}”, and elsewhere “{kept}”, which is learned"
            told.setdefault((key, said), Problem(unit, Reason.CONTRADICTION, message))
    return list(latest.values()), list(told.values())


def sample(units: Sequence[Unit], most: int, seed: int) -> Sequence[Unit]:
    """Return at most so many units in their order, whichever ``seed`` draws."""
    if len(units) <= most:
        return units
    rng = random.Random(seed)  # noqa: S311 -- luck, not secrecy
    return [units[index] for index in sorted(rng.sample(range(len(units)), most))]


def _judge(units: Sequence[Unit], context: Context) -> tuple[list[Unit], list[Problem]]:
    """Return the units without errors, and the others with the first error of each."""
    sound, wrong = [], []
    for document, own in groupby(units, lambda unit: unit.document):
        listed = list(own)
        entries = tuple(_entry(str(number), unit) for number, unit in enumerate(listed))
        checked = check_catalogs([Catalog(Header(document or "units"), entries)], context)
        for unit, told in zip(listed, checked, strict=True):
            problem = _problem(unit, told.entry.findings)
            if problem:
                wrong.append(problem)
            else:
                sound.append(unit)
    return sound, wrong


def _problem(unit: Unit, findings: Iterable[Finding]) -> Problem | None:
    """Return the first error that nobody waived, else the first that someone did."""
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if not errors:
        return None
    told = [error for error in errors if not error.waiver] or errors
    broken = Reason.GLOSSARY if any(error.id in _TERMS for error in told) else Reason.WRONG
    return Problem(unit, Reason.WAIVED if told[0].waiver else broken, told[0].message)


def _entry(number: str, unit: Unit) -> Entry:
    return Entry(number, BlockKind.PARAGRAPH, unit.french, unit.english, State.APPROVED, waivers=unit.waivers)


def hold_back(units: Sequence[Unit]) -> tuple[list[Unit], list[Unit]]:
    """Return the units to learn and those to measure by: whole documents, a tenth of all units.

    Which documents these are depends on their names alone, so that the next adaptation measures by the same ones. Where
    there are few documents, ten consecutive units count as one.
    """
    groups = [list(own) for _, own in groupby(units, lambda unit: unit.document)]
    if len({unit.document for unit in units}) < _LEAST_DOCUMENTS:
        groups = [list(units[start : start + _RUN]) for start in range(0, len(units), _RUN)]
    groups.sort(key=_luck)
    wanted = max(_LEAST_HELD, len(units) // _SHARE_HELD)
    learned: list[Unit] = []
    held: list[Unit] = []
    for group in groups:
        (held if len(held) < wanted and len(group) <= len(units) // 3 else learned).extend(group)
    return learned, held


def _luck(group: Sequence[Unit]) -> bytes:
    first = group[0]
    return hashlib.sha256(f"{first.document}\0{first.french}".encode()).digest()
