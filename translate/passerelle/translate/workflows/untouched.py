"""Articles that a change of the glossaries does not touch: all that was made of them stands, and only names the glossaries of today."""

from contextlib import suppress
from dataclasses import dataclass, replace

from passerelle.glossary.errors import PasserelleError
from passerelle.glossary.files import digest, read_bytes, write_atomically
from passerelle.glossary.locks import Patience, lock_file
from passerelle.glossary.termbase import Termbase
from passerelle.translate.constraints.bearing import bearing_of
from passerelle.translate.formats.po.stamp import name_glossaries
from passerelle.translate.workflows.ground import Ground
from passerelle.translate.workflows.names import Named
from passerelle.translate.workflows.options import Options, catalog_path
from passerelle.translate.workflows.run_state import RunState
from passerelle.translate.workflows.unchanged import Made, digest_files, remember


def read_today(ground: Ground) -> "Today | None":
    """Return the glossaries of a run, None where they cannot be read, or no longer are those of its state."""
    with suppress(OSError, PasserelleError):
        termbase, state = ground.glossaries
        if state is not None:
            return Today(termbase, ground.options, state)
    return None


@dataclass(frozen=True, slots=True)
class Today:
    """The glossaries of a run, and the state of that."""

    termbase: Termbase
    options: Options
    state: RunState

    def keep(self, article: Named, made: Made) -> bool:
        """Return whether all that was made of an article may stay; then its catalogue names the glossaries of today, as a run writes it.

        What cannot be written here and now is left to a run that does its work again, and tells why.
        """
        if bearing_of(self.termbase).on(made.traces) != made.bearing:
            return False
        path = catalog_path(self.options.out, article.name)
        with suppress(PasserelleError), lock_file(path, Patience(0)):
            data = read_bytes(path)
            named = name_glossaries(data, self.termbase.version, self.termbase.files)
            if named is None or digest_files(article, self.options) != made.files:
                return False
            if named != data:
                with write_atomically(path, binary=True, expected=made.files.catalog) as stream:
                    stream.write(named)
            files = replace(made.files, catalog=digest(named))
            remember(replace(made, state=self.state, files=files), self.options)
            return True
        return False
