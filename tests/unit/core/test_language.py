"""Everybody is answered in the language they read; one thing to choose from is not asked for."""

import pytest

from bot.api.events import Author
from bot.api.kinds import Option
from bot.testing.room_chat import RoomChat
from bot.testing.world import World
from tests.support.story import announce, last, open_form, submit_idea
from tests.unit.core.example_cog.cog import Example

DUTCH = Author("room:ouder", "Ouder", "nl")
ENGLISH = Author("room:ouder", "Ouder", "en")

OF_OUDER = "SELECT language FROM account WHERE key = 'room:ouder'"


async def said(room: RoomChat, text: str) -> str:
    await room.say("ouder", text, to="bot")
    await room.settled()
    return last(room, "ouder", "bot").text


async def test_an_english_reader_gets_english_answers(english: RoomChat, example: Example) -> None:
    example.broken = True
    assert await said(english, "/try choose red") == "It is kept."
    assert "I only understand commands" in await said(english, "hello")
    assert "I do not know this command" in await said(english, "/xyzzy")
    assert "This command is for moderators" in await said(english, "/session new")
    assert "There are no sessions planned" in await said(english, "/session list")
    assert "Something went wrong on our side" in await said(english, "/try break eggs")
    assert "What can you do here?" in await said(english, "/help")


async def test_the_dutch_names_work_for_an_english_reader_too(english: RoomChat) -> None:
    assert await said(english, "/proef kiezen red") == "It is kept."


async def test_an_english_reader_gets_english_forms_and_previews(english: RoomChat) -> None:
    await english.say("ouder", "/try long", to="bot")
    await english.settled()
    form = open_form(english, "ouder")
    assert form.title == "A long form"
    await english.fill_in("ouder", form, {"two": "mis"})
    await english.settled()
    assert open_form(english, "ouder").errors == {"one": "Please fill this in."}
    assert await said(english, "/try look it") == "This will be kept: it"


async def test_a_card_is_in_the_language_of_the_community_whoever_posts_it(room: RoomChat, english: RoomChat) -> None:
    shown = await announce(room)
    await english.react("ouder", shown, "📍")
    await english.settled()
    assert "Aanmeldingen" not in shown.text or "Sign-ups" not in shown.text
    assert "Ik kom naar Utrecht" in shown.text


async def test_what_somebody_reads_is_remembered_from_their_first_command_on(room: RoomChat, english: RoomChat) -> None:
    await announce(room)
    world = room.world

    async def remembered() -> str:
        return str(await world.database.read(lambda tx: tx.value(OF_OUDER)))

    await said(english, "/signup 1 online")
    assert await remembered() == "en"
    await said(room, "/mijn aanmeldingen")
    assert await remembered() == "nl"


async def test_nothing_to_choose_from_is_said_in_the_words_of_the_cog(room: RoomChat, example: Example) -> None:
    assert "Er zijn nog geen dingen." in await said(room, "/proef ding")
    assert example.ran == []


async def test_the_only_thing_there_is_is_not_asked_for(room: RoomChat, example: Example) -> None:
    example.things = [Option("7", "Het zevende")]
    assert await said(room, "/proef ding") == "Het is bewaard."
    assert example.ran == ["thing 7"]


async def test_several_things_are_asked_for(room: RoomChat, example: Example) -> None:
    example.things = [Option("7", "Het zevende"), Option("8", "Het achtste")]
    await room.say("ouder", "/proef ding", to="bot")
    await room.settled()
    assert example.ran == []
    await room.fill_in("ouder", open_form(room, "ouder"), {"thing": "8"})
    await room.settled()
    assert example.ran == ["thing 8"]


async def test_what_was_named_is_not_replaced_by_the_only_thing(room: RoomChat, example: Example) -> None:
    example.things = [Option("7", "Het zevende")]
    await said(room, "/proef ding 9")
    assert example.ran == ["thing 9"]


@pytest.mark.parametrize(
    ("author", "typed", "labels"),
    [
        (DUTCH, "/proef kiezen ", ["Rood", "Blauw"]),
        (ENGLISH, "/try choose ", ["Red", "Blue"]),
        (DUTCH, "/proef kiezen blau", ["Blauw"]),
    ],
)
async def test_a_fixed_choice_is_completed_in_the_readers_words(
    world: World, author: Author, typed: str, labels: list[str]
) -> None:
    items = await world.app.desk.complete(author, "aankondigingen", typed)
    assert [item.label for item in items] == labels


async def test_a_thing_is_completed_by_what_it_is_called(world: World, example: Example) -> None:
    example.things = [Option("7", "Het zevende"), Option("8", "Het achtste")]
    items = await world.app.desk.complete(DUTCH, "aankondigingen", "/proef ding acht")
    assert [(item.insert, item.label) for item in items] == [("/proef ding 8", "Het achtste")]


@pytest.mark.parametrize("typed", ["hallo", "", " "])
async def test_ordinary_talk_is_not_completed(world: World, typed: str) -> None:
    assert list(await world.app.desk.complete(DUTCH, "aankondigingen", typed)) == []


async def test_every_command_can_be_completed_up_to_its_first_input(world: World) -> None:
    moderator = Author("room:moderator", "Moderator", "nl", moderator=True)
    for command in world.app.registry.commands.values():
        assert len(await world.app.desk.complete(moderator, "moderatie", f"/{command.path} ")) <= 10


async def test_ideas_beyond_the_newest_are_found_by_their_words(room: RoomChat, world: World) -> None:
    for number in range(30):
        await submit_idea(room, what_if=f"we plan{number:02}plan uitvoeren?")
    [offer, *_] = await world.app.desk.complete(DUTCH, "aankondigingen", "/idee toon uitv plan00")
    assert (offer.insert, offer.label[:30]) == ("/idee toon 1", "Wat als we plan00plan uitvoeren?"[:30])


async def test_sessions_are_named_in_the_language_of_who_types(room: RoomChat, world: World) -> None:
    await announce(room)
    [dutch] = await world.app.desk.complete(DUTCH, "aankondigingen", "/sessie toon vervolg")
    [english] = await world.app.desk.complete(ENGLISH, "aankondigingen", "/session show vervolg")
    assert "vrijdag 9 oktober 2026" in dutch.label
    assert "Friday 9 October 2026" in english.label
