"""The engine: an Argos package driven through CTranslate2, many sentences at a time."""

import os
from array import array
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from passerelle.translate.engine.masking import Masked, mask, mask_like, unmask
from passerelle.translate.engine.packages import ModelPackage, PackageError, read_metadata

BEAM = 4
LENGTH_PENALTY = 0.2
BATCH_TOKENS = 1024
"""Source tokens a batch: argostranslate's 32 means about one sentence at a time, four times slower."""

SCORE_TOKENS = 256
"""English tokens a batch when scoring: measured three times faster than 2,048, since padding is scored too."""

ATTEND_SENTENCES = 32

Progress = Callable[[int], None]
Watch = Callable[[], None]
"""Called before each batch: what it raises ends the work."""
Attention = Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One English candidate; ``score`` is its log-probability per token as the search saw it.

    ``attention`` has one row a target token with one weight for each of the ``source`` tokens, or is empty.
    """

    text: str
    tokens: tuple[str, ...]
    score: float
    attention: Attention = ()
    source: tuple[str, ...] = ()


class Engine:
    """A loaded package; all methods take many sentences and keep their order.

    A model that carries signs gets them for the addresses of its sentences: texts have the addresses again, tokens and
    attention the signs.
    """

    def __init__(self, package: ModelPackage, *, threads: int | None = None) -> None:
        """Load ``package`` for the CPU.

        Raises:
            PackageError: the model file is damaged.
        """
        self.package = package
        self._threads = threads or os.cpu_count() or 1
        self.watch: Watch = lambda: None
        try:
            self._tokenizer = self._open_tokenizer()
            self._tokenizer.encode("essai")
            self._translator = self._load()
        except (RuntimeError, OSError, ValueError) as error:
            raise PackageError(
                "cannot be loaded: the model is damaged or of an unknown kind; install it again.",
                path=package.folder,
            ) from error

    def watched(self, watch: Watch) -> "Engine":
        """Return this engine, its model shared, as one that calls ``watch`` before every batch."""
        own = copy(self)
        own.watch = watch
        return own

    def _open_tokenizer(self) -> Any:
        from argostranslate.tokenizer import (  # noqa: PLC0415  (not where nothing is translated)
            BPETokenizer,
            SentencePieceTokenizer,
        )

        pieces = self.package.folder / "sentencepiece.model"
        if pieces.is_file():
            return SentencePieceTokenizer(pieces)
        return BPETokenizer(self.package.folder / "bpe.model", "fr", "en")

    def _load(self) -> Any:
        import ctranslate2  # noqa: PLC0415  (as above)

        return ctranslate2.Translator(
            str(self.package.folder / "model"), device="cpu", inter_threads=self._threads, intra_threads=1
        )

    @cached_property
    def prefix(self) -> list[str]:
        """The tokens that a multilingual package wants before each target, mostly none."""
        prefix = read_metadata(self.package.folder).get("target_prefix")
        return [prefix] if prefix else []

    def encode(self, source: str) -> list[str]:
        """Return the tokens of a French text as the model gets it."""
        return self._encode(self._mask(source).text)

    def _encode(self, text: str) -> list[str]:
        return list(self._tokenizer.encode(text))

    def _mask(self, source: str) -> Masked:
        return mask(source, self.package.signs)

    def decode(self, tokens: Sequence[str]) -> str:
        """Return the text of tokens as argostranslate gives it."""
        text = str(self._tokenizer.decode(list(tokens)))
        return text.removeprefix(" ")

    def translate(
        self,
        sources: Sequence[str],
        *,
        hypotheses: int = 1,
        within: float | None = None,
        beam: int = BEAM,
        attention: bool = False,
        starts: Sequence[str] | None = None,
        no_repeat: int = 0,
        progress: Progress | None = None,
    ) -> list[list[Hypothesis]]:
        """Translate each source; the best of its ``hypotheses`` first, up to the first more than ``within`` nats a token below it.

        ``starts`` are the words with which each translation must begin. ``no_repeat`` is the number of tokens of which
        no group may come twice (0: any may). ``progress`` is called with the number of sentences finished since the
        last call.
        """
        masked = [self._mask(source) for source in sources]
        tokens = [self._encode(one.text) for one in masked]
        prefixes = [
            self.prefix + (self._encode(mask_like(start, one)) if start else [])
            for start, one in zip(starts or [""] * len(masked), masked, strict=True)
        ]
        found: list[list[Hypothesis]] = [[] for _ in masked]

        def send(chosen: Sequence[int]) -> Any:
            return self._translator.translate_batch(
                [tokens[index] for index in chosen],
                target_prefix=[prefixes[index] for index in chosen] if any(prefixes) else None,
                beam_size=max(beam, hypotheses),
                num_hypotheses=hypotheses,
                length_penalty=LENGTH_PENALTY,
                no_repeat_ngram_size=no_repeat,
                replace_unknowns=True,
                return_scores=True,
                return_attention=attention,
                asynchronous=True,
            )

        for index, result in self._in_turn(_batches([*map(len, tokens)], BATCH_TOKENS), send):
            found[index] = list(self._hypotheses(result, masked[index], tuple(tokens[index]), within))
            if progress:
                progress(1)
        return found

    def _in_turn(
        self, batches: Iterator[Sequence[int]], send: Callable[[Sequence[int]], Any]
    ) -> Iterator[tuple[int, Any]]:
        """Yield the results of batches with the indices that they are for; few are sent ahead, since none can be called back."""
        sent: deque[tuple[Sequence[int], Any]] = deque()
        for batch in batches:
            self.watch()
            sent.append((batch, send(batch)))
            if len(sent) > 2 * self._threads:
                yield from _results(*sent.popleft())
        while sent:
            yield from _results(*sent.popleft())

    def _hypotheses(
        self, result: Any, masked: Masked, source: tuple[str, ...], within: float | None
    ) -> Iterator[Hypothesis]:
        attention, found = result.attention, result.hypotheses  # each access copies them all
        scores = [_per_token(score, len(own)) for score, own in zip(result.scores, found, strict=True)]
        for index, (tokens, score) in enumerate(zip(found, scores, strict=True)):
            if within is not None and score < scores[0] - within:
                return
            own = tokens[len(self.prefix) :]
            rows = tuple(array("f", row) for row in attention[index]) if attention else ()
            text = unmask(self.decode(own), masked)
            yield Hypothesis(text, tuple(own), score, rows[len(self.prefix) :], source)

    def score(self, sources: Sequence[str], targets: Sequence[str]) -> list[float]:
        """Return the log-probability per token of each target given its source."""
        masked = [self._mask(source) for source in sources]
        tokens = [self._encode(one.text) for one in masked]
        said = [
            self.prefix + self._encode(mask_like(target, one))
            for target, one in zip(targets, masked, strict=True)
        ]
        scores = [0.0] * len(masked)

        def send(chosen: Sequence[int]) -> Any:
            return self._translator.score_batch(
                [tokens[index] for index in chosen], [said[index] for index in chosen], asynchronous=True
            )

        for index, result in self._in_turn(_batches([*map(len, said)], SCORE_TOKENS), send):
            scores[index] = sum(result.log_probs) / max(1, len(result.log_probs))
        return scores

    def attend(self, sources: Sequence[str], targets: Sequence[str]) -> list[Hypothesis]:
        """Return each target as a hypothesis with the attention of its tokens, as if it had been generated."""
        masked = [self._mask(source) for source in sources]
        tokens = [
            self.prefix + self._encode(mask_like(target, one))
            for target, one in zip(targets, masked, strict=True)
        ]
        french = [self._encode(one.text) for one in masked]
        order = sorted(range(len(tokens)), key=lambda index: len(tokens[index]))
        found: list[Hypothesis | None] = [None] * len(tokens)
        for start in range(0, len(order), ATTEND_SENTENCES):
            self.watch()
            chunk = order[start : start + ATTEND_SENTENCES]
            longest = max(len(tokens[index]) for index in chunk)
            results = self._translator.translate_batch(
                [french[index] for index in chunk],
                target_prefix=[tokens[index] for index in chunk],
                max_decoding_length=longest,
                beam_size=1,
                return_attention=True,
            )
            for index, result in zip(chunk, results, strict=True):
                rows = tuple(
                    array("f", row) for row in result.attention[0][len(self.prefix) : len(tokens[index])]
                )
                own = tuple(tokens[index][len(self.prefix) :])
                found[index] = Hypothesis(targets[index], own, 0.0, rows, tuple(french[index]))
        return [hypothesis for hypothesis in found if hypothesis is not None]


def _results(batch: Sequence[int], pending: Sequence[Any]) -> Iterator[tuple[int, Any]]:
    for index, future in zip(batch, pending, strict=True):
        yield index, future.result()


def _batches(lengths: Sequence[int], most: int) -> Iterator[Sequence[int]]:
    """Yield indices in batches of at most ``most`` tokens, padding counted, the longest sentences first.

    >>> list(_batches([2, 9, 3, 2], 6))
    [[1], [2, 0], [3]]
    """
    batch: list[int] = []
    for index in sorted(range(len(lengths)), key=lambda index: -lengths[index]):
        if batch and (len(batch) + 1) * lengths[batch[0]] > most:
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


def _per_token(score: float, length: int) -> float:
    """Turn CTranslate2's score, a sum over ``length ** LENGTH_PENALTY`` with the end sign counted, into a mean."""
    tokens = length + 1
    return float(score * tokens**LENGTH_PENALTY / tokens)
