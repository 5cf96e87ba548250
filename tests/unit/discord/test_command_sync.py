from types import SimpleNamespace
from typing import Any

import pytest

from bot.api.errors import PlatformError, Refused
from bot.platforms.discord.commands.names import SLASH, Json, listing
from bot.platforms.discord.commands.sync import KEY, fingerprint, sync_commands
from tests.unit.discord.desk import SHAPES
from tests.unit.discord.interactions import LOST, refused
from tests.unit.discord.shapes import command
from tests.unit.discord.store import MemoryStore

LISTED = listing(SHAPES)


class Applications:
    """Stands in for a client whose application has commands."""

    def __init__(self, application_id: int = 99) -> None:
        self.told: list[tuple[int, list[Json]]] = []
        self.failing: Exception | None = None
        self.client: Any = SimpleNamespace(application_id=application_id, http=self)

    async def bulk_upsert_global_commands(self, application_id: int, payload: list[Json]) -> list[Json]:
        if self.failing is not None:
            raise self.failing
        self.told.append((application_id, payload))
        return [{**one, "id": str(number)} for number, one in enumerate(payload)]


async def test_discord_is_told_once() -> None:
    discord, store = Applications(), MemoryStore()
    ids = await sync_commands(discord.client, LISTED, store)
    assert await sync_commands(discord.client, LISTED, store) == ids
    assert await sync_commands(discord.client, listing(SHAPES), store) == ids
    assert discord.told == [(99, list(LISTED.payload))]


async def test_what_discord_calls_a_command_is_known_after_a_restart() -> None:
    discord, store = Applications(), MemoryStore()
    ids = await sync_commands(discord.client, LISTED, store)
    slash = [one["name"] for one in LISTED.payload if one["type"] == SLASH]
    assert set(ids) == set(slash), "what is done with a message is not typed"
    assert ids == {one["name"]: str(number) for number, one in enumerate(LISTED.payload) if one["type"] == SLASH}
    assert await sync_commands(Applications().client, LISTED, store) == ids


async def test_who_does_not_know_the_ids_asks_again() -> None:
    discord, store = Applications(), MemoryStore()
    await store.put(KEY, fingerprint(99, LISTED))
    assert await sync_commands(discord.client, LISTED, store)
    assert len(discord.told) == 1


async def test_what_changed_is_told() -> None:
    discord, store = Applications(), MemoryStore()
    await sync_commands(discord.client, LISTED, store)
    assert "nieuw" in await sync_commands(discord.client, listing([*SHAPES, command("nieuw")]), store)
    assert len(discord.told) == 2


async def test_another_bot_is_told_too() -> None:
    store, other = MemoryStore(), Applications(98)
    await sync_commands(Applications().client, LISTED, store)
    await sync_commands(other.client, LISTED, store)
    assert len(other.told) == 1


@pytest.mark.parametrize(("error", "raised"), [(LOST, PlatformError), (refused(400, 50035), Refused)])
async def test_what_was_not_taken_is_told_again(error: Exception, raised: type[PlatformError]) -> None:
    discord, store = Applications(), MemoryStore()
    discord.failing = error
    with pytest.raises(raised):
        await sync_commands(discord.client, LISTED, store)
    discord.failing = None
    assert await sync_commands(discord.client, LISTED, store)


async def test_nobody_is_told_before_the_bot_is_known() -> None:
    client: Any = SimpleNamespace(application_id=None)
    with pytest.raises(RuntimeError, match="logged in"):
        await sync_commands(client, LISTED, MemoryStore())
