"""The number type of a run is what the machine multiplies by itself."""

import pytest

from passerelle.translate.adaptation.hardware import has_bf16


@pytest.mark.parametrize(
    ("device", "cpuinfo", "native"),
    [
        ("cpu", "flags\t\t: fpu avx2 avx512f", False),
        ("cpu", "flags\t\t: fpu avx512f avx512_bf16", True),
        ("cpu", "flags\t\t: fpu amx_bf16 amx_tile", True),
        ("cpu", "Features\t: fp asimd bf16 i8mm", True),
        ("cpu", "flags\t\t: avx512_bf16_like", False),
        ("cpu", "", False),
        ("cuda", "", True),
    ],
)
def test_bf16_only_where_it_is_native(device: str, cpuinfo: str, *, native: bool) -> None:
    assert has_bf16(device, cpuinfo) is native


def test_this_machine_can_be_asked() -> None:
    assert isinstance(has_bf16("cpu"), bool)
