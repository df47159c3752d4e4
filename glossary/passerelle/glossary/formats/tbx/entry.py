"""An entry of a TBX file as every version and style has it: data at three levels, concept, language and term."""

from dataclasses import dataclass, field
from typing import NamedTuple


class Datum(NamedTuple):
    """A data category with its text; ``beside`` is what stands with it in a group: the source of a definition, a date."""

    category: str
    text: str
    target: str = ""
    beside: tuple["Datum", ...] = ()

    def beside_of(self, category: str) -> str:
        """Return the text of a category that stands with this one, or nothing."""
        return next((each.text for each in self.beside if each.category == category), "")


@dataclass(slots=True)
class Section:
    """What is said at one level."""

    data: list[Datum] = field(default_factory=list)

    def texts(self, category: str) -> tuple[str, ...]:
        """Return the texts of a category, those that are not empty."""
        return tuple(each.text for each in self.data if each.category == category and each.text)

    def text(self, *categories: str) -> str:
        """Return the first text of some categories, or nothing."""
        for category in categories:
            for each in self.data:
                if each.category == category and each.text:
                    return each.text
        return ""


@dataclass(slots=True)
class TermSection(Section):
    """A term of one language."""

    term: str = ""


@dataclass(slots=True)
class LanguageSection(Section):
    """The terms of one language; ``language`` is its tag, as fr-FR."""

    language: str = ""
    terms: list[TermSection] = field(default_factory=list)


@dataclass(slots=True)
class Entry(Section):
    """A concept; ``line`` is where it begins."""

    id: str = ""
    line: int = 0
    languages: list[LanguageSection] = field(default_factory=list)
