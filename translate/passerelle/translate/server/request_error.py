"""What is wrong with a request."""

from passerelle.glossary.errors import PasserelleError


class RequestError(PasserelleError):
    """Answered as LibreTranslate answers: a status and ``{"error": …}``, one sentence for whoever wrote the client."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
