"""Addresses kept from the model: each travels as a sign of its own, and comes back letter for letter.

A model takes an address for words and translates them, or drops the words around it. A package that was trained to carry
signs never sees one; to any other, addresses go as they are. Pure functions.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from passerelle.translate.engine.packages import Signs
from passerelle.translate.text.addresses import find_addresses

_SIGN = re.compile(r"⟦\s*(\d+)\s*⟧")


@dataclass(frozen=True, slots=True)
class Masked:
    """A text for the model; ``hidden`` holds the address behind each sign by number."""

    text: str
    hidden: Mapping[int, str]


def mask(text: str, signs: Signs | None) -> Masked:
    """Return a text with a sign for each of its addresses, the last ones as they are where there are more than free signs.

    >>> mask("Voir ameli.fr et ⟦6⟧.", Signs(range(1, 6), range(6, 10)))
    Masked(text='Voir ⟦7⟧ et ⟦6⟧.', hidden={7: 'ameli.fr'})
    """
    addresses = find_addresses(text) if signs else ()
    if not addresses or signs is None:
        return Masked(text, {})
    used = {int(found[1]) for found in _SIGN.finditer(text)}
    free = [number for number in (*signs.names, *reversed(signs.nouns)) if number not in used]
    hidden, out, position = {}, [], 0
    for number, address in zip(free, addresses, strict=False):
        hidden[number] = address.text
        out += [text[position : address.start], f"⟦{number}⟧"]
        position = address.end
    return Masked("".join(out) + text[position:], hidden)


def mask_like(text: str, masked: Masked) -> str:
    """Return an English text in which the addresses of a masked French one are behind the same signs."""
    for number, address in masked.hidden.items():
        found = next((found for found in find_addresses(text) if found.text == address), None)
        if found:
            text = f"{text[: found.start]}⟦{number}⟧{text[found.end :]}"
    return text


def unmask(text: str, masked: Masked) -> str:
    """Return the model's English with the addresses in the place of their signs.

    >>> unmask("See ⟦ 7 ⟧ and ⟦6⟧.", Masked("Voir ⟦7⟧ et ⟦6⟧.", {7: "ameli.fr"}))
    'See ameli.fr and ⟦6⟧.'
    """
    return _SIGN.sub(lambda found: masked.hidden.get(int(found[1]), found[0]), text)
