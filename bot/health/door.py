"""A door for the operator: a socket in the bot's own folder, at which it tells how it is doing.

Nothing listens on a port for that, and it is the folder that says which bot is meant.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import structlog

ANSWER_WITHIN_S = 15.0
"""Longer than the bot itself waits for its database."""

_log = structlog.get_logger(__name__)


@asynccontextmanager
async def open_door(path: Path, tell: Callable[[], Awaitable[str]]) -> AsyncIterator[None]:
    """Let who comes to the door hear what `tell` returns. A place where there can be none does not stop the bot."""

    async def answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            writer.write((await tell()).encode())
            await writer.drain()
        except OSError:
            return  # Who asked is gone.
        finally:
            writer.close()

    try:
        server = await asyncio.start_unix_server(answer, path)
    except OSError as error:
        _log.warning("no_door", error=str(error))
        yield
        return
    try:
        async with server:
            yield
    finally:
        path.unlink(missing_ok=True)  # noqa: ASYNC240 - it is in the bot's own folder, and waits for nothing


async def ask(path: Path) -> str | None:
    """Return what the bot tells at its door; None where no bot is behind it.

    Raises TimeoutError where it does not answer, another OSError where the door cannot be used.
    """
    try:
        reader, writer = await asyncio.open_unix_connection(path)
    except (FileNotFoundError, ConnectionRefusedError):
        return None
    try:
        async with asyncio.timeout(ANSWER_WITHIN_S):
            return (await reader.read()).decode()
    finally:
        writer.close()
