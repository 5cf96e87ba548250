"""How a platform says that it is doing, and what monitoring sees of it: the same everywhere."""

from typing import Any

from bot.testing.chat import Chat
from tests.support.story import announce
from tests.support.watched import watched

TITLE = "Over de pimpelmees"


async def test_while_the_bot_is_there_it_is_connected_and_nothing_waits(chat: Chat) -> None:
    world: Any = chat.world  # type: ignore[attr-defined]
    await announce(chat, title=TITLE)
    await chat.say("ouder", "/aanmelden 1 place", to="bot")
    await chat.settled()
    [platform] = world.app.platforms
    health = platform.health
    assert health.connected
    assert health.waiting == 0
    for measured in (health.silent_s, health.answer_s):
        assert measured is None or measured >= 0

    async with watched(world) as asked:
        assert await asked.healthz() == (200, "ok")
        told = await asked.metrics()
        by = f'{{platform="{platform.name}"}}'
        assert told["watals_connected" + by] == told["watals_healthy"] == told["watals_database_writes"] == 1
        assert told["watals_events_total" + by] > 1
        assert told["watals_last_event_time_seconds" + by] <= world.clock.now().timestamp()
        assert told["watals_oldest_parcel_seconds" + by] == told["watals_oldest_stale_card_seconds" + by] == 0
        assert told["watals_commits_total"] > 1
        people = [row["key"] for row in await world.database.read(lambda tx: tx.all("SELECT key FROM account"))]
        assert people
        for words in (TITLE, "Ouder", *people):
            assert words not in repr(told)


async def test_a_bot_that_hears_nothing_any_more_is_not_connected(chat: Chat) -> None:
    world: Any = chat.world  # type: ignore[attr-defined]
    [platform] = world.app.platforms
    connected = f'watals_connected{{platform="{platform.name}"}}'
    async with watched(world) as asked:
        await asked.until(lambda told: told[connected] == 1)
    await chat.stop_bot()
    assert not platform.health.connected
    await chat.start_bot()
    async with watched(world) as asked:
        await asked.until(lambda told: told[connected] == 1)
        assert await asked.healthz() == (200, "ok")
