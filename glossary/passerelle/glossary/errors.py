"""The root of every error that passerelle raises on purpose.

    PasserelleError
    ├── GlossaryError     a glossary file or a concept is wrong (glossary.formats, glossary.termbase)
    ├── FileError         a file cannot be read or written (glossary.files)
    └── …                 each module of passerelle.translate adds its own beside the code that raises it

An error's text is one sentence for the user: what is wrong, where, and what to do.
"""


class PasserelleError(Exception):
    """Something the user can mend; its text says how.

    ``path`` and ``line`` (counted from 1) tell the place where there is one.
    """

    def __init__(self, message: str, *, path: object = None, line: int | None = None) -> None:
        super().__init__(message)
        self.path = path
        self.line = line

    def __str__(self) -> str:
        """Return ``path:line: message``, without the parts that are not known."""
        message = super().__str__()
        if self.path is None:
            return message
        place = f"{self.path}:{self.line}" if self.line else str(self.path)
        return f"{place}: {message}"


class GlossaryError(PasserelleError):
    """A glossary file is broken, or a concept contradicts itself."""


class FileError(PasserelleError):
    """A file cannot be read or written."""
