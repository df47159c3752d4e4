"""XML elements of a TBX file, one entry at a time: in memory that does not grow with the file, and no entity resolved.

Expat reads them, since lxml counts no more than 65,535 lines. It opens no other file; what declares an entity is refused.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat  # nothing is expanded: what declares an entity is refused

from passerelle.glossary.errors import GlossaryError

_CHUNK = 1 << 16
_DEEPEST = 50
_WANTED = ("conceptEntry", "tbxHeader")
_BLANKS = re.compile(r"[\t\r\n][ \t\r\n]*|  +")
_LANGUAGE = "http://www.w3.org/XML/1998/namespace lang"

VERSION_2 = {
    "martifHeader": "tbxHeader",
    "termEntry": "conceptEntry",
    "langSet": "langSec",
    "tig": "termSec",
    "ntig": "termSec",
}
"""The names of version 2, and what version 3 calls the same."""


@dataclass(slots=True)
class Node:
    """An element: its name as version 3 has it, whether its namespace is another than TBX's, its line, its content."""

    name: str
    foreign: bool
    attributes: dict[str, str]
    line: int
    parts: "list[str | Node]" = field(default_factory=list)
    children: "list[Node]" = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text in it on one line."""
        return _BLANKS.sub(" ", "".join(self._texts() if self.children else self.parts)).strip(" ")  # type: ignore[arg-type]

    def _texts(self) -> Iterator[str]:
        for part in self.parts:
            if isinstance(part, Node):
                yield from part._texts()  # noqa: SLF001  (another of its kind)
            else:
                yield part

    @property
    def category(self) -> str:
        """The data category that it holds: its type, or its name where names say all, as in the style DCT."""
        return self.name if self.foreign else self.attributes.get("type", self.name)

    @property
    def language(self) -> str:
        """Its language tag; some tools leave the xml: out."""
        return self.attributes.get("xml:lang") or self.attributes.get("lang", "")


def read_nodes(data: bytes, path: object = None) -> Iterator[Node]:
    """Yield the root without its content, the header, and each entry whole.

    Raises:
        GlossaryError: it is no well-formed XML, declares or needs entities, or is cut short; with the line.
    """
    scan = _Scan(path)
    for start in range(0, len(data) or 1, _CHUNK):
        yield from scan.feed(data[start : start + _CHUNK], last=start + _CHUNK >= len(data))


class _Scan:
    def __init__(self, path: object) -> None:
        self.path = path
        self.found: list[Node] = []
        self.open: list[Node] = []
        self.depth = 0
        self.core = ""
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.EntityDeclHandler = self._declared
        self.parser.SkippedEntityHandler = self._skipped

    def feed(self, chunk: bytes, *, last: bool) -> list[Node]:
        """Return what is complete with another piece of the file."""
        self.found = []
        try:
            self.parser.Parse(chunk, last)
        except expat.ExpatError as error:
            told = expat.ErrorString(error.code)
            raise self._error(
                f"is not well-formed XML ({told}); export it again.", line=error.lineno
            ) from error
        except (LookupError, ValueError) as error:  # an encoding that nobody knows, or of several bytes
            raise self._error("is in an encoding that is not known; save it as UTF-8.", line=1) from error
        return self.found

    def _error(self, message: str, *, line: int = 0) -> GlossaryError:
        return GlossaryError(message, path=self.path, line=line or self.parser.CurrentLineNumber)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        namespace, _, name = tag.rpartition(" ")
        if _LANGUAGE in attributes:
            attributes["xml:lang"] = attributes.pop(_LANGUAGE)
        if not self.depth:
            self.core = namespace
            self.found.append(
                Node(
                    name,
                    foreign=False,
                    attributes={**attributes, "xmlns": namespace},
                    line=self.parser.CurrentLineNumber,
                )
            )
        foreign = namespace != self.core
        name = name if foreign else VERSION_2.get(name, name)
        node = Node(name, foreign, attributes, self.parser.CurrentLineNumber)
        self.depth += 1
        if len(self.open) > _DEEPEST:
            raise self._error("is nested deeper than TBX is; export it again.")
        if self.open:
            self.open[-1].parts.append(node)
            self.open[-1].children.append(node)
        if self.open or (name in _WANTED and not foreign):
            self.open.append(node)

    def _end(self, _tag: str) -> None:
        self.depth -= 1
        if self.open:
            node = self.open.pop()
            if not self.open:
                self.found.append(node)

    def _text(self, text: str) -> None:
        if self.open:
            self.open[-1].parts.append(text)

    def _declared(self, *_: object) -> None:
        raise self._error(
            "declares an entity, which may hide other files or endless text; export the file without it."
        )

    def _skipped(self, name: str, _parameter: bool) -> None:  # noqa: FBT001  (expat hands it over by position)
        raise self._error(f"uses the entity &{name};, which only a DTD declares; write the character itself.")
