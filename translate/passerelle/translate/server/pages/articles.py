"""Articles that were sent to the page: translated one after the other, and kept for a while under names that nobody can guess."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from passerelle.glossary.errors import PasserelleError
from passerelle.translate.catalog.entry import Catalog
from passerelle.translate.engine.decode import Watch
from passerelle.translate.formats.fragment import read_parts
from passerelle.translate.ladder.constrain import Progress
from passerelle.translate.pipeline import Translation
from passerelle.translate.server.limits import Limits
from passerelle.translate.server.request_error import RequestError
from passerelle.translate.server.safely import Tell
from passerelle.translate.server.store import Place, Store
from passerelle.translate.text.document import Document
from passerelle.translate.workflows.downloads import translate_article
from passerelle.translate.workflows.strings import unwatched

_MOST = 30
_CHARACTERS = 2_000_000
"""The most articles and characters that are kept; of more, the oldest are forgotten."""


class TranslateArticle(Protocol):
    """The usual way of a document; ``progress`` as `translate_documents` has it."""

    def __call__(
        self,
        document: Document,
        previous: Catalog | None,
        progress: Callable[[int], Progress] | None = None,
        watch: Watch = unwatched,
        /,
    ) -> Translation:
        """Return the document's catalogue; what ``watch`` raises between two of the model's batches ends the work."""


class _StoppedError(Exception):
    """Nobody wants the article any more, or it takes too long."""


@dataclass(slots=True)
class Article:
    """An article at its ``place``: how far its translation is, in sentences, and its catalogue, or what went wrong.

    ``error`` is a sentence for people. ``stopped`` asks the translation to end; it does before the model's next batch.
    """

    place: Place
    done: int = 0
    total: int = 0
    size: int = 0
    catalog: Catalog | None = None
    error: str = ""
    stopped: bool = False
    end: float = 0.0
    work: Future[None] = field(default_factory=Future)

    @property
    def name(self) -> str:
        """What it is asked for by."""
        return self.place.name

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self.place.path

    @property
    def title(self) -> str:
        """What the reader calls it: its file's name."""
        return self.path.name

    @property
    def ready(self) -> bool:
        """Whether nothing more will come."""
        return self.catalog is not None or bool(self.error) or self.stopped


class Articles:
    """What was sent lies in the store; what was made of it in memory. One thread does the work."""

    def __init__(self, translate: TranslateArticle, store: Store, limits: Limits, tell: Tell) -> None:
        """Keep no article yet."""
        self._translate = translate
        self._limits = limits.of_file
        self._tell = tell
        self._store = store
        self._articles: dict[str, Article] = {}
        self._thread = ThreadPoolExecutor(1, "articles")

    def start(self, file_name: str, content: bytes) -> Article:
        """Keep an article and begin to translate it as soon as those before it are done.

        Raises:
            RequestError: too many wait already.
        """
        if sum(not article.ready for article in [*self._articles.values()]) >= self._limits.waiting:
            raise RequestError(429, "Slowdown: too many articles are waiting; try again in a moment.")
        place = self._store.make_place(file_name)
        place.path.write_bytes(content)
        article = self._articles[place.name] = Article(place)
        article.work = self._thread.submit(self._work, article)
        article.work.add_done_callback(lambda _: self.forget(place.name) if article.stopped else None)
        return article

    def find(self, name: str) -> Article:
        """Return an article that is still kept.

        Raises:
            RequestError: there is none of this name, or no longer.
        """
        article = self._articles.get(name)
        if article is None:
            raise RequestError(404, "There is no such article, or no longer.")
        return article

    def stop(self, article: Article) -> None:
        """Ask that the translation of an article ends, and forget it."""
        article.stopped = True
        article.work.cancel()
        self.forget(article.name)

    def forget(self, name: str) -> None:
        """Remove an article; one under way is stopped first, and removed when it has."""
        article = self._articles.get(name)
        if article is None:
            return
        article.stopped = True
        if article.work.done():
            self._articles.pop(name, None)
            self._store.forget(article.place)

    def close(self) -> None:
        """Stop what is under way, and forget everything."""
        for article in [*self._articles.values()]:
            article.stopped = True
        self._thread.shutdown(cancel_futures=True)
        self._articles.clear()

    def _work(self, article: Article) -> None:
        article.end = time.monotonic() + self._limits.seconds
        try:
            article.catalog = translate_article(article.path, self._step_by_step(article))
        except _StoppedError:
            article.error = "" if article.stopped else "takes too long to translate; send it in parts."
        except PasserelleError as error:
            article.error = str(error.args[0])
        except Exception as error:  # noqa: BLE001  (whatever an article does to the pipeline, the thread goes on)
            self._tell(f"an article failed: {type(error).__name__}")
            article.error = "could not be translated: something unexpected happened."
        finally:
            read_parts.cache_clear()  # it holds the strings of the file, and would of all that follow
        self._make_room(article)

    def _step_by_step(self, article: Article) -> Callable[[Document, Catalog | None], Translation]:
        """Return the usual way of a document that counts its sentences, and ends early where it must."""

        def progress(total: int) -> Progress:
            article.total += total
            return step

        def step(count: int) -> None:
            article.done += count

        def watch() -> None:
            if article.stopped or time.monotonic() > article.end:
                raise _StoppedError

        def translate(document: Document, previous: Catalog | None) -> Translation:
            article.size += sum(len(block.text) for block in document.blocks)
            if article.size > self._limits.characters:
                raise RequestError(
                    413, f"has more than {self._limits.characters:,} characters; send it in parts."
                )
            watch()
            return self._translate(document, previous, progress, watch)

        return translate

    def _make_room(self, newest: Article) -> None:
        """Forget the oldest that are finished, until there is room."""
        kept = [each for each in [*self._articles.values()] if each.ready and each is not newest]
        while kept and (len(kept) >= _MOST or newest.size + sum(each.size for each in kept) > _CHARACTERS):
            self.forget(kept.pop(0).name)
