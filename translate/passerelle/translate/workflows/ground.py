"""What a run stands on, each read once: its state, and its glossaries."""

from dataclasses import dataclass
from functools import cached_property

from passerelle.glossary.compiled import load_compiled
from passerelle.glossary.termbase import Termbase
from passerelle.translate.places import termbases_folder
from passerelle.translate.workflows.options import Options
from passerelle.translate.workflows.run_state import RunState, has_same_glossaries, run_state


@dataclass(frozen=True)
class Ground:
    """The state of a run with ``options`` and its glossaries, each read when it is first asked for."""

    options: Options

    @cached_property
    def state(self) -> RunState | None:
        """The state as the run begins, None where it cannot be known."""
        return run_state(self.options)

    @cached_property
    def glossaries(self) -> tuple[Termbase, RunState | None]:
        """The glossaries, and the state of a run with them: None, too, where someone wrote one in between.

        Raises:
            PasserelleError: a glossary is at fault.
        """
        state = self.state
        termbase = load_compiled(termbases_folder(), self.options.glossaries)
        return termbase, state if state and has_same_glossaries(state, self.options) else None
