"""The usual bot: a handler that writes each reaction down, and commits.

Each reaction is a transaction of its own: handlers run through each other, and without the lock one would commit what
another has only half done.
"""

import asyncio
from pathlib import Path

import aiosqlite
import discord

SCHEMA = """
    CREATE TABLE rsvp (
        session_id INTEGER NOT NULL, user_id INTEGER NOT NULL, choice TEXT NOT NULL, PRIMARY KEY (session_id, user_id)
    )
"""
PRAGMAS = ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "busy_timeout = 5000")


class NaiveBot(discord.Client):
    """Keeps the latest choice of everybody."""

    def __init__(
        self,
        database: aiosqlite.Connection,
        sessions: dict[int, int],
        choices: dict[str, str],
        intents: discord.Intents,
    ) -> None:
        super().__init__(intents=intents, max_messages=None)
        self._database = database
        self._sessions = sessions
        self._choices = choices
        self._writing = asyncio.Lock()

    async def on_raw_reaction_add(self, payload: discord.RawReactionActionEvent) -> None:
        """Keep what somebody chose."""
        session, choice = self._sessions.get(payload.message_id), self._choices.get(str(payload.emoji))
        if session is not None and choice is not None:
            await self._write(
                "INSERT INTO rsvp (session_id, user_id, choice) VALUES (?, ?, ?)"
                " ON CONFLICT (session_id, user_id) DO UPDATE SET choice = excluded.choice",
                (session, payload.user_id, choice),
            )

    async def on_raw_reaction_remove(self, payload: discord.RawReactionActionEvent) -> None:
        """Forget it, where it is still what they chose."""
        session, choice = self._sessions.get(payload.message_id), self._choices.get(str(payload.emoji))
        if session is not None and choice is not None:
            await self._write(
                "DELETE FROM rsvp WHERE session_id = ? AND user_id = ? AND choice = ?",
                (session, payload.user_id, choice),
            )

    async def _write(self, sql: str, parameters: tuple[object, ...]) -> None:
        async with self._writing:
            await self._database.execute(sql, parameters)
            await self._database.commit()


async def database(path: Path) -> aiosqlite.Connection:
    """Open a database as careful as the bot's own."""
    connection = await aiosqlite.connect(path)
    for pragma in PRAGMAS:
        await connection.execute(f"PRAGMA {pragma}")
    await connection.execute(SCHEMA)
    await connection.commit()
    return connection
