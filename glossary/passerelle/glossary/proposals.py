"""Candidates for the glossary: gathered from reviewers, compared with the termbase, accepted into a file."""

import hashlib
import re
import unicodedata
from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from passerelle.glossary.concept import Concept, Status
from passerelle.glossary.english import singularise
from passerelle.glossary.errors import GlossaryError
from passerelle.glossary.files import digest, read_bytes, write_atomically
from passerelle.glossary.formats.edit import put_concepts
from passerelle.glossary.formats.tsv import scan_tsv
from passerelle.glossary.keys import slug, term_key
from passerelle.glossary.lint import lint_termbase
from passerelle.glossary.termbase import Termbase, load_termbase

EXTRACTION = "glossary extract"
"""Who proposes what was found in articles: no reviewer."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A French term and the English that reviewers want for it.

    ``source`` is empty where only the English is known, ``target`` where only the French is. ``replaced`` are the renderings that they changed into it,
    ``notes`` what they said, ``reviewers`` who they are, ``places`` the documents and blocks in which it came up.
    """

    source: str
    target: str
    replaced: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    reviewers: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Name the same pair in whatever number, gender and capitals.

        >>> Candidate("lits", "beds").key == Candidate("lit", "bed").key, Candidate("lits", "beds").id == Candidate("lit", "bed").id
        (True, False)
        """
        return replace(self, source=term_key(self.source), target=singularise(self.target)).id

    @property
    def id(self) -> str:
        """Name the pair in a few letters that stay the same, whoever else proposes it.

        >>> Candidate("Reste à charge", "out-of-pocket cost").id == Candidate("reste à  charge", "out-of-pocket cost").id
        True
        """
        pair = "\t".join(" ".join(text.casefold().split()) for text in (self.source, self.target))
        return hashlib.sha256(unicodedata.normalize("NFC", pair).encode()).hexdigest()[:6]


def merge_candidates(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Return each pair once with all that was said of it, those that came up most often first."""
    merged: dict[str, Candidate] = {}
    for candidate in candidates:
        known = merged.get(candidate.id)
        merged[candidate.id] = _join(known, candidate) if known else candidate
    return tuple(
        sorted(merged.values(), key=lambda each: (-len(each.places), each.source.casefold(), each.target))
    )


def _join(one: Candidate, other: Candidate) -> Candidate:
    return replace(
        one,
        replaced=_union(one.replaced, other.replaced),
        notes=_union(one.notes, other.notes),
        reviewers=_union(one.reviewers, other.reviewers),
        places=_union(one.places, other.places),
    )


def _union(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*one, *other)))


def open_candidates(
    candidates: Iterable[Candidate], termbase: Termbase, settled: Container[str] = ()
) -> tuple[Candidate, ...]:
    """Return the candidates that no one decided and that the termbase does not hold as its preferred rendering.

    Those that were found in articles are left out as soon as the termbase has the French.
    """
    return tuple(
        candidate
        for candidate in merge_candidates(candidates)
        if candidate.id not in settled
        and candidate.key not in settled
        and not any(
            candidate.reviewers == (EXTRACTION,)
            or (
                candidate.target
                and candidate.target.casefold() in (concept.target.casefold(), concept.short.casefold())
            )
            for concept in known_concepts(candidate, termbase)
        )
    )


def known_concepts(candidate: Candidate, termbase: Termbase) -> tuple[Concept, ...]:
    """Return the concepts that the candidate's French names, without those that a later glossary overrides."""
    key = term_key(candidate.source)
    found = [
        concept
        for concept in termbase.concepts
        if candidate.source
        and (
            candidate.source in concept.abbreviations
            or any(term_key(form) == key for form in concept.source_terms)
        )
    ]
    lost = {each.loser.concept.id for each in termbase.overrides if each.winner.concept in found}
    return tuple(concept for concept in found if concept.id not in lost)


def settled_by(candidate: Candidate, concept: Concept | None = None) -> tuple[str, ...]:
    """Return the ids and keys of all pairs that are decided with a candidate: those that its concept says, too."""
    sources, targets = {candidate.source, split_short_form(candidate.source)[0]}, {candidate.target}
    if concept is not None:
        names = (concept.source, *concept.source_variants)
        sources |= {*names, *concept.abbreviations}
        sources |= {f"{name} ({short})" for name in names for short in concept.abbreviations}
        targets |= {concept.target, concept.short, concept.first_use} - {""}
    pairs = [Candidate(source, target) for source in sources for target in targets]
    return tuple(sorted({name for pair in pairs for name in (pair.id, pair.key)}))


_WITH_SHORT_FORM = re.compile(r"(?P<name>.*\S)\s*\((?P<short>(?=[^()]*[A-Z][^()]*[A-Z\d])[^\s()]{2,15})\)")


def split_short_form(text: str) -> tuple[str, str]:
    """Return a name and the short form that stands behind it in brackets, or nothing.

    >>> split_short_form("centre d’accueil (CATTP)"), split_short_form("essai (ouvert)")
    (('centre d’accueil', 'CATTP'), ('essai (ouvert)', ''))
    """
    found = _WITH_SHORT_FORM.fullmatch(text.strip())
    return (found["name"], found["short"]) if found else (text, "")


