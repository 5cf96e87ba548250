"""People are shown by the name they chose, whatever the bot missed of them."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.demo.homeserver import Homeserver
from tests.matrix.person import Person
from tests.matrix.watched import WatchedWorld, community

pytestmark = pytest.mark.matrix


@pytest.fixture
async def world(tmp_path: Path, homeserver: Homeserver) -> AsyncIterator[WatchedWorld]:
    async with community(tmp_path, homeserver, "ouder") as world:
        yield world


@pytest.fixture
def ouder(world: WatchedWorld) -> Person:
    return world.people["ouder"]


async def test_who_did_something_that_the_bot_missed_has_their_own_name(world: WatchedWorld, ouder: Person) -> None:
    card = await world.announce()
    await world.stop()
    await ouder.react(world.room, card.event_id, "📍")
    await world.start(after_gap=True)
    assert await attendees(world) == ["ouder"]


async def test_who_did_something_before_very_much_else_has_their_own_name(world: WatchedWorld, ouder: Person) -> None:
    card = await world.announce()
    await world.stop()
    await ouder.react(world.room, card.event_id, "📍")
    for _ in range(110):
        await world.moderator.say(world.room, "Tot dan!")
    await world.start()
    assert await attendees(world) == ["ouder"]


async def attendees(world: WatchedWorld) -> list[str]:
    """Return who answered, by what the moderator sees."""
    asked = await world.moderator.say(world.rooms["moderation"], "!sessie deelnemers 1")
    (listed,) = await world.said(world.moderator, world.rooms["moderation"], thread=asked)
    return [line.removeprefix("• ") for line in listed.body.splitlines() if line.startswith("• ")]
