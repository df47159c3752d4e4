"""Whether the glossaries at hand are those that made a catalogue: where they are not, what is asked of it differs."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from passerelle.glossary.compiled import load_compiled
from passerelle.glossary.errors import PasserelleError
from passerelle.glossary.termbase import CURATED_NAME, GlossaryFile, Termbase, load_termbase
from passerelle.translate.catalog.entry import Header
from passerelle.translate.formats.catalog_file import load_catalog
from passerelle.translate.places import termbases_folder


def tell_other_glossaries(header: Header, termbase: Termbase) -> str:
    """Return a sentence that names the glossaries by which ``termbase`` and a catalogue's own differ, or nothing."""
    made, today = header.glossaries, termbase.files
    if not header.glossary or header.glossary == termbase.version:
        return ""
    if not made:  # by a version that did not name them
        difference = f"their version is {header.glossary}, that of today's is {termbase.version}"
    else:
        difference = "; ".join(_differences(made, today)) or "they were given in another order"
    return (
        f"{header.document} was translated with other glossaries: {difference}. Give the same ones with -g, or translate it"
        " again."
    )


def _differences(made: Sequence[GlossaryFile], today: Sequence[GlossaryFile]) -> Iterator[str]:
    known, wanted = {file.digest for file in made}, {file.digest for file in today}
    by_name = {file.name: file for file in today}
    for file in made:
        if file.digest not in wanted:
            yield _missing(file, by_name.get(file.name))
    names = {file.name for file in made}
    for file in today:
        if file.digest not in known and file.name not in names:
            yield f"{file} is new"


def _missing(file: GlossaryFile, other: GlossaryFile | None) -> str:
    if other is not None:
        return f"{file} has become {other.digest}"
    if file.name == CURATED_NAME:
        return f"{file} is left out"
    return f"{file} is not given" if _exists(file.name) else f"{file} is gone from its place"


def _exists(name: str) -> bool:
    try:
        return Path(name).exists()
    except (OSError, ValueError):  # a catalogue from elsewhere may hold any name
        return False


def tell_published_glossaries(path: Path, given: Termbase | None) -> str:
    """Return `tell_other_glossaries` of the catalogue at ``path``; where none are given, of those that it names, as they are.

    Raises:
        PasserelleError: the catalogue cannot be read.
    """
    header = load_catalog(path).header
    return tell_other_glossaries(header, given or load_own_glossaries(header)) if header.glossary else ""


def load_own_glossaries(header: Header) -> Termbase:
    """Return the glossaries that a catalogue names as they are today, without those that are gone or broken."""
    own: list[Path] = []
    for file in header.glossaries:
        path = Path(file.name)
        if file.name != CURATED_NAME and _exists(file.name):
            try:
                load_termbase([*own, path], curated=False)
            except PasserelleError:
                continue
            own.append(path)
    return load_compiled(termbases_folder(), own)
