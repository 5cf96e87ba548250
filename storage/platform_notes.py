"""What a platform keeps between two runs of the bot, under keys of its own (see `bot.api.platform.PlatformStore`)."""

from collections.abc import Mapping

from bot.domain.tx import Tx
from storage.database import Database
from storage.limits import LAST_CHARACTER


class PlatformNotes:
    """The notes of one platform."""

    def __init__(self, database: Database, platform: str) -> None:
        self._database = database
        self._platform = platform

    async def get(self, key: str) -> str | None:
        """Return what is kept under a key."""
        value: str | None = await self._database.read(
            lambda tx: tx.value("SELECT value FROM platform_note WHERE platform = ? AND key = ?", (self._platform, key))
        )
        return value

    async def put(self, key: str, value: str) -> None:
        """Keep something under a key, in the place of what was there."""
        await self._database.write(
            lambda tx: tx.execute(
                "INSERT INTO platform_note (platform, key, value) VALUES (?, ?, ?)"
                " ON CONFLICT (platform, key) DO UPDATE SET value = excluded.value",
                (self._platform, key, value),
            )
        )

    async def drop(self, key: str) -> None:
        """Forget what is kept under a key; nothing there is no error."""
        await self._database.write(
            lambda tx: tx.execute("DELETE FROM platform_note WHERE platform = ? AND key = ?", (self._platform, key))
        )

    async def all(self, prefix: str) -> Mapping[str, str]:
        """Return all that is kept under keys that begin so."""

        async def read(tx: Tx) -> dict[str, str]:
            rows = await tx.all(
                "SELECT key, value FROM platform_note WHERE platform = ? AND key >= ? AND key < ? ORDER BY key",
                (self._platform, prefix, prefix + LAST_CHARACTER),
            )
            return {row["key"]: row["value"] for row in rows}

        return await self._database.read(read)
