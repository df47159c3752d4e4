"""Addresses in running text: e-mail, web, DOI, ORCID, handles and hashtags. Pure functions.

What an address may hold is read from RFC 5321 (mail), RFC 3986 and 3987 (URIs, accents and all) and the DOI handbook; what
ends one in running text is not: stops, and brackets and quotation marks that were opened before it, belong to the sentence.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from passerelle.glossary import lemmas
from passerelle.glossary.words import read_table, read_words


class AddressKind(StrEnum):
    """What an address leads to."""

    EMAIL = "email"
    URL = "url"
    DOI = "doi"
    ORCID = "orcid"
    HANDLE = "handle"
    HASHTAG = "hashtag"


@dataclass(frozen=True, slots=True)
class Address:
    """An address and its place in the text."""

    kind: AddressKind
    start: int
    end: int
    text: str


_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_HOST = rf"(?:{_LABEL}\.){{1,20}}(?:xn--[a-z\d-]{{2,59}}|[^\W\d_]{{2,24}})(?!\w)"
_ATOM = r"[\w!#$%&*+/=?^`{|}~-]"
_LOCAL = rf"(?:\"[^\"@\n]{{1,62}}\"|(?:[Oo]['’])?[\w+](?:{_ATOM}|\.(?=\w)){{0,63}})"
_AT = r"[ \u00a0]?(?:[\[({<][ ]?(?:@|at|AT|arobase|arobas|chez)[ ]?[\])}>]|(?:AT|AROBASE)(?=[ ]))[ \u00a0]?"
_DOT = r"(?:\.|[ \u00a0]?[\[({<][ ]?(?:\.|dot|DOT|point)[ ]?[\])}>][ \u00a0]?|[ ](?:DOT|POINT)[ ])"
# Blanks, quotation marks and what hides markup (word joiner, zero-width space) are no part of any address.
_NEVER = '\\s"“”«»`⟦⟧\u2060\u200b\ufeff'
_REST = rf"[^{_NEVER}<>]*"
_PATTERN = re.compile(
    rf"(?P<email>(?<![\w.+@-])(?:[Mm][Aa][Ii][Ll][Tt][Oo]:)?{_LOCAL}@(?:{_HOST}|\[[\dA-Fa-f:.IPvx]{{3,45}}\])"
    rf"|(?<![\w.+@-])[\w.+-]{{1,64}}{_AT}{_LABEL}(?:{_DOT}{_LABEL}){{0,4}}{_DOT}[^\W\d_]{{2,12}}(?!\w))"
    rf"|(?P<doi>(?<![\w.])(?:(?:https?://)?(?:dx\.)?doi\.org/|(?:doi|DOI):)?10\.\d{{4,9}}(?:\.\d+)*/[^{_NEVER}]+)"
    rf"|(?P<url>(?<![^\W_])(?:[A-Za-z][A-Za-z\d+.-]{{1,15}}://{_REST}|tel:\+?[\d.()-]{{3,20}}|[Ww]{{3}}\d?\.{_LABEL}{_REST}))"
    rf"|(?P<bare>(?<![\w@.]){_HOST}(?!@)(?::\d{{2,5}}(?!\d))?(?:[/?#]{_REST})?)"
    r"|(?P<orcid>(?<![\w-])\d{4}-\d{4}-\d{4}-\d{3}[\dX](?![\w-]))"
    rf"|(?P<handle>(?<![\w@./])@(?:{_LABEL}@{_HOST}|\w{{2,30}}(?:[.-][a-z\d]\w*)*))"
    r"|(?P<hashtag>(?<![\w&/#])#(?=\w*[^\W\d_])\w{2,})"
)
_SUSPECT = re.compile(r"[@#.:]|[\[({<] ?(?:at|AT|arobas)|[ \u00a0](?:AT|AROBASE) |\d-\d{4}-")
# The stop at the end of a sentence makes no address, nor does one between figures but in a DOI. The first sign of all that
# may make one comes first, since a text is searched for a set of signs in no time.
_LIKELY = re.compile(
    r"[@#.:\[({<A-](?:(?<=[@#])|(?<=[.:])(?!(?<=\d[.:])\d)\S|(?<=10\.)\d{4}|(?<=[Ww]{3}\d\.)"
    r"|(?<=[\[({<]) ?(?:at|AT|arobas|chez)|(?<=A)(?:T|ROBASE) |(?<=\d-)\d{4}-)"
)
_CLOSERS = {")": "(", "]": "[", "}": "{", ">": "<"}
_DOMAINS = frozenset(read_words(__file__, "top-level-domains.txt"))


@lru_cache(maxsize=1024)  # a candidate is asked about while it is finished, judged and rewritten
def find_addresses(text: str) -> tuple[Address, ...]:
    """Return the addresses of a French or English text in order; none overlaps another.

    >>> [address.text for address in find_addresses("Écrire à presse@chu-nantes.fr (voir chu-nantes.fr/acces).")]
    ['presse@chu-nantes.fr', 'chu-nantes.fr/acces']
    """
    return tuple(_scan(text)) if _LIKELY.search(text) and _SUSPECT.search(text) else ()


def _scan(text: str) -> Iterator[Address]:
    position = 0
    while found := _PATTERN.search(text, position):
        group = found.lastgroup or ""
        end = _end(found, group)
        position = max(end, found.start() + 1)
        if end > found.start():
            kind = AddressKind.URL if group == "bare" else AddressKind(group)
            yield Address(kind, found.start(), end, text[found.start() : end])
        else:
            position = found.end()


def _end(found: re.Match[str], group: str) -> int:
    """Return where the address ends, or its start where it is none after all."""
    text, start = found.string, found.start()
    if group == "email":
        return _mail_end(found)
    if group in ("url", "doi"):
        end = start + len(_trim(found[0]))
        return end if re.search(r"[:/.]\W*\w", text[start:end]) else start
    if group == "bare":
        return _bare_end(found)
    return found.end()


def _mail_end(found: re.Match[str]) -> int:
    """Return where a mail address ends: the blank after a stop may be missing, and ``mailto:`` may carry a query."""
    text, start = found.string, found.start()
    if "@" not in found[0]:
        return found.end()
    local, _, host = found[0].rpartition("@")
    end = start + len(local) + 1 + len(_cut_host(host) or host)
    if text[start : start + 7].lower() == "mailto:" and text[end : end + 1] == "?":
        rest = re.compile(_REST).match(text, end)
        assert rest is not None
        return end + len(_trim(rest[0]))
    return end


def _bare_end(found: re.Match[str]) -> int:
    """Return where a domain without “www.” ends, with its path; its start where it is words without a blank."""
    start = found.start()
    host = re.match(_HOST, found[0])
    assert host is not None
    kept = _cut_host(host[0])
    if kept != host[0]:
        return start + len(kept) if _is_domain(kept) else start
    whole = _trim(found[0])
    return start + len(whole) if _is_domain(kept, path=len(whole) > len(kept)) else start


def _cut_host(host: str) -> str:
    """Return a host up to its last label that is a top-level domain, in capitals throughout or in none; empty where none is.

    >>> _cut_host("chu-nantes.fr.Il"), _cut_host("soin.Les")
    ('chu-nantes.fr', '')
    """
    labels = host.split(".")
    while len(labels) > 1 and not _is_top(labels[-1], ".".join(labels[:-1])):
        labels.pop()
    return ".".join(labels) if len(labels) > 1 else ""


def _is_top(label: str, before: str) -> bool:
    written = label.islower() or (label.isupper() and before == before.upper())
    return written and (label.lower() in _DOMAINS or label.lower().startswith("xn--"))


def _is_domain(host: str, *, path: bool = False) -> bool:
    """Tell a domain from words between which a blank is missing (“soins.et”) and from abbreviations (“p.m”)."""
    if not host:
        return False
    *labels, top = host.split(".")
    if not path and ((len(labels[-1]) == 1 and len(top) < 3) or labels[-1].isdecimal()):
        return False
    return path or len(labels) > 1 or top.lower() not in _common_words() or not _is_word(labels[-1])


@cache
def _common_words() -> frozenset[str]:
    rows = read_table(__file__, "stop-words.tsv", 2)
    common = {word for language, words in rows if language in ("French", "English") for word in words.split()}
    return frozenset(common | set(read_words(__file__, "function-words.txt")))


def _is_word(label: str) -> bool:
    return any(lemmas.is_known(label.lower(), lang=language) for language in ("fr", "en"))


def _trim(text: str) -> str:
    """Return an address without the stops after it and without what follows a bracket that was opened before it.

    >>> _trim("https://a.fr/b_(c)),"), _trim("https://a.fr/b(c")
    ('https://a.fr/b_(c)', 'https://a.fr/b')
    """
    text = re.split(r"[,;](?=https?://|10\.\d{4})", text, maxsplit=1)[0]
    opened: list[int] = []
    for place, sign in enumerate(text):
        if sign in _CLOSERS.values():
            opened.append(place)
        elif sign in _CLOSERS:
            if not opened or text[opened[-1]] != _CLOSERS[sign]:
                return _strip_stops(text[:place])
            opened.pop()
    return _strip_stops(text[: opened[0]] if opened else text)


def _strip_stops(text: str) -> str:
    return re.sub(r"(?:['’]s)?[.,;:!?…'’*|\\]+$|['’]s$", "", text)


def is_address(text: str) -> bool:
    """Whether the whole of a text is one address.

    >>> is_address("@sante_gouv"), is_address("le @sante_gouv")
    (True, False)
    """
    found = find_addresses(text)
    return len(found) == 1 and found[0].text == text


_FILLER = "\u3164"  # the Hangul filler: a letter that no rule of French or English knows


def hide_addresses(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a text with one letter for each address, so that no rule of typography touches any, and the addresses.

    >>> hidden = hide_addresses("Voir ameli.fr .")
    >>> show_addresses(hidden[0].replace(" .", "."), hidden[1])
    'Voir ameli.fr.'
    """
    if _FILLER in text:
        return text, ()
    addresses = find_addresses(text)
    out, position = [], 0
    for address in addresses:
        out += [text[position : address.start], _FILLER]
        position = address.end
    return "".join(out) + text[position:], tuple(address.text for address in addresses)


def show_addresses(text: str, addresses: Sequence[str]) -> str:
    """Undo `hide_addresses`."""
    left = iter(addresses)
    return re.sub(_FILLER, lambda found: next(left, found[0]), text)
