"""What is wrong with a termbase, concept by concept: one plain function a rule, a list is the registry."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from passerelle.glossary.concept import Concept, Status
from passerelle.glossary.english import americanise
from passerelle.glossary.layers import claims
from passerelle.glossary.match import Matcher
from passerelle.glossary.rendering import find_forbidden, find_renderings
from passerelle.glossary.termbase import Termbase


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of one concept; ``serious`` ones make it unfit to bind a translation."""

    concept: Concept
    rule: str
    message: str
    serious: bool = True


Rule = Callable[[Concept], Iterator[Problem]]


def check_id(concept: Concept) -> Iterator[Problem]:
    """An id is a lower-case slug, since it stands in PO comments and file diffs."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", concept.id):
        yield Problem(
            concept, "id", f"the id “{concept.id}” should be lower-case letters, digits and hyphens."
        )


def check_forbidden(concept: Concept) -> Iterator[Problem]:
    """What is forbidden must not be found inside what is allowed, or the right rendering would be a fault."""
    for forbidden in concept.forbidden:
        for form in concept.accepted:
            if find_forbidden(form, forbidden):
                yield Problem(
                    concept,
                    "forbidden",
                    f"“{forbidden}” is forbidden and yet stands in the accepted “{form}”.",
                )


def check_first_use(concept: Concept) -> Iterator[Problem]:
    """A first-use form brings in the short form that later mentions rely on."""
    later = concept.short or concept.target
    if concept.first_use and later not in concept.first_use:
        yield Problem(
            concept,
            "first-use",
            f"“{later}”, which later mentions use, does not stand in “{concept.first_use}”.",
        )


def check_abbreviation(concept: Concept) -> Iterator[Problem]:
    """An abbreviation needs an English form of its own, or every mention would be spelled out."""
    if concept.abbreviations and not concept.short and not concept.do_not_translate:
        message = f"“{concept.abbreviations[0]}” has no short English form; each mention becomes “{concept.target}”."
        yield Problem(concept, "abbreviation", message, serious=False)


def check_untranslated(concept: Concept) -> Iterator[Problem]:
    """A name that stays French says so."""
    if (
        concept.do_not_translate
        and concept.target not in concept.source_terms
        and concept.target not in concept.abbreviations
    ):
        yield Problem(
            concept,
            "dnt",
            f"is marked “do not translate”, but “{concept.target}” is none of its French forms.",
            serious=False,
        )


def check_definition(concept: Concept) -> Iterator[Problem]:
    """A translator abroad needs to know what a term means."""
    if not concept.definition:
        yield Problem(concept, "definition", "has no definition.", serious=False)


def check_characters(concept: Concept) -> Iterator[Problem]:
    """The brackets of signs, marks and line breaks would break a translation."""
    for form in (*concept.source_terms, *concept.abbreviations, *concept.accepted, *concept.forbidden):
        if re.search(r"[⟦⟧\n\r\t<>{}]", form):
            yield Problem(concept, "characters", f"“{form}” holds one of ⟦ ⟧ < > {{ }} or a line break.")
        elif form != " ".join(form.split(" ")).strip():
            yield Problem(concept, "characters", f"“{form}” has blanks at an end.", serious=False)
    if not any(letter.isalnum() for letter in concept.source):
        yield Problem(concept, "characters", f"the French term “{concept.source}” holds no letter or digit.")


def check_lists(concept: Concept) -> Iterator[Problem]:
    """Several forms in one would be asked for as they stand, signs between them and all."""
    forms = (
        *concept.source_terms,
        *concept.abbreviations,
        *concept.accepted,
        *concept.forbidden,
        *concept.cues,
    )
    for form in dict.fromkeys(forms):
        if ";" in form:
            message = f"“{form}” looks like a list; part its forms with |, in a column that takes several."
            yield Problem(concept, "list", message)
        elif " / " in form or (form in concept.abbreviations and "," in form):
            message = f"“{form}” looks like a list; if it is one, part its forms with |."
            yield Problem(concept, "list", message, serious=False)


_SHORT_FORM = re.compile(r"\s[(\[]([A-Z][\w.&-]*[A-Z0-9][\w.-]*)[)\]]$")


def check_brackets(concept: Concept) -> Iterator[Problem]:
    """A short form in brackets belongs in its column, or every mention would have to carry it."""
    for form, column in (
        *((form, "fr_abbr") for form in concept.source_terms),
        (concept.target, "short (and the whole in first_use)"),
    ):
        found = _SHORT_FORM.search(form)
        if found and not concept.do_not_translate:
            message = f"“{form}” ends with a short form; put {found[1]} into {column}."
            yield Problem(concept, "brackets", message)


def check_spelling(concept: Concept) -> Iterator[Problem]:
    """American spelling is accepted of every form; what is listed as well only hides the synonyms."""
    forms = (concept.target, *concept.target_variants)
    for form in (*concept.target_variants, *concept.american):
        british = next((other for other in forms if other != form and americanise(other) == form), None)
        if british:
            message = (
                f"“{form}” is the American spelling of “{british}”, which is accepted with it; remove it."
            )
            yield Problem(concept, "spelling", message, serious=False)


def check_reasons(concept: Concept) -> Iterator[Problem]:
    """A reason without a forbidden rendering was left behind."""
    if concept.forbidden_why and not concept.forbidden:
        yield Problem(
            concept, "forbidden-why", "says why a rendering is wrong, but forbids none.", serious=False
        )


def check_dates(concept: Concept) -> Iterator[Problem]:
    """What changed or ended did so after it was made."""
    if concept.created and concept.changed and concept.changed < concept.created:
        yield Problem(
            concept, "dates", f"was changed ({concept.changed}) before it was created ({concept.created})."
        )


def check_contexts(concept: Concept) -> Iterator[Problem]:
    """A context shows the term at work: the French holds it, and its English the rendering."""
    french, english = concept.contexts, concept.target_contexts
    if len(french) != len(english):
        message = (
            f"has {len(french)} sentences in context_fr and {len(english)} in context_en; they go in pairs."
        )
        yield Problem(concept, "context", message)
        return
    matcher = Matcher(Termbase((replace(concept, status=Status.APPROVED),))) if french else None
    for before, after in zip(french, english, strict=True):
        if matcher and not matcher.find(before).hits:
            yield Problem(concept, "context", f"the French context “{before}” does not hold the term.")
        if not find_renderings(after, concept.accepted):
            yield Problem(concept, "context", f"the English context “{after}” holds no accepted rendering.")


RULES: list[Rule] = [
    check_id,
    check_forbidden,
    check_first_use,
    check_abbreviation,
    check_untranslated,
    check_definition,
    check_characters,
    check_lists,
    check_brackets,
    check_spelling,
    check_reasons,
    check_dates,
    check_contexts,
]


def lint_termbase(termbase: Termbase) -> Iterator[Problem]:
    """Yield every problem: each concept by itself, then the French forms that several concepts claim."""
    for concept in termbase.concepts:
        for rule in RULES:
            yield from rule(concept)
    yield from check_ambiguity(termbase)
    yield from check_relations(termbase)
    for override in termbase.overrides:
        yield Problem(override.winner.concept, "override", str(override), serious=False)


def check_ambiguity(termbase: Termbase) -> Iterator[Problem]:
    """A French form with several senses needs cues in all but one of them, or nothing could choose."""
    claimed: dict[tuple[int, str], dict[str, tuple[Concept, str]]] = defaultdict(dict)
    for concept in termbase.concepts:
        for key, form in () if concept.cues else claims(concept):
            claimed[termbase.layer(concept), key][concept.id] = (concept, form)
    told = set()
    for rivals in claimed.values():
        for concept, form in rivals.values() if len(rivals) > 1 else ():
            others = ", ".join(sorted(set(rivals) - {concept.id}))
            if (concept.id, others) not in told:
                told.add((concept.id, others))
                message = f"shares the form “{form}” with {others} and has no cues to tell them apart."
                yield Problem(concept, "ambiguity", message)


def check_relations(termbase: Termbase) -> Iterator[Problem]:
    """Concepts that are named beside another exist, and none takes the place of itself."""
    for concept in termbase.concepts:
        for column, ids in (
            ("replaced_by", filter(None, (concept.replaced_by,))),
            ("related", concept.related),
        ):
            for name in ids:
                if name not in termbase.by_id:
                    yield Problem(concept, "relation", f"names “{name}” in {column}, which is no id.")
                elif name == concept.id:
                    yield Problem(concept, "relation", f"names itself in {column}.")
        if concept.replaced_by and _goes_round(concept, termbase):
            yield Problem(concept, "relation", "is replaced by concepts that it replaces itself.")


def _goes_round(concept: Concept, termbase: Termbase) -> bool:
    seen = {concept.id}
    name = concept.replaced_by
    while name in termbase.by_id and name not in seen:
        seen.add(name)
        name = termbase.by_id[name].replaced_by
    return name == concept.id != concept.replaced_by
