"""What several test modules share: the embedded engine, loaded once."""

import pytest

from passerelle.translate.engine import Engine
from passerelle.translate.packages import embedded_package


@pytest.fixture(scope="session")
def engine() -> Engine:
    return Engine(embedded_package())
