"""What several test modules share: the embedded engine, loaded once."""

import pytest

from passerelle.translate.engine.decode import Engine
from passerelle.translate.engine.packages import embedded_package


@pytest.fixture(scope="session")
def engine() -> Engine:
    return Engine(embedded_package())
