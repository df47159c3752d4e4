"""What comes from another program's glossary against a file of the user's: new, same, changed, or in conflict."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from passerelle.glossary.concept import Concept, Status
from passerelle.glossary.formats.imported import Imported, Item
from passerelle.glossary.formats.tsv import SCHEMA, Column, format_concept
from passerelle.glossary.keys import slug, term_key
from passerelle.glossary.layers import claims
from passerelle.glossary.lint import RULES
from passerelle.glossary.proposals import part_short_forms


class Outcome(StrEnum):
    """What becomes of an imported concept; the last two are not taken."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    CONFLICT = "conflict"
    UNFIT = "left out"

    @property
    def taken(self) -> bool:
        """Whether something of it is written."""
        return self in (Outcome.NEW, Outcome.CHANGED)


@dataclass(frozen=True, slots=True)
class Difference:
    """A column in which the two sides differ, with what stands in each."""

    column: str
    own: str
    imported: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of a concept.

    ``line`` is its place in the imported file, ``concept`` what stands afterwards (or came, where nothing is taken), ``own`` what
    stood before. ``differences`` are what is taken, or what the two sides contradict each other in; ``reason`` says the rest.
    """

    outcome: Outcome
    line: int
    concept: Concept
    own: Concept | None = None
    differences: tuple[Difference, ...] = ()
    reason: str = ""


def merge_import(
    imported: Imported, own: Sequence[Concept], *, overwrite: bool = False
) -> tuple[Decision, ...]:
    """Decide about every imported concept, in the order of the file.

    What only one side says is taken. Where both say something else, the own value stays and the concept is a conflict, whole,
    unless ``overwrite`` gives the imported one the right. A format with a base is merged three-way: what nobody changed since says nothing.
    """
    table = _Table(own, {each.id: each for each in imported.base})
    ids = {*table.by_id, *(item.concept.id for item in imported.items)}
    return tuple(_decide(item, imported.known, table, ids, overwrite=overwrite) for item in imported.items)


@dataclass(slots=True)
class _Table:
    """The user's own concepts by id and by French, and what was taken before."""

    own: Sequence[Concept]
    base: Mapping[str, Concept]
    by_id: dict[str, Concept] = field(init=False)
    by_form: dict[str, list[Concept]] = field(init=False)
    claimed: dict[str, Concept] = field(init=False)

    def __post_init__(self) -> None:
        self.by_id, self.by_form, self.claimed = {}, {}, {}
        for concept in self.own:
            self.add(concept)

    def add(self, concept: Concept) -> None:
        self.by_id[concept.id] = concept
        for form in concept.source_terms:
            self.by_form.setdefault(term_key(form), []).append(concept)
        for key, _ in () if concept.cues else claims(concept):
            self.claimed.setdefault(key, concept)

    def rival(self, concept: Concept) -> tuple[Concept, str] | None:
        """Return another concept that claims a form of this one where nothing tells the two apart."""
        for key, form in () if concept.cues else claims(concept):
            found = self.claimed.get(key)
            if found and found.id != concept.id:
                return found, form
        return None

    def partner(self, concept: Concept, *, by_id: bool) -> Concept | None:
        """Return the concept that an imported one is about: of its id and something in common, or else of its French."""
        same = self.by_id.get(concept.id) if by_id else None
        if same and _share(same, concept):
            return same
        alike = [each for each in self.by_form.get(term_key(concept.source), ()) if each is not same]
        if bool(concept.cues) or any(each.cues for each in alike):  # senses: their English tells which
            alike = [] if by_id else [each for each in alike if concept.target in each.accepted]
        return next(iter(alike), None)


def _share(one: Concept, other: Concept) -> bool:
    forms = {*map(term_key, one.source_terms)} & {*map(term_key, other.source_terms)}
    return bool(forms) or one.target.casefold() == other.target.casefold()


def _decide(item: Item, known: Collection[str], table: _Table, ids: set[str], *, overwrite: bool) -> Decision:
    concept = part_short_forms(item.concept)
    own = table.partner(concept, by_id="id" in known)
    if own is None and concept.id in table.by_id:
        other = table.by_id[concept.id]
        if "id" in known and not _COUNTED.fullmatch(concept.id):
            reason = f"the id “{concept.id}” is that of “{other.source}” → “{other.target}”; give one of the two another."
            return Decision(Outcome.CONFLICT, item.line, concept, other, reason=reason)
        concept = replace(concept, id=_free(slug(concept.source), ids))
        ids.add(concept.id)
    if own is None:
        decision = Decision(Outcome.NEW, item.line, concept)
    else:
        decision = _compare(item.line, concept, own, known, table.base.get(own.id), overwrite=overwrite)
    return _fitting(decision, table, ids) if decision.outcome.taken else decision


_COUNTED = re.compile(r"[a-z]?\d+")
"""An id that only counts, as other programs have it: it is no name for which two concepts could compete."""


def _free(stem: str, taken: Collection[str]) -> str:
    free, number = stem, 2
    while free in taken:
        free, number = f"{stem}-{number}", number + 1
    return free


