"""A homeserver that cannot start says what to do."""

import sys
from pathlib import Path

import pytest

from bot.api.errors import FatalError
from bot.demo.homeserver import Homeserver


async def test_without_synapse_it_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SYNAPSE_PYTHON", str(tmp_path / "python"))
    with pytest.raises(FatalError, match="make synapse"):
        await Homeserver(tmp_path).start()


async def test_one_that_ends_at_once_is_quoted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SYNAPSE_PYTHON", sys.executable)
    with pytest.raises(FatalError, match="No module named 'synapse'"):
        await Homeserver(tmp_path).start()
