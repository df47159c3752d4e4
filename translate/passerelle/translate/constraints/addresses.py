"""Addresses and codes, which must come through a translation letter for letter."""

import re
from collections.abc import Iterator, Mapping

from passerelle.translate.constraints.constraint import Constraint, ConstraintKind, literal
from passerelle.translate.text.addresses import AddressKind, find_addresses

_KINDS: Mapping[AddressKind, ConstraintKind] = {
    AddressKind.EMAIL: ConstraintKind.EMAIL,
    AddressKind.URL: ConstraintKind.URL,
}
_DIGIT = re.compile(r"\d")
_CODE = re.compile(
    r"NCT\d{8}|\b[LRDA]\.?[ \u00a0]?\d{3,4}(?:-\d+)+|\b\d{4}-\d{6}-\d{2}(?:-\d{2})?\b|(?<![\w&#])#\d+"
)


def demand_addresses(text: str) -> Iterator[Constraint]:
    """Yield the addresses of a French text; what leads to no page or mailbox (DOI, ORCID, handle, hashtag) is a code."""
    for address in find_addresses(text):
        kind = _KINDS.get(address.kind, ConstraintKind.CODE)
        yield literal(kind, text, address.start, address.end)


def demand_codes(text: str) -> Iterator[Constraint]:
    """Yield trial numbers, articles of law and numbers of items that stand in no address."""
    for found in _CODE.finditer(text) if _DIGIT.search(text) else ():
        if not any(
            address.start < found.end() and found.start() < address.end for address in find_addresses(text)
        ):
            yield literal(ConstraintKind.CODE, text, found.start(), found.end())
