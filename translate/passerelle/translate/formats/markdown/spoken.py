"""What a tag, a shortcode or a directive says to readers: its titles, captions and labels, among much that is said to programs."""

import re
from collections.abc import Iterator, Mapping

from passerelle.glossary.words import read_words
from passerelle.translate.text.language import is_prose

_ATTRIBUTES = frozenset(read_words(__file__, "spoken-attributes.txt"))
_NAMED = re.compile(
    r"(?P<name>[\w:-]+)\s*[=:]\s*(?P<quote>[\"'])(?P<value>(?:\\.|(?!(?P=quote)).)*)(?P=quote)", re.DOTALL
)
_QUOTED = re.compile(
    r"(?<![=:\w\\])(?<![=:] )(?P<quote>[\"'])(?P<value>(?:\\.|(?!(?P=quote)).)*)(?P=quote)", re.DOTALL
)
_SHORTCODE = re.compile(
    r"\{\{[<%]|\{%-?\s*(?!if\b|elsif\b|elif\b|for\b|assign\b|set\b|unless\b|case\b|when\b|include\b|import\b|extends\b)\w"
)


def spoken_places(raw: str) -> list[tuple[int, int]]:
    """Return where the words for readers stand in a tag or shortcode, without their quotes.

    >>> raw = '{{< figure src="a.png" caption="Le bloc, la nuit" >}}'
    >>> [raw[start:end] for start, end in spoken_places(raw)]
    ['Le bloc, la nuit']
    """
    return sorted({*_named(raw), *_positional(raw)})


def _named(raw: str) -> Iterator[tuple[int, int]]:
    for found in _NAMED.finditer(raw):
        own = is_spoken_name(found["name"]) and is_label(found["value"])
        if own or is_prose(found["value"]):
            yield found.span("value")


def _positional(raw: str) -> Iterator[tuple[int, int]]:
    """Yield the quoted words of a shortcode that have no name: ``{{< note "Attention" >}}``."""
    if not _SHORTCODE.match(raw):
        return
    for found in _QUOTED.finditer(raw):
        if is_title(found["value"]):
            yield found.span("value")


def is_spoken_name(name: str) -> bool:
    """Whether the value of an attribute or option of this name is said to readers."""
    return name.lower() in _ATTRIBUTES


def is_label(text: str) -> bool:
    """Whether the value of an attribute that speaks is words, not an address, a file or a variable."""
    return any(map(str.isalpha, text)) and not re.search(
        r"://|^[\w./-]*[/_#][\w./-]*$|^\{|^[\w-]+\.\w{2,4}$|[{}$]", text
    )


def is_title(text: str) -> bool:
    """Whether words that nothing names are a title: several, or one in plain letters that begins with a capital."""
    if not is_label(text):
        return False
    return " " in text.strip() or bool(re.fullmatch(r"[A-ZÀ-Ý][a-zà-ÿœ’']{2,}", text))


def with_spoken(raw: str, texts: Mapping[int, str]) -> str:
    """Return a tag or shortcode with other words, by the number of their place.

    >>> with_spoken('{{< note "Attention" >}}', {0: "Warning"})
    '{{< note "Warning" >}}'
    """
    places = spoken_places(raw)
    for number, (start, end) in reversed([*enumerate(places)]):
        if number in texts:
            raw = raw[:start] + quotable(texts[number], raw[start - 1 : start]) + raw[end:]
    return raw


def quotable(text: str, quote: str) -> str:
    """Return words without the sign that would end them: whoever reads them has an escape of their own, or none."""
    return text.replace('"', "”") if quote == '"' else text.replace("'", "’") if quote == "'" else text
