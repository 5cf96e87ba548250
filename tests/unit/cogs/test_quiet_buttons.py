"""The commands that a card's choices carry: whoever gives one says quietly what a click says in sight of all."""

from collections.abc import Mapping
from typing import Any

import pytest

from bot.api.cards import Card, Choice
from bot.api.content import plain
from bot.api.events import Author, Batch, Invoked
from bot.core.scopes import scope_for
from bot.domain.subject import Subject
from bot.testing.room_chat import RoomChat
from bot.testing.world import World
from storage import statements
from tests.support.story import announce, last, submit_idea

OUDER = Author("room:ouder", "Ouder", "nl")


async def view(world: World, kind: str) -> Card:
    """Return the card of the first session or idea."""
    cog = world.registry.by_subject[kind]

    async def read(tx: Any) -> Card:
        scope = await scope_for(world.registry, cog, tx, 1, world.clock.now())
        return await cog.card(scope, Subject(kind, 1))

    return await world.database.read(read)


async def give(world: World, choice: Choice, number: int) -> str:
    """Give the command of a choice, as a button does; return what is answered."""
    event = Invoked(f"pressed {number}", OUDER, "aankondigingen", choice.command, choice.input)
    [reply] = await world.app.intake.take(Batch("room", [event]))
    assert reply.shown.view is not None
    return plain(reply.shown.view.content)


async def counted(world: World, kind: str) -> Mapping[str, int]:
    return await world.database.read(lambda tx: statements.counted(tx, Subject(kind, 1)))


async def test_a_sessions_choices_can_be_said_quietly(world: World, room: RoomChat) -> None:
    await announce(room)
    choices = (await view(world, "session")).choices
    assert [choice.value for choice in choices] == ["place", "online", "maybe", "no"]
    for number, choice in enumerate(choices):
        assert "“Wat als… (vervolg)”" in await give(world, choice, number)
        assert await counted(world, "session") == {choice.value: 1}


async def test_an_ideas_choices_can_be_said_quietly_and_taken_back(world: World, room: RoomChat) -> None:
    await submit_idea(room)
    choices = (await view(world, "idea")).choices
    assert [choice.value for choice in choices] == ["support", "join"]
    for number, choice in enumerate(choices):
        assert "Niemand in het kanaal ziet" in await give(world, choice, number)
        assert await counted(world, "idea") == {choice.value: 1}
    await room.say("ouder", "/idee steun 1 join", to="bot")
    await room.settled()
    await room.follow("ouder", last(room, "ouder", "bot"), "Haal mijn stille steun weg")
    await room.settled()
    assert await counted(world, "idea") == {}
    assert last(room, "ouder", "bot").follow_ups == ()


@pytest.mark.parametrize("kind", ["session", "idea"])
async def test_what_a_choice_carries_is_all_that_its_command_needs(world: World, room: RoomChat, kind: str) -> None:
    await (announce(room) if kind == "session" else submit_idea(room))
    for choice in (await view(world, kind)).choices:
        command = world.registry.commands[choice.command]
        assert set(choice.input) == {item.name for item in command.inputs}


async def test_an_idea_is_sorted_by_its_theme_and_status(world: World, room: RoomChat) -> None:
    await room.say("jongere", "/watals luisteren nu: niemand thema: thuis", to="bot")
    await room.settled()
    await room.press("jongere", last(room, "jongere", "bot"), "confirm")
    await room.settled()
    assert (await view(world, "idea")).tags == ("Hulp thuis", "nieuw")
    await room.say("moderator", "/idee status 1 picked-up", to="moderation")
    await room.settled()
    assert (await view(world, "idea")).tags == ("Hulp thuis", "opgepakt")


async def test_an_idea_without_a_theme_is_sorted_by_its_status(world: World, room: RoomChat) -> None:
    await submit_idea(room)
    assert (await view(world, "idea")).tags == ("nieuw",)
