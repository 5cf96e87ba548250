"""Nothing is compared on Matrix before what happened while the bot was away is taken in."""

import asyncio
from collections.abc import AsyncGenerator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot.platforms.matrix.account import Account
from bot.platforms.matrix.adapter import Matrix
from bot.platforms.matrix.client import Client
from bot.platforms.matrix.listening import Listener

NEWS = [SimpleNamespace(token=str(number), gap=False) for number in range(3)]


async def test_it_is_ready_when_the_first_is_taken_in_however_far_is_read_on(
    tmp_path: Path, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    listeners: list[Listener] = []
    go_on, heard_all = asyncio.Event(), asyncio.Event()

    async def listen(listener: Listener, token: str | None) -> AsyncGenerator[tuple[Any, list[Any]]]:
        listeners.append(listener)
        for news in NEWS:
            yield news, []
            await go_on.wait()
        heard_all.set()
        await asyncio.Event().wait()

    monkeypatch.setattr(Listener, "listen", listen)
    matrix = Matrix(Client(account, tmp_path), [], encrypted_direct=False)
    batches = matrix.batches(None)
    await anext(batches)
    go_on.set()
    await heard_all.wait()
    [listener] = listeners
    assert not listener.ready.is_set()
    await anext(batches)
    assert listener.ready.is_set()
    await batches.aclose()
    await matrix.close()
