"""A concept of the termbase: one meaning, its French terms and the English that must render them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class CaseMode(StrEnum):
    """How the capitals of a French term count in matching (abbreviations always count exactly)."""

    ANY = "any"
    CAPITAL = "capital"
    EXACT = "exact"


class Status(StrEnum):
    """How far a concept may be relied on.

    Approved and proposed ones bind a translation. ADMITTED renderings are some of several that will do: the English is looked
    at for one of them, and none is put in. Deprecated ones are kept to be known.
    """

    APPROVED = "approved"
    ADMITTED = "admitted"
    PROPOSED = "proposed"
    DEPRECATED = "deprecated"


class Article(StrEnum):
    """Whether an English name takes “the” where the French has a definite article; ANY leaves it to the translation."""

    ANY = "any"
    THE = "the"
    NONE = "none"


class Gender(StrEnum):
    """The gender of a French noun, where it matters; BOTH for people: le ou la médecin."""

    UNKNOWN = "unknown"
    MASCULINE = "m"
    FEMININE = "f"
    BOTH = "mf"


class Number(StrEnum):
    """Whether a French term is used in one number only: les soins palliatifs."""

    ANY = "any"
    SINGULAR = "singular"
    PLURAL = "plural"


class Reliability(StrEnum):
    """What an English rendering rests on: an official name, usage in publications, or a proposal of this glossary."""

    UNKNOWN = "unknown"
    OFFICIAL = "official"
    USAGE = "usage"
    PROPOSED = "proposed"


class PartOfSpeech(StrEnum):
    """The part of speech of both terms."""

    NOUN = "noun"
    PROPER = "proper"
    ADJECTIVE = "adjective"
    VERB = "verb"
    ADVERB = "adverb"
    PHRASE = "phrase"


@dataclass(frozen=True, slots=True)
class Concept:
    """One meaning.

    ``source`` and ``source_variants`` are French, in dictionary form; ``abbreviations`` too. ``target`` is the
    preferred English; ``target_variants`` are accepted as well; ``forbidden`` renderings are findings.
    ``first_use`` is written at the first mention in a document, ``short`` afterwards and for the abbreviation.
    ``article`` and ``short_article`` tell whether the full English name and the short one take “the”.
    ``cues`` are French words that point to this sense where another concept shares a form; of several concepts, one may do
    without: it is what the form means where nothing points elsewhere.
    ``american`` are the forms that are American English only; the first is preferred there.

    The rest explains, and binds no translation. ``forbidden_why`` says what is wrong with the forbidden renderings and what to
    say instead; ``provenance`` where the English comes from. ``replaced_by`` is the id of the concept that took this one's
    place, as when a body is renamed, ``related`` are ids of concepts to know beside it. ``contexts`` are French sentences
    that hold the term, ``target_contexts`` their English in the same order.
    """

    id: str
    source: str
    target: str
    domain: str
    source_variants: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    target_variants: tuple[str, ...] = ()
    american: tuple[str, ...] = ()
    short: str = ""
    first_use: str = ""
    article: Article = Article.ANY
    short_article: Article = Article.ANY
    forbidden: tuple[str, ...] = ()
    pos: PartOfSpeech = PartOfSpeech.NOUN
    case: CaseMode = CaseMode.ANY
    do_not_translate: bool = False
    status: Status = Status.APPROVED
    cues: tuple[str, ...] = ()
    definition: str = ""
    note: str = ""
    gender: Gender = Gender.UNKNOWN
    number: Number = Number.ANY
    forbidden_why: str = ""
    provenance: str = ""
    reliability: Reliability = Reliability.UNKNOWN
    created: date | None = None
    changed: date | None = None
    replaced_by: str = ""
    valid_until: date | None = None
    related: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    target_contexts: tuple[str, ...] = ()

    @property
    def source_terms(self) -> tuple[str, ...]:
        """The French terms without the abbreviations, the preferred one first."""
        return (self.source, *self.source_variants)

    @property
    def accepted(self) -> tuple[str, ...]:
        """Every English form that renders the concept, the preferred one first, without repetition."""
        forms = (self.target, *self.target_variants, *self.american, self.short, self.first_use)
        return tuple(dict.fromkeys(form for form in forms if form))

    @property
    def binding(self) -> bool:
        """Whether the concept is looked for in a text."""
        return self.status is not Status.DEPRECATED
