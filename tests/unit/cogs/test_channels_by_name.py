"""What a channel serves for, said to the bot alone: where the platform knows channels by name."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.api.answers import Answer
from bot.api.events import Author, Batch, Invoked
from bot.domain.community import Contact
from bot.testing.looking import last
from bot.testing.room_chat import RoomChat
from storage import channels, communities, places

MODERATOR = Author("room:moderator", "Moderator", "nl", moderator=True)
NAMES = {"aankondigingen": "Nieuws", "elders": "Agenda", "ergens": "Ideeën & plannen"}


@pytest.fixture
async def named(room: RoomChat) -> RoomChat:
    """A room whose channels have names."""

    async def name(tx: Any) -> None:
        for ref, called in NAMES.items():
            await places.name(tx, "room", ref, called)
        await places.name(tx, "elsewhere", "x", "Op een ander platform")

    await room.world.database.write(name)
    return room


async def told(room: RoomChat, text: str, to: str = "bot") -> str:
    await room.say("moderator", text, to=to)
    await room.settled()
    return last(room, "moderator", to).text


async def served(room: RoomChat) -> dict[str, set[str]]:
    found = await room.world.database.read(lambda tx: channels.listed(tx, 1))
    return {one.ref: set(one.purposes) for one in found}


async def test_a_channel_is_set_by_its_name(named: RoomChat) -> None:
    said = await told(named, "/instellen kanaal overzichten ideeën kanaal: agenda")
    assert "Kanaal #Agenda is veranderd" in said
    assert (await served(named))["elders"] == {"digests", "ideas"}
    assert "In het kanaal #Agenda komen nu: ideeën, overzichten" in await told(
        named, "/instellen kanaal kanaal: Agenda", to="moderation"
    )
    await named.follow("moderator", last(named, "moderator", "moderation"), "Eraf: ideeën")
    await named.settled()
    assert await served(named) == {
        "aankondigingen": {"announcements"},
        "wat-als": {"ideas"},
        "moderatie": {"moderation"},
        "elders": {"digests"},
    }


async def test_who_names_none_chooses_it_from_a_list(named: RoomChat) -> None:
    assert "Welk kanaal bedoel je?" in await told(named, "/instellen kanaal overzichten")
    asked = last(named, "moderator", "bot")
    assert asked.follow_ups == ("#Agenda", "#Ideeën & plannen", "#Nieuws")
    await named.follow("moderator", asked, "#Nieuws")
    await named.settled()
    assert (await served(named))["aankondigingen"] == {"digests"}


async def test_in_a_thread_it_is_chosen_from_a_list_too(named: RoomChat) -> None:
    asked = Invoked("1", MODERATOR, "elders/9", "instellen-kanaal", {"purposes": "ideeën"})
    [reply] = await named.world.app.intake.take(Batch("room", [asked]))
    assert isinstance(reply.shown.view, Answer)
    assert [one.label for one in reply.shown.view.follow_ups] == ["#Agenda", "#Ideeën & plannen", "#Nieuws"]
    assert reply.shown.view.follow_ups[0].input == {"purposes": "ideeën", "channel": "elders"}
    assert "elders/9" not in await served(named)


async def test_settings_lead_there_from_a_direct_talk(named: RoomChat) -> None:
    await told(named, "/instellen toon")
    await named.follow("moderator", last(named, "moderator", "bot"), "Kies welke berichten in een kanaal komen")
    await named.settled()
    assert "Welk kanaal bedoel je?" in last(named, "moderator", "bot").text


async def test_a_name_that_fits_none_or_several_is_answered_with_those_there_are(named: RoomChat) -> None:
    said = await told(named, "/instellen kanaal ideeën kanaal: koffie")
    assert "“koffie”" in said
    assert "#Agenda, #Ideeën & plannen, #Nieuws" in said
    await named.world.database.write(lambda tx: places.name(tx, "room", "daar", "Agenda"))
    assert "#Agenda (daar), #Agenda (elders)" in await told(named, "/instellen kanaal ideeën kanaal: agenda")
    assert "elders" not in await served(named)


async def test_the_names_complete(named: RoomChat) -> None:
    found = await named.world.app.desk.complete(MODERATOR, "moderatie", "/instellen kanaal ideeën kanaal: ag")
    assert [(item.label, item.insert) for item in found] == [("Agenda", "/instellen kanaal ideeën kanaal: elders")]


async def test_a_channel_of_others_is_not_offered_and_is_refused(named: RoomChat) -> None:
    async def link(tx: Any) -> None:
        zone, contact = ZoneInfo("Europe/Amsterdam"), Contact(None, None)
        other = await communities.found(tx, slug="b", name="B", language="nl", zone=zone, contact=contact)
        await communities.link_channel(tx, other.id, "room", "elders", "ideas")

    await named.world.database.write(link)
    said = await told(named, "/instellen kanaal ideeën kanaal: Agenda")
    assert "“Agenda”" in said
    assert "#Agenda" not in said
    assert (await served(named)).keys() == {"aankondigingen", "wat-als", "moderatie"}


async def test_where_no_channel_has_a_name_it_is_said_in_the_channel(room: RoomChat) -> None:
    for text in ("/instellen kanaal ideeën", "/instellen kanaal ideeën kanaal: Agenda"):
        assert "werkt in een kanaal" in await told(room, text)
