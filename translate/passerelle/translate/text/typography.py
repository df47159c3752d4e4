"""Typography on both sides of the engine: French made plain before it, English house style after it."""

import re

from passerelle.glossary.words import read_words
from passerelle.translate.text.addresses import hide_addresses, show_addresses
from passerelle.translate.text.quotes import guillemets

_CAPITAL_WORDS = frozenset(read_words(__file__, "capital-words.txt"))
_PLAIN = str.maketrans(
    {
        "’": "'", "‘": "'", "ʼ": "'", "…": "...", "–": "-", "—": "-", "‑": "-", "‐": "-", "−": "-",
        "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2007": " ", "≥": ">", "≤": "<", "\t": " ", "\n": " ", "\r": " ",
    }
)  # fmt: skip

# Soft hyphens and zero-width characters. Joiners stay where they bind the parts of an emoji.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u180e\u200b\u2060-\u2064\ufeff]" r"|(?<=\w)[\u200c\u200d]|[\u200c\u200d](?=\w)"
)
_DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_ODD = frozenset(
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2010\u2011\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062"
    "\u2063\u2064\u2066\u2067\u2068\u2069\ufeff"
)
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe]")
_HYPHENS = str.maketrans("\u2010\u2011", "--")


def strip_unseen(text: str) -> str:
    r"""Return ``text`` without the characters that only tell a page where to break a word, or not to.

    Direction marks stay in a text that holds words written from right to left.

    >>> strip_unseen("hospi\u00adtalière, mi\u2011temps")
    'hospitalière, mi-temps'
    """
    if _ODD.isdisjoint(text):
        return text
    seen = _UNSEEN.sub("", text).translate(_HYPHENS)
    return seen if _RIGHT_TO_LEFT.search(seen) else _DIRECTIONS.sub("", seen)


def prepare_source(text: str) -> str:
    """Return French in the characters that translation models know: guillemets, plain spaces and apostrophes.

    Signs that small vocabularies lack are written otherwise, euros in words, ≥ as >, or left out: © and its like
    (`restore_signs` undoes it).

    >>> prepare_source("“Bonjour” : 12,5 %… et 3,5 M€")
    "« Bonjour » : 12,5 %... et 3,5 millions d'euros"
    """
    plain = _CREDIT.sub("", guillemets(strip_unseen(text))).translate(_PLAIN)
    for pattern, words in _EUROS:
        plain = pattern.sub(words, plain)
    return re.sub(r" {2,}", " ", plain).strip()


_EUROS = (
    (re.compile(r"(?<=\d) ?k€"), " 000 euros"),
    (re.compile(r"(?<=\d) ?M€"), " millions d'euros"),
    (re.compile(r"(?<=\d) ?(?:Md|Mds|G)€"), " milliards d'euros"),
    (re.compile(r"(?<=\d) ?€"), " euros"),
)


_CREDIT = re.compile(r"(?P<before>[©℗])\s?|(?P<after>[®™℠])")


def restore_signs(source: str, target: str) -> str:
    """Return ``target`` with ≥ and ≤ before the figures that have them in the French, and © and its like by their words.

    >>> restore_signs("de grade ≥ 3", "of grade > 3"), restore_signs("© Photo Agence", "Photo Agency")
    ('of grade ≥ 3', '© Photo Agency')
    """
    for found in _CREDIT.finditer(source):
        target = _restore_credit(source, found, target)
    for found in re.finditer(r"([≥≤])\s*(\d+)", source):
        lesser = ">" if found[1] == "≥" else "<"
        target = re.sub(rf"{lesser}\s*{found[2]}(?!\d)", f"{found[1]} {found[2]}", target)
    return target


def _restore_credit(source: str, found: re.Match[str], target: str) -> str:
    """Put a sign back where it is missing: before or after the word it has in the French, else at the nearer end."""
    if target.count(found[0].strip()) >= source[: found.end()].count(found[0].strip()):
        return target
    if found["after"]:
        word = re.search(r"\w+\Z", source[: found.start()])
        places = [each.end() for each in re.finditer(rf"\b{re.escape(word[0])}\b", target)] if word else []
    else:
        word = re.match(r"\w+", source[found.end() :])
        places = [each.start() for each in re.finditer(rf"\b{re.escape(word[0])}\b", target)] if word else []
    at_start = found.start() < len(source) / 2
    place = places[0] if places else 0 if at_start else len(target)
    blank = " " if found["before"] and not places and not at_start else ""
    return target[:place] + blank + found[0].replace("\u00a0", " ") + target[place:]


_ONE_FOR_ONE = {
    code: sign for code, sign in _PLAIN.items() if len(sign) == 1 and code != ord("\n")
} | str.maketrans("“”„", "«»«")


