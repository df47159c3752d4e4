"""What the C library keeps of memory that was freed: little, in processes that stand beside each other for hours.

CTranslate2 takes and frees tens of megabytes a batch. glibc keeps them, for each thread apart; elsewhere nothing is done.
"""

import ctypes
from functools import cache
from typing import Any

_ARENA_MAX = -8  # mallopt's name for it, as in malloc.h


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
    try:
        library = ctypes.CDLL(None)
    except (OSError, TypeError):  # Windows
        return None
    return library if hasattr(library, "malloc_trim") and hasattr(library, "mallopt") else None
