"""Glossaries as gettext PO files, as Pootle, Weblate and the Translate Toolkit have them: an entry a concept.

msgid is the term, msgstr its translation, the translator's comment the definition. Here msgctxt is the id, `fuzzy` what is proposed or deprecated,
and comments “passerelle-cues: …” hold every other column. Elsewhere msgctxt is a part of speech or tells senses apart, and
several terms stand in one string, parted by semicolons.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import polib

from passerelle.glossary.concept import Concept, PartOfSpeech, Status
from passerelle.glossary.errors import GlossaryError
from passerelle.glossary.formats.gettext import parse_po
from passerelle.glossary.formats.imported import Imported, Item, number_ids
from passerelle.glossary.formats.tsv import SCHEMA, format_concept, parse_cell

_MARK = "passerelle-"
_OURS = "X-Passerelle-Glossary-Columns"
_COLUMNS = {column.header: column for column in SCHEMA}
_PLAIN = Concept("", "", "", "")
_CARRIED = {"id", "source", "target", "definition", "status"}
_POS = {
    "n": PartOfSpeech.NOUN,
    "noun": PartOfSpeech.NOUN,
    "nom": PartOfSpeech.NOUN,
    "v": PartOfSpeech.VERB,
    "verb": PartOfSpeech.VERB,
    "verbe": PartOfSpeech.VERB,
    "adj": PartOfSpeech.ADJECTIVE,
    "adjective": PartOfSpeech.ADJECTIVE,
    "adjectif": PartOfSpeech.ADJECTIVE,
    "adv": PartOfSpeech.ADVERB,
    "adverb": PartOfSpeech.ADVERB,
    "adverbe": PartOfSpeech.ADVERB,
    "proper noun": PartOfSpeech.PROPER,
    "nom propre": PartOfSpeech.PROPER,
    "phrase": PartOfSpeech.PHRASE,
}
_CHARSET = re.compile(rb"charset=([\w.:-]+)")


def is_po(data: bytes) -> bool:
    """Whether data looks like a PO file that is no catalogue of an article."""
    begin = data[:65_536]
    found = re.search(rb'^msgid(?:_plural)? "', begin, re.MULTILINE) and re.search(
        rb"^msgstr", begin, re.MULTILINE
    )
    return bool(found) and b"X-Passerelle-Document" not in begin


def read_po_glossary(data: bytes, *, domain: str, path: object = None) -> Imported:
    """Read a glossary from French into English or from English into French, as its header says; the former where it does not.

    Raises:
        GlossaryError: it is broken, in an unknown encoding, a catalogue of an article, or between other languages.
    """
    po = parse_po(_decode(data, path), path, GlossaryError)
    if "X-Passerelle-Document" in po.metadata:
        raise GlossaryError("is the catalogue of an article, and no glossary.", path=path)
    reader = _Reader(domain, path, ours=_OURS in po.metadata, swapped=_is_swapped(po, path))
    items = tuple(reader.read(po))
    if reader.ours:
        return Imported(items, remarks=tuple(reader.remarks))
    known = {"source", "target", "source_variants", "target_variants", "definition", "note", "status", "pos"}
    return Imported(tuple(number_ids(items)), frozenset(known), remarks=tuple(reader.remarks))


def _decode(data: bytes, path: object) -> str:
    found = _CHARSET.search(data[:8192])
    charset = found[1].decode("ascii") if found and found[1] != b"CHARSET" else "utf-8"
    try:
        text = data.decode("utf-8-sig" if charset.lower() in ("utf-8", "utf8") else charset)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise GlossaryError(
            f"is not the {charset} that it says; save it as UTF-8.", path=path, line=line
        ) from error
    except LookupError as error:
        raise GlossaryError(f"is in “{charset}”, which is not known; save it as UTF-8.", path=path) from error
    return text.replace("\r\n", "\n")


def _is_swapped(po: polib.POFile, path: object) -> bool:
    """Whether English stands in msgid and French in msgstr."""
    language = po.metadata.get("Language", "").lower()
    if language and not language.startswith(("en", "fr")):
        raise GlossaryError(
            f"is a glossary into “{language}”; give one between French and English.", path=path
        )
    return language.startswith("fr")


@dataclass(slots=True)
class _Reader:
    domain: str
    path: object
    ours: bool
    swapped: bool
    remarks: list[GlossaryError] = field(default_factory=list)

    def read(self, po: Iterable[polib.POEntry]) -> Iterator[Item]:
        for entry in po:
            line = entry.linenum or 1
            msgstr = entry.msgstr or entry.msgstr_plural.get(0, "")
            french, english = (
                self._terms(msgstr if self.swapped else entry.msgid),
                self._terms(entry.msgid if self.swapped else msgstr),
            )
            if not french or not english:
                self._remark(f"“{entry.msgid}” has no translation and was left out.", line)
                continue
            plain = Concept(
                "",
                french[0],
                english[0],
                self.domain,
                source_variants=french[1:],
                target_variants=english[1:],
                status=Status.DEPRECATED
                if entry.obsolete
                else Status.PROPOSED
                if entry.fuzzy
                else Status.APPROVED,
            )
            yield Item(line, self._own(plain, entry, line) if self.ours else _foreign(plain, entry))

    def _terms(self, text: str) -> tuple[str, ...]:
        one_line = " ".join(text.split())
        parts = [one_line] if self.ours else [part.strip() for part in one_line.split(";")]
        return tuple(dict.fromkeys(part for part in parts if part))

    def _own(self, plain: Concept, entry: polib.POEntry, line: int) -> Concept:
        values: dict[str, object] = {"definition": _one_line(entry.tcomment)}
        for comment in entry.comment.split("\n"):
            header, _, cell = comment.removeprefix(_MARK).partition(": ")
            if header == "domain":
                values["domain"] = cell
            elif header in _COLUMNS:
                try:
                    values[_COLUMNS[header].attribute] = parse_cell(_COLUMNS[header], cell)
                except ValueError as error:
                    self._remark(str(error), line)
        return replace(plain, id=entry.msgctxt or "", **values)  # type: ignore[arg-type]

    def _remark(self, message: str, line: int) -> None:
        self.remarks.append(GlossaryError(message, path=self.path, line=line))


def _foreign(plain: Concept, entry: polib.POEntry) -> Concept:
    """Return a concept with what the comments of another program's glossary say."""
    # poterminology counts there in how many files it found a term.
    extracted = [line for line in entry.comment.split("\n") if not line.startswith("(poterminology)")]
    told = [_one_line(entry.tcomment), _one_line(" ".join(extracted))]
    context = (entry.msgctxt or "").strip()
    pos = _POS.get(context.lower().strip("().").removesuffix("."))
    definition, *rest = [text for text in told if text] or [""]
    notes = [*rest, *([context] if context and pos is None else [])]
    return replace(plain, definition=definition, note=" ".join(notes), pos=pos or PartOfSpeech.NOUN)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def write_po_glossary(concepts: Sequence[Concept]) -> bytes:
    """Return a PO file with an entry a concept, everything in it."""
    po = polib.POFile(wrapwidth=0)
    po.metadata = {
        "Project-Id-Version": "Glossary of Passerelle",
        "Language": "en",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "X-Source-Language": "fr",
        _OURS: "1",
    }
    po.extend(map(_entry, concepts))
    return f"{po}\n".encode()


def _entry(concept: Concept) -> polib.POEntry:
    offered = concept.status in (Status.APPROVED, Status.ADMITTED)
    return polib.POEntry(
        msgctxt=concept.id,
        msgid=concept.source,
        msgstr=concept.target,
        tcomment=concept.definition,
        comment="\n".join(_comments(concept)),
        flags=[] if offered else ["fuzzy"],
    )


def _comments(concept: Concept) -> Iterator[str]:
    """Yield what no other part of an entry holds; a deprecated concept is `fuzzy`, so that no program offers it."""
    yield f"{_MARK}domain: {concept.domain}"
    for column in SCHEMA:
        value = getattr(concept, column.attribute)
        told = column.attribute not in _CARRIED and value != getattr(_PLAIN, column.attribute)
        if told or (column.attribute == "status" and value not in (Status.APPROVED, Status.PROPOSED)):
            yield f"{_MARK}{column.header}: {format_concept(concept, (column.header,))[0]}"
