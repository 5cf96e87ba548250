"""Reading what people do on Discord, from what the gateway really tells."""

import asyncio

import discord
import pytest

from bot.api.errors import PlatformError
from bot.api.events import Author, Batch, Event, MessageDeleted, Reacted, ReactionsCleared, Typed, Unreacted
from bot.platforms.discord.gateway.inbox import Inbox
from bot.platforms.discord.gateway.reading import NAMELESS, Reader
from tests.unit.discord import gateway
from tests.unit.discord.gateway import CHANNEL, GUILD, ME, MESSAGE, Gateway

ANNA = 7
CARD = f"{CHANNEL}:{MESSAGE}"


class World:
    def __init__(self) -> None:
        self.inbox = Inbox()
        self.reader = Reader(self.inbox, self.knows)
        self.gateway = Gateway(self.reader.handlers)
        self.asked: list[int] = []
        self.unreachable = False

    async def knows(self, message: discord.Message) -> Author:
        self.asked.append(message.author.id)
        if self.unreachable:
            raise PlatformError("Discord did not answer")
        return Author(f"discord:{message.author.id}", message.author.display_name, moderator=True)

    async def heard(self) -> Batch:
        """Return what the inbox was told so far; a last event marks the end."""
        end = MessageDeleted("end", "end")
        self.inbox.put(end)
        batch = await anext(self.inbox.batches())
        assert batch.events[-1] == end
        return Batch(batch.platform, batch.events[:-1], batch.cursor, batch.gap)

    async def events(self) -> list[Event]:
        return list((await self.heard()).events)


@pytest.fixture
async def world() -> World:
    world = World()
    world.gateway.tell("GUILD_CREATE", gateway.guild())
    return world


async def test_a_reaction_counts_for_the_one_who_put_it_there(world: World) -> None:
    member = gateway.member(ANNA, "anna", nick="Anna uit Utrecht")
    world.gateway.tell("MESSAGE_REACTION_ADD", gateway.reaction(ANNA, guild_id=str(GUILD), member=member))
    [event] = await world.events()
    assert isinstance(event, Reacted)
    assert (event.message_ref, event.emoji) == (CARD, "📍")
    assert event.author == Author(f"discord:{ANNA}", "Anna uit Utrecht")


async def test_taken_back_it_is_the_same_reaction(world: World) -> None:
    world.gateway.tell("MESSAGE_REACTION_ADD", gateway.reaction(ANNA, "✅"))
    world.gateway.tell("MESSAGE_REACTION_ADD", gateway.reaction(ANNA, "✅\ufe0f"))
    world.gateway.tell("MESSAGE_REACTION_REMOVE", gateway.reaction(ANNA, "✅"))
    first, second, back = await world.events()
    assert isinstance(first, Reacted)
    assert isinstance(second, Reacted)
    assert isinstance(back, Unreacted)
    assert (back.account_key, back.source) == (first.author.key, first.source)
    assert second.source != first.source
    assert len({first.event_id, second.event_id, back.event_id}) == 3


async def test_a_thousand_reactions_are_no_thousand_tasks(world: World) -> None:
    before = asyncio.all_tasks()
    for number in range(1000):
        member = gateway.member(1000 + number)
        world.gateway.tell("MESSAGE_REACTION_ADD", gateway.reaction(1000 + number, guild_id=str(GUILD), member=member))
    assert asyncio.all_tasks() == before
    assert world.inbox.waiting == 1000


async def test_where_discord_tells_no_name_nobody_is_asked_for_it(world: World) -> None:
    world.gateway.tell("MESSAGE_REACTION_ADD", gateway.reaction(ANNA))
    [event] = await world.events()
    assert isinstance(event, Reacted)
    assert event.author.name == NAMELESS


@pytest.mark.parametrize(
    "told",
    [
        gateway.reaction(ME),
        gateway.reaction(8, guild_id=str(GUILD), member=gateway.member(8, "other", bot=True)),
        gateway.reaction(ANNA, "feest", custom=77),
    ],
    ids=["its own", "of another bot", "of a server's own making"],
)
async def test_a_reaction_that_is_no_choice_of_a_person_is_nothing(world: World, told: gateway.Raw) -> None:
    world.gateway.tell("MESSAGE_REACTION_ADD", told)
    assert await world.events() == []


async def test_who_clears_all_reactions_withdraws_nobody(world: World) -> None:
    world.gateway.tell("MESSAGE_REACTION_REMOVE_ALL", {"channel_id": str(CHANNEL), "message_id": str(MESSAGE)})
    assert await world.events() == [ReactionsCleared(f"cleared:{CARD}", CARD)]


