"""Encrypted rooms, seen from outside: what the bot says there stays said once, and found, also when it starts anew."""

from pathlib import Path
from typing import Any, NoReturn

import pytest

from bot.api.content import content, paragraph
from bot.api.platform import Outgoing
from bot.demo.homeserver import Homeserver
from bot.platforms.matrix.account import load
from bot.platforms.matrix.client import Client
from bot.platforms.matrix.device import enter
from tests.matrix.watched import community, strict

pytestmark = pytest.mark.matrix
PASSWORD = "een heel geheim wachtwoord"
ENCRYPTION = {
    "type": "m.room.encryption",
    "state_key": "",
    "content": {"algorithm": "m.megolm.v1.aes-sha2"},
}
HELLO = Outgoing(content(paragraph("Goedemorgen")))


async def test_a_bot_that_started_anew_speaks_and_finds_its_words_in_an_encrypted_room(
    tmp_path: Path, homeserver: Homeserver
) -> None:
    async with community(tmp_path, homeserver, rooms=False) as world:
        room = await world.moderator.create_room("Besloten", invite=[world.bot.user_id], initial_state=[ENCRYPTION])
        await world.settled()
        since = world.clock.now()
        first = await world.matrix.send(room, HELLO, "eerst")
        await world.stop()
        await world.start()
        assert await world.matrix.send(room, HELLO, "eerst") == first
        second = await world.matrix.send(room, HELLO, "daarna")
        assert await world.matrix.find(room, "eerst", since) == first
        assert await world.matrix.find(room, "daarna", since) == second
        assert await world.matrix.find(room, "nooit", since) is None
        await world.matrix.edit(first, HELLO)
        await world.moderator.look()
        events = [
            event for event in world.moderator.rooms[room].events.values() if event["sender"] == world.bot.user_id
        ]
        sent = [event for event in events if "state_key" not in event]
        assert [event["type"] for event in sent] == ["m.room.encrypted"] * 3
        assert [f"{room}/{event['event_id']}" for event in sent[:2]] == [first, second]
        assert sent[2]["content"]["m.relates_to"]["rel_type"] == "m.replace"


async def test_a_bot_that_is_a_new_device_finds_what_it_said_before(tmp_path: Path, homeserver: Homeserver) -> None:
    bot = await homeserver.register("watals-of-before", PASSWORD)
    async with community(tmp_path, homeserver, rooms=False, bot=bot) as world:
        room = await world.moderator.create_room("Besloten", invite=[bot.user_id], initial_state=[ENCRYPTION])
        await world.settled()
        since = world.clock.now()
        said = await world.matrix.send(room, HELLO, "card:session:1:1:0")
        await world.matrix.edit(said, HELLO)
        await world.stop()
        account, _ = await enter(homeserver.url, bot.user_id, PASSWORD, world.config.matrix_folder)
        world._observer.access_token = account.access_token
        await world.start()
        await world.settled()
        assert await world.matrix.find(room, "card:session:1:1:0", since) == said
        assert await world.matrix.find(room, "card:session:1:1:1", since) is None
        await world.moderator.look()
        for event in world.moderator.rooms[room].events.values():
            assert "card:session" not in str(event["content"]), "the homeserver is not to read it"


class Killed(BaseException):
    """The bot's process ends here."""


def killed(*_: object) -> NoReturn:
    raise Killed


async def test_a_key_that_the_bot_was_taking_in_when_it_was_killed_is_there_when_it_is_told_again(
    tmp_path: Path, homeserver: Homeserver
) -> None:
    async with community(tmp_path, homeserver, "ouder", encrypted=True) as world:
        ouder, folder = strict(world, "ouder"), world.config.matrix_folder
        await ouder.look()
        await world.settled()
        place = (await world.latest())["matrix"]
        await world.stop()
        said = await ouder.say(world.room, "Goedemorgen")
        await ouder.look()
        event = await ouder.call("GET", f"/v3/rooms/{world.room}/event/{said}")

        client = Client(load(folder), folder)
        client.nio.store.save_inbound_group_session = killed
        with pytest.raises(Killed):
            await client.sync(place, full_state=True)
        await client.close()

        client = Client(load(folder), folder)
        await client.sync(place, full_state=True)
        assert client.read(world.room, event)["content"]["body"] == "Goedemorgen"
        await client.close()


async def test_a_bot_that_was_killed_when_it_had_given_a_key_can_still_be_read(
    tmp_path: Path, homeserver: Homeserver
) -> None:
    async with community(tmp_path, homeserver, "ouder", encrypted=True) as world:
        ouder, folder = strict(world, "ouder"), world.config.matrix_folder
        await ouder.say(world.room, "Goedemorgen")
        await world.settled()
        place = (await world.latest())["matrix"]
        await world.stop()

        client = Client(load(folder), folder)
        await client.sync(place, full_state=True)
        send = client.nio.send

        async def until_a_key_is_given(method: str, path: str, *more: Any) -> Any:
            answer = await send(method, path, *more)
            return killed() if "/sendToDevice/" in path else answer

        client.nio.send = until_a_key_is_given
        with pytest.raises(Killed):
            await client.send(world.room, "m.room.message", {"body": "Nooit gezegd"}, "nooit")
        await client.close()

        client = Client(load(folder), folder)
        await client.sync(place, full_state=True)
        said = await client.send(world.room, "m.room.message", {"body": "Goedemorgen"}, "daarna")
        await client.close()
        await ouder.look()
        assert ouder.rooms[world.room].events[said]["content"]["body"] == "Goedemorgen"
