"""`passerelle model`: packages listed, shown, verified, installed, chosen, exported and removed."""

import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any

import typer

from passerelle.glossary.errors import PasserelleError
from passerelle.translate.adaptation.lineage import Lineage, read_lineage
from passerelle.translate.adaptation.prove import EDITS
from passerelle.translate.cli.console import errors_as_messages, print_json, progress_bar, say, warn
from passerelle.translate.cli.house import find_settings
from passerelle.translate.cli.options import Json, model_names
from passerelle.translate.engine.decode import Engine
from passerelle.translate.engine.digests import weights_digest
from passerelle.translate.engine.install import install_package, write_package
from passerelle.translate.engine.official_package import byte_progress, download_official
from passerelle.translate.engine.packages import (
    ModelPackage,
    PackageError,
    find_package,
    is_official,
    read_metadata,
    resolve_package,
)
from passerelle.translate.text.phrases import counted
from passerelle.translate.workflows import models
from passerelle.translate.workflows.models import Known, children, know, list_packages
from passerelle.translate.workflows.options import LOCALES

_PROBE = "Le comité a rendu son avis."
_SHORT = 12  # digits of a digest that tell two packages apart

_Name = Annotated[
    str,
    typer.Argument(
        help="embedded, official, the name of an installed package, or a path.", autocompletion=model_names
    ),
]
_NameOrUsed = Annotated[
    str | None,
    typer.Argument(
        help="embedded, official, the name of an installed package, or a path; default: the one in use.",
        autocompletion=model_names,
    ),
]


def list_models(*, json: Json = False) -> None:
    """List the packages that can be used, the one in use marked with a star."""
    with errors_as_messages():
        used, problem = _used()
        known = list_packages(used)
    if problem:
        warn(problem)
    if json:
        print_json([_as_json(each) for each in known])
        return
    for each in known:
        say(_line(each))


def _line(known: Known) -> str:
    package = known.package
    key = "file" if known.origin == "file" else package.key
    return f"{'*' if known.used else ' '} {key:<20} {package.label:<22} {_short(known):<30}  {package.folder}"


def _used() -> tuple[ModelPackage | None, str]:
    """Return the package in use; None and the reason where what was chosen cannot be used."""
    try:
        return _resolve(), ""
    except PasserelleError as error:
        return None, str(error)


def _resolve() -> ModelPackage:
    return resolve_package(_named_here())


def _named_here() -> str | None:
    """Return the package that the settings of this folder name, None where they name none."""
    return _setting_here("model")


def _setting_here(key: str) -> str | None:
    path = find_settings(Path.cwd())
    if path is None:
        return None
    from passerelle.translate.cli.settings import read_settings  # noqa: PLC0415  (it knows every check)

    return read_settings(path).values.get(key)


def _short(known: Known) -> str:
    """Return in a few words what tells a package from others."""
    lineage = known.lineage
    if lineage is None:
        return "carries terms as signs" if known.package.signs else "plain"
    figures = [
        f"{words} {lineage.scores[name][0]:.1f} → {lineage.scores[name][1]:.1f}"
        for name, words in ((EDITS, "edits"), ("general chrF2", "general"))
        if name in lineage.scores
    ]
    return ", ".join([f"adapted {lineage.date} from {lineage.label}", *figures])


def _as_json(known: Known) -> dict[str, Any]:
    package = known.package
    return {
        "origin": known.origin,
        "name": package.name,
        "version": package.version,
        "folder": str(package.folder),
        "signs": bool(package.signs),
        "used": known.used,
        "lineage": _lineage_json(known.lineage),
    }


def _lineage_json(lineage: Lineage | None) -> dict[str, Any] | None:
    if lineage is None:
        return None
    return {
        "from": {
            "name": lineage.name,
            "version": lineage.version,
            "digest": lineage.digest,
            "lineage": _lineage_json(lineage.parent),
        },
        "date": lineage.date,
        "units": lineage.units,
        "held_back": lineage.held_back,
        "data": lineage.data,
        "glossary": lineage.glossary,
        "scores": {name: {"before": old, "after": new} for name, (old, new) in lineage.scores.items()},
    }


def show(name: _NameOrUsed = None, *, json: Json = False) -> None:
    """Show where a package comes from: what it learned from which, on what day, and what that brought."""
    with errors_as_messages():
        used, _ = _used()
        package = find_package(name) if name else _resolve()
        known, digest, size = know(package, used), weights_digest(package), _size(package)
        others = list_packages(used)
    if json:
        print_json({**_as_json(known), "digest": digest, "bytes": size})
        return
    say(f"{package.label} ({known.origin}{', in use' if known.used else ''})")
    say(f"  folder     {package.folder}, {size / 1e6:.1f} MB")
    say(f"  digest     {digest}")
    say(f"  signs      {'carries terms as signs' if package.signs else 'carries none: plain'}")
    for line in _lineage_lines(known.lineage) if known.lineage else _own_words(package):
        say(line)
    for line in _ancestor_lines(known, others):
        say(line)


def _size(package: ModelPackage) -> int:
    return sum(file.stat().st_size for file in package.folder.rglob("*") if file.is_file())


def _own_words(package: ModelPackage) -> Iterator[str]:
    metadata = read_metadata(package.folder)
    for name in ("data", "training"):
        if isinstance(metadata.get(name), str):
            yield f"  {name:<10} {metadata[name]}"


