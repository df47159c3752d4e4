"""Requests that arrive together are one pass, and none suffers from another."""

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from passerelle.translate.engine.decode import Watch
from passerelle.translate.server import batches as batches_module
from passerelle.translate.server.batches import TOGETHER, Batches
from passerelle.translate.workflows.strings import English, String
from tests.translate.server.conftest import capitals


class Passes:
    """A translator that waits to begin, counts its passes and fails on a word."""

    def __init__(self) -> None:
        self.sizes: list[int] = []
        self.begin = threading.Event()
        self.waiting = threading.Event()

    def __call__(self, strings: Sequence[String], watch: Watch) -> list[English]:
        self.waiting.set()
        assert self.begin.wait(10)
        self.sizes.append(len(strings))
        watch()
        if any(string.text == "poison" for string in strings):
            raise ValueError("no text")
        return capitals(strings)


def texts_of(english: Sequence[English]) -> list[str]:
    return [each.text for each in english]


def test_what_waits_is_one_pass_in_its_order() -> None:
    passes = Passes()
    batches = Batches(passes)
    answers = [batches.put([String(f"a{number}"), String(f"b{number}")]) for number in range(50)]
    passes.begin.set()
    assert [texts_of(each.result(10)) for each in answers] == [[f"A{n}", f"B{n}"] for n in range(50)]
    assert len(passes.sizes) <= 2
    batches.close()


def test_a_poisonous_text_fails_alone() -> None:
    passes = Passes()
    batches = Batches(passes)
    answers = [batches.put([String(text)]) for text in ("one", "poison", "two")]
    passes.begin.set()
    assert texts_of(answers[0].result(10) + answers[2].result(10)) == ["ONE", "TWO"]
    with pytest.raises(ValueError, match="no text"):
        answers[1].result(10)
    batches.close()


def test_who_no_longer_waits_is_passed_over() -> None:
    passes = Passes()
    batches = Batches(passes)
    first = batches.put([String("x" * TOGETHER)])
    second, third = batches.put([String("second")]), batches.put([String("third")])
    assert second.cancel()
    passes.begin.set()
    assert texts_of(third.result(10)) == ["THIRD"]
    assert first.result(10)
    assert sum(passes.sizes) == 2
    batches.close()


def test_a_client_alone_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Others would be, as long as the window is open, which here is longer than the test may take."""
    monkeypatch.setattr(batches_module, "WINDOW", 3600)
    batches = Batches(capitals)
    for number in range(20):
        assert texts_of(batches.put([String(f"n{number}")]).result(10)) == [f"N{number}"]
    batches.close()


def test_others_are_done_between_the_pieces_of_a_large_request() -> None:
    passes = Passes()
    batches = Batches(passes)
    large = batches.put([String("x" * (TOGETHER // 2))] * 10)
    passes.begin.set()
    batches.put([String("small")]).result(10)
    assert len(large.result(10)) == 10
    assert max(passes.sizes) <= 3
    batches.close()


def test_a_large_request_that_was_left_is_not_finished() -> None:
    passes = Passes()
    batches = Batches(passes)
    large = batches.put([String("x" * TOGETHER)] * 10)
    assert passes.waiting.wait(10)
    assert large.cancel()
    passes.begin.set()
    assert texts_of(batches.put([String("small")]).result(10)) == ["SMALL"]
    assert passes.sizes == [1, 1]
    batches.close()


def test_a_pass_ends_where_most_of_it_is_wanted_no_more() -> None:
    """However long a text of it would take; what shared the pass is answered."""
    began = threading.Event()

    def endless(strings: Sequence[String], watch: Watch) -> list[English]:
        while any(len(string.text) > TOGETHER for string in strings):
            watch()
            began.set()
        return capitals(strings)

    batches = Batches(endless)
    large, small = batches.put([String("x" * 2 * TOGETHER)]), batches.put([String("small")])
    assert began.wait(10)
    assert large.cancel()
    assert texts_of(small.result(10)) == ["SMALL"]
    batches.close()


def test_a_pass_goes_on_where_little_of_it_is_left() -> None:
    passes = Passes()
    batches = Batches(passes)
    small, large = batches.put([String("small")] * 2), batches.put([String("x" * TOGETHER)])
    assert passes.waiting.wait(10)
    small.cancel()
    passes.begin.set()
    assert large.result(10)
    batches.close()


def test_the_end_comes_after_what_waits() -> None:
    passes = Passes()
    batches = Batches(passes)
    answers = [batches.put([String("x" * TOGETHER)]) for _ in range(3)]
    passes.begin.set()
    batches.close()
    assert all(answer.done() for answer in answers)


def test_many_at_once_are_each_answered_with_their_own() -> None:
    batches = Batches(capitals)
    with ThreadPoolExecutor(32) as pool:
        done = pool.map(lambda number: texts_of(batches.put([String(f"n{number}")]).result(10)), range(400))
    assert list(done) == [[f"N{number}"] for number in range(400)]
    batches.close()
