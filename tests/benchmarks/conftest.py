"""Makes the benchmarks importable: they are no part of the wheel, so nothing installs them."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
