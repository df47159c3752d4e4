"""A package learns from what people approved, proves itself beside the one that it was, and is installed."""

import hashlib
import random
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from passerelle.glossary.errors import FileError, PasserelleError
from passerelle.glossary.files import write_atomically
from passerelle.glossary.locks import FileBusyError, Patience, lock_file
from passerelle.glossary.match import Matcher
from passerelle.translate.adaptation.contexts import context_pairs
from passerelle.translate.adaptation.lineage import adapted_metadata, data_digest, folder_name, next_version
from passerelle.translate.adaptation.mix import (
    Lesson,
    encode_lessons,
    encode_replay,
    lesson,
    read_pieces,
    replayed_french,
    signed_lessons,
)
from passerelle.translate.adaptation.prove import Exam, Marks, Proof, compare, general_units, measure
from passerelle.translate.adaptation.select import (
    LEAST,
    Selected,
    Unit,
    hold_back,
    select,
)
from passerelle.translate.adaptation.shards import make_corpus
from passerelle.translate.checks import Context
from passerelle.translate.engine.choice import read_choice, write_choice
from passerelle.translate.engine.decode import Engine
from passerelle.translate.engine.digests import weights_digest
from passerelle.translate.engine.install import install_package
from passerelle.translate.engine.packages import ModelPackage, PackageError, open_package, unpack
from passerelle.translate.places import cache_folder
from passerelle.translate.text.phrases import counted
from passerelle.translate.workflows.approved import gather
from passerelle.translate.workflows.each import Failed
from passerelle.translate.workflows.heap import give_back, keep_one_arena

if TYPE_CHECKING:  # PyTorch comes with an extra
    from passerelle.translate.adaptation.network.checkpoint import Checkpoint
    from passerelle.translate.adaptation.network.learn import Material, Outcome, Stand

_NAME = re.compile(r"[a-z0-9](?:[a-z0-9_-]{0,29})")
_TAKEN = frozenset({"embedded", "official"})
_ROOM = 500_000_000  # bytes: two checkpoints with the optimiser's state, and the package
_APART = 150  # contexts of the glossary that are measured by and not learned
_CONTEXTS_A_UNIT = 3
_LEAST_REPLAYED, _REPLAYED_A_LESSON = 1_000, 1
_PROOF = 1.5  # times what the first took, kept free for the second


class AdaptationError(PasserelleError):
    """A package cannot be adapted with what was given."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user asks for: files and folders, a memory, the glossary, the minutes, the name of the package."""

    paths: tuple[Path, ...]
    memory: Path | None
    context: Context
    minutes: float = 15.0
    name: str = "house"
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Watch:
    """Who is told how far it is, and who may end the learning: ``stage`` gets words, ``stand`` the state of learning."""

    stage: Callable[[str], None] = lambda _: None
    stand: "Callable[[Stand], None]" = lambda _: None
    stopped: Callable[[], bool] = lambda: False
    failed: Failed | None = None
    selected: Callable[[Selected], None] = lambda _: None


@dataclass(frozen=True, slots=True)
class Adapted:
    """What became of it; ``package`` is None where nothing was installed. Losses are held-back ones, before and after each pass."""

    parent: ModelPackage
    selected: Selected
    learned: int
    held: int
    contexts: int
    losses: tuple[float, ...]
    finished: bool
    proof: Proof
    seconds: float
    package: ModelPackage | None = None


def check_ready(package: ModelPackage, name: str) -> None:
    """Refuse what cannot work before any work is done.

    Raises:
        AdaptationError: PyTorch is missing, or the name cannot be one.
        TrainingError: the package is of another kind than the trainer's.
        ChoiceError: the record of what is used is damaged.
        FileError: the disk has too little room.
    """
    if not _NAME.fullmatch(name) or name in _TAKEN:
        raise AdaptationError(
            f"--name: “{name}” cannot be a package's name; take small letters, digits and hyphens, as in house-news."
        )
    if find_spec("torch") is None:
        raise AdaptationError(
            "Adapting needs PyTorch, which is not installed: pip install 'passerelle[adapt]'; "
            "the README tells how to get its small build."
        )
    from passerelle.translate.adaptation.network.unpack import read_unpacked  # noqa: PLC0415  (as above)

    read_unpacked(package)
    read_choice()  # what was used before is written down in the end
    folder = _workshop()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(f"cannot be made ({(error.strerror or str(error)).lower()}).", path=folder) from error
    if shutil.disk_usage(folder).free < _ROOM:
        raise FileError(
            f"has less than {_ROOM // 1_000_000} MB of room, which adapting needs; make room, or set PASSERELLE_CACHE.",
            path=folder,
        )


