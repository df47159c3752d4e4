"""What a published file says of itself: who reviewed it, and what nobody has reviewed."""

import io
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

import docx

from passerelle.translate.catalog.entry import Entry


def disclosure_line(entries: Iterable[Entry]) -> str:
    """Return the line that tells readers how the English came to be."""
    names = dict.fromkeys(
        entry.review.reviewer for entry in entries if entry.state.reviewed and entry.review.reviewer
    )
    by = f" by {_listed(list(names))}" if names else ""
    return f"Machine-assisted translation reviewed{by}."


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def unreviewed_line(count: int) -> str:
    """Return the line that tells that unreviewed texts are published.

    >>> unreviewed_line(1)
    'This translation holds 1 passage that nobody has reviewed (published with --allow-unreviewed).'
    """
    what = "1 passage that nobody has" if count == 1 else f"{count} passages that nobody has"
    return f"This translation holds {what} reviewed (published with --allow-unreviewed)."


def append_lines(data: bytes, kind: str, lines: Sequence[str]) -> bytes:
    """Return an article (``html``, ``markdown``, ``docx`` or ``text``) with ``lines`` as paragraphs at its end."""
    if not lines:
        return data
    if kind == "docx":
        return _append_docx(data, lines)
    if kind == "html":
        return _append_html(data, lines)
    end = "\r\n" if b"\r\n" in data else "\n"
    sign = "*" if kind == "markdown" else ""
    added = "".join(f"{end}{sign}{line}{sign}{end}" for line in lines)
    return data.rstrip(b"\r\n") + (end + added).encode()


def _append_html(data: bytes, lines: Sequence[str]) -> bytes:
    added = "".join(f'<p class="translation-note">{escape(line)}</p>\n' for line in lines).encode()
    lower = data.lower()
    place = next(
        (lower.rfind(tag) for tag in (b"</article>", b"</main>", b"</body>") if lower.rfind(tag) >= 0),
        len(data),
    )
    return data[:place] + added + data[place:]


def _append_docx(data: bytes, lines: Sequence[str]) -> bytes:
    document = docx.Document(io.BytesIO(data))
    for line in lines:
        document.add_paragraph().add_run(line).italic = True
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
