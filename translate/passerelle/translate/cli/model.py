"""`passerelle model`: list, verify, install and choose translation packages."""

from pathlib import Path
from typing import Annotated

import typer

from passerelle.translate.cli.console import errors_as_messages, print_json, progress_bar, say
from passerelle.translate.engine import packages
from passerelle.translate.engine.decode import Engine
from passerelle.translate.engine.official_package import byte_progress, download_official

_PROBE = "Le comité a rendu son avis."


def list_models(
    *, json: Annotated[bool, typer.Option("--json", help="Print the list as JSON.")] = False
) -> None:
    """List the packages that can be used, the one in use marked with a star."""
    with errors_as_messages():
        chosen = packages.resolve_package(None)
        found = [packages.embedded_package(), *packages.installed_packages()]
        if chosen not in found and all(chosen.folder != package.folder for package in found):
            found.append(chosen)
    if json:
        print_json([_describe(package, used=package.folder == chosen.folder) for package in found])
        return
    for package in found:
        star = "*" if package.folder == chosen.folder else " "
        markup = "carries terms as signs" if package.signs else "plain"
        say(f"{star} {package.origin:<10} {package.label:<28} {markup:<26} {package.folder}")


def _describe(package: packages.ModelPackage, *, used: bool) -> dict[str, object]:
    return {
        "origin": package.origin,
        "name": package.name,
        "version": package.version,
        "folder": str(package.folder),
        "signs": bool(package.signs),
        "used": used,
    }


def verify(
    name: Annotated[
        str | None, typer.Argument(help="embedded, official, or a path; default: the one in use.")
    ] = None,
) -> None:
    """Load a package and translate one sentence with it."""
    with errors_as_messages():
        package = packages.resolve_package(name)
        english = Engine(package).translate([_PROBE])[0][0].text
        if not english.strip():
            raise packages.PackageError(
                "loads, but translates nothing; install it again.", path=package.folder
            )
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
        package = packages.install_package(path)
    say(f"Installed {package.label} in {package.folder}. To use it: passerelle model use {_name(package)}")


def _name(package: packages.ModelPackage) -> str:
    return "official" if packages.is_official(package) else package.folder.name


def use(
    name: Annotated[
        str, typer.Argument(help="embedded, official, the name of an installed package, or a path.")
    ],
) -> None:
    """Choose the package for the runs that follow."""
    with errors_as_messages():
        package = packages.resolve_package(name)
        packages.store_choice(name if name in ("embedded", "official") else str(package.folder))
    say(f"From now on: {package.label} ({package.folder}).")
