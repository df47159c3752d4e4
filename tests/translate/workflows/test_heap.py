"""Memory that the C library keeps goes back to the system, and Python looks through the rest seldom."""

import gc
from unittest.mock import Mock

import pytest

from passerelle.translate.workflows import heap


def test_glibc_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the numbers of malloc.h."""
    library = Mock()
    monkeypatch.setattr(heap, "_glibc", lambda: library)
    heap.keep_one_arena()
    heap.give_back()
    library.mallopt.assert_called_once_with(-8, 1)
    library.malloc_trim.assert_called_once_with(0)


def test_another_library_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not glibc has neither call, and on Windows there is no library to be asked."""
    monkeypatch.setattr("ctypes.CDLL", Mock(side_effect=TypeError))
    heap._glibc.cache_clear()
    try:
        heap.keep_one_arena()
        heap.give_back()
    finally:
        heap._glibc.cache_clear()


def test_rings_are_looked_for_seldom() -> None:
    """As often as before among what has stayed, but only when many objects are new."""
    before = gc.get_threshold()
    try:
        heap.look_for_rings_seldom()
        assert gc.get_threshold() == (20_000, *before[1:])
    finally:
        gc.set_threshold(*before)
