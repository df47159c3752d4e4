"""How much a request may ask for, so that no client takes the memory or the time of all."""

from dataclasses import dataclass

_BYTES_A_CHARACTER = 12  # one outside the basic plane, escaped in JSON


@dataclass(frozen=True, slots=True)
class Limits:
    """``characters`` and ``texts`` of one request, requests ``waiting`` at once, ``seconds`` for an answer, and to send a request."""

    characters: int = 100_000
    texts: int = 500
    waiting: int = 100
    seconds: float = 120
    sending: float = 20

    @property
    def body(self) -> int:
        """The most bytes of a request with texts, however they are written."""
        return _BYTES_A_CHARACTER * self.characters + (1 << 16)
