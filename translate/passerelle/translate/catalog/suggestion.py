"""What the translation memory offers a reviewer beside the machine's draft."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An approved pair whose French is like a sentence of the block: ``rate`` in per cent, both texts plain.

    100 stands for an equal sentence that was not used because the glossary now asks for something else, or because
    people approved another English as well. ``where`` tells who approved it, when and in which document.
    """

    rate: int
    source: str
    target: str
    where: str = ""
