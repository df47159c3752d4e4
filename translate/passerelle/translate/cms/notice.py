"""What a published file says of itself: who reviewed it, what nobody has reviewed, and what is still French."""

import io
import re
from collections.abc import Collection, Sequence
from typing import Any

from passerelle.translate.catalog.entry import Entry
from passerelle.translate.formats.entities import escape
from passerelle.translate.formats.feed.write import add_lines_to_feed
from passerelle.translate.formats.inline import IN_FRENCH
from passerelle.translate.formats.markdown.front_matter import front_matter_end
from passerelle.translate.formats.odt.write import add_paragraphs
from passerelle.translate.text.phrases import counted


def disclosure_line(reviewed: Collection[Entry], total: int) -> str:
    """Return the line that tells readers how the English came to be; ``total`` texts would be a whole page.

    "Reviewed by" stands only where all was reviewed.
    """
    names = list(dict.fromkeys(entry.review.reviewer for entry in reviewed if entry.review.reviewer))
    named = [*names, "others"] if names and not all(entry.review.reviewer for entry in reviewed) else names
    if not reviewed:
        return "Machine translation: no person has checked it."
    if len(reviewed) >= total:
        return f"Machine-assisted translation reviewed{f' by {_listed(named)}' if named else ''}."
    who = f"{_listed(named)} reviewed" if named else "a person reviewed"
    return f"Machine-assisted translation: {who} {len(reviewed)} of its {total} texts."


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def unreviewed_line(count: int) -> str:
    """Return the line that tells that unreviewed texts are published.

    >>> unreviewed_line(1)
    'This translation holds 1 passage that nobody has reviewed (published with --allow-unreviewed).'
    """
    what = "1 passage that nobody has" if count == 1 else f"{count} passages that nobody has"
    return f"This translation holds {what} reviewed (published with --allow-unreviewed)."


def partial_line(count: int, total: int, left_out: int = 0) -> str:
    """Return the line at the head of a page that is French in part; ``left_out`` of its lines are no text of the article.

    >>> partial_line(1, 27)
    'Partial translation: 1 of 27 texts is still in French, and marked “[In French]”.'
    """
    state = "is still in French, and" if count == 1 else "are still in French, each"
    lines = counted(left_out, "line")
    around = (
        f" {lines} around the article, such as menus and bylines, may be French, too." if left_out else ""
    )
    return f"Partial translation: {count} of {total} texts {state} marked “{IN_FRENCH}”.{around}"


def add_lines(data: bytes, kind: str, head: Sequence[str], end: Sequence[str]) -> bytes:
    """Return an article (``html``, ``markdown``, ``docx``, ``odt``, ``feed`` or ``text``) with lines as paragraphs at its head and end."""
    if not head and not end:
        return data
    if kind == "docx":
        return _add_docx(data, head, end)
    if kind == "feed":
        return add_lines_to_feed(data, head, end)
    if kind == "odt":
        return add_paragraphs(data, head, end)
    if kind == "html":
        return _add_html(data, head, end)
    text, line_end = data.decode(), "\r\n" if b"\r\n" in data else "\n"
    return _add_text(text, kind, head, end, line_end).encode()


def _add_text(text: str, kind: str, head: Sequence[str], end: Sequence[str], line_end: str) -> str:
    """Put lines around a text; those of Markdown are a quotation below the front matter, and in italics."""
    opening, sign = ("> **{}**", "*{}*") if kind == "markdown" else ("{}", "{}")
    if head:
        lines = text.split(line_end)
        place = front_matter_end(lines) if kind == "markdown" else 0
        added = [part for line in head for part in (opening.format(line), "")]
        gap = [""] if place else []
        text = line_end.join([*lines[:place], *gap, *added, *lines[place:]])
    added_end = "".join(f"{line_end}{sign.format(line)}{line_end}" for line in end)
    return text.rstrip("\r\n") + line_end + added_end if end else text


_BODY = re.compile(rb"<body\b[^>]*>", re.IGNORECASE)


def _add_html(data: bytes, head: Sequence[str], end: Sequence[str]) -> bytes:
    lower = data.lower()
    closing = (lower.rfind(tag) for tag in (b"</article>", b"</main>", b"</body>"))
    last = next((place for place in closing if place >= 0), len(data))
    body = _BODY.search(data)
    first = body.end() if body else 0
    return data[:first] + _html_lines(head) + data[first:last] + _html_lines(end) + data[last:]


def _html_lines(lines: Sequence[str]) -> bytes:
    return "".join(f'<p class="translation-note">{escape(line)}</p>\n' for line in lines).encode()


def _add_docx(data: bytes, head: Sequence[str], end: Sequence[str]) -> bytes:
    import docx  # noqa: PLC0415  (Word documents are few)

    document = docx.Document(io.BytesIO(data))
    first = [_paragraph(document, line) for line in head]
    for place, paragraph in enumerate(first):
        document.element.body.insert(place, paragraph)
    for line in end:
        _paragraph(document, line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _paragraph(document: Any, line: str) -> Any:
    """Append a paragraph to a Word document, and return its element."""
    paragraph = document.add_paragraph()
    paragraph.add_run(line).italic = True
    return paragraph._p  # noqa: SLF001  (python-docx names it so in its own documentation)
