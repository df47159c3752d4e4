"""TBX read: version 3 in both styles, held to its rules; version 2 as it comes."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from passerelle.glossary.errors import GlossaryError
from passerelle.glossary.formats.imported import Imported, Item
from passerelle.glossary.formats.tbx.entry import Datum, Entry, LanguageSection, Section, TermSection
from passerelle.glossary.formats.tbx.interpret import Left, resolve_ids, to_concept
from passerelle.glossary.formats.tbx.node import Node, read_nodes
from passerelle.glossary.formats.tbx.rules import entry_faults, root_faults


@dataclass(slots=True)
class Tally:
    """What reading came upon: everything that is wrong, and how many concepts each language has terms of."""

    errors: list[GlossaryError] = field(default_factory=list)
    languages: Counter[str] = field(default_factory=Counter)


def is_tbx(data: bytes) -> bool:
    """Whether data begins as a TBX file does."""
    begin = data[:4096].replace(b"\0", b"")
    return b"<martif" in begin or b"<tbx" in begin


def read_tbx(data: bytes, *, domain: str, path: object = None) -> Imported:
    """Read the French-English concepts of a TBX file; what else it holds is told.

    Raises:
        GlossaryError: it is no well-formed TBX, or declares entities.
    """
    tally, left = Tally(), Left(path)
    items = []
    for entry in read_entries(data, tally, path):
        concept = to_concept(entry, domain, left)
        if concept is not None:
            items.append(Item(entry.line, concept))
    if tally.languages and not items:
        found = ", ".join(sorted(tally.languages))
        tally.errors.append(
            GlossaryError(f"holds no concept with French and English terms, only {found}.", path=path)
        )
    return Imported(resolve_ids(items), errors=tuple(tally.errors), remarks=left.remarks(tally.languages))


def read_entries(data: bytes, tally: Tally, path: object = None) -> Iterator[Entry]:
    """Yield the entries of a TBX file of any version and any languages, and put what is wrong into ``tally``.

    Raises:
        GlossaryError: it is no well-formed TBX, or declares entities.
    """
    version_3, dialect, style, headed = False, "", "", False

    def tell(faults: Iterator[tuple[int, str]]) -> None:
        tally.errors += [GlossaryError(told, path=path, line=line) for line, told in faults]

    for node in read_nodes(data, path):
        if node.name == "conceptEntry":
            if version_3:
                tell(entry_faults(node, dialect, style))
            entry = _entry(node)
            tally.languages.update({section.language for section in entry.languages})
            yield entry
        elif node.name == "tbxHeader":
            headed = True
        elif node.name in ("tbx", "martif"):
            version_3 = node.name == "tbx"
            dialect, style = node.attributes.get("type", ""), node.attributes.get("style", "")
            if version_3:
                tell(root_faults(node))
        else:
            raise GlossaryError(f"is no TBX file (its root is <{node.name}>).", path=path, line=node.line)
    if version_3 and not headed:
        tally.errors.append(GlossaryError("has no <tbxHeader>.", path=path, line=1))


def _entry(node: Node) -> Entry:
    entry = Entry(id=node.attributes.get("id", ""), line=node.line)
    _fill(entry, node)
    for language in node.children:
        if language.name == "langSec" and language.language:
            section = LanguageSection(language=language.language)
            _fill(section, language)
            section.terms = [
                _term(child) for child in language.children if child.name == "termSec" and not child.foreign
            ]
            entry.languages.append(section)
    return entry


def _term(node: Node) -> TermSection:
    section = TermSection()
    _fill(section, node)
    for child in node.children:
        if child.name == "termGrp":  # version 2 has the term with its notes in a group of its own
            _fill(section, child)
    section.term = section.text("term")
    section.data = [each for each in section.data if each.category != "term"]
    return section


_LEVELS = ("langSec", "termSec", "termGrp")


def _fill(section: Section, node: Node) -> None:
    """Put the data of a level into its section."""
    for child in node.children:
        if child.name not in _LEVELS:
            section.data.append(_group(child) if child.name.endswith("Grp") else _datum(child))


def _datum(node: Node) -> Datum:
    return Datum(node.category, node.text, node.attributes.get("target", ""))


def _group(node: Node) -> Datum:
    """Return the main datum of a group, the others beside it: the notes of a transaction may stand before it."""
    members = [_datum(child) for child in node.children]
    plain = ("note", "date", "responsibility")
    main = next((each for each in members if each.category not in plain), Datum(node.name, ""))
    return main._replace(beside=tuple(each for each in members if each is not main))
