"""The memory of processes that stand beside each other for hours: what the C library keeps of it, and how often Python looks through it.

CTranslate2 takes and frees tens of megabytes a batch. glibc keeps them, for each thread apart; elsewhere nothing is done.
"""

import gc
from functools import cache
from typing import Any

_ARENA_MAX = -8  # mallopt's name for it, as in malloc.h


_NEW_OBJECTS = 20_000
"""How many come before unreachable rings among them are looked for: with Python's 700, a tenth of a short run goes into that."""


def look_for_rings_seldom() -> None:
    """Let Python look for unreachable rings of objects when many new ones are there."""
    gc.set_threshold(_NEW_OBJECTS)


def keep_one_arena() -> None:
    """Let all threads that come share one arena, so that what one frees another takes."""
    library = _glibc()
    if library:
        library.mallopt(_ARENA_MAX, 1)


def give_back() -> None:
    """Return to the system what was freed."""
    library = _glibc()
    if library:
        library.malloc_trim(0)


@cache
def _glibc() -> Any:
    """Return glibc, None where C is another's."""
    import ctypes  # noqa: PLC0415  (not where only the above is asked for)

    try:
        library = ctypes.CDLL(None)
    except (OSError, TypeError):  # Windows
        return None
    return library if hasattr(library, "malloc_trim") and hasattr(library, "mallopt") else None
