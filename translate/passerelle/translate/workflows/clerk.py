"""Reading and writing the articles of a run, and what becomes of each."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from passerelle.glossary.errors import PasserelleError
from passerelle.glossary.termbase import Termbase
from passerelle.translate.catalog.entry import Catalog
from passerelle.translate.catalog.summary import Summary
from passerelle.translate.pipeline import Translation
from passerelle.translate.workflows.article import Read, read_named, write_read
from passerelle.translate.workflows.names import Named
from passerelle.translate.workflows.options import Options
from passerelle.translate.workflows.run_state import RunState
from passerelle.translate.workflows.set_aside import SetAside
from passerelle.translate.workflows.stretches import KeptStretches

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Run:
    """What all articles of a run share; ``state`` is that of `run_state`, None where nothing may be remembered."""

    options: Options
    termbase: Termbase
    state: RunState | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """What became of an article: its figures, of one of an archive its English, or its error; None where it is too long to be done beside others.

    ``written`` are files that another process wrote.
    """

    article: Named
    result: Summary | Translation | PasserelleError | None
    written: tuple[Path, ...] = ()


class WorkError(PasserelleError):
    """An article is not translated, though nothing is known to be wrong with it."""


@dataclass(frozen=True, slots=True)
class Clerk:
    """Reads and writes the articles of a run one by one; what is wrong with one of them does not stop the others.

    So it is with what no one foresaw, which is raised only of an article that is ``alone`` in its run.
    """

    run: Run
    stretches: KeptStretches
    alone: bool = False
    aside: SetAside = field(default_factory=SetAside)

    def read(self, article: Named) -> Read | PasserelleError:
        """Return an article as it was read, or why it cannot be."""
        return self._try(article, read_named, article, self.run.options)

    def write(self, read: Read, made: Translation | PasserelleError) -> Done:
        """Write what was made of an article that was read."""
        if isinstance(made, PasserelleError):
            return Done(read.article, made)
        return Done(read.article, self._try(read.article, self._write, read, made))

    def _write(self, read: Read, made: Translation) -> Summary:
        summary = write_read(read, made, self.run.termbase, self.run.options, self.run.state, self.aside)
        self.stretches.forget(summary.document)
        return summary

    def previous(self, read: Iterable[Read]) -> Mapping[str, Catalog]:
        """Return the catalogues whose entries may stay, by the names of the documents."""
        if self.run.options.fresh:
            return {}
        return {each.document.name: each.catalog for each in read if each.catalog is not None}

    def _try(self, article: Named, step: Callable[..., Result], *given: object) -> Result | PasserelleError:
        try:
            return step(*given)
        except PasserelleError as error:
            return error
        except Exception as error:
            if self.alone:
                raise
            return unforeseen(article, error)


def unforeseen(article: Named, error: Exception) -> WorkError:
    """Return the sentence for what no one foresaw of an article."""
    words = str(error)[:_LONGEST]
    kind = f"{type(error).__name__}{f': {words}' if words else ''}"
    return WorkError(
        f"is not translated, for something that Passerelle does not expect ({kind}); translate it alone with --debug to see the"
        " details.",
        path=article.path,
    )


_LONGEST = 200  # characters of an error's own words
