"""TBX, the exchange format of terminology (ISO 30042): version 3 in both styles, and version 2 as older tools have it."""

from passerelle.glossary.formats.tbx.read import is_tbx, read_tbx
from passerelle.glossary.formats.tbx.write import write_tbx, write_tbx_dct, write_tbx_v2

__all__ = ["is_tbx", "read_tbx", "write_tbx", "write_tbx_dct", "write_tbx_v2"]