async def test_who_clears_one_emoji_lets_the_card_be_compared(world: World) -> None:
    emoji = {"id": None, "name": "📍"}
    told = {"channel_id": str(CHANNEL), "message_id": str(MESSAGE), "emoji": emoji}
    world.gateway.tell("MESSAGE_REACTION_REMOVE_EMOJI", told)
    heard = await world.heard()
    assert (heard.events, heard.gap) == ([], True)


async def test_who_takes_the_bots_own_reaction_away_lets_the_card_be_compared(world: World) -> None:
    world.gateway.tell("MESSAGE_REACTION_REMOVE", gateway.reaction(ME))
    heard = await world.heard()
    assert (heard.events, heard.gap) == ([], True)


async def test_a_message_that_is_taken_away_is_told(world: World) -> None:
    place = {"channel_id": str(CHANNEL), "guild_id": str(GUILD)}
    world.gateway.tell("MESSAGE_DELETE", {"id": str(MESSAGE), **place})
    world.gateway.tell("MESSAGE_DELETE_BULK", {"ids": ["502", "501"], **place})
    assert await world.events() == [
        MessageDeleted(f"deleted:{CHANNEL}:{number}", f"{CHANNEL}:{number}") for number in (MESSAGE, 501, 502)
    ]


async def test_a_post_of_a_forum_is_gone_with_its_thread(world: World) -> None:
    told = {"id": "300", "guild_id": str(GUILD), "parent_id": str(gateway.FORUM), "type": 11}
    world.gateway.tell("THREAD_DELETE", told)
    assert await world.events() == [MessageDeleted("deleted:300:300", "300:300")]


async def test_what_is_said_to_the_bot_alone_comes_with_who_may_do_what(world: World) -> None:
    earlier = gateway.message(600, ANNA, "Wat als er één loket was?")
    reply = {"message_id": "600", "channel_id": str(CHANNEL)}
    world.gateway.tell(
        "MESSAGE_CREATE",
        gateway.message(601, ANNA, "/idee", type=19, message_reference=reply, referenced_message=earlier),
    )
    assert await said(world, 1) == [
        Typed(
            "601",
            Author(f"discord:{ANNA}", "anna", moderator=True),
            str(CHANNEL),
            "/idee",
            direct=True,
            about="Wat als er één loket was?",
        )
    ]


async def test_two_who_write_are_heard_in_order_also_where_nobody_can_be_asked_who_they_are(world: World) -> None:
    world.unreachable = True
    world.gateway.tell("MESSAGE_CREATE", gateway.message(601, ANNA, "een"))
    world.gateway.tell("MESSAGE_CREATE", gateway.message(602, 8, "twee"))
    heard = await said(world, 2)
    assert [(event.text, event.author.key, event.author.moderator) for event in heard] == [
        ("een", "discord:7", False),
        ("twee", "discord:8", False),
    ]


async def test_what_is_said_in_company_or_says_nothing_is_not_for_the_bot(world: World) -> None:
    own = {"author": gateway.user(ME, bot=True)}
    for told in (
        gateway.message(601, ANNA, "hallo allemaal", guild_id=str(GUILD), member=gateway.member(ANNA)),
        gateway.message(602, ANNA, "  "),
        gateway.message(603, ME, "van mij", **own),
        gateway.message(604, ANNA, "vastgezet", type=6),
        gateway.message(605, ANNA, "voor jou"),
    ):
        world.gateway.tell("MESSAGE_CREATE", told)
    assert [event.text for event in await said(world, 1)] == ["voor jou"]
    assert world.asked == [ANNA]


async def test_what_cannot_be_read_ends_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ValueError("mistake")

    with monkeypatch.context() as patched:
        patched.setattr(world.inbox, "put", broken)
        world.gateway.tell("MESSAGE_REACTION_ADD", gateway.reaction(ANNA))
    world.gateway.tell("MESSAGE_REACTION_ADD", gateway.reaction(8))
    assert [type(event) for event in await world.events()] == [Reacted]


async def said(world: World, number: int) -> list[Typed]:
    """Let the reader take in so many messages; return what it heard."""
    reading = asyncio.create_task(world.reader.run())
    found: list[Event] = []
    async for batch in world.inbox.batches():
        found += batch.events
        if len(found) >= number:
            break
    reading.cancel()
    return [event for event in found if isinstance(event, Typed)]
