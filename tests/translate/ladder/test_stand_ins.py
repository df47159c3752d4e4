"""Words that stand for what no model may see."""

from dataclasses import replace

from passerelle.translate.constraints.constraint import Constraint, ConstraintKind, Record, Stage
from passerelle.translate.ladder.candidates import Job
from passerelle.translate.ladder.conclude import Outcome
from passerelle.translate.ladder.stand_ins import Veiled, unveil, veil
from passerelle.translate.text.markup import unmark

TERM = Constraint(ConstraintKind.TERM, 6, 12, "CLCC a", "CCC", ("CCC",))


def veiled(marked: str, *, job: Job | None = None) -> Veiled:
    plain, spans = unmark(marked)
    return veil(replace(job, text=plain) if job else Job(plain), spans, {span.number for span in spans})


def outcome(own: Veiled, english: str) -> Outcome:
    """Return what the ladder makes of a veiled sentence: each constraint met where its rendering stands."""
    records = [
        Record(
            c.kind, c.concept, c.source, c.start, c.end, c.rule, c.rendering, Stage.PLAIN, _place(english, c)
        )
        for c in own.job.constraints
    ]
    return Outcome(own.job, english, english, tuple(records))


def _place(english: str, constraint: Constraint) -> tuple[int, int] | None:
    start = english.find(constraint.rendering)
    return (start, start + len(constraint.rendering)) if start >= 0 else None


def test_words_are_put_in_and_taken_out() -> None:
    """The English has no word of ours, and each mark stands where its word stood."""
    own = veiled("Publié le <1/> par <2/>.")
    assert own.job.text == "Publié le Xa par Xb."
    done = unveil(outcome(own, "Xb published it on Xa."), own)
    assert done.text == " published it on ."
    assert sorted((mark.number, mark.start) for mark in done.marks) == [(1, 17), (2, 0)]
    assert done.job == own.own
    assert not done.records


def test_constraints_keep_their_places() -> None:
    """Offsets of the ledger are those of the French and the English without the words."""
    own = veiled("À <1/>, CLCC a <2/>.", job=Job("", (replace(TERM, start=4, end=8, source="CLCC"),)))
    assert own.job.text == "À Xa, CLCC a Xb."
    term = own.job.constraints[1]
    assert own.job.text[term.start : term.end] == "CLCC"
    (record,) = unveil(outcome(own, "In Xa, the CCC has Xb."), own).records
    assert (record.start, record.end, record.target_span) == (4, 8, (9, 12))


def test_lost_word_leaves_its_mark_to_others() -> None:
    own = veiled("Le <1/> vient.")
    done = unveil(outcome(own, "He comes."), own)
    assert (done.text, done.marks) == ("He comes.", ())


def test_note_at_a_word_takes_no_word() -> None:
    """A mark at the end or in the middle of a word stands for none; nor does a name that the sentence has itself."""
    assert veiled("un mot<1/> et H<2/>O").job.text == "un mot et HO"
    assert veiled("Xa et <1/>").job.text == "Xa et Xb"
