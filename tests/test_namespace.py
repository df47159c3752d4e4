"""Both source roots make one namespace."""

from pathlib import Path

import passerelle.glossary
import passerelle.translate

ROOT = Path(__file__).parent.parent


def test_no_stray_init() -> None:
    """One __init__.py above the two packages would make the other half vanish."""
    assert not [
        path
        for root in ("glossary", "translate")
        for path in (ROOT / root, ROOT / root / "passerelle")
        if (path / "__init__.py").exists()
    ]
    assert len(__import__("passerelle").__path__) >= 1