def part_short_forms(concept: Concept) -> Concept:
    """Return a concept with the short forms that stand in brackets behind its terms in their columns.

    Brackets without a blank before them are part of a name: grippe A(H5N1).

    >>> parted = part_short_forms(Concept("x", "agence régionale (ARS)", "regional agency (RHA)", "d"))
    >>> parted.source, parted.abbreviations, parted.target, parted.short
    ('agence régionale', ('ARS',), 'regional agency', 'RHA')
    """
    if concept.do_not_translate:
        return concept
    (source, first), *others = map(_part, concept.source_terms)
    target, short = _part(concept.target)
    if not short and not first and not any(each for _, each in others):
        return concept
    return replace(
        concept,
        source=source,
        source_variants=tuple(dict.fromkeys(form for form, _ in others if form != source)),
        abbreviations=_union(
            concept.abbreviations, tuple(each for each in (first, *(each for _, each in others)) if each)
        ),
        target=target,
        short=concept.short or short,
        first_use=concept.first_use or (concept.target if short else ""),
    )


def _part(form: str) -> tuple[str, str]:
    return split_short_form(form) if " (" in form else (form, "")


def make_concept(
    candidate: Candidate, termbase: Termbase, *, domain: str, forbid: bool = False, concept_id: str = ""
) -> Concept:
    """Return the concept that accepting a candidate gives.

    Where the termbase knows the French, it is that concept with the new English before the old; ``concept_id`` says
    which, where there are several. ``forbid`` makes the replaced renderings forbidden ones. A short form in brackets behind
    the French or the English is taken for what it is.

    Raises:
        GlossaryError: the French or the English is not known, or the French names several concepts.
    """
    if not candidate.source.strip():
        raise GlossaryError(f"“{candidate.target}” has no French term yet; give one with --french.")
    if not candidate.target.strip():
        raise GlossaryError(f"“{candidate.source}” has no English yet; give it with --english.")
    (source, abbreviation), (target, short) = map(split_short_form, (candidate.source, candidate.target))
    candidate = replace(candidate, source=source, target=target)
    known = known_concepts(candidate, termbase)
    if concept_id in termbase.by_id:
        known = (termbase.by_id[concept_id],)
    if len(known) > 1:
        ids = ", ".join(concept.id for concept in known)
        raise GlossaryError(f"“{candidate.source}” names several concepts ({ids}); say which with --concept.")
    base = _with_target(known[0], candidate.target) if known else _fresh(candidate, termbase, concept_id)
    base = _with_short_forms(base, abbreviation, short)
    wrong = tuple(form for form in candidate.replaced if form.casefold() != candidate.target.casefold())
    if forbid:
        kept = tuple(form for form in base.target_variants if form.casefold() not in wrong)
        base = replace(base, target_variants=kept, forbidden=tuple(dict.fromkeys((*base.forbidden, *wrong))))
    return replace(base, domain=domain, status=Status.APPROVED, note=base.note or _note(candidate))


def _with_target(concept: Concept, target: str) -> Concept:
    """Return ``concept`` with another preferred rendering; the old one stays a variant."""
    variants = dict.fromkeys((concept.target, *concept.target_variants))
    return replace(
        concept,
        target=target,
        target_variants=tuple(form for form in variants if form.casefold() != target.casefold()),
        first_use=concept.first_use.replace(concept.target, target),
        forbidden=tuple(form for form in concept.forbidden if form.casefold() != target.casefold()),
    )


def _with_short_forms(concept: Concept, abbreviation: str, short: str) -> Concept:
    abbreviations = tuple(dict.fromkeys(filter(None, (*concept.abbreviations, abbreviation))))
    if not short:
        return replace(concept, abbreviations=abbreviations)
    first_use = f"{concept.target} ({short})"
    return replace(concept, abbreviations=abbreviations, short=short, first_use=first_use)


def _fresh(candidate: Candidate, termbase: Termbase, concept_id: str) -> Concept:
    found = free_id(concept_id or slug(candidate.source), termbase)
    return Concept(found, _one_line(candidate.source), _one_line(candidate.target), "")


def free_id(stem: str, termbase: Termbase) -> str:
    """Return ``stem``, or the first of ``stem-2``, ``stem-3``, … that no concept has."""
    found, number = stem, 2
    while found in termbase.by_id:
        found, number = f"{stem}-{number}", number + 1
    return found


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _note(candidate: Candidate) -> str:
    if candidate.reviewers == (EXTRACTION,):
        return ""  # what it says of places and guesses helped to decide, and is of no use after
    who = f"Proposed by {', '.join(candidate.reviewers)}." if candidate.reviewers else ""
    return " ".join(_one_line(part) for part in (*candidate.notes, who) if part.strip())


def accept_into(path: Path, concepts: Iterable[Concept], *, judged: bool = False) -> None:
    """Write concepts into a glossary file, in the place of those of the same id; every other line stays as it is.

    ``judged`` ones were held against the rules before.

    Raises:
        GlossaryError, FileError: the file is no glossary file or cannot be written, or a concept is unfit for one.
    """
    accepted = tuple(concepts)
    before = read_bytes(path) if path.exists() else b""
    if before.strip():
        load_termbase([path], curated=False)
    after = put_concepts(before, accepted, path)
    located, errors = scan_tsv(after, domain=path.stem, path=path)
    if errors:
        raise errors[0]
    if not judged:
        _refuse_unfit((concept for _, concept in located), {concept.id for concept in accepted}, path)
    with write_atomically(path, binary=True, expected=digest(before if path.exists() else None)) as stream:
        stream.write(after)


def _refuse_unfit(concepts: Iterable[Concept], accepted: Container[str], path: Path) -> None:
    """Raise a GlossaryError for the first serious problem of an accepted concept; older ones are not its fault."""
    for problem in lint_termbase(Termbase(tuple(concepts))):
        if problem.serious and problem.concept.id in accepted:
            raise GlossaryError(f"cannot take [{problem.concept.id}]: {problem.message}", path=path)
