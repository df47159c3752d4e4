"""The table of messages and the table of checks."""

import inspect
import re
from pathlib import Path
from string import Formatter

import pytest

from passerelle.translate import checks
from passerelle.translate.checks import messages
from passerelle.translate.checks.rules import RULES

_ITS_TYPES = frozenset(
    [
        "terminology", "mistranslation", "omission", "untranslated", "addition", "duplication", "inconsistency", "grammar",
        "legal", "register", "locale-specific-content", "locale-violation", "style", "characters", "misspelling",
        "typographical", "formatting", "inconsistent-entities", "numbers", "markup", "pattern-problem", "whitespace",
        "internationalization", "length", "non-conformance", "uncategorized", "other",
    ]
)  # fmt: skip


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_every_check_has_an_its_type_and_two_names(rule: checks.Rule) -> None:
    """ITS 2.0 fixes the list of localization-quality types."""
    assert rule.category in _ITS_TYPES
    assert all(rule.titles)


@pytest.mark.parametrize("rule", RULES)
def test_every_check_has_a_sentence(rule: str) -> None:
    """No check is without words."""
    assert any(key.split(" ")[0] == rule for key in messages.PHRASES.table)


def _fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


@pytest.mark.parametrize("key", messages.PHRASES.table)
def test_both_languages_say_the_same(key: str) -> None:
    """Each message is one sentence in both languages, with the same values in it."""
    english, french = messages.PHRASES.table[key]
    assert _fields(english) == _fields(french)
    assert all(text.endswith(".") and text.count(". ") == 0 for text in (english, french))
    assert key.partition(" ")[0] in RULES


def test_every_sentence_is_used() -> None:
    """Every check named in the code is in the tables, and every one in the tables is named in the code."""
    folder = Path(inspect.getfile(checks)).parent
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for path in folder.glob("*.py")
        if path.stem not in ("rules", "messages")
    )
    named = set(re.findall(r'"([a-z]+(?:-[a-z]+)*)"', code))
    assert set(RULES) <= named
