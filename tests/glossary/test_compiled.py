"""Termbases that are kept in a cache are the same as those read from the files, and never older."""

from pathlib import Path

import pytest

from passerelle.glossary import compiled
from passerelle.glossary.compiled import KEPT, load_compiled
from passerelle.glossary.errors import GlossaryError
from passerelle.glossary.files import digest
from passerelle.glossary.termbase import Termbase, load_termbase

_HOUSE = "id\tfr\ten\tabbr\nsoin\tsoin courant\troutine care\t\n"
_FULL = (
    "id\tfr\ten\tfr_variants\tforbidden\tpos\tstatus\tchanged\tvalid_until\n"
    "clcc\tcentre de lutte contre le cancer\tcancer centre\tcentre anticancéreux | centre anti-cancer\tclinic"
    "\tnoun\tapproved\t2026-03-04\t2030-01-01\n"
)


def _write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def _all_of(termbase: Termbase) -> list[object]:
    """Return all that a termbase holds, what equality leaves out as well."""
    return [termbase, termbase.places, termbase.files, termbase.version]


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A glossary of the user's with all kinds of values, which takes a term from the curated one."""
    return _write(tmp_path / "house.tsv", _FULL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A cache that is not there yet."""
    return tmp_path / "cache" / "termbases"


def test_same_as_read(house: Path, folder: Path) -> None:
    """The first time and from the cache, with overrides, places and dates."""
    read = load_termbase([house])
    assert read.overrides
    for _ in range(2):
        assert _all_of(load_compiled(folder, [house])) == _all_of(read)


def test_read_once(house: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is in the cache is not read again from the files."""
    first = load_compiled(folder, [house])
    monkeypatch.setattr(compiled, "load_termbase", lambda *_, **__: pytest.fail("read again"))
    assert load_compiled(folder, [house]) == first


def test_without_the_curated(house: Path, folder: Path) -> None:
    """The curated glossary or none is told apart."""
    assert len(load_compiled(folder, [house], curated=False).concepts) == 1
    assert len(load_compiled(folder, [house]).concepts) > 1000


@pytest.mark.parametrize("edited", [_FULL.replace("clinic", "hospital"), _FULL + "x\ty\tz\t\t\t\t\t\t\n"])
def test_changed_file(house: Path, folder: Path, edited: str) -> None:
    """A change of one word counts at once, whatever the date of the file says."""
    load_compiled(folder, [house])
    _write(house, edited)
    assert _all_of(load_compiled(folder, [house])) == _all_of(load_termbase([house]))


def test_order_and_names_count(house: Path, folder: Path, tmp_path: Path) -> None:
    """Of two glossaries the later wins, from the cache as well; one of another name is named so."""
    other = _write(tmp_path / "other.tsv", _FULL.replace("cancer centre", "cancer clinic"))
    for paths in ([house, other], [other, house], [other]):
        assert _all_of(load_compiled(folder, paths)) == _all_of(load_termbase(paths))


def _cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _of_another_shape(_: bytes) -> bytes:
    content = b'{"concepts": [["a", 1, 0, {"colour": "red"}]], "overrides": [], "files": []}'
    return digest(content).encode() + b"\n" + content


@pytest.mark.parametrize(
    "damage",
    [
        _cut,
        _of_another_shape,
        lambda _: b"",
        lambda _: b"\x80\x04\x95 not ours",
        lambda data: data.replace(b"cancer centre", b"cancer clinic"),
        lambda _: digest(b"[1]").encode() + b"\n[1]",
    ],
    ids=["cut", "another shape", "empty", "pickled", "edited", "no termbase"],
)
def test_damaged_cache(house: Path, folder: Path, damage: object) -> None:
    """A file that is cut short, edited or foreign is read past, and mended."""
    read = load_compiled(folder, [house])
    (path,) = folder.iterdir()
    whole = path.read_bytes()
    path.write_bytes(damage(whole))  # type: ignore[operator]
    assert _all_of(load_compiled(folder, [house])) == _all_of(read)
    assert path.read_bytes() == whole


def test_file_written_while_it_is_read(house: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a glossary that changes under the reader's hands nothing is kept under the name of the old one."""

    def load(paths: list[Path], *, curated: bool) -> Termbase:
        _write(house, _FULL.replace("cancer centre", "cancer clinic"))
        return load_termbase(paths, curated=curated)

    with monkeypatch.context() as patch:
        patch.setattr(compiled, "load_termbase", load)
        load_compiled(folder, [house])
    _write(house, _FULL)
    assert _all_of(load_compiled(folder, [house])) == _all_of(load_termbase([house]))


def test_errors_are_told_each_time(folder: Path, tmp_path: Path) -> None:
    """A broken glossary is never kept."""
    broken = _write(tmp_path / "broken.tsv", _HOUSE.replace("abbr", "colour"))
    for _ in range(2):
        with pytest.raises(GlossaryError, match="colour"):
            load_compiled(folder, [broken])
    assert not folder.exists()


def test_few_are_kept(folder: Path, tmp_path: Path) -> None:
    """The cache does not grow with every edit of a glossary."""
    house = tmp_path / "house.tsv"
    for number in range(KEPT + 3):
        _write(house, _HOUSE.replace("abbr", "note").replace("routine care\t", f"routine care\t{number}"))
        load_compiled(folder, [house], curated=False)
    assert len(list(folder.iterdir())) == KEPT


def test_cache_that_cannot_be_written(house: Path, tmp_path: Path) -> None:
    """A file in the place of the folder costs time alone."""
    taken = _write(tmp_path / "taken", "")
    assert load_compiled(taken, [house]) == load_termbase([house])
    assert load_compiled(taken / "below", [house]) == load_termbase([house])
