"""Encrypted rooms and conversations, with people whose clients have to do with signed devices alone."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.demo.homeserver import Homeserver
from tests.matrix.strict import StrictPerson
from tests.matrix.watched import WatchedWorld, community

pytestmark = [pytest.mark.matrix, pytest.mark.asyncio(loop_scope="module")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def world(tmp_path_factory: pytest.TempPathFactory, homeserver: Homeserver) -> AsyncIterator[WatchedWorld]:
    folder = tmp_path_factory.mktemp("encryption")
    async with community(folder, homeserver, "ouder", "jongere", encrypted=True) as world:
        yield world


def strict(world: WatchedWorld, name: str) -> StrictPerson:
    person = world.people[name]
    assert isinstance(person, StrictPerson)
    return person


@pytest.fixture
def ouder(world: WatchedWorld) -> StrictPerson:
    return strict(world, "ouder")


@pytest.fixture
def jongere(world: WatchedWorld) -> StrictPerson:
    return strict(world, "jongere")


async def test_a_command_in_an_encrypted_room_is_answered_in_an_encrypted_conversation(
    world: WatchedWorld, ouder: StrictPerson
) -> None:
    (answer,) = await world.answers(ouder, "!sessie lijst", world.room)
    assert "sessie" in answer.body
    assert ouder.rooms[world.direct_of(ouder)].events[answer.event_id]["encrypted"]
    assert not set(ouder.refused) & {world.bot.device_id}
