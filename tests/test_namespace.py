"""Both source roots make one namespace."""

from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_no_stray_init() -> None:
    """One __init__.py above the two packages would make the other half vanish."""
    above = [ROOT / root / part for root in ("glossary", "translate") for part in ("", "passerelle")]
    assert not [folder for folder in above if (folder / "__init__.py").exists()]
    assert find_spec("passerelle.glossary") is not None
    assert find_spec("passerelle.translate") is not None
