"""Finding the termbase's French terms in a text, inflected as they may be."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from passerelle.glossary import lemmas
from passerelle.glossary.concept import CaseMode, Concept, PartOfSpeech
from passerelle.glossary.homographs import is_verb
from passerelle.glossary.keys import TOKEN, head_key, inflection_key, number_key, split_term, text_key
from passerelle.glossary.layers import is_acronym, is_name, prevails
from passerelle.glossary.termbase import Termbase


@dataclass(frozen=True, slots=True)
class Hit:
    """A French form found at ``start``–``end``; several concepts where the form is ambiguous."""

    start: int
    end: int
    text: str
    concepts: tuple[Concept, ...]
    abbreviation: bool = False
    plural: bool = False


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two forms that share words: the longer, or else the earlier one, was kept."""

    kept: Hit
    dropped: Hit


@dataclass(frozen=True, slots=True)
class Matches:
    """The hits of one text in order, not overlapping, and what gave way to them."""

    hits: tuple[Hit, ...] = ()
    overlaps: tuple[Overlap, ...] = ()


_NO_MATCHES = Matches()


@dataclass(frozen=True, slots=True)
class _Form:
    concept: Concept
    words: tuple[str, ...]
    abbreviation: bool
    case: CaseMode
    layer: int


@dataclass(slots=True)
class _Node:
    children: dict[str, "_Node"] = field(default_factory=dict)
    forms: list[_Form] = field(default_factory=list)


class Matcher:
    """Finds the forms of a termbase; building it costs some microseconds a term, so keep it."""

    def __init__(self, termbase: Termbase) -> None:
        """Index every form of every concept that binds."""
        self._root = _Node()
        binding = [concept for concept in termbase.concepts if concept.binding]
        for concept in binding:
            for form in _forms(concept, termbase.layer(concept)):
                self._add(form)
        written = (form for concept in binding for form in (*concept.source_terms, *concept.abbreviations))
        self.capitals = tuple(dict.fromkeys(form for form in written if not form.islower()))
        """The French forms that are written with capitals, names and acronyms, in the order of the glossary."""

    def _add(self, form: _Form) -> None:
        node = self._root
        for word in form.words:
            node = node.children.setdefault(inflection_key(word), _Node())
        if all(form.concept.id != other.concept.id or form.words != other.words for other in node.forms):
            node.forms.append(form)

    def find(self, text: str) -> Matches:
        """Return the terms of ``text``: whole words, longest match first, in order of place."""
        tokens = list(TOKEN.finditer(text))
        keys = [inflection_key(token[0]) for token in tokens]
        found = []
        for start in range(len(keys)):
            node, end = self._root.children.get(keys[start]), start + 1
            while node is not None:
                if node.forms and (hit := _hit(text, tokens[start:end], node.forms)):
                    found.append(hit)
                node, end = node.children.get(keys[end]) if end < len(keys) else None, end + 1
        return _resolve_overlaps(found) if found else _NO_MATCHES

    def touch(self, keys: Sequence[str]) -> Iterator[Concept]:
        """Yield every concept of which a form stands in words given by their `inflection_key`, some several times.

        `find` tells of no other one, and of fewer: capitals, verbs and longer terms count for nothing here.
        """
        for start in range(len(keys)):
            node: _Node | None = self._root
            for place in range(start, len(keys)):
                assert node is not None
                node = node.children.get(keys[place])
                if node is None:
                    break
                for form in node.forms:
                    yield form.concept


@lru_cache(maxsize=4)
def matcher_of(termbase: Termbase) -> Matcher:
    """Return the matcher of a termbase, built once for all who ask."""
    return Matcher(termbase)


def _forms(concept: Concept, layer: int) -> Iterator[_Form]:
    for term in (*concept.source_terms, *concept.abbreviations):
        short = is_acronym(concept, term)
        case = CaseMode.EXACT if short else concept.case
        yield _Form(concept, split_term(term), abbreviation=short, case=case, layer=layer)


def _fits(form: _Form, words: tuple[str, ...], text: str) -> bool:
    if form.case is CaseMode.EXACT:
        shouting = _is_shouting(text)
        if (
            shouting
            and form.abbreviation
            and len(words) == 1
            and lemmas.is_known(words[0].lower(), lang="fr")
        ):
            return False  # in a title in capitals, SAS or AMI may be the plain word
        return words == form.words or (shouting and words == tuple(map(str.upper, form.words)))
    if form.case is CaseMode.CAPITAL and not words[0][0].isupper() and not words[0][0].isdigit():
        return False
    return head_key(words[0], alone=len(words) == 1) == head_key(form.words[0], alone=len(words) == 1)


def _nouns_as_nouns(text: str, place: tuple[int, int], forms: list[_Form]) -> list[_Form]:
    """Leave out nouns where the text has a form of a verb, of one word: “a arrêté” is no order."""
    nouns = [form for form in forms if form.concept.pos is PartOfSpeech.NOUN and not form.abbreviation]
    if not nouns or not is_verb(text, *place):
        return forms
    return [form for form in forms if form not in nouns]