def _fitting(decision: Decision, table: _Table, ids: Collection[str]) -> Decision:
    """Return a decision that can be written: without relations to nothing; left out where it would break the glossary."""
    concept = decision.concept
    lost = [name for name in (*concept.related, concept.replaced_by) if name and name not in ids]
    if lost:
        kept = tuple(name for name in concept.related if name in ids)
        heir = concept.replaced_by if concept.replaced_by in ids else ""
        concept = replace(concept, related=kept, replaced_by=heir)
        reason = f"without its relation to {', '.join(lost)}, which is neither here nor there."
        decision = replace(decision, concept=concept, reason=reason)
    decision = _judged(decision)
    if not decision.outcome.taken:
        return decision
    concept = decision.concept
    rival = table.rival(concept)
    if rival:
        other, form = rival
        reason = (
            f"“{form}” is “{other.target}” [{other.id}] already; tell the two apart with cues, or join them."
        )
        return replace(decision, outcome=Outcome.CONFLICT, own=other, reason=reason)
    table.add(concept)
    return decision


def _judged(decision: Decision) -> Decision:
    """Return a decision that breaks no rule: sentences that are no pairs of contexts stay out, for them the concept need not."""
    problem = next((each for rule in RULES for each in rule(decision.concept) if each.serious), None)
    if problem is None:
        return decision
    own = decision.own
    contexts, translated = (own.contexts, own.target_contexts) if own else ((), ())
    plain = replace(decision.concept, contexts=contexts, target_contexts=translated)
    if problem.rule != "context" or plain == decision.concept:
        return replace(decision, outcome=Outcome.UNFIT, reason=problem.message)
    reason = " ".join(filter(None, (decision.reason, f"without its contexts, since it {problem.message}")))
    kept = tuple(each for each in decision.differences if not each.column.startswith("context_"))
    outcome = Outcome.SAME if plain == own else decision.outcome
    return _judged(replace(decision, concept=plain, reason=reason, differences=kept, outcome=outcome))


def _compare(
    line: int,
    concept: Concept,
    own: Concept,
    known: Collection[str],
    base: Concept | None,
    *,
    overwrite: bool,
) -> Decision:
    taken: dict[str, object] = {}
    changes: list[Difference] = []
    conflicts: list[Difference] = []
    for column in SCHEMA:
        name = column.attribute
        if name not in known or name == "id":
            continue
        mine, theirs = getattr(own, name), getattr(concept, name)
        verdict = _verdict(column, mine, theirs, base)
        if verdict is _MINE or (name == "source" and term_key(mine) == term_key(theirs)):
            continue
        difference = Difference(
            column.header, *(format_concept(each, (column.header,))[0] for each in (own, concept))
        )
        (changes if verdict is _THEIRS else conflicts).append(difference)
        if verdict is _THEIRS or overwrite:
            taken[name] = theirs
    if conflicts and not overwrite:
        return Decision(Outcome.CONFLICT, line, replace(concept, id=own.id), own, tuple(conflicts))
    if not taken:
        return Decision(Outcome.SAME, line, own, own)
    merged = replace(own, **taken)  # type: ignore[arg-type]
    return Decision(Outcome.CHANGED, line, merged, own, (*changes, *conflicts))


_MINE, _THEIRS, _BOTH = "mine", "theirs", "both"
_BLANK = replace(Concept("", "", "", ""), status=Status.PROPOSED)
"""What each attribute is where nobody says anything: a blank status means proposed."""


def _verdict(column: Column, mine: object, theirs: object, base: Concept | None) -> str:
    """Return who is right about a value: the one that says something that the other does not, or has changed since."""
    if mine == theirs:
        return _MINE
    if base is not None:
        before = getattr(base, column.attribute)
        return _MINE if theirs == before else _THEIRS if mine == before else _BOTH
    blank = getattr(_BLANK, column.attribute)
    if blank in (mine, theirs):
        return _MINE if theirs == blank else _THEIRS
    return _compare_values(column, mine, theirs)


def _compare_values(column: Column, mine: object, theirs: object) -> str:
    """Return who says more; nobody is wrong about dates: the first creation and the last change count."""
    if isinstance(mine, tuple) and isinstance(theirs, tuple):
        more, less = set(theirs) > set(mine), set(theirs) <= set(mine)
        return _MINE if less else _THEIRS if more else _BOTH
    if isinstance(mine, date) and isinstance(theirs, date) and column.attribute in ("created", "changed"):
        return _THEIRS if (theirs < mine) is (column.attribute == "created") else _MINE
    return _BOTH


def counts(decisions: Sequence[Decision]) -> dict[str, int]:
    """Return how many concepts have each outcome."""
    return {str(outcome): sum(each.outcome is outcome for each in decisions) for outcome in Outcome}


def told_first(decisions: Sequence[Decision]) -> Iterator[Decision]:
    """Yield what a person should see, the conflicts first; what is the same needs no line."""
    for outcome in (Outcome.CONFLICT, Outcome.UNFIT, Outcome.CHANGED, Outcome.NEW):
        yield from (each for each in decisions if each.outcome is outcome)
