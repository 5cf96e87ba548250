"""One bot at a time is at work in a folder."""

import signal
from pathlib import Path

import pytest

from bot.api.errors import FatalError
from bot.app import opened
from bot.data_folder import held
from bot.testing.world import config_in
from tests.support.operator import Ended
from tests.unit.test_command_line import CONFIG, free_port, running_bot, watals


def test_a_second_is_kept_out_until_the_first_is_done(tmp_path: Path) -> None:
    folder = tmp_path / "nog" / "niet"
    with held(folder), pytest.raises(FatalError, match="al een bot aan het werk"), held(folder):
        pass
    with held(folder):
        pass
    assert folder.stat().st_mode & 0o777 == 0o700, "what people told the bot is for nobody else on the machine"


async def test_a_bot_holds_its_folder_while_it_is_open(tmp_path: Path) -> None:
    async with opened(config_in(tmp_path)):
        with pytest.raises(FatalError), held(tmp_path):
            pass
    with held(tmp_path):
        pass


@pytest.mark.parametrize("command", ["run", "migrate"])
async def test_a_second_bot_is_refused_in_words_and_a_killed_one_holds_nothing(tmp_path: Path, command: str) -> None:
    paths = [tmp_path / "een.toml", tmp_path / "twee.toml"]
    for path in paths:
        path.write_text(CONFIG.format(cog="cogs.help", port=free_port()), encoding="utf-8")
    async with running_bot(paths[0]) as (process, _):
        refused = await watals(command, "--config", paths[1])
        assert refused.code == 2
        assert "al een bot aan het werk" in " ".join(refused.err.split())
        assert "Traceback" not in refused.err
        process.send_signal(signal.SIGKILL)
        await process.wait()
    ended = await watals("migrate", "--config", paths[1])
    assert Ended(ended.code, ended.out, ended.err).words == "De database is bij."
