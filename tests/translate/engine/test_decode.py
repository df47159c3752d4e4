"""The engine on the embedded package; no exact English is expected, since the package will be replaced."""

import subprocess
import sys
from importlib.util import find_spec

import pytest

from passerelle.translate.engine.decode import Engine

SOURCES = [
    "Le comité a rendu son avis.",
    "Oui.",
    "Les patients sont suivis pendant deux ans par une équipe de soins.",
]


def test_sentences_come_back_in_order(engine: Engine) -> None:
    """A sentence's translation does not depend on its neighbours or their order."""
    forward = engine.translate(SOURCES)
    backward = engine.translate(SOURCES[::-1])[::-1]
    assert [found[0].text for found in forward] == [found[0].text for found in backward]
    assert engine.translate([]) == []


def test_hypotheses_are_scored_per_token(engine: Engine) -> None:
    """The search's own score is the mean log-probability that scoring the same words gives."""
    for source, hypotheses in zip(SOURCES, engine.translate(SOURCES, hypotheses=3), strict=True):
        assert len(hypotheses) == 3
        best = hypotheses[0]
        assert best.score == pytest.approx(engine.score([source], [best.text])[0], abs=0.08)
        assert hypotheses[0].score <= 0


def test_hypotheses_far_from_the_best_are_left_out(engine: Engine) -> None:
    """Those up to the first that is too unlikely are the same as without a limit."""
    sources = ["Les patients sont pris en charge.", "Le financement est validé."]
    for near, every in zip(
        engine.translate(sources, hypotheses=4, within=0.15),
        engine.translate(sources, hypotheses=4),
        strict=True,
    ):
        assert near == every[: len(near)]
        assert all(each.score >= every[0].score - 0.15 for each in near)
        assert len(near) == len(every) or every[len(near)].score < every[0].score - 0.15


def test_attention_has_a_row_a_token(engine: Engine) -> None:
    """Each English token attends to the French tokens, in translation and in forced alignment."""
    found = engine.translate(SOURCES, attention=True)
    attended = engine.attend(SOURCES, [hypotheses[0].text for hypotheses in found])
    for source, hypotheses, forced in zip(SOURCES, found, attended, strict=True):
        assert len(hypotheses[0].attention) == len(hypotheses[0].tokens)
        assert len(forced.attention) == len(forced.tokens)
        assert all(len(row) >= len(engine.encode(source)) for row in forced.attention)


def test_a_start_is_kept(engine: Engine) -> None:
    """A translation begins with the words it was told to begin with."""
    assert engine.translate(SOURCES[:1], starts=["The board"])[0][0].text.startswith("The board")


class _StoppedError(Exception):
    pass


@pytest.mark.parametrize("work", ["translate", "score", "attend"])
def test_work_ends_between_two_batches(engine: Engine, work: str) -> None:
    """Of all kinds, where the watch raises; the engine that was not watched goes on."""
    many = [f"Le comité a rendu son avis {number}." for number in range(400)]
    calls = 0

    def watch() -> None:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise _StoppedError

    watched = engine.watched(watch)
    with pytest.raises(_StoppedError):
        getattr(watched, work)(many, *([] if work == "translate" else [many]))
    assert calls == 2
    assert engine.translate(SOURCES[:1])


def test_batches_change_nothing(engine: Engine) -> None:
    """Long and short, in as many batches as they need, come back in their order; each is told as it is done."""
    many = [" ".join(["Oui."] * (1 + number * 7 % 13)) for number in range(90)]
    told: list[int] = []
    found = engine.translate(many, beam=1, progress=told.append)
    assert sum(told) == 90
    assert [len(each) for each in found] == [1] * 90
    assert found[13][0].text == engine.translate(many[13:14], beam=1)[0][0].text
    scores = engine.score(many, [each[0].text for each in found])
    assert scores[5] == pytest.approx(engine.score(many[5:6], [found[5][0].text])[0], abs=0.02)


def test_heavy_modules_stay_out() -> None:
    """Neither torch nor argostranslate.translate is loaded by what translates."""
    code = (
        "import sys; from passerelle.translate.engine.decode import Engine;"
        "from passerelle.translate.engine.packages import resolve_package;"
        "Engine(resolve_package(None)).translate(['Un essai.']); print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "ctranslate2" in loaded
    assert not {"torch", "stanza", "spacy", "argostranslate.translate"} & loaded


@pytest.mark.argos
@pytest.mark.skipif(
    find_spec("stanza") is None, reason="argostranslate's full requirements are not installed"
)
def test_the_output_is_argostranslates(engine: Engine) -> None:
    """For the same sentence and settings, argostranslate itself gives the same English."""
    from argostranslate.package import Package  # noqa: PLC0415
    from argostranslate.translate import PackageTranslation  # noqa: PLC0415

    translation = PackageTranslation(None, None, Package(engine.package.folder))
    translation.sentencizer = type("Whole", (), {"split_sentences": staticmethod(lambda text: [text])})()
    for source, found in zip(SOURCES, engine.translate(SOURCES), strict=True):
        assert found[0].text == translation.hypotheses(source, 1)[0].value
