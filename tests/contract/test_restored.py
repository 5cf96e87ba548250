"""A backup that is put back: what happened since is not done twice, and what can be known of it is known."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from bot.app import room_settings
from bot.backup.making import back_up
from bot.backup.restoring import restore
from bot.platforms.discord import account as discord_account
from bot.platforms.matrix.device import enter
from bot.platforms.room.server import ServedRoom
from bot.testing.chat import Chat
from bot.testing.looking import card, last
from bot.testing.platform_world import PlatformWorld
from bot.testing.world import World
from tests.contract.conftest import PASSWORD
from tests.contract.test_news import NEWS, confirm, write
from tests.contract.test_reminders import DAY_BEFORE, HOUR_BEFORE, come, leads, told
from tests.discord.world import DiscordWorld
from tests.matrix.world import MatrixWorld
from tests.support.story import announce


class Operator:
    """Backs up a bot that runs, and puts that back on another computer, where there is nothing yet."""

    def __init__(self, chat: Chat, folder: Path) -> None:
        self._chat = chat
        self._world: PlatformWorld = chat.world
        self._folder = folder
        self._config = folder / "config.toml"
        self._config.write_text("# leeg")
        self.file = folder / "watals.tar.gz"

    async def back_up(self) -> None:
        work = back_up(self._config, self._world.config, self.file, self._world.clock)
        await asyncio.to_thread(asyncio.run, work)

    async def put_back(self) -> None:
        """Put it back, and do what is then to be done, as the operator is told."""
        world = self._world
        await world.stop()
        world.config = replace(world.config, data=self._folder / "elders")
        await restore(self._config, world.config, self.file, yes=False, clock=world.clock)
        match world:
            case World():
                world.room.close()
                world.room = ServedRoom(replace(room_settings(world.config), port=0), world.clock.monotonic)
            case DiscordWorld():
                discord_account.save(world.config.discord_folder, world.double.token)
            case MatrixWorld():
                folder = world.config.matrix_folder
                signed_in, _ = await enter(world.homeserver.url, world.bot.user_id, PASSWORD, folder)
                world._observer.access_token = signed_in.access_token
        await world.start()
        await self._chat.settled()


@pytest.fixture
def operator(chat: Chat, tmp_path: Path) -> Operator:
    return Operator(chat, tmp_path)


def forgets(chat: Chat) -> bool:
    """Whether what the platform itself knows is put back too: then nothing happened since."""
    return isinstance(chat.world, World)


def texts(chat: Chat, part: str, person: str = "ouder", where: str = "announcements") -> list[str]:
    return [seen.text for seen in chat.seen(person, where) if part in seen.text]


async def test_what_was_sent_since_the_backup_is_not_sent_again(chat: Chat, operator: Operator) -> None:
    shown = await announce(chat)
    await chat.react("ouder", shown, "📍")
    await write(chat, when="7 oktober 9:00")
    await confirm(chat)
    await chat.settled()
    await operator.back_up()
    await chat.react("jongere", shown, "💻")
    await chat.settled()
    await come(chat, DAY_BEFORE)
    assert len(told(chat, "ouder")) == len(texts(chat, NEWS["title"])) == 1

    await operator.put_back()
    assert leads(chat, "ouder") == ["Morgen is “Wat als… (vervolg)”."]
    assert len(told(chat, "jongere")) == (0 if forgets(chat) else 1)
    assert len(texts(chat, NEWS["title"])) == len(texts(chat, "🕙")) == 1
    await come(chat, HOUR_BEFORE)
    assert leads(chat, "ouder")[1:] == ["Over een uur begint “Wat als… (vervolg)”."]
    assert len(told(chat, "jongere")) == (0 if forgets(chat) else 2)


async def test_what_was_not_sent_yet_is_sent_once(chat: Chat, operator: Operator) -> None:
    shown = await announce(chat)
    await chat.react("ouder", shown, "📍")
    await write(chat, when="7 oktober 9:00")
    await confirm(chat)
    await operator.back_up()
    await chat.stop_bot()
    await come(chat, DAY_BEFORE)
    await operator.put_back()
    assert leads(chat, "ouder") == ["Morgen is “Wat als… (vervolg)”."]
    assert len(texts(chat, NEWS["title"])) == 1


async def test_reactions_since_the_backup_count_and_the_card_says_so(chat: Chat, operator: Operator) -> None:
    shown = await announce(chat)
    for person, emoji in (("ouder", "📍"), ("professional", "📍")):
        await chat.react(person, shown, emoji)
    await chat.settled()
    await operator.back_up()
    await chat.unreact("professional", shown, "📍")
    await chat.react("jongere", shown, "📍")
    await chat.react("moderator", shown, "💻")
    await chat.settled()
    await operator.put_back()
    counts = ("Utrecht: 2", "mee: 0") if forgets(chat) else ("Utrecht: 2", "mee: 1")
    for count in counts:
        assert count in card(chat).text
    await chat.say("moderator", "/sessie deelnemers 1", to="moderation")
    await chat.settled()
    answer = last(chat, "moderator", "moderation").text
    coming = ("Ouder", "Professional") if forgets(chat) else ("Ouder", "Jongere", "Moderator")
    assert {name for name in ("Ouder", "Jongere", "Professional", "Moderator") if name in answer} == set(coming)


async def test_commands_since_the_backup_are_not_answered_again_and_new_ones_are(
    chat: Chat, operator: Operator
) -> None:
    await announce(chat)
    await operator.back_up()
    await chat.say("ouder", "/aanmelden 1 online", to="bot")
    await chat.settled()
    answered = len(chat.seen("ouder", "bot"))
    await operator.put_back()
    assert len(chat.seen("ouder", "bot")) == (0 if forgets(chat) else answered)
    assert "mee: 0" in card(chat).text
    await chat.say("ouder", "/aanmelden 1 online", to="bot")
    await chat.settled()
    assert "mee: 1" in card(chat).text


async def test_what_somebody_was_filling_in_they_begin_anew(chat: Chat, operator: Operator) -> None:
    preview = await write(chat)
    await operator.back_up()
    await confirm(chat)
    assert len(texts(chat, NEWS["title"])) == 1
    await operator.put_back()
    if not chat.forms:  # elsewhere the button is gone
        await chat.press("moderator", preview, "confirm")
    await chat.settled()
    assert len(texts(chat, NEWS["title"])) == (0 if forgets(chat) else 1)
    await chat.later(timedelta(minutes=10))  # until then Discord would take it for the lost one of the same number
    await write(chat)
    await confirm(chat)
    assert len(texts(chat, NEWS["title"])) == (1 if forgets(chat) else 2)
