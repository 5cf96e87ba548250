"""Who is a moderator: by their power in rooms that serve the community, and nowhere else."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from bot.api.events import Typed
from bot.demo.homeserver import Homeserver
from storage import channels
from tests.matrix.person import Person
from tests.matrix.watched import WatchedWorld, community

pytestmark = [pytest.mark.matrix, pytest.mark.asyncio(loop_scope="module")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def world(tmp_path_factory: pytest.TempPathFactory, homeserver: Homeserver) -> AsyncIterator[WatchedWorld]:
    async with community(tmp_path_factory.mktemp("roles"), homeserver, "ouder", "jongere") as world:
        yield world


async def is_moderator(world: WatchedWorld, person: Person, room: str) -> bool:
    """Return whether the bot takes somebody who asks something in a room for a moderator."""
    asked = await person.say(room, "!zoek iets")
    await world.settled()
    return next(one for one in world.heard(Typed) if one.event_id == asked).author.moderator


async def served(world: WatchedWorld) -> set[str]:
    refs: list[str] = await world.database.read(lambda tx: channels.serving(tx, "matrix"))
    return set(refs)


@pytest.mark.parametrize("version", ["10", "11", "12"])
async def test_power_is_read_as_the_version_of_a_room_has_it_and_again_when_it_changes(
    world: WatchedWorld, version: str
) -> None:
    maker, ouder, jongere = world.people["jongere"], world.people["ouder"], world.moderator
    made: dict[str, Any] = {"creation_content": {"additional_creators": [ouder.user_id]}} if version == "12" else {}
    room = await maker.create_room(
        "Kamer", version=version, invite=[world.bot.user_id, ouder.user_id, jongere.user_id], **made
    )
    await ouder.join(room)
    await jongere.join(room)
    await world.settled()
    before = world.room
    assert not await is_moderator(world, maker, room)  # it does not serve yet
    await world.serve_with(room)
    await world.settled()
    assert await is_moderator(world, maker, room)
    assert await is_moderator(world, ouder, room) == (version == "12")
    if version != "12":
        await maker.set_power(room, ouder.user_id, 50)
        assert await is_moderator(world, ouder, room)
        await maker.set_power(room, ouder.user_id, 49)
        assert not await is_moderator(world, ouder, room)
    await world.serve_with(before)
    await world.settled()
    assert not await is_moderator(world, maker, room)


async def test_nobody_becomes_moderator_by_a_room_of_their_own(world: WatchedWorld) -> None:
    ouder = world.people["ouder"]
    before = await served(world)
    room = await ouder.create_room("Van mij", invite=[world.bot.user_id])
    await world.settled()
    answers = await world.answers(ouder, "!instellen kanaal aankondigingen", room)
    assert answers or await world.said(ouder, room)
    assert not await is_moderator(world, ouder, room)
    assert not await is_moderator(world, ouder, world.room)
    assert await served(world) == before


async def test_a_moderator_lets_another_room_serve(world: WatchedWorld) -> None:
    room = await world.moderator.create_room("Nieuws", invite=[world.bot.user_id])
    await world.settled()
    await world.moderator.say(room, "!instellen kanaal aankondigingen")
    await world.settled()
    assert room in await served(world)


async def test_one_broken_event_stops_nothing(world: WatchedWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    reader: Any = world.matrix._listener._reader
    read = reader.read

    async def breaks(room_id: str, event: Any) -> Any:
        if event["content"].get("body") == "!stuk":
            raise LookupError("stuk")
        return await read(room_id, event)

    monkeypatch.setattr(reader, "read", breaks)
    ouder = world.people["ouder"]
    before = len(world.heard(Typed))
    for words in ("!zoek a", "!stuk", "!zoek b"):
        await ouder.say(world.room, words)
    await world.settled()
    assert [one.text for one in world.heard(Typed)[before:]] == ["!zoek a", "!zoek b"]
