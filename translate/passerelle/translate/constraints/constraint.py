"""What a translation must contain, and the record of how each demand was met. No I/O, no model."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from passerelle.glossary.concept import Article


class ConstraintKind(StrEnum):
    """Where a constraint comes from."""

    TERM = "term"
    NAME = "name"
    NUMBER = "number"
    CODE = "code"
    URL = "url"
    EMAIL = "email"


class Stage(IntEnum):
    """The rung of the ladder at which a constraint was met; UNMET where none helped.

    MEMORY stands for an approved sentence that was used again, REVIEWER for words that a person wrote or changed: no rung was
    needed.
    """

    MEMORY = 0
    PLAIN = 1
    SIGNS = 2
    CODE_SWITCHED = 3
    REPLACED = 4
    FORCED_PREFIX = 5
    REVIEWER = 6
    UNMET = 7


@dataclass(frozen=True, slots=True)
class Constraint:
    """A French span and the English renderings that satisfy it.

    ``start`` and ``end`` are offsets into the French text. ``rendering`` is what we would write; ``accepted``
    are all forms that satisfy it, ``rendering`` among them. ``forbidden`` forms must not stand in the target.
    ``concept`` is a concept's id for terms, else empty. ``rule`` says in a word why this rendering
    (``first use``, ``short form``, ``preferred``, ``do not translate``, ``value``). ``uniform`` asks that another
    accepted form be replaced by ``rendering``, so that a document says a thing in one way. ``proper`` tells the name of
    one thing from a common noun, and ``article`` whether it takes “the”.
    """

    kind: ConstraintKind
    start: int
    end: int
    source: str
    rendering: str
    accepted: tuple[str, ...]
    forbidden: tuple[str, ...] = ()
    concept: str = ""
    rule: str = "preferred"
    uniform: bool = False
    proper: bool = False
    article: Article = Article.ANY


def literal(
    kind: ConstraintKind, text: str, start: int, end: int, *, rule: str = "kept as written"
) -> Constraint:
    """Return the constraint that ``start`` to ``end`` of a French text stand in the English letter for letter."""
    form = text[start:end]
    return Constraint(kind, start, end, form, form, (form,), rule=rule)


@dataclass(frozen=True, slots=True)
class Record:
    """One line of the ledger: an occurrence of a constraint in a unit and how it was met.

    ``start`` and ``end`` are offsets into the unit's plain French; ``target_span`` are offsets into its plain
    English, or None when unmet. ``score`` is the chosen sentence's log-probability per token less the plain translation's
    (both scored against the original French), or None when nothing was scored. ``reason`` says why it is unmet.
    """

    kind: ConstraintKind
    concept: str
    source: str
    start: int
    end: int
    rule: str
    rendering: str
    stage: Stage
    target_span: tuple[int, int] | None = None
    score: float | None = None
    reason: str = ""

    @property
    def met(self) -> bool:
        """Whether the English obeys the constraint."""
        return self.stage is not Stage.UNMET


def record_of(
    constraint: Constraint,
    stage: Stage,
    place: tuple[int, int] | None = None,
    *,
    score: float | None = None,
    reason: str = "",
) -> Record:
    """Return the line of the ledger for a constraint: its place in the English where it is met, a reason where it is not."""
    return Record(
        constraint.kind,
        constraint.concept,
        constraint.source,
        constraint.start,
        constraint.end,
        constraint.rule,
        constraint.rendering,
        stage,
        target_span=None if stage is Stage.UNMET else place,
        score=score,
        reason=reason if stage is Stage.UNMET else "",
    )
