"""An archive that is translated on a cluster is the one that is translated here."""

import json
from pathlib import Path

import pytest

from passerelle.translate.workflows import archive
from passerelle.translate.workflows.archive import translate_archive
from passerelle.translate.workflows.options import Options

pytest.importorskip("distributed")


def test_the_bytes_are_those_of_a_run_without_a_cluster(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the order in which batches come back; a second run is unchanged and needs no cluster."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(archive, "_SHARE", 1)
    news, one, other = Path("news.jsonl"), Path("one.jsonl"), Path("other.jsonl")
    records = [
        {"id": number, "title": f"Lits {number}", "text": f"Le CHU de Lyon ouvre {number} lits en mars."}
        for number in range(5)
    ]
    news.write_text("".join(f"{json.dumps(each)}\n" for each in records), encoding="utf-8")
    translate_archive([news], one, Options())
    translate_archive([news], other, Options(cluster="local:2"))
    assert other.read_bytes() == one.read_bytes()
    assert translate_archive([news], other, Options(cluster="nowhere:1")).unchanged
