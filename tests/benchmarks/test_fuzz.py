"""Damaged files: every reader reads them, or refuses them in one sentence. The long run is `python -m benchmarks.fuzz`."""

from pathlib import Path

import pytest

from benchmarks.fuzz import Reader, make_readers, try_reader

SEED = 15
EACH = 22
READERS = make_readers()


def test_there_are_as_many_inputs_as_promised() -> None:
    """Three hundred in all, of every kind of file that comes from outside."""
    assert EACH * len(READERS) >= 300


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_damaged_files_are_read_or_refused(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No other error and no warning comes of them, nor does any take long; the whole files are read."""
    monkeypatch.setenv("PASSERELLE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("PASSERELLE_CONFIG", str(tmp_path))
    for number, seed in enumerate(reader.seeds):
        (tmp_path / f"whole-{number}").mkdir()
        path = tmp_path / f"whole-{number}" / reader.name
        path.write_bytes(seed)
        reader.read(path)
    for trial in try_reader(reader, range(EACH), tmp_path, SEED):
        assert trial.outcome in ("read", "refused"), f"{trial.number}: {trial.outcome} {trial.details}"
