"""A community begins as the config says; from then on it is as its moderators set it."""

from msgspec.structs import replace

from bot.core.reconcile import EVERY
from bot.platforms.room.hub import Window
from bot.testing.room_chat import RoomChat
from bot.testing.world import World
from storage import channels, communities
from storage.progress import open_cards
from tests.support.story import announce, last, open_form


async def give(room: RoomChat, text: str, to: str = "moderation") -> None:
    await room.say("moderator", text, to=to)
    await room.settled()


async def choose_place(room: RoomChat, emoji: str) -> None:
    await give(room, "/instellen reacties")
    await room.fill_in("moderator", open_form(room, "moderator"), {"emoji_place": emoji})
    await room.settled()


async def test_what_moderators_set_holds_after_a_new_start(world: World, room: RoomChat) -> None:
    await give(room, "/instellen naam Beweging")
    await give(room, "/instellen kanaal niets", to="ideas")
    await give(room, "/instellen kanaal digests", to="announcements")
    await choose_place(room, "🏠")
    before = await world.database.read(lambda tx: channels.listed(tx, 1))
    await world.stop()
    await world.start()
    assert await world.database.read(lambda tx: channels.listed(tx, 1)) == before
    community = await world.database.read(communities.first)
    assert community is not None
    assert community.name == "Beweging"
    await give(room, "/instellen toon")
    shown = last(room, "moderator", "moderation").text
    assert "Ideeën in: nog geen kanaal" in shown
    assert "🏠 Ik kom erheen" in shown


async def test_a_config_that_says_other_things_later_changes_nothing(world: World, room: RoomChat) -> None:
    await world.stop()
    told = replace(world.config.community, name="Anders", themes=("Iets",))
    world.config = replace(world.config, community=told)
    await world.start()
    await give(room, "/instellen toon")
    shown = last(room, "moderator", "moderation").text
    assert "Anders" not in shown
    assert "Oorzaken aanpakken" in shown


async def test_the_page_is_called_as_the_community_is(world: World, room: RoomChat) -> None:
    await give(room, "/instellen naam Beweging")
    welcome = world.room.hub.welcome(Window(world.room.people["ouder"]))
    assert welcome["community"] == "Beweging"


async def test_other_reactions_ask_for_one_edit_and_then_for_no_more(world: World, room: RoomChat) -> None:
    await announce(room)
    await choose_place(room, "🏠")
    await announce(room, 2)
    before = {card.id: card.wanted for card in await world.database.read(open_cards)}
    await world.later(EVERY * 3)
    assert {card.id: card.wanted for card in await world.database.read(open_cards)} == before
