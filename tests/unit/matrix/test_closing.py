"""What is left open when the bot's client of Matrix is closed."""

from pathlib import Path

from bot.platforms.matrix.account import Account
from bot.platforms.matrix.client import Client


async def test_the_file_of_keys_is_closed_too(account: Account, tmp_path: Path) -> None:
    client = Client(account, tmp_path)
    keys = client.nio.store.database
    assert not keys.is_closed()
    await client.close()
    assert keys.is_closed()
