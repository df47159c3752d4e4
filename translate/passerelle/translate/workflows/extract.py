"""Candidates for the glossary from French articles, each with what the memory and the model would say in English."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from pathlib import Path

from passerelle.glossary.concept import Concept, PartOfSpeech, Reliability, Status
from passerelle.glossary.errors import FileError
from passerelle.glossary.files import write_atomically
from passerelle.glossary.formats.tsv import write_tsv
from passerelle.glossary.keys import slug, term_key
from passerelle.glossary.match import Matcher
from passerelle.glossary.proposals import EXTRACTION, Candidate, free_id
from passerelle.glossary.termbase import Termbase
from passerelle.translate.engine.decode import Engine
from passerelle.translate.engine.packages import resolve_package
from passerelle.translate.extraction.rank import Extracted, rank_terms
from passerelle.translate.extraction.tally import Context, Kind, Tally
from passerelle.translate.formats.articles import find_articles, read_document
from passerelle.translate.ladder.project import project_spans
from passerelle.translate.memory import (
    Memory,
    find_holding,
    lookup_form,
    open_memory,
    read_memory,
    replace_proposals,
    settled_ids,
)
from passerelle.translate.memory.terms import StoredProposal
from passerelle.translate.text.document import Document, DocumentError, plain_words
from passerelle.translate.text.language import guess_language
from passerelle.translate.text.markup import Span, unmark
from passerelle.translate.text.phrases import counted
from passerelle.translate.text.segment import split_plainly, split_segments
from passerelle.translate.text.typography import match_capital, match_stop
from passerelle.translate.workflows.each import Failed, do_each


@dataclass(frozen=True, slots=True)
class Guess:
    """English that no one stands by: the ``origin`` is “model”, or “memory”, whose approved pair of sentences goes with it.

    ``text`` is empty where only the pair is known.
    """

    text: str
    origin: str
    french: str = ""
    english: str = ""


@dataclass(frozen=True, slots=True)
class Proposed:
    """A term found in articles, and what the memory and the model would say."""

    term: Extracted
    guesses: tuple[Guess, ...] = ()

    @property
    def candidate(self) -> Candidate:
        """The candidate as the list has it: no English, since a person must give that."""
        term = self.term
        source = f"{term.text} ({term.short})" if term.short else term.text
        return Candidate(source, "", reviewers=(EXTRACTION,))

    @property
    def target(self) -> str:
        """The best guess, empty where there is none: the memory's, which people approved, before the model's."""
        return next((guess.text for guess in self.guesses if guess.text), "")


@dataclass(frozen=True, slots=True)
class Extraction:
    """What is asked for: so many terms at most, in so many places at least; with which memory and model.

    ``guess`` tells whether the model is asked at all.
    """

    limit: int = 50
    least: int = 1
    memory: Path | None = None
    model: str | None = None
    guess: bool = True


def extract_terms(
    paths: Sequence[Path],
    termbase: Termbase,
    wanted: Extraction,
    *,
    failed: Failed | None = None,
    progress: Callable[[int], Callable[[int], None]] | None = None,
) -> list[Proposed]:
    """Return the terms of articles, or of all articles in folders, that the glossary lacks and no one dismissed, the best first.

    Articles are read one by one. Those that cannot be read, or are not French, are told to ``failed``, where it is given.

    Raises:
        PasserelleError: an article is at fault and there is no one to tell, or the memory or the model is.
    """
    tally = count_articles(paths, termbase, failed, progress)
    known = {term_key(form) for concept in termbase.concepts for form in concept.source_terms}
    path = wanted.memory
    with read_memory(path) if path and path.exists() else nullcontext() as memory:
        settled = settled_ids(memory) if memory else frozenset()
        found = (
            Proposed(term) for term in rank_terms(tally, wanted.least) if term_key(term.text) not in known
        )
        chosen = list(islice((each for each in found if not _is_settled(each, settled)), wanted.limit))
        if not chosen:
            return []
        engine = Engine(resolve_package(wanted.model)) if wanted.guess else None
        return list(_with_guesses(chosen, memory, engine))


def _is_settled(proposed: Proposed, settled: Collection[str]) -> bool:
    candidates = (proposed.candidate, Candidate(proposed.term.text, ""))
    return any(name in settled for each in candidates for name in (each.id, each.key))


def count_articles(
    paths: Iterable[Path],
    termbase: Termbase,
    failed: Failed | None = None,
    progress: Callable[[int], Callable[[int], None]] | None = None,
) -> Tally:
    """Return what articles hold that the termbase does not; each file is read once.

    Raises:
        PasserelleError: as `extract_terms`.
    """
    found = do_each(paths, lambda path: find_articles(path) if path.is_dir() else (path,), failed)
    files = dict.fromkeys(file for files in found for file in files)
    tally = Tally(Matcher(termbase))
    step = progress(len(files)) if progress else None

    def count(file: Path) -> None:
        if step:
            step(1)
        for context in _contexts(_french(read_document(file)), file):
            tally.add(context)

    do_each(files, count, failed)
    return tally


_FIRST_BLOCKS = 200


def _french(document: Document) -> Document:
    text = " ".join(plain_words(block.text) for block in document.blocks[:_FIRST_BLOCKS])
    language = guess_language(text)
    if language not in ("", "French"):
        raise DocumentError(
            f"is {language}, not French; terms are looked for in French articles.", path=document.path
        )
    return document


_LONGEST = 1000  # letters; a longer sentence is a list without stops, which no one reads as one


def _contexts(document: Document, file: Path) -> Iterator[Context]:
    for block in document.blocks:
        text = unicodedata.normalize("NFC", plain_words(block.text))
        for sentence in split_plainly(text, "fr"):
            for segment in split_segments(sentence.text) if len(sentence.text) > _LONGEST else (sentence,):
                yield Context(segment.text, str(file), block.line)


def _with_guesses(
    chosen: Sequence[Proposed], memory: Memory | None, engine: Engine | None
) -> Iterator[Proposed]:
    drafts = engine.translate([each.term.text for each in chosen]) if engine else [[]] * len(chosen)
    for each, draft in zip(chosen, drafts, strict=True):
        remembered = _remembered(each.term, memory, engine) if memory else None
        drafted = [Guess(bare_term(each.term.text, best.text, opens=True), "model") for best in draft[:1]]
        yield replace(each, guesses=tuple(filter(None, (remembered, *drafted))))


def _remembered(term: Extracted, memory: Memory, engine: Engine | None) -> Guess | None:
    """Return what the memory's newest sentence with the term says, and which of its words, where a model can align them."""
    for form in dict.fromkeys((term.text, *term.forms)):
        for unit in find_holding(memory, form, limit=1):
            french, english = lookup_form(unmark(unit.source)[0]), unmark(unit.target)[0]
            text = ""
            if engine and engine.package.aligned:
                text = _aligned(engine, french, english, lookup_form(form))
            return Guess(text, "memory", french, english)
    return None