def _hit(text: str, tokens: list[re.Match[str]], forms: list[_Form]) -> Hit | None:
    """Return what the words stand for, if they are written as any of the forms asks."""
    start, end = tokens[0].start(), tokens[-1].end()
    written = tuple([unicodedata.normalize("NFC", token[0]) for token in tokens])
    fitting = [form for form in forms if _fits(form, written, text)]
    if len(tokens) == 1:
        fitting = _nouns_as_nouns(text, (start, end), fitting)
    if not fitting:
        return None
    chosen = _standing(_exact(fitting, written))
    short = any(form.abbreviation for form in chosen)
    concepts = tuple({form.concept.id: form.concept for form in chosen}.values())
    plural = not short and _is_plural([token[0] for token in tokens], chosen[0])
    return Hit(start, end, text[start:end], concepts, abbreviation=short, plural=plural)


def _exact(forms: list[_Form], written: tuple[str, ...]) -> list[_Form]:
    """Where the text has an abbreviation, only what is written like it is meant, or as a name: AMI is Ami, but no ami."""
    if not any(form.abbreviation for form in forms):
        return forms
    return [
        form
        for form in forms
        if form.abbreviation or form.words == written or (len(written) == 1 and is_name(form.words[0]))
    ]


def _standing(forms: list[_Form]) -> list[_Form]:
    """Return the forms that no later glossary overrides."""
    return [
        form
        for form in forms
        if not any(form.layer < other.layer and prevails(other.concept, form.concept) for other in forms)
    ]


def _is_plural(words: Sequence[str], form: _Form) -> bool:
    """Tell whether the text has a plural where the dictionary form has a singular, judged by the first word that differs."""
    for own, word in zip(words, form.words, strict=True):
        low, dictionary = own.casefold(), word.casefold()
        if low != dictionary and number_key(low) != low:
            return len(low) > len(dictionary) or low.endswith(("aux", "s", "x"))
    return False


@lru_cache(maxsize=16)  # asked of every abbreviation of a text
def _is_shouting(text: str) -> bool:
    letters = list(filter(str.isalpha, text))
    return len(letters) > 12 and sum(map(str.isupper, letters)) > 0.8 * len(letters)


def _resolve_overlaps(found: Iterable[Hit]) -> Matches:
    kept: list[Hit] = []
    overlaps: list[Overlap] = []
    for hit in sorted(found, key=lambda hit: (hit.start - hit.end, hit.start)):
        rival = next((other for other in kept if hit.start < other.end and other.start < hit.end), None)
        if rival is None:
            kept.append(hit)
        else:
            overlaps.append(Overlap(rival, hit))
    return Matches(tuple(sorted(kept, key=lambda hit: hit.start)), tuple(overlaps))


@dataclass(frozen=True, slots=True)
class Sense:
    """The concept that a hit stands for; None where the text does not decide between ``hit.concepts``.

    ``cues`` are the words that decided, where words had to.
    """

    hit: Hit
    concept: Concept | None
    cues: tuple[str, ...] = ()


class SenseFinder:
    """Decides ambiguous terms by the cues that a document holds."""

    def __init__(self, document: str) -> None:
        """Take the whole French text of a document."""
        # Asked of each term again and again, and a long document takes its time to be searched.
        self._holds = cache(text_key(document).__contains__)

    def decide(self, hit: Hit, sentence: str) -> Sense:
        """Return the sense of ``hit``: cues in the sentence weigh more than those elsewhere.

        A term written out that only one concept claims needs none; an abbreviation with cues does, since it may stand
        for something that the termbase does not know. Where no cue is near, a form means the one concept that needs none.
        """
        if len(hit.concepts) == 1 and not (hit.abbreviation and hit.concepts[0].cues):
            return Sense(hit, hit.concepts[0])
        near = text_key(sentence)
        found = [self._find_cues(concept, hit) for concept in hit.concepts]
        scores = [sum(3 if key in near else 1 for key in cues) for cues in found]
        best = max(scores)
        if best == 0:
            plain = [concept for concept in hit.concepts if not concept.cues]
            return Sense(hit, plain[0] if len(plain) == 1 else None)
        if scores.count(best) > 1:
            return Sense(hit, None)
        chosen = scores.index(best)
        return Sense(hit, hit.concepts[chosen], tuple(found[chosen].values()))

    def _find_cues(self, concept: Concept, hit: Hit) -> dict[str, str]:
        """Return the words by their key that the document has of those that point to a concept."""
        # The full term itself, written out somewhere in the document, settles an abbreviation.
        words = (*concept.cues, *(concept.source_terms if hit.abbreviation else ()))
        cues = {text_key(word): word for word in words}
        cues.pop(text_key(hit.text), None)
        return {key: word for key, word in cues.items() if self._holds(key)}
