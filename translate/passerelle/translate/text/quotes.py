"""Quotation marks on both sides of the engine. Pure functions."""

import re

from passerelle.translate.text.speakers import QUOTE, close_before_speaker

_OPENING = "“«„‹"
_CLOSING = "”»›"
_SINGLE = re.compile(r"(?<![\w’'])['‘](?=[\w “\"])(?P<inside>[^'‘’]{2,}?(?:\w['’]\w[^'‘’]*?)*)['’](?!\w)")


def guillemets(text: str) -> str:
    """Return French with every double quote as a spaced guillemet, the form that French corpora hold.

    >>> guillemets('“Oui”, dit-il, "non".')
    '« Oui », dit-il, « non ».'
    """
    out: list[str] = []
    for index, sign in enumerate(text):
        if sign in _OPENING or (sign == '"' and _opens(text, index)):
            out.append("« ")
        elif sign in _CLOSING or sign == '"':
            out.append(" »")
        else:
            out.append(sign)
    return re.sub(r"\s+»", " »", re.sub(r"«\s+", "« ", "".join(out)))


def _opens(text: str, index: int) -> bool:
    before = text[index - 1] if index else " "
    return before.isspace() or before in "([–—-“«/'’"


def match_quotes(source: str, target: str) -> str:
    """Return ``target`` with straight double quotes where ``source`` has some, and none where it has none.

    A quotation that opens or closes the source opens or closes the target; quotes too many are dropped.

    >>> match_quotes("« Oui, dit-elle, c’est fait. »", "' Yes, she said, it is done.")
    '"Yes, she said, it is done."'
    >>> match_quotes("Le titre “Révolution” plaît.", "The title 'Revolution' pleases.")
    'The title "Revolution" pleases.'
    """
    wanted = len(QUOTE.findall(source))
    if not wanted:
        return _trim(QUOTE.sub("", target))
    target = QUOTE.sub('"', _SINGLE.sub(lambda found: f'"{found["inside"].strip()}"', target))
    target = re.sub(r"^\s*[\"'‘’]\s*", '"', target)
    opens = bool(re.match(rf"\s*[{_OPENING}\"]", source))
    closes = re.search(rf"[{_CLOSING}\"]\s*([.,;:!?…]*)\s*$", source)
    inside = re.search(rf"([.!?…])\s*[{_CLOSING}\"]\s*$", source)
    if opens:
        target = '"' + target.lstrip(' "')
    led = _open_after_colon(source, target) if target.count('"') < wanted else target
    unclosed = wanted % 2 or target.count('"') % 2 or led != target
    if closes and (unclosed or target.rstrip(".,;:!?… ").endswith('"')):
        led = _close(led, stop_inside=bool(inside))
    target = led
    if target.count('"') < wanted:
        target = close_before_speaker(source, target)
    return _trim(_drop_extra(target, wanted, keep_first=opens, keep_last=bool(closes)))


def _open_after_colon(source: str, target: str) -> str:
    """Return ``target`` with a quotation opened after its only colon, where the only one of ``source`` leads in one and no more."""
    ours, theirs = (list(re.finditer(r":\s+", text)) for text in (re.sub(r"\s+:", ":", source), target))
    led = re.search(rf":\s*[{_OPENING}\"](?P<rest>[^{_OPENING}]*)$", source)
    one = led and len(QUOTE.findall(led["rest"])) <= 1
    if not one or not len(ours) == len(theirs) == 1 or target[theirs[0].end() :].startswith('"'):
        return target
    return f'{target[: theirs[0].end()]}"{target[theirs[0].end() :]}'


def _close(target: str, *, stop_inside: bool) -> str:
    found = re.search(r"[\s\"'’]*([.,;:!?…]*)[\s\"'’]*$", target)
    assert found is not None
    body, stop = target[: found.start()], found[1] or ("." if stop_inside else "")
    return f'{body}{stop}"' if stop_inside else f'{body}"{stop}'


def _drop_extra(target: str, wanted: int, *, keep_first: bool, keep_last: bool) -> str:
    places = [found.start() for found in re.finditer('"', target)]
    inner = places[(1 if keep_first else 0) : (-1 if keep_last and len(places) > 1 else None)]
    unpaired = len(places) % 2 if wanted % 2 == 0 else 0
    extra = max(len(places) - wanted, unpaired)
    for place in reversed((inner or places)[-extra:] if extra > 0 else []):
        target = target[:place] + target[place + 1 :]
    return target


def _trim(text: str) -> str:
    return re.sub(r" {2,}", " ", text).strip()
