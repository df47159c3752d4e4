"""Addresses and pictures kept from the model: each travels as a sign of its own, and comes back letter for letter.

A model takes an address for words and translates them, or drops the words around it, and over an emoji it loses the thread. A
package that was trained to carry signs never sees one; to any other they go as they are. Pictures at the ends of a text need no
sign, whatever the package. Pure functions.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from passerelle.translate.engine.packages import Signs
from passerelle.translate.text.addresses import find_addresses
from passerelle.translate.text.pictures import find_pictures, take_ends

_SIGN = re.compile(r"⟦\s*(\d+)\s*⟧")


@dataclass(frozen=True, slots=True)
class Masked:
    """A text for the model; ``hidden`` holds what is behind each sign by number, ``before`` and ``after`` what was at the ends."""

    text: str
    hidden: Mapping[int, str]
    before: str = ""
    after: str = ""


def mask(text: str, signs: Signs | None) -> Masked:
    """Return a text with a sign for each of its addresses and pictures, the last ones as they are where there are more than free signs.

    >>> mask("Voir ameli.fr et ⟦6⟧.", Signs(range(1, 6), range(6, 10)))
    Masked(text='Voir ⟦7⟧ et ⟦6⟧.', hidden={7: 'ameli.fr'}, before='', after='')
    >>> mask("✅ Voir 👉 ici 🙏", Signs(range(1, 6), range(6, 10)))
    Masked(text='Voir ⟦6⟧ ici', hidden={6: '👉'}, before='✅ ', after=' 🙏')
    """
    before, text, after = take_ends(text)
    places = _places(text) if signs else []
    if not places or signs is None:
        return Masked(text, {}, before, after)
    used = {int(found[1]) for found in _SIGN.finditer(text)}
    free = [number for number in (*signs.names, *reversed(signs.nouns)) if number not in used]
    hidden, out, position = {}, [], 0
    for number, (start, end) in zip(free, places, strict=False):
        hidden[number] = text[start:end]
        out += [text[position:start], f"⟦{number}⟧"]
        position = end
    return Masked("".join(out) + text[position:], hidden, before, after)


def _places(text: str) -> list[tuple[int, int]]:
    """Return the places of addresses, and of the pictures that are in none."""
    addresses = [(each.start, each.end) for each in find_addresses(text)]
    outside = (
        (start, end)
        for start, end in find_pictures(text)
        if not any(start < theirs and end > ours for ours, theirs in addresses)
    )
    return sorted([*addresses, *outside])


def mask_like(text: str, masked: Masked) -> str:
    """Return an English text in which what is hidden of a masked French one is behind the same signs, or taken off its ends."""
    text = text.removeprefix(masked.before).removesuffix(masked.after)
    for number, what in masked.hidden.items():
        place = next(((start, end) for start, end in _places(text) if text[start:end] == what), None)
        if place:
            text = f"{text[: place[0]]}⟦{number}⟧{text[place[1] :]}"
    return text


def unmask(text: str, masked: Masked) -> str:
    """Return the model's English with what was hidden in the place of its signs, and at its ends.

    >>> unmask("See ⟦ 7 ⟧ and ⟦6⟧.", Masked("Voir ⟦7⟧ et ⟦6⟧.", {7: "ameli.fr"}, "✅ "))
    '✅ See ameli.fr and ⟦6⟧.'
    """
    shown = _SIGN.sub(lambda found: masked.hidden.get(int(found[1]), found[0]), text)
    return f"{masked.before}{shown}{masked.after}"
