"""A folder in which a bot is to be set up."""

from pathlib import Path

import pytest

from tests.discord.double import Double
from tests.discord.setup.bench import Bench


@pytest.fixture
def bench(double: Double, tmp_path: Path) -> Bench:
    return Bench(double, tmp_path)
