"""What somebody says counts in the order in which they say it, in whatever rooms."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.demo.homeserver import Homeserver
from tests.matrix.watched import WatchedWorld, community

pytestmark = pytest.mark.matrix


@pytest.fixture
async def world(tmp_path: Path, homeserver: Homeserver) -> AsyncIterator[WatchedWorld]:
    async with community(tmp_path, homeserver, "ouder", "jongere") as world:
        yield world


@pytest.mark.parametrize("after", ["company", "alone"])
async def test_the_latest_answer_counts_also_where_one_is_given_in_company_and_one_alone(
    world: WatchedWorld, after: str
) -> None:
    card = await world.announce()
    ouder, jongere = world.people["ouder"], world.people["jongere"]
    for person in (ouder, jongere):
        await world.answers(person, "!sessie lijst")
    await world.stop()
    await ouder.say(world.direct_of(ouder), "!afmelden 1")
    await ouder.react(world.room, card.event_id, "📍")
    await jongere.react(world.room, card.event_id, "💻")
    await jongere.say(world.direct_of(jongere), "!aanmelden 1 maybe")
    if after == "company":
        await world.moderator.say(world.room, "Tot dan!")
    else:
        await ouder.say(world.direct_of(ouder), "!sessie lijst")
    await world.start()
    assert await world.counts(card) == [1, 0, 1, 0]
