"""The examples in the docstrings are true."""

import doctest
import importlib
import re
from pathlib import Path

import pytest

import training

MODULES = sorted(path.stem for path in Path(training.__file__).parent.glob("*.py"))
_TORCH = re.compile(r"^(?:import torch$|from [\w.]+\.adaptation\.network\b)", re.MULTILINE)
NEEDS_TORCH = {"average", "export", "pack", "train", "unpack"}


@pytest.mark.parametrize("name", MODULES)
def test_doctests(name: str) -> None:
    """Every example of a module gives what it says."""
    if name in NEEDS_TORCH:
        pytest.importorskip("torch")
    module = training if name == "__init__" else importlib.import_module(f"training.{name}")
    assert doctest.testmod(module).failed == 0


def test_what_needs_no_torch_imports_none() -> None:
    """Torch is imported where it computes and nowhere else, so that shards and scores do without it."""
    folder = Path(training.__file__).parent
    importing = {
        name for name in MODULES if _TORCH.search((folder / f"{name}.py").read_text(encoding="utf-8"))
    }
    assert importing == NEEDS_TORCH
