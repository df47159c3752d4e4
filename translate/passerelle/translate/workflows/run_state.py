"""What shapes the results of a run beside its articles, as digests of contents, part by part: so a later run knows what has changed."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from passerelle.glossary.errors import PasserelleError
from passerelle.glossary.files import digest, read_bytes
from passerelle.glossary.termbase import CURATED, CURATED_NAME, term_files
from passerelle.translate.engine.packages import resolve_package
from passerelle.translate.workflows.options import Options
from passerelle.translate.workflows.program import contents_of, digest_of, program_state


@dataclass(frozen=True, slots=True)
class RunState:
    """Digests of the program with its libraries, the model's package, the options that shape a result, and the glossaries.

    The memory is not among them: what stands in a catalogue is not looked up again.
    """

    program: str
    package: str
    options: str
    glossaries: str

    @property
    def besides_glossaries(self) -> str:
        """One digest of all parts but the glossaries."""
        return digest_of((self.program, self.package, self.options))

    def changed(self, earlier: "RunState") -> frozenset[str]:
        """Return the names of the parts that are not as they were."""
        before = asdict(earlier)
        return frozenset(name for name, own in asdict(self).items() if own != before[name])


def run_state(options: Options) -> RunState | None:
    """Return the state of a run, None where it cannot be known."""
    try:
        return RunState(
            program_state(),
            digest_of(_package(options)),
            digest_of(_asked(options)),
            glossaries_state(options),
        )
    except (OSError, PasserelleError):
        return None


def has_same_glossaries(state: RunState, options: Options) -> bool:
    """Whether the glossaries are still those of a state."""
    try:
        return glossaries_state(options) == state.glossaries
    except (OSError, PasserelleError):
        return False


def glossaries_state(options: Options) -> str:
    """Return a digest of the glossaries, names and contents in their order, the curated one first.

    Raises:
        PasserelleError, OSError: one of them cannot be read.
    """
    return digest_of(text for path in (CURATED, *options.glossaries) for text in _glossary(path))


def _package(options: Options) -> Iterator[str]:
    package = resolve_package(options.model)
    yield package.label
    yield from contents_of(package.folder)


def _asked(options: Options) -> Iterator[str]:
    yield from (str(options.american), options.headings, options.language, str(options.comments))
    for name, values in (
        ("waiver", [text for waiver in options.waivers for text in (waiver.check, waiver.reason)]),
        ("field", options.fields),
    ):
        yield from (name, str(len(values)), *values)


def _glossary(path: Path) -> list[str]:
    files = term_files(path)
    contents = [text for file in files for text in (file.name, digest(read_bytes(file)))]
    return [CURATED_NAME if path is CURATED else path.as_posix(), str(len(files)), *contents]
