"""CTranslate2's file of weights is read as CTranslate2 means it."""

import struct
import zipfile

import numpy as np
import pytest

from passerelle.translate.adaptation.layout import SHARED, TABLE, read_stored
from passerelle.translate.engine.packages import EMBEDDED


def text(name: str) -> bytes:
    return struct.pack("<H", len(name) + 1) + name.encode() + b"\0"


def array(name: str, sizes: tuple[int, ...], kind: int, values: bytes) -> bytes:
    head = struct.pack(f"<B{len(sizes)}I", len(sizes), *sizes)
    return text(name) + head + struct.pack("<BI", kind, len(values)) + values


def stored(*arrays: bytes, kind: str = "TransformerSpec", version: int = 6) -> bytes:
    head = struct.pack("<I", version) + text(kind) + struct.pack("<II", 7, len(arrays))
    return head + b"".join(arrays) + struct.pack("<I", 1) + text("other") + text("a")


WHOLE = stored(
    array("a", (2, 2), 1, np.array([2, 4, 9, -9], np.int8).tobytes()),
    array("a_scale", (2,), 0, np.array([2, 3], np.float32).tobytes()),
    array("b", (), 2, np.int16(4).tobytes()),
    array("c", (1,), 4, np.array([0.5], np.float16).tobytes()),
)


def test_arrays_types_and_aliases() -> None:
    """Rows of int8 are divided by their scales, aliases are the arrays themselves, and scales are not told."""
    read = read_stored(WHOLE)
    assert read["a"].tolist() == [[1, 2], [3, -3]]
    assert read["other"] is read["a"]
    assert (int(read["b"]), read["c"].tolist()) == (4, [0.5])
    assert set(read) == {"a", "other", "b", "c"}


@pytest.mark.parametrize("length", range(0, len(WHOLE), 7))
def test_cut_short(length: int) -> None:
    """A file that ends too early is an error wherever it ends."""
    with pytest.raises(ValueError, match=r"short|version|reshape|buffer"):
        read_stored(WHOLE[:length])


@pytest.mark.parametrize("content", [stored(kind="WhisperSpec"), stored(version=5)])
def test_other_kinds(content: bytes) -> None:
    """Another kind of model or version of the format is named."""
    with pytest.raises(ValueError, match="version"):
        read_stored(content)


def test_embedded_package() -> None:
    """The embedded package has one embedding in three places."""
    with zipfile.ZipFile(EMBEDDED) as archive:
        read = read_stored(archive.read("fr_en/model/model.bin"))
    assert read[TABLE].dtype == np.float32
    assert all(read[name] is read[TABLE] for name in SHARED)