def _aligned(engine: Engine, french: str, english: str, form: str) -> str:
    """Return the words of an English sentence on which the model's attention to the French term rests."""
    start = french.casefold().find(form.casefold())
    [found] = engine.attend([french], [english])
    attention = (engine.encode(french), found.tokens, found.attention)
    [span] = project_spans([Span(1, start, start + len(form))], french, english, attention=attention)
    return bare_term(form, english[span.start : span.end], opens=span.start == 0)


_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)


def bare_term(french: str, english: str, *, opens: bool) -> str:
    """Return English as a glossary has it: no article before it, no stop behind, no capital because it ``opens`` a sentence.

    >>> bare_term("biopsie liquide", "The liquid biopsy.", opens=True), bare_term("banque", "the HAS bank", opens=True)
    ('liquid biopsy', 'HAS bank')
    """
    text = _ARTICLE.sub("", match_stop(french, english).strip(" \u00a0,;:"))
    return match_capital(french, text) if opens else text


def store_terms(path: Path, found: Iterable[Proposed], now: datetime) -> None:
    """Put terms on the list of candidates, which the memory at ``path`` keeps, in the place of earlier findings of the same.

    Raises:
        ReadOnlyMemoryError: the memory can only be read.
        TranslationMemoryError: the memory cannot be used.
    """
    rows = [row for each in found for row in _rows(each, f"{now:%Y-%m-%d}")]
    if rows:
        with open_memory(path) as memory:
            replace_proposals(memory, rows, EXTRACTION)


def _rows(each: Proposed, date: str) -> Iterator[StoredProposal]:
    """Yield what the list keeps of a term: how often and what is guessed, and then each context."""
    source, contexts = each.candidate.source, each.term.contexts
    places = [f"{context.document}:{context.line}" for context in contexts]
    yield StoredProposal(source, "", tell_term(each), EXTRACTION, places[0], date)
    for context, place in zip(contexts, places, strict=True):
        yield StoredProposal(source, "", f"“{context.sentence}”", EXTRACTION, place, date)


def tell_term(each: Proposed) -> str:
    """Return how often a term stands in how many documents, and what is guessed, as a line for people."""
    told = [f"{counted(each.term.count, 'place')} in {counted(each.term.documents, 'document')}"]
    told += [f"the {guess.origin} guesses “{guess.text}”" for guess in each.guesses if guess.text]
    told += [f"the memory says “{guess.english}”" for guess in each.guesses if guess.english]
    return "; ".join(told)


def refuse_existing(path: Path) -> None:
    """Refuse to write a glossary file over another one.

    Raises:
        FileError: there is a file already, or its suffix is not that of a glossary file.
    """
    if path.suffix.lower() != ".tsv":
        raise FileError("is no name of a glossary file; let it end in .tsv.", path=path)
    if path.exists():
        raise FileError("exists already and may hold your work; give another name.", path=path)


def save_terms(path: Path, found: Iterable[Proposed], termbase: Termbase) -> None:
    """Write terms as a glossary file of proposed concepts, for a person to edit; English that no one guesses is empty.

    Raises:
        FileError: the file exists already or cannot be written.
    """
    refuse_existing(path)
    concepts: list[Concept] = []
    for each in found:
        known = replace(termbase, concepts=(*termbase.concepts, *concepts))
        concepts.append(_concept(each, free_id(slug(each.term.text), known), path.stem))
    with write_atomically(path) as stream:
        write_tsv(stream, concepts)


def _concept(each: Proposed, concept_id: str, domain: str) -> Concept:
    term = each.term
    where = [
        f"“{context.sentence}” ({context.document}, line {context.line})" for context in term.contexts[:1]
    ]
    return Concept(
        concept_id,
        term.text,
        each.target,
        domain,
        abbreviations=(term.short,) if term.short else (),
        pos=PartOfSpeech.PROPER if term.kind is Kind.NAME else PartOfSpeech.NOUN,
        status=Status.PROPOSED,
        reliability=Reliability.PROPOSED,
        note="; ".join((tell_term(each), *where)),
    )
