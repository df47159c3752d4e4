"""Fields of front matter that a run was asked for and that none of its articles has: mistyped, most often."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from difflib import get_close_matches
from pathlib import Path

from passerelle.glossary.errors import PasserelleError
from passerelle.translate.formats.articles import MARKDOWN, detect_format, read_article
from passerelle.translate.formats.encoding import decode_text
from passerelle.translate.formats.markdown.fields import is_named
from passerelle.translate.formats.markdown.front_matter import field_names

_SHOWN = 3


def doubt_fields(paths: Iterable[Path], asked: Iterable[str]) -> Iterator[str]:
    """Yield one sentence for each field asked for that no article has, with the fields that are called most like it.

    Articles without a front matter say nothing, nor do those that cannot be read.
    """
    found = list(dict.fromkeys(name for path in paths for name in _names_in(path)))
    for name in dict.fromkeys(asked) if found else ():
        if not any(is_named(each, name) for each in found):
            yield (
                f"no article has the field “{name}”, and only fields that are named are translated; those found that"
                f" are nearest to it: {', '.join(_nearest(name, found))}"
            )


def _nearest(name: str, found: Collection[str]) -> list[str]:
    return get_close_matches(name, found, _SHOWN, cutoff=0)


def _names_in(path: Path) -> tuple[str, ...]:
    with suppress(PasserelleError):
        data = read_article(path)
        if detect_format(path, data) is MARKDOWN:
            return field_names(decode_text(data).text)
    return ()
