"""The README's pictures are those that the script makes, and small."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from benchmarks import show
from passerelle.glossary.errors import PasserelleError

README = (show.ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_shows_what_is_made() -> None:
    """Each with words for those who do not see it."""
    shown = {path: words for words, path in re.findall(r"!\[(.*?)\]\((.*?)\)", README)}
    made = {f"benchmarks/pictures/{name}.png" for name in show.PICTURES}
    assert set(shown) == made
    assert {path.relative_to(show.ROOT).as_posix() for path in show.FOLDER.iterdir()} == made
    assert all(len(words) > 20 for words in shown.values())


@pytest.mark.parametrize("path", sorted(show.FOLDER.glob("*.png")), ids=lambda path: path.name)
def test_pictures_are_small(path: Path) -> None:
    assert path.stat().st_size <= show.LARGEST
    with Image.open(path) as picture:
        assert picture.format == "PNG"
        assert picture.width <= 1300


def test_colours_are_given_up_for_size() -> None:
    noise = Image.effect_noise((250, 250), 60).convert("RGB")
    data = show.small(noise)
    assert len(data) <= show.LARGEST
    assert Image.open(BytesIO(data)).size == noise.size


def test_what_is_too_large_is_told() -> None:
    with pytest.raises(PasserelleError, match="show less"):
        show.small(Image.effect_noise((900, 900), 60).convert("RGB"))