def _lineage_lines(lineage: Lineage) -> Iterator[str]:
    yield f"  adapted    {lineage.date}, from {lineage.label}"
    yield f"  learned    {counted(lineage.units, 'unit')}, and the contexts of the glossary {lineage.glossary}"
    yield f"  measured   on {counted(lineage.held_back, 'unit')} held back"
    yield f"  data       {lineage.data} (digest of all these units)"
    if lineage.scores:
        yield f"  {'':<35}  {'before':>7} {'after':>7}"
    for name, (old, new) in lineage.scores.items():
        yield f"  {name:<35}  {old:>7.1f} {new:>7.1f}"


def _ancestor_lines(known: Known, others: list[Known]) -> Iterator[str]:
    """Yield a line for each package that this one comes from, the nearest first, and one for each that comes from it."""
    digests = dict(_digests(others)) if known.lineage else {}
    for step in known.lineage.steps if known.lineage else ():
        here = digests.get(step.digest)
        made = (
            f"adapted {step.parent.date} with {counted(step.parent.units, 'unit')}"
            if step.parent
            else "not adapted"
        )
        place = f"here as {here.key}" if here else "not on this machine"
        yield f"  comes from {step.label}, {step.digest[:_SHORT]}, {made}, {place}"
    for child in children(known.package, others):
        yield f"  led to     {child.package.label}, here as {child.package.key}"


def _digests(known: list[Known]) -> Iterator[tuple[str, ModelPackage]]:
    """Yield the packages by their digests; one that cannot be read is no one's parent, as far as is known."""
    for each in known:
        with suppress(PackageError):
            yield weights_digest(each.package), each.package


def verify(name: _NameOrUsed = None) -> None:
    """Load a package and translate one sentence with it."""
    with errors_as_messages():
        package = find_package(name) if name else _resolve()
        english = Engine(package).translate([_PROBE])[0][0].text
        if not english.strip():
            raise PackageError("loads, but translates nothing; install it again.", path=package.folder)
    say(f"{package.label} works: “{_PROBE}” → “{english}”")


def install(
    source: Annotated[str, typer.Argument(help="“official”, or the path of an .argosmodel file.")],
) -> None:
    """Install a package where argostranslate finds it too; “official” is fetched from Argos' own index."""
    with errors_as_messages():
        path = Path(source)
        if source == "official":
            with progress_bar("Downloading") as start:
                path = download_official(byte_progress(start))
        package = install_package(path)
    say(f"Installed {package.label} in {package.folder}. To use it: passerelle model use {_name(package)}")


def _name(package: ModelPackage) -> str:
    return "official" if is_official(package) else package.key


def use(name: _Name) -> None:
    """Choose the package for the runs that follow."""
    with errors_as_messages():
        package = models.choose(name)
        follows = _what_follows(package)
    say(f"From now on: {package.label} ({package.folder}).")
    say(follows)
    warn_overruled(package)


def _what_follows(package: ModelPackage) -> str:
    """Say what the next translation in this folder does anew."""
    folder = Path(_setting_here("catalogues") or LOCALES)
    redone = models.count_redone(folder, package)
    if not redone.texts:
        return "“translate” will do drafts of other packages anew; what people decided stays as it is."
    told = (
        f"The next “translate” does {redone.drafts} of {counted(redone.texts, 'text')} in {folder} anew: drafts of another package; "
        "what people decided stays as it is."
    )
    if not redone.unfinished:
        return told
    return f"{told} So do {redone.unfinished} marked “needs work”: take the mark away to have them done anew."


def warn_overruled(package: ModelPackage) -> None:
    """Say where something wins over the package that was chosen."""
    used, problem = _used()
    if used is None or used.folder != package.folder:
        where = "passerelle.toml" if _named_here() else "PASSERELLE_MODEL"
        warn(f"here {where} names another package, and that wins: {used.label if used else problem}")


def remove(
    name: _Name,
    *,
    use: Annotated[
        str | None,
        typer.Option(
            "--use",
            metavar="NAME",
            autocompletion=model_names,
            help="The package that comes after it, where it is the one in use.",
            show_default=False,
        ),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Remove it without asking.")] = False,
) -> None:
    """Take an installed package away for good; “model export” keeps a copy."""
    with errors_as_messages():
        package = find_package(name)
        models.check_removable(package, use)
        later = children(package, list_packages(None))
        if not yes:
            _ask(package, later)
        after = models.remove(package, use)
    say(f"Removed {package.label} from {package.folder}.")
    for child in later:
        say(f"{child.package.label} was adapted from it and works without it.")
    if after is not None:
        say(f"From now on: {after.label} ({after.folder}).")


def _ask(package: ModelPackage, later: list[Known]) -> None:
    if not sys.stdin.isatty():
        raise PasserelleError(f"Removing {package.label} is for good; say --yes if you mean it.")
    names = ", ".join(child.package.label for child in later)
    told = f" ({names} {'were' if len(later) > 1 else 'was'} adapted from it)" if later else ""
    typer.confirm(f"Remove {package.label} from {package.folder}{told} for good?", abort=True)


def export(
    name: _Name,
    file: Annotated[Path, typer.Argument(help="The .argosmodel file to write.", show_default=False)],
    *,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Write a package as one file, lineage and all, which another Passerelle or argostranslate installs."""
    with errors_as_messages():
        package = find_package(name)
        write_package(package, file, replace=force)
    came = read_lineage(package)
    told = f", adapted from {came.label}" if came else ""
    say(f"wrote {file}: {package.label}{told}, {file.stat().st_size / 1e6:.1f} MB")
