"""How much a request may ask for, so that no client takes the memory or the time of all."""

from dataclasses import dataclass, replace

_BYTES_A_CHARACTER = 12  # one outside the basic plane, escaped in JSON

_FILE = 5


@dataclass(frozen=True, slots=True)
class Limits:
    """``characters`` and ``texts`` of one request, requests ``waiting`` at once, ``seconds`` for an answer and for ``sending`` one.

    A file has at most ``file`` bytes. It may hold as many characters as several requests, and take as long.
    """

    characters: int = 100_000
    texts: int = 500
    waiting: int = 100
    seconds: float = 120
    sending: float = 20
    file: int = 20_000_000
    files: int = 10

    @property
    def of_file(self) -> "Limits":
        """The limits of a request that sends a file; ``waiting`` are the files that wait."""
        return replace(
            self,
            characters=_FILE * self.characters,
            waiting=self.files,
            seconds=_FILE * self.seconds,
            sending=_FILE * self.sending,
        )

    @property
    def body(self) -> int:
        """The most bytes of a request with texts, however they are written."""
        return _BYTES_A_CHARACTER * self.characters + (1 << 16)
