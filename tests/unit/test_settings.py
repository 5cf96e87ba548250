"""Settings as each reads them: in their own language, with what is likely meant close at hand."""

import pytest

from bot.api.events import Author
from bot.testing.room_chat import RoomChat
from bot.testing.world import World
from storage import communities
from tests.support.story import last, open_form

MODERATOR = Author("room:moderator", "Moderator", "nl", moderator=True)


async def give(room: RoomChat, text: str, person: str = "moderator", to: str = "moderation") -> None:
    await room.say(person, text, to=to)
    await room.settled()


async def test_who_reads_english_reads_the_settings_of_every_cog_in_english(world: World) -> None:
    room = RoomChat(world, locale="en")
    await give(room, "/settings show")
    shown = last(room, "moderator", "moderation").text
    assert "Language: Dutch" in shown
    assert "📍 I will be there" in shown
    assert "Themes for ideas: Oorzaken aanpakken" in shown
    assert "Ideas in: #wat-als" in shown


async def test_a_channel_may_be_said_to_serve_in_either_language(world: World, room: RoomChat) -> None:
    await give(room, "/settings channel announcements, overzicht & ideas")
    assert "Nu: aankondigingen, ideeën, overzichten" in last(room, "moderator", "moderation").text


@pytest.mark.parametrize(
    ("typed", "inserted"),
    [
        ("/instellen tijdzone par", "/instellen tijdzone Europe/Paris"),
        ("/instellen moderator erbij jong", "/instellen moderator erbij room:jongere"),
    ],
)
async def test_what_is_likely_meant_completes(world: World, room: RoomChat, typed: str, inserted: str) -> None:
    await give(room, "/moderator worden", "jongere", "bot")
    found = await world.app.desk.complete(MODERATOR, "moderatie", typed)
    assert inserted in [item.insert for item in found]


async def test_people_with_one_name_are_told_apart(world: World, room: RoomChat) -> None:
    names = {"room:ouder": "Ouder", "elsewhere:1": "ouder", "elsewhere:2": "Ouder"}
    await world.database.write(lambda tx: communities.know_accounts(tx, 1, names))
    found = await world.app.desk.complete(MODERATOR, "moderatie", "/instellen moderator erbij ")
    assert [item.label for item in found] == ["Ouder (elsewhere:2)", "Ouder (room:ouder)", "ouder"]
    await give(room, "/instellen moderator erbij Ouder")
    assert "meer mensen" in open_form(room, "moderator").errors["account"]
    await room.fill_in("moderator", open_form(room, "moderator"), {"account": "room:ouder"})
    await room.settled()
    assert "Ouder is nu moderator" in last(room, "moderator", "moderation").text


async def test_who_is_told_reads_it_in_their_own_language(world: World, room: RoomChat) -> None:
    english = RoomChat(world, locale="en")
    await give(english, "/moderator become", "jongere", "bot")
    await give(room, "/instellen moderator erbij Jongere")
    assert "made you a moderator" in last(room, "jongere", "bot").text


async def test_a_form_keeps_what_was_typed_over_what_is_set(room: RoomChat) -> None:
    await give(room, "/instellen contact telefoonnummer: 06 1234 5678")
    assert open_form(room, "moderator").values == {"email": "rvjeugdzorg@loc.nl", "phone": "06 1234 5678"}