def plain_characters(text: str) -> str:
    """Return ``text`` with plain dashes and spaces, every character in its place; line feeds stay.

    >>> plain_characters("« Oui » – non")
    '« Oui » - non'
    """
    return text.translate(_ONE_FOR_ONE)


def polish_target(text: str) -> str:
    """Return English in house typography: curly quotes, no blank before a stop, en rules between words.

    Addresses are left alone.

    >>> polish_target('He said : "5 %" - twice .')
    'He said: “5%” – twice.'
    """
    hidden, addresses = hide_addresses(text)
    curled = _curl_quotes(_tighten(hidden))
    return show_addresses(re.sub(r"(?<=[“‘])\s+|(?<=\S)\s+(?=”)", "", curled), addresses)


def _tighten(text: str) -> str:
    text = re.sub(r"«\s*|\s*»", '"', text)
    text = re.sub(r"(?<=\w)[\s]+(?=[,;:!?.](?:\s|$|[\"”’)]))", "", text)
    text = re.sub(r"(?<=[\"”)%])[\s]+(?=[,;:!?.](?:\s|$))", "", text)
    text = re.sub(r"(?<=\d)\s+(?=%)", "", text)
    text = re.sub(r"(?<=\d)\s+[-–—]\s+(?=\d)", "–", text)
    text = re.sub(r"(?<=\s)[-—](?=\s)", "–", text)
    text = re.sub(r"(?<=[€£$])\s+(?=\d)", "", text)
    text = re.sub(r"\b[Nn]°\s*(?=\d)", "No. ", text)
    text = re.sub(r"\(\s+", "(", re.sub(r"\s+\)", ")", text))
    text = text.replace("...", "…")
    return re.sub(r" {2,}", " ", text)


def _curl_quotes(text: str) -> str:
    if '"' not in text and "'" not in text:
        return text
    out: list[str] = []
    for index, sign in enumerate(text):
        before = text[index - 1] if index else " "
        if sign == '"':
            out.append("“" if before.isspace() or before in "([–-“‘/" else "”")
        elif sign == "'":
            opening = before.isspace() or before in "([“"
            after = text[index + 1] if index + 1 < len(text) else " "
            # An apostrophe before a figure or letter after a blank opens a quotation unless nothing closes it.
            out.append("‘" if opening and after.isalpha() and "'" in text[index + 1 :] else "’")
        else:
            out.append(sign)
    return "".join(out)


def match_capital(source: str, target: str) -> str:
    """Give ``target`` a capital where ``source`` begins with one, and none where it goes on in lower case.

    An abbreviation or a name (capitals inside, or the same word in the source) keeps its own.

    >>> match_capital("et les patients", "And patients"), match_capital("Les CLCC", "comprehensive centres")
    ('and patients', 'Comprehensive centres')
    """
    first = next((index for index, letter in enumerate(target) if letter.isalnum()), None)
    opening = next((letter for letter in source if letter.isalnum()), "")
    if first is None or not opening.isalpha() or not target[first].isalpha():
        return target
    word = re.match(r"[\w’'-]+", target[first:])
    assert word is not None
    if opening.isupper():
        return (
            target[:first] + target[first].upper() + target[first + 1 :]
            if word[0][1:].islower() or len(word[0]) == 1
            else target
        )
    ordinary = (
        word[0] not in source
        and word[0] != "I"
        and not re.match(r"I['’]", word[0])
        and word[0][1:] == word[0][1:].lower()
    )
    if ordinary and word[0] in _CAPITAL_WORDS:
        return target
    return target[:first] + target[first].lower() + target[first + 1 :] if ordinary else target


_END = re.compile(r"\s*([.,;:!?…]?)([\s”’\"')\]»]*)\Z")
_ABBREVIATION = re.compile(r"(?:\b(?:etc|No|vs|Inc|Ltd|[A-Z])|\.\w)\Z")


def match_stop(source: str, target: str) -> str:
    """End ``target`` in the stop of ``source``, and in nothing where it does: models write full stops.

    >>> match_stop("Fatigue chez 14 % ;", "Fatigue in 14%."), match_stop("Trois mesures", "Three measures.")
    ('Fatigue in 14%;', 'Three measures')
    >>> match_stop("À suivre...", "To be continued")
    'To be continued…'
    """
    ours, theirs = _END.search(source.replace("...", "…")), _END.search(target)
    assert ours is not None
    assert theirs is not None
    body = target[: theirs.start()]
    if body and ours[1] in ("?", "!", "…") and theirs[1] in ("", ".", ",", ";", ":"):
        return body + ours[1] + theirs[2].strip()
    if body and ours[1] in (";", ":") and theirs[1] in ("", ".", ",", ";", ":"):
        closers = theirs[2].strip()
        return body + (ours[1] + closers if ours[2].strip() else closers + ours[1])
    if not ours[0] and theirs[0] == "." and not _ABBREVIATION.search(body):
        return body
    return target