def _workshop() -> Path:
    return cache_folder() / "adapt"


@contextmanager
def alone() -> Iterator[None]:
    """Hold the workshop, so that one adaptation runs at a time.

    Raises:
        AdaptationError: another one is running.
    """
    try:
        with lock_file(_workshop() / "running", Patience(0)):
            yield
    except FileBusyError as error:
        raise AdaptationError(
            "Another adaptation is running on this machine; wait for its end, or stop it."
        ) from error


def adapt(package: ModelPackage, wish: Wish, watch: Watch) -> Adapted:
    """Let a package learn, prove itself and be installed and chosen; worse than before, or on trial, it is not installed.

    Raises:
        AdaptationError: too little was approved, another adaptation runs, or what was learned cannot be installed.
        PasserelleError: a file is at fault, as `gather` and `check_ready` say.
    """
    check_ready(package, wish.name)
    with alone():
        return Adaptation(package, wish, watch).run()


@dataclass(frozen=True, slots=True)
class Taught:
    """What a package learned, and by what: ``before`` are the marks of the package as it was in the ``exam``."""

    outcome: "Outcome"
    exam: Exam
    before: Marks
    contexts: int
    folder: Path


class Adaptation:
    """One adaptation on its way."""

    def __init__(self, package: ModelPackage, wish: Wish, watch: Watch) -> None:
        """Read the glossary's terms."""
        keep_one_arena()
        self.package, self.wish, self.watch = package, wish, watch
        self.began = monotonic()
        self.matcher = Matcher(wish.context.termbase)

    def run(self) -> Adapted:
        """Select, teach, prove and install."""
        selected = self._select()
        learned, held = hold_back(selected.units)
        taught = self.teach(learned, held)
        self.watch.stage("Measuring the adapted package")
        facts = self._facts(selected, learned, held)
        proof, package = self._prove_and_install(taught, facts)
        outcome = taught.outcome
        if outcome.finished and not self.wish.dry_run:
            shutil.rmtree(taught.folder, ignore_errors=True)
        sizes = len(learned), len(held), taught.contexts
        seconds = monotonic() - self.began
        return Adapted(
            self.package, selected, *sizes, outcome.held, outcome.finished, proof, seconds, package
        )

    def teach(self, learned: Sequence[Unit], held: Sequence[Unit]) -> Taught:
        """Let the network learn units and the glossary's contexts; those held back say when to stop."""
        contexts, apart = self._contexts(learned)
        exam = Exam(tuple(held), general_units(), tuple(apart), self.matcher, self.wish.context.american)
        engine = Engine(self.package)
        self.watch.stage("Measuring the package as it is")
        began = monotonic()
        before = measure(engine, exam)
        proof_seconds = monotonic() - began
        self.watch.stage("Translating what the package must go on saying")
        material = self._material(engine, learned, contexts, held)
        folder = _workshop() / self._key(learned, contexts)
        del engine  # what it took is needed for learning
        give_back()
        outcome = self._learn(material, folder, proof_seconds)
        give_back()
        return Taught(outcome, exam, before, len(contexts), folder)

    def _select(self) -> Selected:
        wish = self.wish
        self.watch.stage("Reading and checking what was approved")
        gathered = gather(wish.paths, wish.memory, wish.context, self.watch.failed)
        selected = select(gathered.units, wish.context, left_out=gathered.left_out)
        self.watch.selected(selected)
        if len(selected.units) < LEAST:
            raise AdaptationError(_too_few(selected))
        return selected

    def _contexts(self, learned: Sequence[Unit]) -> tuple[list[Unit], list[Unit]]:
        """Return the glossary's contexts to learn, at most three a unit, and those to measure by; British ones alone."""
        units = [Unit(*pair) for pair in context_pairs(self.wish.context.termbase)]
        units.sort(key=lambda unit: hashlib.sha256(unit.french.encode()).digest())
        known = {unit.french for unit in learned}
        chosen = [unit for unit in units[_APART:] if unit.french not in known]
        most = 0 if self.wish.context.american else _CONTEXTS_A_UNIT * len(learned)
        return chosen[:most], units[:_APART]

    def _material(
        self, engine: Engine, learned: Sequence[Unit], contexts: Sequence[Unit], held: Sequence[Unit]
    ) -> "Material":
        from passerelle.translate.adaptation.network.learn import Material  # noqa: PLC0415  (with PyTorch)

        rng = random.Random(1)  # noqa: S311 -- luck, not secrecy
        pieces, units = read_pieces(self.package), [*learned, *contexts]
        lessons = [lesson(unit) for unit in (*learned, *units)]  # the house counts twice
        if self.package.signs:
            lessons += signed_lessons(units, self.matcher, rng)
        french = [unit.french for unit in units]
        count = max(_LEAST_REPLAYED, _REPLAYED_A_LESSON * len(lessons))
        replay = encode_replay(engine, pieces, replayed_french(french, count, rng))
        if not replay:
            raise AdaptationError(f"{self.package.label} translates nothing of what it should go on saying.")
        own = [Lesson(each.french, each.english) for each in map(lesson, held)]
        return Material(
            make_corpus(encode_lessons(engine, pieces, lessons)),
            make_corpus(replay),
            make_corpus(encode_lessons(engine, pieces, own)),
        )

    def _key(self, learned: Sequence[Unit], contexts: Sequence[Unit]) -> str:
        """Name the folder of a run's state after all that shapes it."""
        digest = hashlib.sha256(weights_digest(self.package).encode())
        digest.update(data_digest([*learned, *contexts]).encode())
        return digest.hexdigest()[:16]

    def _learn(self, material: "Material", folder: Path, proof_seconds: float) -> "Outcome":
        from passerelle.translate.adaptation.network.learn import Course, learn  # noqa: PLC0415  (with PyTorch)
        from passerelle.translate.adaptation.network.unpack import read_unpacked  # noqa: PLC0415

        for other in _workshop().iterdir():
            if other.is_dir() and other != folder:
                shutil.rmtree(other, ignore_errors=True)
        spent = monotonic() - self.began
        seconds = max(60.0, self.wish.minutes * 60 - spent - _PROOF * proof_seconds)
        self.watch.stage("Learning")
        start = read_unpacked(self.package)
        start = replace(start, weights=start.average)  # learning copies them; one of the two is enough
        return learn(
            start, material, Course(), seconds, folder, tell=self.watch.stand, stopped=self.watch.stopped
        )

    def _facts(self, selected: Selected, learned: Sequence[Unit], held: Sequence[Unit]) -> dict[str, Any]:
        return {
            "units": len(learned),
            "held_back": len(held),
            "data": data_digest(selected.units),
            "glossary": self.wish.context.termbase.version,
            "date": f"{date.today():%Y-%m-%d}",  # noqa: DTZ011  (the user's day)
        }

    def _prove_and_install(self, taught: Taught, facts: dict[str, Any]) -> tuple[Proof, ModelPackage | None]:
        best = taught.outcome.best
        with tempfile.TemporaryDirectory(dir=_workshop()) as place:
            trial = Engine(self.pack(best, facts, Path(place, "trial")))
            proof = compare(taught.before, measure(trial, taught.exam))
            if self.wish.dry_run or not (proof.passed and proof.saved > 0):
                return proof, None
            scores = {figure.name: [round(figure.old, 2), round(figure.new, 2)] for figure in proof.figures}
            packed = self.pack(best, {**facts, "scores": scores}, Path(place, "final"))
            package = self._install(packed)
        write_choice(read_choice().after_adapting(str(package.folder)))
        return proof, package

    def _install(self, packed: ModelPackage) -> ModelPackage:
        try:
            return install_package(packed.folder)
        except PackageError as error:
            raise AdaptationError(
                f"{error} What was learned is kept: the same command measures and installs it without learning again."
            ) from error

    def pack(self, best: "Checkpoint", facts: dict[str, Any], place: Path) -> ModelPackage:
        """Write a network as an unpacked package in ``place``."""
        from passerelle.translate.adaptation.network.export import export_package  # noqa: PLC0415  (with PyTorch)

        name, version = self.wish.name, str(next_version(self.wish.name))
        metadata = adapted_metadata(self.package, name, version, facts)
        tokenizer = self.package.folder / "sentencepiece.model"
        folder = folder_name(name, version)
        archive = place.with_suffix(".argosmodel")
        try:
            content = export_package(best, tokenizer, metadata, folder=folder)
            with write_atomically(archive, binary=True) as stream:
                stream.write(content)
            unpack(archive, place)
        except OSError as error:
            raise FileError(f"cannot be written ({error.strerror}); make room.", path=place) from error
        return open_package(place / folder)


def _too_few(selected: Selected) -> str:
    left_out = "".join(f"; {count} {reason}" for reason, count in selected.left_out.items())
    return (
        f"{counted(len(selected.units), 'approved unit')} can be learned from, and at least {LEAST} are needed{left_out}. "
        "Approve more, or name more catalogues, TMX files or a memory."
    )
