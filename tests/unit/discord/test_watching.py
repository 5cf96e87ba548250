"""What the bot may do in channels, and what they are called: said where it changed, and then once."""

import asyncio
from collections.abc import AsyncIterator

import discord
import pytest

from bot.api.events import ChannelNamed, Event, Hindered, Unhindered
from bot.platforms.discord.gateway.inbox import Inbox
from bot.platforms.discord.gateway.watching import Watch
from tests.unit.discord import gateway
from tests.unit.discord.gateway import ALL_NEEDED, CHANNEL, EVERYONE, FORUM, GUILD, ME, MINE, Gateway, Raw
from tests.unit.discord.store import MemoryStore

REF = str(CHANNEL)
MUTE = discord.Permissions(ALL_NEEDED.value & ~discord.Permissions(send_messages=True).value)
UNTIDY = discord.Permissions(ALL_NEEDED.value & ~discord.Permissions(manage_messages=True).value)


class Bot:
    """One run of the bot: it hears what the gateway tells, and what it says is taken in."""

    def __init__(self, store: MemoryStore) -> None:
        self.inbox = Inbox()
        self.watch = Watch(store, self.inbox)
        self.gateway = Gateway(self.watch.handlers)
        self._watching = asyncio.create_task(self.watch.run())
        self._batches = self.inbox.batches()

    def start(self, *guilds: Raw, served: tuple[str, ...] = (REF,)) -> None:
        self.watch.serve(served)
        for told in guilds:
            self.gateway.tell("GUILD_CREATE", told)
        self.watch.arrived(self.gateway.client)

    async def news(self) -> list[Event]:
        """Return what is said now, when it is taken in and nothing more comes."""
        found: list[Event] = []
        while True:
            asking = asyncio.ensure_future(anext(self._batches))
            for _ in range(20):  # turns of the loop, in which all that can go on goes on
                await asyncio.sleep(0)
            if not asking.done():
                asking.cancel()
                self._batches = self.inbox.batches()
                return found
            found += asking.result().events

    async def said(self) -> list[Event]:
        """Return what is said of what the bot may do."""
        return [event for event in await self.news() if not isinstance(event, ChannelNamed)]

    async def names(self) -> dict[str, str]:
        return {event.channel_ref: event.name for event in await self.news() if isinstance(event, ChannelNamed)}

    async def stop(self) -> None:
        self._watching.cancel()
        await asyncio.wait([self._watching])


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
async def bot(store: MemoryStore) -> AsyncIterator[Bot]:
    bot = Bot(store)
    yield bot
    await bot.stop()


def allow(bot: Bot, permissions: discord.Permissions) -> None:
    bot.gateway.tell("GUILD_ROLE_UPDATE", {"guild_id": str(GUILD), "role": gateway.role(MINE, permissions)})


async def test_where_all_is_well_the_bot_can_go_on(bot: Bot) -> None:
    bot.start(gateway.guild())
    assert [(type(event), event.channel_ref) for event in await bot.said() if isinstance(event, Unhindered)] == [
        (Unhindered, REF)
    ]


async def test_a_right_that_is_lost_is_said_once(bot: Bot) -> None:
    bot.start(gateway.guild())
    await bot.said()
    allow(bot, MUTE)
    [event] = await bot.said()
    assert isinstance(event, Hindered)
    assert (event.channel_ref, event.what) == (REF, "silenced")
    allow(bot, MUTE)
    assert await bot.said() == []
    allow(bot, ALL_NEEDED)
    [back] = await bot.said()
    assert isinstance(back, Unhindered)


async def test_lost_and_regained_and_lost_are_three_events(bot: Bot) -> None:
    bot.start(gateway.guild())
    seen = await bot.said()
    for permissions in (MUTE, ALL_NEEDED, MUTE):
        allow(bot, permissions)
        seen += await bot.said()
    assert len(seen) == 4
    assert len({event.event_id for event in seen}) == 4


async def test_that_it_may_not_tidy_is_said_to_who_let_it_before(bot: Bot) -> None:
    bot.start(gateway.guild())
    await bot.said()
    allow(bot, UNTIDY)
    [event] = await bot.said()
    assert isinstance(event, Hindered)
    assert event.what == "untidy"


async def test_who_never_let_it_tidy_is_not_told_that_it_may_not(bot: Bot) -> None:
    bot.start(gateway.guild(allowed=UNTIDY))
    assert [type(event) for event in await bot.said()] == [Unhindered]


async def test_who_lets_it_speak_but_not_tidy_hears_both(bot: Bot) -> None:
    bot.start(gateway.guild(allowed=MUTE))
    await bot.said()
    allow(bot, UNTIDY)
    speaks, untidy = await bot.said()
    assert isinstance(speaks, Unhindered)
    assert isinstance(untidy, Hindered)
    assert untidy.what == "untidy"


async def test_a_channel_that_is_hidden_or_gone_is_one_it_is_out_of(bot: Bot) -> None:
    bot.start(gateway.guild(), served=(REF, str(FORUM)))
    await bot.said()
    bot.gateway.tell("CHANNEL_UPDATE", gateway.hidden(gateway.channel(CHANNEL, "aankondigingen")))
    [hidden] = await bot.said()
    bot.gateway.tell("CHANNEL_DELETE", gateway.channel(FORUM, "ideeën", kind=15))
    [gone] = await bot.said()
    assert [(event.channel_ref, event.what) for event in (hidden, gone) if isinstance(event, Hindered)] == [
        (REF, "out"),
        (str(FORUM), "out"),
    ]


