"""A few deaths of the bot on each platform, other ones every day; `make torture` has hundreds."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.torture.running import torture

KILLS = 8


@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    "platform",
    [pytest.param("discord", marks=pytest.mark.discord), pytest.param("matrix", marks=pytest.mark.matrix)],
)
async def test_whatever_happens_everything_happens_once(platform: str, tmp_path: Path) -> None:
    seed = datetime.now(UTC).date().toordinal()
    result = await torture(platform, KILLS, seed, tmp_path)
    assert sum(result.figures.kills.values()) == KILLS
    replay = f"again: python -m tests.torture --kills {KILLS} --seed {seed} --platform {platform}"
    assert result.well, "\n".join([*(one.words for one in result.figures.differences), replay])