async def test_who_shows_the_bot_the_door_is_told_that_it_is_out(bot: Bot) -> None:
    bot.start(gateway.guild())
    await bot.said()
    bot.gateway.tell("GUILD_DELETE", {"id": str(GUILD)})
    [event] = await bot.said()
    assert isinstance(event, Hindered)
    assert event.what == "out"
    bot.gateway.tell("GUILD_CREATE", gateway.guild())
    assert [type(event) for event in await bot.said()] == [Unhindered]


async def test_a_server_that_is_out_of_order_says_nothing(bot: Bot) -> None:
    bot.start(gateway.guild())
    await bot.news()
    bot.gateway.tell("GUILD_DELETE", {"id": str(GUILD), "unavailable": True})
    allow(bot, MUTE)
    assert await bot.news() == []
    bot.gateway.tell("GUILD_CREATE", gateway.guild())
    assert await bot.news() == []


async def test_a_role_that_is_taken_from_the_bot_counts(bot: Bot) -> None:
    bot.start(gateway.guild())
    await bot.said()
    told = {**gateway.member(ME, "wat-als", bot=True), "roles": [], "guild_id": str(GUILD)}
    bot.gateway.tell("GUILD_MEMBER_UPDATE", told)
    [event] = await bot.said()
    assert isinstance(event, Hindered)


async def test_what_was_said_is_not_said_again_after_a_restart(bot: Bot, store: MemoryStore) -> None:
    bot.start(gateway.guild(allowed=MUTE))
    assert [type(event) for event in await bot.said()] == [Hindered]
    again = Bot(store)
    again.start(gateway.guild(allowed=MUTE))
    assert await again.said() == []
    await again.stop()


async def test_what_was_lost_while_the_bot_was_away_is_said_at_start(bot: Bot, store: MemoryStore) -> None:
    bot.start(gateway.guild())
    await bot.said()
    again = Bot(store)
    again.start(gateway.guild(channels=[]))
    [event] = await again.said()
    assert isinstance(event, Hindered)
    assert event.what == "out"
    await again.stop()


async def test_said_but_not_taken_in_it_is_said_again_as_the_same(bot: Bot, store: MemoryStore) -> None:
    bot.start(gateway.guild(allowed=MUTE))
    lost = await anext(bot.inbox.batches())
    await bot.stop()
    again = Bot(store)
    again.start(gateway.guild(allowed=MUTE))
    assert await again.said() == [event for event in lost.events if isinstance(event, Hindered)]
    await again.stop()


async def test_a_channel_that_serves_anew_is_said_anew(bot: Bot) -> None:
    bot.start(gateway.guild(allowed=MUTE))
    first = await bot.said()
    bot.watch.serve(())
    assert await bot.said() == []
    bot.watch.serve((REF,))
    second = await bot.said()
    assert [type(event) for event in (*first, *second)] == [Hindered, Hindered]
    assert first[0].event_id != second[0].event_id


async def test_a_thread_is_as_the_channel_it_is_in(bot: Bot) -> None:
    bot.start(gateway.guild(allowed=MUTE), served=(f"{CHANNEL}/77",))
    [event] = await bot.said()
    assert isinstance(event, Hindered)
    assert (event.channel_ref, event.what) == (f"{CHANNEL}/77", "silenced")


async def test_channels_are_named_also_those_that_do_not_serve(bot: Bot) -> None:
    bot.start(gateway.guild(), served=())
    assert await bot.names() == {REF: "aankondigingen", str(FORUM): "ideeën"}
    bot.gateway.tell("CHANNEL_UPDATE", gateway.channel(CHANNEL, "nieuws"))
    assert await bot.names() == {REF: "nieuws"}
    bot.gateway.tell("CHANNEL_DELETE", gateway.channel(CHANNEL, "nieuws"))
    assert await bot.names() == {REF: ""}
    bot.gateway.tell("CHANNEL_CREATE", gateway.channel(CHANNEL, "nieuws"))
    assert await bot.names() == {REF: "nieuws"}


async def test_a_channel_that_it_does_not_see_has_no_name(bot: Bot) -> None:
    bot.start(gateway.guild(channels=[gateway.hidden(gateway.channel(CHANNEL, "bestuur"))]))
    assert await bot.names() == {}


async def test_of_other_roles_and_members_nothing_is_said(bot: Bot) -> None:
    bot.start(gateway.guild())
    await bot.news()
    everyone = {"guild_id": str(GUILD), "role": gateway.role(EVERYONE, discord.Permissions(view_channel=True))}
    bot.gateway.tell("GUILD_ROLE_UPDATE", everyone)
    assert await bot.news() == []


async def test_it_is_waited_for_which_channels_serve(store: MemoryStore) -> None:
    watch = Watch(store, Inbox())
    waiting = asyncio.create_task(watch.told())
    await asyncio.sleep(0)
    assert not waiting.done()
    watch.serve(())
    await waiting


async def test_the_servers_that_serve_are_known_before_a_client_knows_all_of_its_own(store: MemoryStore) -> None:
    watch = Watch(store, Inbox())
    watch.serve((REF, f"{FORUM}/12345", "77"))
    line = Gateway(watch.handlers)
    assert watch.servers(line.client) == {0}
    line.tell("GUILD_CREATE", gateway.guild())
    assert watch.servers(line.client) == {GUILD, 0}
